"""A hub's library as this program's own: each deed is one request, under the server's token.

Who acts is told by the token alone. The `actor` that every deed takes is not sent: the service
would not believe it.
"""

from __future__ import annotations

import tempfile
from functools import cached_property
from typing import IO, cast

from msgspec import structs

from ..domain.comparisons import Comparison
from ..domain.content import Content, Picture
from ..domain.errors import LibraryUnavailable, NotFound
from ..domain.ids import is_report_id
from ..domain.pictures import PictureType
from ..domain.policy import Beginning
from ..domain.records import (
    NO_FILTERS,
    AccessDecision,
    AccessRequestList,
    Actor,
    AskedForList,
    AskForAccess,
    Facets,
    Filters,
    HitPage,
    KnownList,
    LibraryInfo,
    Me,
    Probe,
    Published,
    Received,
    RelatedList,
    ReportDetail,
    ReportEdits,
    RestoreRequest,
    SavedSearch,
    SavedSearchList,
    SearchToSave,
    Sort,
    Stars,
    Suggestions,
    TagList,
    Version,
    VersionList,
)
from .asking import Service, segment
from .datasets import RemoteDatasets

_SPOOL = 1_000_000  # bytes of a bundle that stay in memory


class RemoteLibrary:
    """The library of the service at `url`, asked with this token."""

    def __init__(self, url: str, token: str) -> None:
        self._service = Service(url, token)
        self.publishing = RemotePublishing(self._service)
        self.reading = RemoteReading(self._service)
        self.curating = RemoteCurating(self._service)
        self.discovery = RemoteDiscovery(self._service)
        self.collecting = RemoteCollecting(self._service)
        self.sharing = RemoteSharing(self._service)
        self.datasets = RemoteDatasets(self._service)

    @cached_property
    def info(self) -> LibraryInfo:
        """Which library answers."""
        return self.me().library

    def me(self) -> Me:
        """Whose token this is, and what the service lets them do."""
        return self._service.get("api/me", Me)

    def groups(self, *, actor: Actor) -> tuple[str, ...]:
        """Those that the hub tells the service of; a user's server is told of none."""
        return self.me().groups

    def beginning(self, *, actor: Actor) -> Beginning:
        """As the service has been set up."""
        me = self.me()
        return Beginning(audience=me.audiences[0], people=me.people)

    def close(self) -> None:
        """Let go of the connections."""
        self._service.close()


class RemotePublishing:
    """Sends bundles to the service."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def publish_new(self, bundle: IO[bytes], *, actor: Actor, key: str | None = None) -> Published:
        """A new report, from a bundle."""
        return self._publish("api/reports", bundle, key)

    def publish_version(
        self, report: str, bundle: IO[bytes], *, actor: Actor, key: str | None = None
    ) -> Published:
        """The next version of a report."""
        return self._publish(f"{_report(report)}/versions", bundle, key)

    def restore(self, report: str, number: int, *, message: str, actor: Actor) -> Published:
        """An old version becomes the newest."""
        path = f"{_version(report, number)}/restore"
        return self._service.ask("POST", path, Published, body=RestoreRequest(message=message))

    def _publish(self, path: str, bundle: IO[bytes], key: str | None) -> Published:
        headers = {"Idempotency-Key": key} if key else {}
        return self._service.ask("POST", path, Published, body=bundle, headers=headers)


class RemoteReading:
    """Reads what was published."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def open_latest(self, report: str, *, actor: Actor) -> ReportDetail:
        """A report and its newest version."""
        return self._service.get(_report(report), ReportDetail)

    def versions(self, report: str, *, actor: Actor) -> VersionList:
        """All versions, the newest first."""
        return self._service.get(f"{_report(report)}/versions", VersionList)

    def version(self, report: str, number: int | None, *, actor: Actor) -> Version:
        """One version; None is the newest."""
        return self._service.get(_version(report, number), Version)

    def notebook(self, report: str, number: int | None, *, actor: Actor) -> bytes:
        """The notebook, claiming no trust."""
        return self._service.file(f"{_version(report, number)}/notebook")[0]

    def page(self, report: str, number: int | None, *, actor: Actor) -> Content:
        """The page, as it is stored."""
        path = f"{_report(report).replace('api/reports', 'page')}/{_number(number)}"
        # The service gives it to frames; ours will be one, under the same headers.
        return self._service.content(path, {"Sec-Fetch-Dest": "iframe"})

    def thumbnail(self, report: str, number: int | None, *, actor: Actor) -> Picture:
        """The version's picture."""
        data, headers = self._service.file(f"{_version(report, number)}/thumbnail")
        media_type = headers.get("Content-Type", "")
        if media_type not in ("image/png", "image/webp"):
            raise LibraryUnavailable("The library's answer is not a picture.")
        kind = cast(PictureType, media_type)
        return Picture(data=data, media_type=kind, etag=headers.get("ETag", '""'))

    def bundle(self, report: str, number: int | None, *, actor: Actor) -> IO[bytes]:
        """All of a version in one tar file."""
        file = tempfile.SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115  who reads it closes it
        for piece in self._service.stream(f"{_version(report, number)}/bundle"):
            file.write(piece)
        file.seek(0)
        return cast(IO[bytes], file)

    def attachment(self, report: str, number: int | None, path: str, *, actor: Actor) -> Content:
        """A file of the version."""
        parts = "/".join(segment(part) for part in path.split("/"))
        return self._service.content(f"{_version(report, number)}/attachments/{parts}")

    def environment_file(
        self, report: str, number: int | None, name: str, *, actor: Actor
    ) -> Content:
        """A file that says how to make the version's environment again."""
        return self._service.content(f"{_version(report, number)}/environment/{segment(name)}")

    def compare(self, report: str, before: int, after: int | None, *, actor: Actor) -> Comparison:
        """What differs between two versions."""
        path = f"{_version(report, before)}/diff"
        return self._service.get(path, Comparison, {"to": _number(after)})


