"""What every library can do, wherever it lies; each deed takes the actor who wants it."""

from __future__ import annotations

from datetime import datetime
from typing import IO, Protocol

from ..domain.comparisons import Comparison
from ..domain.content import Content, Picture
from ..domain.datasets import (
    AskedList,
    ConsumerList,
    ConsumerToAdd,
    DatasetDetail,
    DatasetPage,
    DatasetVersionList,
    Lineage,
    NoticeList,
    QuestionList,
    QuestionToAsk,
)
from ..domain.policy import Beginning
from ..domain.records import (
    NO_FILTERS,
    AccessRequestList,
    Actor,
    AskedForList,
    Facets,
    Filters,
    HitPage,
    KnownList,
    LibraryInfo,
    Probe,
    Published,
    Received,
    RelatedList,
    ReportDetail,
    ReportEdits,
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


class Publishing(Protocol):
    """Making reports and versions. A publication is stored whole, or not at all."""

    def publish_new(self, bundle: IO[bytes], *, actor: Actor, key: str | None = None) -> Published:
        """A new report, owned by the actor, from a bundle.

        The same `key` (of an `Idempotency-Key` header) from the same actor gives the first answer
        again. Raises BadBundle, BadNotebook, TooLarge, LibraryUnavailable.
        """
        ...

    def publish_version(
        self, report: str, bundle: IO[bytes], *, actor: Actor, key: str | None = None
    ) -> Published:
        """The next version of a report. Raises NotFound, Forbidden and Outdated besides."""
        ...

    def restore(self, report: str, number: int, *, message: str, actor: Actor) -> Published:
        """The next version, with all that version `number` holds. Nothing is lost."""
        ...


class Reading(Protocol):
    """Opening what was published; what the actor may not see raises NotFound, as if missing."""

    def open_latest(self, report: str, *, actor: Actor) -> ReportDetail: ...

    def versions(self, report: str, *, actor: Actor) -> VersionList: ...

    def version(self, report: str, number: int | None, *, actor: Actor) -> Version:
        """One version; None is the newest."""
        ...

    def notebook(self, report: str, number: int | None, *, actor: Actor) -> bytes:
        """The notebook as JSON of nbformat 4, claiming no trust."""
        ...

    def page(self, report: str, number: int | None, *, actor: Actor) -> Content: ...

    def thumbnail(self, report: str, number: int | None, *, actor: Actor) -> Picture:
        """The version's picture; raises NotFound where it has none."""
        ...

    def bundle(self, report: str, number: int | None, *, actor: Actor) -> IO[bytes]:
        """All of a version in one tar file, ready to be read from its beginning."""
        ...

    def attachment(self, report: str, number: int | None, path: str, *, actor: Actor) -> Content:
        """A file of the version, by the path that the version gives it."""
        ...

    def environment_file(
        self, report: str, number: int | None, name: str, *, actor: Actor
    ) -> Content:
        """A file that says how to make the version's environment again."""
        ...

    def compare(self, report: str, before: int, after: int | None, *, actor: Actor) -> Comparison:
        """What differs between two versions; those that were erased raise NotFound."""
        ...


class Curating(Protocol):
    """What is done to a report without a new version, by those who may update it.

    Each raises NotFound, as if missing, to whom may not see the report, and Forbidden to others.
    """

    def edit(self, report: str, edits: ReportEdits, *, actor: Actor) -> ReportDetail:
        """Change what is said about it; take a withdrawal back."""
        ...

    def set_cover(self, report: str, picture: bytes, *, actor: Actor) -> ReportDetail:
        """Another picture, PNG or WebP; raises BadInput for what is no small picture."""
        ...

    def withdraw(self, report: str, *, actor: Actor) -> ReportDetail:
        """Hide it from everyone but those who may update it; 30 days later it is removed."""
        ...

    def erase(self, report: str, number: int, *, actor: Actor) -> ReportDetail:
        """Remove a version's bytes, text and traces in the index at once; its number stays."""
        ...


class Discovery(Protocol):
    """Finding reports; nothing counts or names one that the actor may not find."""

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
        """A page of reports: the best first where there are words, else the last updated."""
        ...

    def facets(self, words: str = "", *, actor: Actor, filters: Filters = NO_FILTERS) -> Facets:
        """What the reports have in common that the same search finds."""
        ...

    def suggest(self, words: str, *, actor: Actor, limit: int = 8) -> Suggestions:
        """What somebody who has typed this might be looking for."""
        ...

    def related(self, report: str, *, actor: Actor, limit: int = 6) -> RelatedList:
        """Reports that are near to this one; raises NotFound."""
        ...

    def near(self, probe: Probe, *, actor: Actor, limit: int = 3) -> RelatedList:
        """Reports that are near to something that is being written; none where nothing is."""
        ...

    def tags(self, prefix: str = "", *, actor: Actor, limit: int = 20) -> TagList: ...

    def seq(self) -> int:
        """The change counter: a cheap way to learn that something is new."""
        ...


class Collecting(Protocol):
    """What a reader keeps: stars, the days of reading, searches to come back to."""

    def star(self, report: str, starred: bool, *, actor: Actor) -> Stars:
        """Star it, or take the star away; twice is once. Raises NotFound."""
        ...

    def viewed(self, report: str, *, actor: Actor) -> None:
        """Count a reading: once a day for each reader, never an author's own."""
        ...

    def searches(self, *, actor: Actor) -> SavedSearchList: ...

    def save_search(self, search: SearchToSave, *, actor: Actor) -> SavedSearch:
        """Keep a search; one of the same name is replaced. Raises TooLarge."""
        ...

    def forget_search(self, id: str, *, actor: Actor) -> SavedSearchList:
        """Forget it, and what is left. Raises NotFound."""
        ...


class Sharing(Protocol):
    """Who may see what: the people that one can name, and those who ask to be let in."""

    def people(self, prefix: str = "", *, actor: Actor, limit: int = 20) -> KnownList:
        """People and groups whose names begin so; groups only those that the actor is in."""
        ...

    def ask(self, report: str, message: str, *, actor: Actor) -> Received:
        """Ask the owner to be let in: the same answer, in the same time, for whatever id."""
        ...

    def requests(self, *, actor: Actor) -> AccessRequestList:
        """The requests that wait for the actor, as an owner or a member of one."""
        ...

    def asked(self, *, actor: Actor) -> AskedForList:
        """What the actor has asked for; of a no, and of what is not there, it tells the same."""
        ...

    def decide(self, request: str, granted: bool, *, actor: Actor) -> AccessRequestList:
        """Let somebody in, or do not; what is left. Raises NotFound."""
        ...


class Datasets(Protocol):
    """Tables that reports write: found, understood, and answered for.

    Of a dataset one is told what those of its versions say whose reports one may find; where there
    are none, it raises NotFound, as if missing.
    """

    def search(
        self,
        words: str = "",
        *,
        actor: Actor,
        mine: bool = False,
        cursor: str | None = None,
        limit: int = 20,
    ) -> DatasetPage:
        """A page of datasets that have all the words in name, description, columns or authors.

        `mine` are those that a report of the actor's writes.
        """
        ...

    def read(self, dataset: str, *, actor: Actor) -> DatasetDetail: ...

    def versions(self, dataset: str, *, actor: Actor) -> DatasetVersionList: ...

    def lineage(self, dataset: str, *, actor: Actor) -> Lineage:
        """Where it comes from and where it goes, laid out to be drawn."""
        ...

    def add_consumer(self, dataset: str, consumer: ConsumerToAdd, *, actor: Actor) -> ConsumerList:
        """Say that something is fed from it; the same link of the same person replaces itself."""
        ...

    def remove_consumer(self, dataset: str, consumer: str, *, actor: Actor) -> ConsumerList:
        """Take that back, or as the author strike it off. Raises Forbidden to others."""
        ...

    def questions(self, dataset: str, *, actor: Actor) -> QuestionList: ...

    def ask(self, dataset: str, question: QuestionToAsk, *, actor: Actor) -> QuestionList:
        """Ask, or report a problem. Raises BadInput for a column that is not there."""
        ...

    def answer(self, dataset: str, question: str, text: str, *, actor: Actor) -> QuestionList:
        """Answer it, or answer it otherwise. Raises Forbidden to who does not write the dataset."""
        ...

    def remove_question(self, dataset: str, question: str, *, actor: Actor) -> QuestionList:
        """Take one's question back, or as the author strike it off. Raises Forbidden to others."""
        ...

    def waiting(self, name: str = "", *, actor: Actor) -> AskedList:
        """The questions that wait for the actor's answer; on datasets of that name, or on all."""
        ...

    def notices(self, since: datetime | None = None, *, actor: Actor) -> NoticeList:
        """What the actor should know: as an author, as who feeds something, as who has asked."""
        ...


class Library(Protocol):
    """All reports, their search index and their data."""

    @property
    def info(self) -> LibraryInfo: ...

    @property
    def publishing(self) -> Publishing: ...

    @property
    def reading(self) -> Reading: ...

    @property
    def discovery(self) -> Discovery: ...

    @property
    def curating(self) -> Curating: ...

    @property
    def collecting(self) -> Collecting: ...

    @property
    def sharing(self) -> Sharing: ...

    @property
    def datasets(self) -> Datasets: ...

    def groups(self, *, actor: Actor) -> tuple[str, ...]:
        """The groups that the actor is in, as the library knows them."""
        ...

    def beginning(self, *, actor: Actor) -> Beginning:
        """For whom the actor's new reports are, until they decide otherwise."""
        ...

    def close(self) -> None: ...
