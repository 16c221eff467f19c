"""Every error that a person may see: one sentence that is safe to show, and a hint what to do.

PublishError
├── NotFound                  there is no such thing, or the actor may not know that there is
├── Forbidden                 the actor may see it, and may not do this to it
│   └── NotLetIn              the hub gives whoever asks no right to use the library
├── NotSignedIn               nobody is signed in
├── BadInput                  the request is not one that we understand
│   ├── BadNotebook           the file is not a notebook that we can publish
│   └── BadBundle             the bundle is damaged or breaks its format
├── TooLarge                  over a limit that the message names
│   └── OverQuota             the owner's reports would take more room than they may
├── TooMany                   asked too often; it says when to try again
├── Conflict                  it does not fit what is there now
│   ├── Outdated              somebody has published another version meanwhile
│   ├── Undecided             the check has found what the author has to decide about
│   └── ContractBroken        a write would break what a table promises to its readers
├── Blocked                   an administrator does not let this be published
├── RunFailed                 a cell has stopped the run, or there is no kernel to run it
├── Cancelled                 the person asked us to stop, and nothing was stored
├── RenderingFailed           the page could not be made
├── FileProblem               a file of the user's own cannot be read or written
├── WarehouseProblem          a table cannot be read or written where it lies
└── LibraryUnavailable        the library cannot answer at the moment
    ├── LibraryBusy           another process holds it; trying again helps
    ├── LibraryReadOnly       it can be read and not written
    ├── LibraryFull           no space is left where it lies
    ├── LibraryNewer          a newer program has written it
    └── LibraryDamaged        its file is not a database, or fails its own check

Foreign errors are turned into one of these where they enter.
"""

from __future__ import annotations


class PublishError(Exception):
    """One sentence that says what is wrong, and a hint that says what to do."""

    code = "error"

    def __init__(
        self, message: str, *, hint: str = "", cell: int | None = None, wait: int | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.cell = cell  # the cell that it is about, counted from 1
        self.wait = wait  # seconds after which trying again makes sense


class NotFound(PublishError):
    """There is no such thing, or the actor may not know that there is."""

    code = "not_found"


class Forbidden(PublishError):
    """The actor may see it, and may not do this to it."""

    code = "forbidden"


class NotLetIn(Forbidden):
    """The hub gives whoever asks no right to use the library: a server gets it when it starts."""

    code = "not_let_in"


class NotSignedIn(PublishError):
    """Nobody is signed in."""

    code = "not_signed_in"


class BadInput(PublishError):
    """The request is not one that we understand."""

    code = "bad_input"


class BadNotebook(BadInput):
    """The file is not a notebook that we can publish."""

    code = "bad_notebook"


class BadBundle(BadInput):
    """The bundle is damaged or breaks its format."""

    code = "bad_bundle"


class TooLarge(PublishError):
    """Over a limit that the message names."""

    code = "too_large"


class OverQuota(TooLarge):
    """The owner's reports would take more room than an administrator gives them."""

    code = "over_quota"


class TooMany(PublishError):
    """Asked too often: it says when to try again."""

    code = "too_many"


class Conflict(PublishError):
    """It does not fit what is there now."""

    code = "conflict"


class Outdated(Conflict):
    """Somebody has published another version meanwhile."""

    code = "outdated"


class Undecided(Conflict):
    """The check has found what the author has to decide about."""

    code = "undecided"


class ContractBroken(Conflict):
    """A write would break what a table promises to its readers."""

    code = "contract_broken"


class Blocked(PublishError):
    """An administrator does not let this be published, whoever decides what."""

    code = "blocked"


class RunFailed(PublishError):
    """A cell has stopped the run from top to bottom, or there is no kernel to run it."""

    code = "run_failed"


class Cancelled(PublishError):
    """The person asked us to stop, and nothing was stored."""

    code = "cancelled"


class RenderingFailed(PublishError):
    """The page could not be made."""

    code = "rendering_failed"


class FileProblem(PublishError):
    """A file of the user's own cannot be read or written."""

    code = "file_problem"


class WarehouseProblem(PublishError):
    """A table cannot be read or written where it lies."""

    code = "warehouse_problem"


class LibraryUnavailable(PublishError):
    """The library cannot answer at the moment."""

    code = "library_unavailable"


class LibraryBusy(LibraryUnavailable):
    """Another process holds the library; trying again helps."""

    code = "library_busy"


class LibraryReadOnly(LibraryUnavailable):
    """The library can be read and not written."""

    code = "library_read_only"


class LibraryFull(LibraryUnavailable):
    """No space is left where the library lies."""

    code = "library_full"


class LibraryNewer(LibraryUnavailable):
    """A newer program has written the library."""

    code = "library_newer"


class LibraryDamaged(LibraryUnavailable):
    """The library's file is not a database, or fails its own check."""

    code = "library_damaged"
