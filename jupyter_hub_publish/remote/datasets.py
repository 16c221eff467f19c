"""The datasets of a hub's library, asked over HTTP."""

from __future__ import annotations

from datetime import datetime

from ..domain.datasets import (
    AnswerToGive,
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
from ..domain.records import Actor
from .asking import Service, segment


class RemoteDatasets:
    """Finds datasets, and passes on what people say of them."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def search(
        self,
        words: str = "",
        *,
        actor: Actor,
        mine: bool = False,
        cursor: str | None = None,
        limit: int = 20,
    ) -> DatasetPage:
        """A page of datasets, those first that were written last."""
        asked = {"q": words, "mine": "true" if mine else None, "cursor": cursor, "limit": limit}
        return self._service.get("api/datasets", DatasetPage, asked)

    def read(self, dataset: str, *, actor: Actor) -> DatasetDetail:
        """All that a dataset's page shows."""
        return self._service.get(_dataset(dataset), DatasetDetail)

    def versions(self, dataset: str, *, actor: Actor) -> DatasetVersionList:
        """Each writing, the newest first."""
        return self._service.get(f"{_dataset(dataset)}/versions", DatasetVersionList)

    def lineage(self, dataset: str, *, actor: Actor) -> Lineage:
        """Where it comes from and where it goes."""
        return self._service.get(f"{_dataset(dataset)}/lineage", Lineage)

    def add_consumer(self, dataset: str, consumer: ConsumerToAdd, *, actor: Actor) -> ConsumerList:
        """Say that something is fed from it."""
        path = f"{_dataset(dataset)}/consumers"
        return self._service.ask("POST", path, ConsumerList, body=consumer)

    def remove_consumer(self, dataset: str, consumer: str, *, actor: Actor) -> ConsumerList:
        """Take that back, or strike it off."""
        path = f"{_dataset(dataset)}/consumers/{segment(consumer)}"
        return self._service.ask("DELETE", path, ConsumerList)

    def questions(self, dataset: str, *, actor: Actor) -> QuestionList:
        """All questions on it."""
        return self._service.get(f"{_dataset(dataset)}/questions", QuestionList)

    def ask(self, dataset: str, question: QuestionToAsk, *, actor: Actor) -> QuestionList:
        """Ask, or report a problem."""
        path = f"{_dataset(dataset)}/questions"
        return self._service.ask("POST", path, QuestionList, body=question)

    def answer(self, dataset: str, question: str, text: str, *, actor: Actor) -> QuestionList:
        """Answer a question."""
        path = f"{_dataset(dataset)}/questions/{segment(question)}"
        return self._service.ask("POST", path, QuestionList, body=AnswerToGive(text=text))

    def remove_question(self, dataset: str, question: str, *, actor: Actor) -> QuestionList:
        """Take a question back, or strike it off."""
        path = f"{_dataset(dataset)}/questions/{segment(question)}"
        return self._service.ask("DELETE", path, QuestionList)

    def waiting(self, name: str = "", *, actor: Actor) -> AskedList:
        """The questions that wait for an answer of whose token it is."""
        return self._service.get("api/questions", AskedList, {"dataset": name})

    def notices(self, since: datetime | None = None, *, actor: Actor) -> NoticeList:
        """What they should know."""
        asked = {"since": since.isoformat() if since else None}
        return self._service.get("api/notices", NoticeList, asked)


def _dataset(dataset: str) -> str:
    return f"api/datasets/{segment(dataset)}"
