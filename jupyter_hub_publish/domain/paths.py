"""The name of a file that travels with a report can lead nowhere but below its own folder."""

from __future__ import annotations

import re
import unicodedata

from .errors import BadInput

MAX_NAME = 1_000  # characters of a whole name
MAX_PART = 255  # bytes between two slashes, as file systems have it
_DRIVE = re.compile(r"[A-Za-z]:")  # where Windows would begin at another place altogether
_UNSEEN = ("Cc", "Cs", "Zl", "Zp")  # controls, halves of a pair, separators of lines
_HINT = "Rename the file, or move it beside the notebook."


def attachment_name(name: str) -> str:
    """The same name, which is a relative path with `/` between its parts, or BadInput.

    Refused is what could lead out of a folder, be hidden in it, or not be written to every disk.
    """
    if not name:
        raise BadInput("A file without a name cannot travel with a report.", hint=_HINT)
    if len(name) > MAX_NAME:
        raise _refused(name, f"is longer than {MAX_NAME:,} characters")
    if any(unicodedata.category(letter) in _UNSEEN for letter in name):
        raise _refused(name, "holds a control character")
    if "\\" in name:
        raise _refused(name, "holds a backslash")
    if name.startswith("/") or _DRIVE.match(name):
        raise _refused(name, "is not relative to the notebook's folder")
    for part in name.split("/"):
        _check_part(name, part)
    return name


def _check_part(name: str, part: str) -> None:
    if not part:
        raise _refused(name, "has nothing between two slashes")
    if part == "..":
        raise _refused(name, "leads out of the notebook's folder")
    if part.startswith("."):
        raise _refused(name, "is hidden: a part of it begins with a dot")
    if len(part.encode()) > MAX_PART:
        raise _refused(name, f"has a part of more than {MAX_PART} bytes")


def _refused(name: str, why: str) -> BadInput:
    return BadInput(f"The file's name {shown(name)} {why}.", hint=_HINT)


def shown(name: str) -> str:
    """A name that anybody may have chosen, safe to show: short, printable, quoted."""
    return ascii(name if len(name) <= 60 else name[:59] + "…")
