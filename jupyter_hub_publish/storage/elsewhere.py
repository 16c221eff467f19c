"""Where large bytes lie when not in the database: in a folder, or in an object store by fsspec.

An object is a part of a blob as it is stored, under a name made from what it holds. It is whole
before a row names it, never changed, and removed after its last row is gone.
"""

from __future__ import annotations

import os
import secrets
from abc import ABC, abstractmethod
from collections.abc import Iterable
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..domain.errors import LibraryDamaged, LibraryFull, LibraryUnavailable, PublishError
from .translation import is_no_space

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGE = 100_000  # deflated bytes from which a part is worth a request of its own
_CONNECT, _ANSWER = 5, 30  # seconds; a reader waits for it
_OF_S3: dict[str, Any] = {
    "config_kwargs": {
        "connect_timeout": _CONNECT,
        "read_timeout": _ANSWER,
        "retries": {"max_attempts": 2},
    },
    "use_listings_cache": False,
}


class Elsewhere(ABC):
    """A store of named bytes. Safe to use from several threads, and from several processes."""

    location: str
    """For admins to read; it holds no secret."""

    @abstractmethod
    def put(self, name: str, data: bytes) -> None:
        """Keep these bytes, for good when this returns; the same name always has the same."""

    @abstractmethod
    def get(self, name: str) -> bytes:
        """What was put; raises LibraryDamaged where it is not there."""

    @abstractmethod
    def remove(self, names: Iterable[str]) -> None:
        """Keep them no longer; what is not there is as well removed."""

    @abstractmethod
    def size(self, name: str) -> int | None:
        """How many bytes are kept under this name; None where it is not there."""

    @abstractmethod
    def try_out(self) -> None:
        """Raise what keeps it from being used; nothing is written."""


def elsewhere_at(url: str) -> Elsewhere | None:
    """The store at `s3://bucket/folder` or in a folder; None where no address is given.

    Nothing is asked of it yet; raises LibraryUnavailable for an address that is none.
    """
    if not url:
        return None
    scheme, _, rest = url.rpartition("://")
    if scheme in ("", "file"):
        return Folder(Path(rest).expanduser().absolute())
    if "@" in urlsplit(url).netloc:
        raise LibraryUnavailable(
            "c.HubPublish.blob_url holds a name or a password.",
            hint="Give them as the store's own variables, such as AWS_ACCESS_KEY_ID.",
        )
    return Bucket(url)


class Folder(Elsewhere):
    """In a folder: each object is a file, which appears with its name when it is whole."""

    def __init__(self, folder: Path) -> None:
        self.location = str(folder)
        self._folder = folder

    def put(self, name: str, data: bytes) -> None:
        """Written beside its name first, so that nobody meets half of it."""
        file = self._file(name)
        unfinished = file.with_name(f".{name}.{secrets.token_hex(4)}")
        with _told(self.location):
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                with open(
                    os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb"
                ) as made:
                    made.write(data)
                    made.flush()
                    os.fsync(made.fileno())
                unfinished.replace(file)
                _sync_folder(file.parent)
            finally:
                unfinished.unlink(missing_ok=True)

    def get(self, name: str) -> bytes:
        """The whole file."""
        with _told(self.location):
            try:
                return self._file(name).read_bytes()
            except FileNotFoundError:
                raise _missing(name) from None

    def remove(self, names: Iterable[str]) -> None:
        """Delete the files."""
        with _told(self.location):
            for name in names:
                self._file(name).unlink(missing_ok=True)

    def size(self, name: str) -> int | None:
        """The file's."""
        with _told(self.location):
            try:
                return self._file(name).stat().st_size
            except FileNotFoundError:
                return None

    def try_out(self) -> None:
        """The folder is there, or can be made, and can be written."""
        folders = (self._folder, *self._folder.parents)
        there = next(folder for folder in folders if folder.exists())
        if not there.is_dir() or not os.access(there, os.R_OK | os.W_OK | os.X_OK):
            raise _refused(self.location)

    def _file(self, name: str) -> Path:
        return self._folder / name[:2] / name


