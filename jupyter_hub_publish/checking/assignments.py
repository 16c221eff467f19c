"""Secrets that what they are given to gives away: a name, an address, the environment."""

from __future__ import annotations

import re
from functools import cache

from .likelihood import is_key, is_password, is_placeholder, is_well_known
from .patterns import Pattern
from .texts import Place, Text

_DATABASES = re.compile(
    r"(?:postgres(?:ql)?|mysql|mariadb|mongodb|rediss?|amqps?|mssql|sqlserver|oracle|snowflake"
    r"|clickhouse|cockroachdb|db2|hive|presto|trino|vertica|redshift|teradatasql|neo4j|bolt)"
    r"(?:\+[a-z0-9_]{1,30})?\Z",
    re.IGNORECASE,
)
# Up to the last `@` before the host: a password may hold one.
_IN_ADDRESS = (
    r"://[^\s:/@\"'<>`,;(){}]{0,100}:([^\s/\"'<>`{}]{3,200})@(?=[\w\[][\w.\]-]{0,250}(?:[^\w@]|\Z))"
)
_OPENLY = re.compile(r"%[sd(]|[$*]|(?:user|pass|pwd|name|secret)\w{0,6}\Z", re.IGNORECASE)


def _in_an_address(value: str, match: re.Match[str]) -> bool:
    return not (_OPENLY.match(value) or is_placeholder(value) or is_well_known(value))


def _scheme(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 45) : match.start()]


def _of_a_database(value: str, match: re.Match[str], text: Text) -> bool:
    return _DATABASES.search(_scheme(match)) is not None and _in_an_address(value, match)


def _of_an_address(value: str, match: re.Match[str], text: Text) -> bool:
    return _scheme(match)[-1:].isalnum() and _in_an_address(value, match)


def _keyed(value: str, match: re.Match[str], text: Text) -> bool:
    return is_key(value)


def _of_the_environment(value: str, match: re.Match[str], text: Text) -> bool:
    """A variable's value; without quotes in code it may as well be a name, which has no digits."""
    in_quotes = match.lastindex != _BARE
    outright = ("PASS" in match[1] or "PWD" in match[1]) and (in_quotes or text.place != "code")
    return is_password(value) if outright else is_key(value)


_VARIABLE = (
    r"(?<![A-Za-z0-9_])((?=[A-Z0-9_]{0,60}(?:TOKEN|SECRET|PASSWORD|PASSWD|_PASS|_PWD|API_?KEY"
    r"|(?:ACCESS|AUTH|PRIVATE|ENCRYPTION|ACCOUNT|SIGNING)_KEY|CREDENTIALS?))[A-Z][A-Z0-9_]{2,80})"
    r"[\"']?\]?\s{0,2}[=:,]\s{0,2}"
    r"(?:\"([^\"\n]{6,500})\"|'([^'\n]{6,500})'|([^\s\"'`<>]{5,499}[^\s\"'`<>,;(){}\]]))"
)
_BARE = 4  # the group of a value without quotes
_LISTED = r"(?m)(?:^[A-Za-z_][A-Za-z0-9_]{0,60}=[^\n]{0,3000}\n?){6,3000}"
_SHOWN = (
    r"(?:environ\(?)?\{(?:'[A-Za-z_][A-Za-z0-9_]{0,60}': (?:'[^'\n]{0,3000}'|\"[^\"\n]{0,3000}\")"
    r",?\s{0,12}){3,3000}\}\)?"
)


def _is_a_dump(value: str, match: re.Match[str], text: Text) -> bool:
    return value.startswith("environ") or ("PATH" in value and "HOME" in value)