class RemoteCurating:
    """Changes what is said about reports."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def edit(self, report: str, edits: ReportEdits, *, actor: Actor) -> ReportDetail:
        """Change what is said about it."""
        return self._service.ask("PATCH", _report(report), ReportDetail, body=edits)

    def set_cover(self, report: str, picture: bytes, *, actor: Actor) -> ReportDetail:
        """Another picture."""
        path = f"{_report(report)}/cover"
        return self._service.ask("PUT", path, ReportDetail, body=picture)

    def withdraw(self, report: str, *, actor: Actor) -> ReportDetail:
        """Hide it."""
        return self._service.ask("DELETE", _report(report), ReportDetail)

    def erase(self, report: str, number: int, *, actor: Actor) -> ReportDetail:
        """Remove a version's bytes and text at once."""
        return self._service.ask("DELETE", _version(report, number), ReportDetail)


class RemoteDiscovery:
    """Finds reports."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def search(
        self,
        words: str = "",
        *,
        actor: Actor,
        filters: Filters = NO_FILTERS,
        sort: Sort | None = None,
        cursor: str | None = None,
        limit: int = 20,
    ) -> HitPage:
        """A page of reports."""
        wanted = {**_wanted(words, filters), "sort": sort, "cursor": cursor, "limit": limit}
        return self._service.get("api/reports", HitPage, wanted)

    def facets(self, words: str = "", *, actor: Actor, filters: Filters = NO_FILTERS) -> Facets:
        """What they have in common."""
        return self._service.get("api/facets", Facets, _wanted(words, filters))

    def suggest(self, words: str, *, actor: Actor, limit: int = 8) -> Suggestions:
        """What somebody who has typed this might be looking for."""
        return self._service.get("api/suggest", Suggestions, {"q": words, "limit": limit})

    def related(self, report: str, *, actor: Actor, limit: int = 6) -> RelatedList:
        """Reports that are near to this one."""
        return self._service.get(f"{_report(report)}/related", RelatedList, {"limit": limit})

    def near(self, probe: Probe, *, actor: Actor, limit: int = 3) -> RelatedList:
        """Reports that are near to something that is being written."""
        found = self._service.ask("POST", "api/near", RelatedList, body=probe)
        return structs.replace(found, reports=found.reports[:limit])

    def tags(self, prefix: str = "", *, actor: Actor, limit: int = 20) -> TagList:
        """Tags in use that begin so."""
        return self._service.get("api/tags", TagList, {"prefix": prefix, "limit": limit})

    def seq(self) -> int:
        """The change counter."""
        return self._service.get("api/reports", HitPage, {"limit": 1}).seq


class RemoteCollecting:
    """Keeps stars and searches."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def star(self, report: str, starred: bool, *, actor: Actor) -> Stars:
        """Star it, or take the star away."""
        return self._service.ask("PUT" if starred else "DELETE", f"{_report(report)}/star", Stars)

    def viewed(self, report: str, *, actor: Actor) -> None:
        """Count a reading."""
        self._service.ask("PUT", f"{_report(report)}/view", Received)

    def searches(self, *, actor: Actor) -> SavedSearchList:
        """The saved searches."""
        return self._service.get("api/searches", SavedSearchList)

    def save_search(self, search: SearchToSave, *, actor: Actor) -> SavedSearch:
        """Keep a search."""
        return self._service.ask("POST", "api/searches", SavedSearch, body=search)

    def forget_search(self, id: str, *, actor: Actor) -> SavedSearchList:
        """Forget a search."""
        return self._service.ask("DELETE", f"api/searches/{segment(id)}", SavedSearchList)


class RemoteSharing:
    """Lets people in, and asks to be let in."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def people(self, prefix: str = "", *, actor: Actor, limit: int = 20) -> KnownList:
        """People and groups whose names begin so."""
        return self._service.get("api/people", KnownList, {"prefix": prefix, "limit": limit})

    def ask(self, report: str, message: str, *, actor: Actor) -> Received:
        """Ask the owner to be let in."""
        path = f"api/reports/{segment(report)}/access"
        return self._service.ask("POST", path, Received, body=AskForAccess(message=message))

    def requests(self, *, actor: Actor) -> AccessRequestList:
        """The requests that wait."""
        return self._service.get("api/requests", AccessRequestList)

    def asked(self, *, actor: Actor) -> AskedForList:
        """What one has asked for."""
        return self._service.get("api/asked", AskedForList)

    def decide(self, request: str, granted: bool, *, actor: Actor) -> AccessRequestList:
        """Let somebody in, or do not."""
        path = f"api/requests/{segment(request)}"
        body = AccessDecision(granted=granted)
        return self._service.ask("POST", path, AccessRequestList, body=body)


def _report(report: str) -> str:
    if not is_report_id(report):  # what is none could lead to another route
        raise NotFound(
            "There is no report here that you may see.",
            hint="The link may be wrong, or the report is meant for other people.",
        )
    return f"api/reports/{report}"


def _version(report: str, number: int | None) -> str:
    return f"{_report(report)}/versions/{_number(number)}"


def _number(number: int | None) -> str:
    return "latest" if number is None else str(number)


def _wanted(words: str, filters: Filters) -> dict[str, str | int | tuple[str, ...] | None]:
    return {
        "q": words or None,
        "author": filters.authors,
        "tag": filters.tags,
        "package": filters.packages,
        "language": filters.languages,
        "owner": filters.owners,
        "after": filters.after.isoformat() if filters.after else None,
        "before": filters.before.isoformat() if filters.before else None,
        "state": filters.states,
    }
