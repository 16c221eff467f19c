"""What was seen becomes findings: sentences that tell of a value nothing but its ends."""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..domain.drafts import FileOffer, Finding, Remedy
from ..domain.notebook import Notebook
from .assignments import ADDRESSES, ENVIRONMENT, SAID, in_code
from .catalogue import BY_NAME, PERSONAL, Rule
from .known import known
from .paths import PATHS, without_owner
from .patterns import Pattern
from .personal import PERSONAL_DATA
from .scanning import MOST_TEXT, Sighting, scan
from .structure import Notice, notices
from .texts import Text
from .tokens import TOKENS

DOTS = "•" * 16
_MOST_EACH = 10  # findings of one rule that are told one by one
GROUPED = frozenset(rule.name for rule in (*PERSONAL, BY_NAME["own-folder"]))


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, and what only the check itself may know of it."""

    finding: Finding
    values: tuple[str, ...] = field(default=(), repr=False)
    outputs: frozenset[tuple[int, int]] = frozenset()
    """The outputs that it is in: numbers of cells, and places among their outputs."""
    group: str = ""
    """The id of the finding that tells all of its rule, where there are too many of them."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything found, in the order in which it should be read."""

    found: tuple[Found, ...]
    complete: bool


def look_through(
    notebook: Notebook,
    *,
    key: bytes | None,
    files: tuple[FileOffer, ...] = (),
    masked: frozenset[str] = frozenset(),
    seconds: float | None = None,
    most: int | None = MOST_TEXT,
    rules: frozenset[str] = frozenset(BY_NAME),
) -> Report:
    """What these rules find. Without a key the findings have no ids."""
    seen = scan(notebook, patterns(rules), seconds=seconds, most=most)
    found = [_of_values(group, seen.texts, key, files, masked) for group in _groups(seen.sightings)]
    found += [
        _of_notice(notice, key) for notice in notices(notebook, files) if notice.rule in rules
    ]
    return Report(tuple(sorted(found, key=_reading_order)), seen.complete)


def patterns(rules: frozenset[str]) -> tuple[Pattern, ...]:
    """How these rules recognise what they are about; those that have none are left out."""
    # What is told by its own form comes first: what holds it says no more about it.
    secrets = (*TOKENS, *known(), *ADDRESSES, *in_code(), *SAID, *ENVIRONMENT)
    return tuple(p for p in (*secrets, *PERSONAL_DATA, *PATHS) if p.rule in rules)


def _reading_order(found: Found) -> tuple[bool, int, int]:
    finding = found.finding
    first = finding.cells[0] if finding.cells else 1_000_000
    return finding.severity != "stop", first, ["stop", "warn", "note"].index(finding.severity)


# Values


def _groups(sightings: Iterable[Sighting]) -> Iterable[list[Sighting]]:
    """The sightings that make one finding: a secret alone, the addresses of people together."""
    by_rule: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        by_rule[sighting.rule].append(sighting)
    for rule, group in by_rule.items():
        if rule in GROUPED or len(group) > _MOST_EACH:
            yield group
        else:
            yield from ([sighting] for sighting in group)


def _of_values(
    group: list[Sighting],
    texts: list[Text],
    key: bytes | None,
    files: tuple[FileOffer, ...],
    masked: frozenset[str],
) -> Found:
    rule = BY_NAME[group[0].rule]
    values = tuple(sorted(sighting.value for sighting in group))
    where = [texts[number] for number in sorted(set().union(*(s.in_texts for s in group)))]
    outputs = frozenset((text.cell, text.output) for text in where if text.output >= 0)
    cells = tuple(sorted({text.cell for text in where} - {0}))
    file = _file_of(values[0], files) if rule.name == "own-path" else ""
    remedies = _remedies(rule, where, file)
    what = rule.one if len(values) == 1 else f"{len(values)} {rule.many}"
    # Many are decided as one, and stay decided when the outputs come anew.
    together = len(values) > 1 or rule.name in GROUPED
    group_id = _id(key, rule.name)
    finding = Finding(
        id=group_id if together else _id(key, rule.name, *values),
        kind=rule.kind,
        rule=rule.name,
        severity=rule.severity,
        message=f"{what} {_places(where)}",
        cells=cells,
        masked=_masked(rule, values[0]),
        remedies=remedies,
        file=file,
        proposed="mask" if rule.name in masked and "mask" in remedies else None,
    )
    return Found(finding, values, outputs, group_id)


def _places(where: list[Text]) -> str:
    """Such as `in the code and in one output`."""
    outputs = len({(text.cell, text.output) for text in where if text.place == "output"})
    places = {text.place for text in where}
    named = [
        words
        for place, words in (
            ("code", "in the code"),
            ("text", "in the text"),
            ("output", "in one output" if outputs == 1 else f"in {outputs} outputs"),
            ("metadata", "in the metadata"),
        )
        if place in places
    ]
    return f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else named[0]


def _remedies(rule: Rule, where: list[Text], file: str) -> tuple[Remedy, ...]:
    if rule.kind == "path":
        advised: tuple[Remedy, ...] = ("attach", "leave") if file else ("leave",)
        return ("mask", "leave") if rule.name == "own-folder" else (*advised, "mask")
    in_cells = any(text.cell for text in where)
    outputs_only = all(text.place == "output" for text in where)
    return (
        "mask",
        *(("drop",) if outputs_only else ()),
        *(("hide",) if in_cells else ()),
        "waive" if rule.severity == "stop" else "leave",
    )


def _masked(rule: Rule, value: str) -> str:
    """At most four characters of the beginning and three of the end, of a long value only."""
    if rule.kind == "path":
        return without_owner(value)
    if not rule.tells or len(value) < 16:
        return DOTS
    value = " ".join(value.split())
    return f"{value[:4]}{DOTS}{value[-3:] if len(value) >= 24 else value[-2:]}"


def _file_of(path: str, files: tuple[FileOffer, ...]) -> str:
    """The file beside the notebook that the path seems to mean, if it can travel."""
    plain = path.replace("\\\\", "/").replace("\\", "/")
    fitting = [f.name for f in files if f.state == "ready" and plain.endswith(f"/{f.name}")]
    return max(fitting, key=len, default="")


# The rest


def _of_notice(notice: Notice, key: bytes | None) -> Found:
    rule = BY_NAME[notice.rule]
    finding = Finding(
        id=_id(key, rule.name, notice.file, *map(str, notice.cells)),
        kind=rule.kind,
        rule=rule.name,
        severity=rule.severity,
        message=notice.message,
        cells=notice.cells,
        remedies=notice.remedies,
        file=notice.file,
    )
    return Found(finding, outputs=notice.outputs)


def _id(key: bytes | None, *parts: str) -> str:
    """A name that guesses of the value cannot be tried on, without the key."""
    if key is None:
        return ""
    message = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hmac.new(key, message, "sha256").hexdigest()[:24]
