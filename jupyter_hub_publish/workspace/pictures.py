"""An image beside a notebook is read only if it is an image, and really lies in that folder."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from ..domain.errors import PublishError
from ..domain.named_pictures import MAX_ALL, MAX_PICTURE, media_type
from .folders import Folder


def pictures(names: Iterable[str], folder: Folder) -> dict[str, bytes]:
    """The images among these names, as far as there is room for them."""
    found: dict[str, bytes] = {}
    left = MAX_ALL
    for name in names:
        with suppress(PublishError):  # the page says that it is not there
            data = folder.read(name, MAX_PICTURE)
            if data and len(data) <= left and media_type(data):
                found[name] = data
                left -= len(data)
    return found
