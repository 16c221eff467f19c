"""The service's log: a JSON object a line, with the request's id, and never a secret.

What people search for, and what they send, is in no line: a request is logged without its query.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import Any

from .at_work import AT_WORK

_NAMES = "|".join(
    (
        *("access_token", "token", "code", "code_verifier", "state", "_xsrf", "client_secret"),
        *("password", "cookie", "set-cookie", "authorization", "api_key", "secret"),
    )
)
_SECRETS = re.compile(
    rf"""(?ix)
    ( \b(?:token|bearer|basic) \s+
    | (?<![a-z]) (?:{_NAMES}) ['"]? \s* [=:] \s* ['"]? (?:(?:token|bearer)\s+)?
    | :// [^\s/@:]* : (?=[^\s/@]+@)
    )
    [^\s"'&,;@<>)\\]+
    """
)


class Lines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Its time in UTC, level, logger and message, and what is known of the request."""
        asked = AT_WORK.get()
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redacted(record.getMessage()),
        }
        if asked.id:
            told |= {"request": asked.id, "address": asked.address}
        told |= getattr(record, "fields", {})
        if record.exc_info:
            told["error"] = redacted(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False)


def redacted(text: str) -> str:
    """The text without what looks like a token, a password or a cookie."""
    return _SECRETS.sub(r"\1…", text)


def set_up(level: int) -> None:
    """Write the log to stderr, where the hub, or a container's host, collects it."""
    stream = logging.StreamHandler(sys.stderr)
    stream.setFormatter(Lines())
    logging.basicConfig(handlers=[stream], level=logging.WARNING, force=True)
    logging.getLogger("jupyter_hub_publish").setLevel(level)
    # At every visit over plain http, JupyterHub warns that browsers do not say enough there.
    logging.getLogger("tornado.application").setLevel(logging.ERROR)
