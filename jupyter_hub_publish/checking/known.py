"""What detect-secrets knows of the marks of others' secrets, without its guesses by entropy.

Loading it takes a tenth of a second, and loads an HTTP client: so it is loaded at the first check.
Its own scan goes line by line and needs more than a second for a megabyte; here its expressions
look near their keywords, as ours do. Ours stand where its own are not linear in a text's length
(web tokens, addresses with passwords, npm, OpenAI), or match only a part of the secret, so that a
mask would leave the rest (private keys, GitHub, Slack, Stripe), or more than it (Artifactory,
Azure). Public IP addresses are no secrets.
"""

from __future__ import annotations

import re
from base64 import b64decode
from functools import cache
from importlib import import_module
from typing import NamedTuple

from .likelihood import is_random
from .patterns import Pattern
from .texts import Text


class _Plugin(NamedTuple):
    """A plugin of detect-secrets, and where to let it look."""

    rule: str
    module: str
    name: str
    keywords: tuple[str, ...]
    before: int = 60
    after: int = 200
    whole: bool = False
    """Whether its groups are only a part of the secret."""


_PLUGINS = (
    _Plugin("aws-key", "aws", "AWSKeyDetector", ("A3T", "ABIA", "ACCA", "AKIA", "ASIA", "aws")),
    _Plugin("cloudant-key", "cloudant", "CloudantDetector", ("cloudant",), before=150),
    _Plugin(
        "discord-token", "discord", "DiscordBotTokenDetector", ("discord", "bot", "token"), 200
    ),
    _Plugin("gitlab-token", "gitlab_token", "GitLabTokenDetector", ("gl", "GR1348941"), whole=True),
    _Plugin("ibm-cloud-key", "ibm_cloud_iam", "IbmCloudIamDetector", ("ibm",)),
    _Plugin("ibm-cloud-key", "ibm_cos_hmac", "IbmCosHmacDetector", ("ibm", "cos")),
    _Plugin("mailchimp-key", "mailchimp", "MailchimpDetector", ("-us",), after=6),
    _Plugin("pypi-token", "pypi_token", "PypiTokenDetector", ("pypi-age",), after=600),
    _Plugin("sendgrid-key", "sendgrid", "SendGridDetector", ("SG.",)),
    _Plugin("slack-webhook", "slack", "SlackDetector", ("hooks.slack",)),
    _Plugin("softlayer-key", "softlayer", "SoftlayerDetector", ("softlayer",)),
    _Plugin("square-secret", "square_oauth", "SquareOAuthDetector", ("sq0csp-",)),
    _Plugin("telegram-token", "telegram_token", "TelegramBotTokenDetector", (":AA",)),
    _Plugin("twilio-key", "twilio", "TwilioKeyDetector", ("SK", "twilio")),
)


@cache
def known() -> tuple[Pattern, ...]:
    """The patterns of its plugins, under our rules' names."""
    return tuple(pattern for plugin in _PLUGINS for pattern in _patterns(plugin))


def _patterns(plugin: _Plugin) -> list[Pattern]:
    detector = getattr(import_module(f"detect_secrets.plugins.{plugin.module}"), plugin.name)
    return [
        Pattern(
            plugin.rule,
            plugin.keywords,
            _as_text(regex, plugin),
            before=plugin.before,
            after=plugin.after,
            judge=_stands_alone if plugin.rule != "discord-token" else _of_discord,
        )
        for regex in detector.denylist
    ]


def _as_text(regex: re.Pattern[str], plugin: _Plugin) -> str:
    flags = "".join(letter for letter, flag in (("i", re.I), ("x", re.X)) if regex.flags & flag)
    pattern = f"({regex.pattern})" if plugin.whole else regex.pattern
    return f"(?{flags}){pattern}" if flags else pattern


def _stands_alone(value: str, match: re.Match[str], text: Text) -> bool:
    """Its expressions have no ends: the same letters also stand within pictures and digests."""
    before = match.string[max(0, match.start() - 1) : match.start()]
    after = match.string[match.end() : match.end() + 1]
    return not before.isalnum() and not after.isalnum() and is_random(value)


def _of_discord(value: str, match: re.Match[str], text: Text) -> bool:
    """Its first part is the number of an account."""
    try:
        return b64decode(value.split(".")[0] + "==").isdigit()
    except ValueError:
        return False
