"""What an admin would look at when something is wrong with a library: each thing is one sentence.

Nothing is made, migrated or written by looking.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from ..config import HubPublish
from ..domain.errors import PublishError
from ..domain.policy import megabytes
from ..domain.records import Record
from ..storage.engines import network_filesystem
from ..storage.standing import Standing, look, look_at_usage, look_outside

_ROOM = 1_000_000_000  # bytes free, below which an admin should know
_OWNERS, _NEARLY = 100, 0.9  # of those who take most: from which share of a quota to tell
APART = 5.0  # seconds that clocks may differ


class Finding(Record):
    """One thing that was looked at."""

    about: str
    """Such as `database`, `hub` or `cache`."""
    fine: bool
    message: str
    remedy: str = ""


def examine_library(settings: HubPublish) -> Iterator[Finding]:
    """The library where this process would open it, and the folders that it needs."""
    try:
        standing = look(settings.library_url())
    except PublishError as error:
        yield Finding(about="database", fine=False, message=error.message, remedy=error.hint)
    else:
        yield from _of_database(standing)
        if standing.current:
            yield from _of_large_files(settings)
            yield from _of_quotas(settings)
        if standing.file is not None:
            yield from _of_folder(
                "library",
                standing.file.parent,
                "Put the library on a local disk, or in PostgreSQL.",
            )
    yield from _of_folder(
        "cache", settings.cache_path(), "Set c.HubPublish.cache_folder to a folder of a local disk."
    )


def _of_database(standing: Standing) -> Iterator[Finding]:
    if not standing.revision:
        told = f"There is no library at {standing.location} yet; the first use makes it."
        yield Finding(about="database", fine=True, message=told)
    elif standing.current:
        told = f"The library at {standing.location} answers (migration {standing.revision})."
        yield Finding(about="database", fine=True, message=told)
    else:
        yield Finding(
            about="database",
            fine=False,
            message=f"The library at {standing.location} is not of this program's version"
            f" (migration {standing.revision}).",
            remedy="Back it up; the service migrates an older one when it starts, and refuses a"
            " newer one.",
        )
    if abs(standing.ahead) > APART:
        yield Finding(
            about="clock",
            fine=False,
            message=f"The database's clock differs by {abs(standing.ahead):.0f} s from this one.",
            remedy="Set both by NTP.",
        )


def _of_large_files(settings: HubPublish) -> Iterator[Finding]:
    """The store of large files, where one is set or needed."""
    about = "large files"
    try:
        outside = look_outside(settings.library_url(), settings.blob_url)
    except PublishError as error:
        yield Finding(about=about, fine=False, message=error.message, remedy=error.hint)
        return
    if outside.lacking:
        yield Finding(
            about=about,
            fine=False,
            message=f"Of the {outside.looked_at} newest in {settings.blob_url},"
            f" {outside.lacking} are missing or of another size.",
            remedy="Put back a backup of the store, or mend c.HubPublish.blob_url.",
        )
    elif settings.blob_url:
        told = (
            f"{settings.blob_url} answers, with {outside.objects:,} ({outside.size / 1e6:,.1f} MB)."
        )
        yield Finding(about=about, fine=True, message=told)


def _of_quotas(settings: HubPublish) -> Iterator[Finding]:
    """Those who will soon be refused, where there are quotas."""
    policy = settings.policy()
    if not policy.quota_person and not policy.quota_group:
        return
    try:
        largest = look_at_usage(settings.library_url(), limit=_OWNERS)
    except PublishError as error:
        yield Finding(about="room", fine=False, message=error.message, remedy=error.hint)
        return
    for each in largest:
        quota = policy.quota_of(each.owner)
        if quota and each.size > _NEARLY * quota:
            kind = each.owner.partition(":")[0].replace("user", "person")
            yield Finding(
                about="room",
                fine=False,
                message=f"{each.owner} takes {megabytes(each.size)} of {megabytes(quota)}.",
                remedy=f"Raise c.HubPublish.quota_{kind}, or have them erase versions.",
            )


def _of_folder(about: str, folder: Path, elsewhere: str) -> Iterator[Finding]:
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        yield Finding(
            about=about,
            fine=False,
            message=f"This account cannot write to {there}.",
            remedy=f"Give it the right to write there, and to make {folder}."
            if there != folder
            else "Give it the right to write there.",
        )
        return
    if network := network_filesystem(there):
        told = f"{folder} lies on a network file system ({network})."
        yield Finding(about=about, fine=False, message=told, remedy=elsewhere)
        return
    free = shutil.disk_usage(there).free
    told = f"{folder} can be written, with {free / 1e9:,.1f} GB free."
    remedy = "" if free > _ROOM else f"Make room on the disk of {there}."
    yield Finding(about=about, fine=free > _ROOM, message=told, remedy=remedy)
