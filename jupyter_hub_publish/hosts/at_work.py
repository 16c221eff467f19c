"""The request at work, as the log, the limits and the audit trail name it."""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar
from typing import NamedTuple

from tornado.httputil import HTTPServerRequest

_GIVEN = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Asked(NamedTuple):
    """A request: its id, and where it comes from."""

    id: str = ""
    address: str = ""


AT_WORK: ContextVar[Asked] = ContextVar("hub_publish_at_work", default=Asked())  # noqa: B039  it is frozen


def begin(request: HTTPServerRequest) -> Asked:
    """From now on this request is at work: under the id that a proxy gave it, or one of ours."""
    given = request.headers.get("X-Request-Id", "")
    id = given if _GIVEN.fullmatch(given) else secrets.token_hex(8)
    asked = Asked(id=id, address=request.remote_ip or "")
    AT_WORK.set(asked)
    return asked