ADDRESSES = (
    Pattern("database-url", ("@",), _IN_ADDRESS, before=320, after=4, judge=_of_a_database),
    Pattern("url-password", ("@",), _IN_ADDRESS, before=320, after=4, judge=_of_an_address),
    Pattern(
        "url-token",
        ("token=", "key=", "secret=", "signature=", "password="),
        (
            r"(?i)[?&](?:(?:access_|auth_|private_|refresh_)?token|(?:api_?)?key|(?:client_)?secret"
            r"|(?:x-amz-)?signature|password)=([A-Za-z0-9._~%+/=-]{12,500})"
        ),
        after=540,
        judge=_keyed,
    ),
)
ENVIRONMENT = (
    Pattern(
        "environment-secret",
        ("TOKEN", "SECRET", "PASS", "PWD", "KEY", "CREDENTIAL"),
        _VARIABLE,
        before=90,
        after=620,
        judge=_of_the_environment,
    ),
    Pattern(
        "environment-dump",
        ("environ", "'path': ", "'home': "),
        _SHOWN,
        before=30_000,
        after=30_000,
        places=frozenset({"output"}),
        judge=_is_a_dump,
    ),
    Pattern(
        "environment-dump",
        ("\nhome=", "\npath="),
        _LISTED,
        before=30_000,
        after=30_000,
        places=frozenset({"output"}),
        judge=_is_a_dump,
    ),
)


def _assigned(value: str, match: re.Match[str], text: Text) -> bool:
    """A text given to a name: where the name says that it is a password, what could be one."""
    name = match["name"].lower()
    outright = match["sign"] not in (",", "(") and ("pass" in name or "pwd" in name)
    return is_password(value) if outright else is_key(value)


def _compared(value: str, match: re.Match[str], text: Text) -> bool:
    name = match.string[match.end(match.lastindex or 0) : match.end()].lower()
    return is_password(value) if "pass" in name or "pwd" in name else is_key(value)


SAID = (
    Pattern(
        "password-widget",
        ("PasswordModel",),
        # Its state follows it, and ends before the next one's name.
        r'(?s)"PasswordModel"(?:(?!"model_name"|"PasswordModel").){0,1500}?'
        r'\n"value": "([^\n]{4,200})"',
        after=1_750,
        places=frozenset({"metadata"}),
    ),
    Pattern(
        "named-secret",
        tuple(
            f"{name}{quote}"
            for name in ("token", "key", "secret", "word", "passwd")
            for quote in "'\""
        ),
        (
            r"(?i)[\"'](?P<name>[a-z]{0,20}[_-]?(?:(?:access|refresh|id|auth|api|bearer|session|bot)"
            r"[_-]?token|(?:api|access|auth|account|private|secret)[_-]?key|secret|password|passwd)"
            r"|token)[\"']\s{0,2}(?P<sign>:)\s{0,2}[\"']([^\"'\s]{6,2000})[\"']"
        ),
        before=50,
        after=2_100,
        places=frozenset({"output", "metadata"}),
        judge=_assigned,
    ),
)


_QUOTED = r"\"((?:[^\"\\\n]|\\.){4,300})\"|'((?:[^'\\\n]|\\.){4,300})'"


@cache
def in_code() -> tuple[Pattern, ...]:
    """Passwords and keys in quotes, given to a name of those that detect-secrets knows.

    Its own expressions for this are quadratic in a line's length, so that only its names serve.
    """
    from detect_secrets.plugins.keyword import DENYLIST

    words = (*DENYLIST, "token", "credential")
    forms = {form for word in words for form in (word.replace("_?", ""), word.replace("_?", "_"))}
    where: frozenset[Place] = frozenset({"code", "text"})
    given = (
        rf"(?i)(?P<name>(?:{'|'.join(words)})\w{{0,40}})[\"']?\]?\s{{0,4}}"
        r"(?P<sign>:=|::|:|={1,3}|!=|=>|<-|,|\()\s{0,4}[@rbfuRBFU]{0,2}"
        rf"(?:{_QUOTED}|`([^`\n]{{4,300}})`)"
    )
    compared = (
        rf"(?i)(?:{_QUOTED})\s{{0,4}}[!=]={{1,2}}\s{{0,4}}"
        rf"[\w.]{{0,40}}(?:{'|'.join(words)})"
    )
    exported = (
        r"(?im)^\s{0,8}(?:%(?:set_)?env|!?\s?export|set)\s{1,4}"
        r"(?P<name>\w{0,40}(?:key|token|secret|pass|pwd)\w{0,40})(?P<sign>[= ])\s{0,3}"
        r"([^\s\"'`$]{6,300})"
    )
    return tuple(
        Pattern("named-secret", keywords, regex, before, 420, where, judge)
        for keywords, regex, before, judge in (
            (tuple(sorted(forms)), given, 4, _assigned),
            (("==", "!="), compared, 310, _compared),
            (("%env", "%set_env", "export", "set "), exported, 12, _assigned),
        )
    )
