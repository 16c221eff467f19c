"""The files that travel with a version: offered as they were chosen before, and read before it."""

from __future__ import annotations

import threading

from msgspec.structs import replace

from ..domain.drafts import DraftChoice, EnvironmentOffer, FileOffer
from ..domain.errors import Cancelled, FileProblem, TooLarge
from ..domain.limits import MAX_ATTACHMENTS, MAX_ATTACHMENTS_BYTES
from ..domain.named_files import files_named
from ..domain.notebook import Notebook
from ..domain.paths import attachment_name, shown
from ..domain.records import Choices, Environment, Record
from ..workspace import Workspace


class Luggage(Record):
    """What goes with the notebook and its page."""

    attachments: dict[str, bytes]
    left_out: tuple[str, ...]
    """The files that were offered as chosen, and stay."""
    environment: Environment
    environment_files: dict[str, bytes]
    environment_chosen: tuple[str, ...] | None
    """Their names, or None where they are those that were offered as chosen."""


def file_offers(
    workspace: Workspace, path: str, notebook: Notebook, choices: Choices | None
) -> tuple[FileOffer, ...]:
    """The files that the notebook seems to need, ticked as for the version before."""
    offers = workspace.offers(path, files_named(notebook))
    if choices is None:
        return offers
    named = {offer.name for offer in offers}
    others = tuple(name for name in choices.files if name not in named)
    return tuple(
        replace(offer, chosen=_still_chosen(offer, choices))
        for offer in (*offers, *(workspace.added(path, others) if others else ()))
    )


def _still_chosen(offer: FileOffer, choices: Choices) -> bool:
    """What nobody has decided about yet is ticked as it would be for a first version."""
    if offer.state != "ready" or offer.name in choices.left_out:
        return False
    return offer.chosen or offer.name in choices.files


def environment_offer(offer: EnvironmentOffer, choices: Choices | None) -> EnvironmentOffer:
    """The same offer, ticked as for the version before."""
    names = choices.environment if choices else None
    if names is None:
        return offer
    files = tuple(replace(file, chosen=file.name in names) for file in offer.files)
    return replace(offer, files=files)


def packed(
    workspace: Workspace,
    path: str,
    notebook: Notebook,
    draft: DraftChoice,
    *,
    cancelled: threading.Event,
) -> Luggage:
    """All files that travel, in memory, before anything is stored.

    Raises FileProblem, BadInput or TooLarge, each naming the file, and Cancelled.
    """
    attachments = _attachments(workspace, path, draft.files, cancelled)
    offers = workspace.offers(path, files_named(notebook))
    surroundings = workspace.environment(path, notebook)
    proposed = tuple(file.name for file in surroundings.offer.files if file.chosen)
    chosen = proposed if draft.environment is None else draft.environment
    return Luggage(
        attachments=attachments,
        left_out=tuple(
            offer.name for offer in offers if offer.chosen and offer.name not in attachments
        ),
        environment=surroundings.offer.environment,
        environment_files=_described(surroundings.contents, chosen),
        environment_chosen=None if set(chosen) == set(proposed) else chosen,
    )


def _attachments(
    workspace: Workspace, path: str, files: tuple[str, ...], cancelled: threading.Event
) -> dict[str, bytes]:
    if len(files) > MAX_ATTACHMENTS:
        raise TooLarge(
            f"More than {MAX_ATTACHMENTS:,} files cannot travel with a report.",
            hint="Pack them into one, such as a zip file.",
        )
    found: dict[str, bytes] = {}
    left = MAX_ATTACHMENTS_BYTES
    for name in dict.fromkeys(map(attachment_name, files)):
        if cancelled.is_set():
            raise Cancelled("Publishing was cancelled. Nothing was stored.")
        found[name] = workspace.attachment(path, name)
        left -= len(found[name])
        if left < 0:
            raise TooLarge(
                f"With {shown(name)}, the files are larger than"
                f" {MAX_ATTACHMENTS_BYTES // 1_000_000} MB together.",
                hint="Leave the largest ones out, and say in the notebook where they are.",
            )
    return found


def _described(contents: dict[str, bytes], names: tuple[str, ...]) -> dict[str, bytes]:
    for name in names:
        if name not in contents:
            raise FileProblem(
                f"There is no {shown(name)} any more that describes the environment.",
                hint="Open the dialog again to see what there is now.",
            )
    return {name: contents[name] for name in names}
