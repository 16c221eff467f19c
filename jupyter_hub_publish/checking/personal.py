"""Personal data: what stands for a person, told from all other numbers and signs."""

from __future__ import annotations

import re

from .patterns import Pattern
from .texts import Text

_MAIL = (
    r"(?<![A-Za-z0-9._%+/=-])([A-Za-z0-9][A-Za-z0-9_%+-]{0,40}(?:\.[A-Za-z0-9_%+-]{1,40}){0,4}"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,60}[A-Za-z0-9])?\.){1,5}[A-Za-z]{2,12})(?![A-Za-z0-9_@(-])"
)
_DOMAINS = frozenset(
    re.findall(
        r"\w+",
        "academy agency app art bank biz blog care center cloud club com company consulting "
        "cool coop design dev digital edu education email energy events foundation gov group "
        "health hospital info institute int international jobs law legal life live management "
        "media mil mobi museum name net news office one online org page partners press pro "
        "school science services shop site software solutions space store studio systems team "
        "tech technology today tools university vip website work works world xyz zone",
    )
)
_MADE_UP = re.compile(
    r"(?:^|[.@])(?:example|test|invalid|localhost|local|domain|company|mydomain|yourdomain|email|mail"
    r"|acme|foo|bar)\.[a-z.]{2,12}$|\.(?:example|test|invalid|local)$|no-?reply|gserviceaccount|^(?:git|user|name"
    r"|you|your|me|first|firstname|someone|somebody|foo|test|admin|info|support|contact|hello|help)"
    r"[._+-]?[a-z]{0,9}@",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"author|maintain|contact|copyright|licen[sc]e|\(c\)|©|(?:written|created) by|mailto:|credit"
    r"|thank",
    re.IGNORECASE,
)
_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22,
    "BR": 29, "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28,
    "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23,
    "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26,
    "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20,
    "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30,
    "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22,
    "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "ST": 25, "SV": 28, "TL": 23,
    "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
}  # fmt: skip
"""How long an IBAN of each country is."""
_BY_LENGTH: dict[int, list[str]] = {}
for _country, _length in _LENGTHS.items():
    _BY_LENGTH.setdefault(_length, []).append(_country)
_IBAN = (
    r"(?<![A-Za-z0-9])(?=[A-Z]{2}[0-9]{2}[ A-Z0-9])((?:"
    + "|".join(
        rf"(?:{'|'.join(countries)})[0-9]{{2}}(?: ?[A-Z0-9]){{{length - 4}}}"
        for length, countries in _BY_LENGTH.items()
    )
    + r"))(?![A-Za-z0-9])"
)
_CARD = (
    r"(?<![A-Za-z0-9.,_-])([2-6][0-9]{3}[ -][0-9]{4}[ -][0-9]{4}[ -][0-9]{4}"
    r"|3[47][0-9]{2}[ -][0-9]{6}[ -][0-9]{5}|[2-6][0-9]{12,18})(?![A-Za-z0-9_-]|[.,][0-9])"
)
_OF_CARDS = (
    r"(?i)(?<![a-z])(?:card|credit|debit|kredit|visa|master ?card|amex|cvv|cvc|cc_?n|pan)(?![a-z])"
    r"|card_?n|kartennummer|kreditkarte"
)
_ISSUED = re.compile(
    r"4|5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|3[47]|6(?:011|4[4-9]|5)|3[05689]"
)
_CALLED = ("phone", "telefon", "tel:", "tel.", "mobil", "handy", "fax", "whatsapp")
_NAMES = r"(?:phone|telefon|tel\b|mobil|handy|fax|whatsapp)"
_OF_PHONES = rf"(?i){_NAMES}"
_ABROAD = r"(\+[1-9][0-9 ()./-]{7,22}[0-9])(?![0-9]|[.,][0-9])"
_AT_HOME = (
    rf"(?i){_NAMES}[a-z]{{0,8}}[^\w+]{{1,8}}(0[1-9][0-9]{{0,4}}[ /-]?[0-9][0-9 -]{{3,12}}[0-9]"
    r"|\([0-9]{3}\) ?[0-9]{3}[-. ][0-9]{4}|[0-9]{3}[-. ][0-9]{3}[-. ][0-9]{4})(?![0-9.])"
)


def _is_mail(value: str, match: re.Match[str], text: Text) -> bool:
    """Whether it is an address of a person, and none that its owner has signed something with.

    Code multiplies matrices with `@`, so that there an address stands in quotes or in a comment.
    """
    domain = value.rsplit(".", 1)[1].lower()
    before = match.string[max(0, match.start() - 120) : match.start()]
    line = before.rsplit("\n", 1)[-1]
    return (
        (len(domain) == 2 or domain in _DOMAINS)
        and value.index("@") > 1
        and _MADE_UP.search(value) is None
        and _SIGNED.search(before) is None
        and re.search(r"://\S{0,100}\Z", line) is None
        and (text.place != "code" or _is_quoted(line))
    )


def _is_quoted(line: str) -> bool:
    return "#" in line or line.count('"') % 2 == 1 or line.count("'") % 2 == 1


def _has_its_sum(value: str, match: re.Match[str], text: Text) -> bool:
    """ISO 13616: the number that it stands for, its first four signs last, is 1 modulo 97."""
    plain = value.replace(" ", "")
    digits = "".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])
    return int(digits) % 97 == 1 and len(set(plain[4:])) > 3


def _is_card(value: str, match: re.Match[str], text: Text) -> bool:
    """By the numbers that cards begin with, and by Luhn's sum, which every tenth number has."""
    digits = [int(sign) for sign in value if sign.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (
        (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
        and _ISSUED.match(value) is not None
        and len(set(digits)) > 3  # cards for tests: 4242…
    )


def _is_dialled(value: str, match: re.Match[str], text: Text) -> bool:
    before = match.string[max(0, match.start() - 1) : match.start()]
    return not (before.isalnum() or before in tuple("+./")) and (
        9 <= sum(sign.isdigit() for sign in value) <= 15
    )


PERSONAL_DATA = (
    Pattern(
        "email-address",
        ("@",),
        _MAIL,
        before=210,
        after=330,
        places=frozenset({"code", "output"}),
        judge=_is_mail,
    ),
    Pattern("iban", (), _IBAN, judge=_has_its_sum),
    Pattern("credit-card", (), _CARD, judge=_is_card, context=_OF_CARDS),
    Pattern("phone-number", ("+",), _ABROAD, judge=_is_dialled, context=_OF_PHONES),
    Pattern("phone-number", _CALLED, _AT_HOME, after=60, judge=_is_dialled),
)