class Bucket(Elsewhere):
    """In whatever fsspec reaches by an address; credentials are in its own variables and files."""

    def __init__(self, url: str) -> None:
        self.location = url
        scheme = url.partition("://")[0]
        try:
            from fsspec.core import url_to_fs  # half a second with s3fs, so only where it is used

            options = _OF_S3 if scheme in ("s3", "s3a") else {}
            self._files, self._root = url_to_fs(url, skip_instance_cache=True, **options)
        except ImportError:
            raise LibraryUnavailable(
                f"c.HubPublish.blob_url begins with {scheme}://, and the program that speaks to"
                " such a store is not installed.",
                hint="pip install 'jupyter_hub_publish[s3]', or what fsspec names for others.",
            ) from None
        except ValueError:
            raise LibraryUnavailable(
                f"c.HubPublish.blob_url begins with {scheme}://, which fsspec does not know.",
                hint="Write s3://bucket/folder, or the path of a folder.",
            ) from None

    def put(self, name: str, data: bytes) -> None:
        """In one request, so that it is there whole or not at all."""
        with _told(self.location):
            self._files.pipe_file(self._path(name), data)

    def get(self, name: str) -> bytes:
        """In one request."""
        with _told(self.location):
            try:
                data: bytes = self._files.cat_file(self._path(name))
            except FileNotFoundError:
                raise _missing(name) from None
            return data

    def remove(self, names: Iterable[str]) -> None:
        """One by one: of many at once S3 tells no failures."""
        with _told(self.location):
            for name in names:
                with suppress(FileNotFoundError):
                    self._files.rm_file(self._path(name))

    def size(self, name: str) -> int | None:
        """As the store says."""
        with _told(self.location):
            try:
                return int(self._files.info(self._path(name))["size"])
            except FileNotFoundError:
                return None

    def try_out(self) -> None:
        """The bucket is there and tells of what it holds."""
        with _told(self.location):
            try:
                self._files.ls(self._root, detail=False)
            except FileNotFoundError:  # nothing is in it yet
                self._files.ls(self._root.partition("/")[0], detail=False)

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name[:2]}/{name}"


@contextmanager
def _told(location: str) -> Iterator[None]:
    """Raise what goes wrong with a store as one sentence.

    Without what its own client says, in which there may be a request with its credentials.
    """
    try:
        yield
    except PublishError:
        raise
    except Exception as error:
        raise _translated(error, location) from None


def _translated(error: Exception, location: str) -> PublishError:
    # botocore's errors of credentials are known by name: it need not be installed.
    if isinstance(error, PermissionError) or "Credentials" in type(error).__name__:
        return _refused(location)
    if isinstance(error, OSError) and is_no_space(error):
        return LibraryFull(
            "No space is left for the library's large files.", hint=f"Make room in {location}."
        )
    if isinstance(error, FileNotFoundError):
        return LibraryUnavailable(
            "The store of the library's large files is not there.",
            hint=f"Make {location}, or mend c.HubPublish.blob_url.",
        )
    return LibraryUnavailable(
        "The store of the library's large files does not answer.",
        hint=f"Check that {location} can be reached, and try again.",
        wait=5,
    )


def _refused(location: str) -> LibraryUnavailable:
    return LibraryUnavailable(
        "The store of the library's large files does not let this program in.",
        hint=f"Check its credentials, and their rights to read, write and delete in {location}.",
    )


def _missing(name: str) -> LibraryDamaged:
    return LibraryDamaged(
        "A large file of the library is missing from its store.",
        hint=f"Put back a backup of the store. The missing object is {name[:12]}.",
    )


def _sync_folder(folder: Path) -> None:
    """Make a new name last through a failure of power, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
