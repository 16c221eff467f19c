"""What a notebook looks like when it is published: masked and cut as its author has decided."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from .. import checking
from ..domain import notebook as notebooks
from ..domain.drafting import clean_tags, shortened
from ..domain.drafts import Checked, Decision, DraftChoice
from ..domain.errors import Undecided
from ..domain.limits import MAX_MESSAGE, MAX_SUMMARY, MAX_TITLE
from ..domain.notebook import Notebook
from ..domain.records import Actor, Record, Waiver
from ..rendering import About

_SAID = "hub_publish_said"  # a key of the notebook's metadata, for as long as it is looked through
_LOOKED_AT = "It is only looked at."  # the reason that a preview gives; it is stored nowhere
_SECONDS = 20.0  # as long as the check takes when it decides what is published


class Said(Record):
    """What the author says about the notebook: often its own first words, secrets and all."""

    title: str
    summary: str
    tags: tuple[str, ...]
    message: str


class Prepared(Record):
    """A notebook that is fit to be published."""

    notebook: Notebook
    data: bytes
    """The same as JSON."""
    said: Said
    waivers: tuple[Waiver, ...]
    masked: tuple[str, ...]
    """The rules whose findings were masked."""


def prepared(notebook: Notebook, draft: DraftChoice, *, key: bytes) -> Prepared:
    """The notebook as it is published: no trust, no memory, nothing that was decided against.

    Raises Undecided. `key` is the one that the findings of the decisions were named with.
    """
    applied = _applied(_plain(notebook), draft, key)
    metadata = dict(applied.notebook["metadata"])
    said = _said(metadata.pop(_SAID))
    published = {**applied.notebook, "metadata": metadata}
    return Prepared(
        notebook=published,
        data=notebooks.serialize(published)[0],
        said=said,
        waivers=applied.waivers,
        masked=applied.masked,
    )


def previewed(notebook: Notebook, draft: DraftChoice, *, key: bytes) -> Prepared:
    """The same for the author's own eyes: what is undecided stays as it is."""
    given = tuple(each for each in draft.decisions if each.remedy in ("mask", "hide", "drop"))
    decided = {each.finding for each in given}
    checked = checking.check(_with_said(_plain(notebook), draft), key=key, seconds=_SECONDS)
    waived = tuple(
        Decision(finding=finding.id, remedy="waive", reason=_LOOKED_AT)
        for finding in checked.findings
        if finding.severity == "stop" and finding.id not in decided
    )
    return prepared(notebook, replace(draft, decisions=(*given, *waived)), key=key)


def require_decided(notebook: Notebook, draft: DraftChoice, *, key: bytes) -> None:
    """Raise Undecided for what stands in the sources, whatever a run will make of the outputs."""
    cells = [{**cell, "outputs": []} if "outputs" in cell else cell for cell in notebook["cells"]]
    _applied({**_plain(notebook), "cells": cells}, draft, key)


def with_blocking(checked: Checked, rules: frozenset[str]) -> Checked:
    """The same, where what these rules find stops: the library will not take it as it is."""
    return replace(
        checked,
        findings=tuple(
            replace(
                finding,
                severity="stop",
                remedies=tuple(r for r in finding.remedies if r not in ("leave", "waive")),
            )
            if finding.rule in rules
            else finding
            for finding in checked.findings
        ),
    )


def about(ready: Prepared, actor: Actor) -> About:
    """What the page says of itself."""
    return About(
        title=ready.said.title,
        summary=ready.said.summary,
        authors=(actor.display_name or actor.name,),
        tags=ready.said.tags,
        published=datetime.now(UTC),
        language=notebooks.facts(ready.notebook).language,
    )


def _plain(notebook: Notebook) -> Notebook:
    return notebooks.without_memory(notebooks.without_trust(notebook))


def _applied(notebook: Notebook, draft: DraftChoice, key: bytes) -> checking.Applied:
    try:
        return checking.apply(_with_said(notebook, draft), draft.decisions, key=key)
    except Undecided:
        checking.apply(notebook, draft.decisions, key=key)
        # Only what is said about the notebook holds it, and the author can mend that on the spot.
        raise Undecided(
            "A secret stands in the title, the summary, the tags or the message.",
            hint="Take it out of there.",
        ) from None


def _with_said(notebook: Notebook, draft: DraftChoice) -> Notebook:
    """The notebook that also says what is said about it, so that the same is found and masked."""
    said = {
        "title": draft.title,
        "summary": draft.summary,
        "tags": list(draft.tags),
        "message": draft.message,
    }
    return {**notebook, "metadata": {**notebook["metadata"], _SAID: said}}


def _said(said: dict[str, Any]) -> Said:
    return Said(
        title=shortened(said["title"], MAX_TITLE),  # dots may be longer than what they stand for
        summary=shortened(said["summary"], MAX_SUMMARY),
        tags=clean_tags(said["tags"]),
        message=shortened(said["message"], MAX_MESSAGE),
    )
