"""What people give back to a dataset on its web page: what they feed from it, ask and know."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

import msgspec
from msgspec import Meta

from ..api.call import Call, Reply
from ..api.endpoint import Endpoint
from ..domain import limits
from ..domain.datasets import AnswerToGive, Asks, ConsumerToAdd, QuestionToAsk, WebLink
from ..domain.errors import BadInput
from ..domain.records import Request
from .web_pages import HTML, shown


class ConsumerForm(Request):
    """I feed something from this; what is left empty in a form comes as an empty text."""

    title: Annotated[str, Meta(min_length=1, max_length=limits.MAX_TITLE)]
    link: Annotated[str, Meta(max_length=limits.MAX_LINK)]
    tool: Annotated[str, Meta(max_length=limits.MAX_TOOL)] = ""
    webhook: Annotated[str, Meta(max_length=limits.MAX_LINK)] = ""


class QuestionForm(Request):
    """A question or a problem; of the whole dataset where no column is named."""

    text: Annotated[str, Meta(min_length=1, max_length=limits.MAX_QUESTION)]
    kind: Asks = "question"
    column: Annotated[str, Meta(max_length=limits.MAX_COLUMN_NAME)] = ""


class Nothing(Request):
    """A button alone."""


def post_consumer(call: Call) -> Reply:
    """POST /datasets/{dataset}/consumers: say that something is fed from it."""
    said = call.form(ConsumerForm)
    consumer = ConsumerToAdd(
        title=said.title,
        link=_link(said.link),
        tool=said.tool,
        webhook=_link(said.webhook) if said.webhook else None,
    )
    call.library.datasets.add_consumer(call.path["dataset"], consumer, actor=call.actor)
    return _back(call, "uses")


def post_consumer_removal(call: Call) -> Reply:
    """POST /datasets/{dataset}/consumers/{consumer}: take it off the list."""
    call.form(Nothing)
    dataset, consumer = call.path["dataset"], call.path["consumer"]
    call.library.datasets.remove_consumer(dataset, consumer, actor=call.actor)
    return _back(call, "uses")


def post_question(call: Call) -> Reply:
    """POST /datasets/{dataset}/questions: ask, or report a problem."""
    said = call.form(QuestionForm)
    question = QuestionToAsk(text=said.text, kind=said.kind, column=said.column or None)
    call.library.datasets.ask(call.path["dataset"], question, actor=call.actor)
    return _back(call, "questions")


def post_answer(call: Call) -> Reply:
    """POST /datasets/{dataset}/questions/{question}: answer it."""
    text = call.form(AnswerToGive).text
    dataset, question = call.path["dataset"], call.path["question"]
    call.library.datasets.answer(dataset, question, text, actor=call.actor)
    return _back(call, "questions")


def post_question_removal(call: Call) -> Reply:
    """POST /datasets/{dataset}/questions/{question}/removal: take it back, or strike it off."""
    call.form(Nothing)
    dataset, question = call.path["dataset"], call.path["question"]
    call.library.datasets.remove_question(dataset, question, actor=call.actor)
    return _back(call, "questions")


def _link(text: str) -> str:
    try:
        return msgspec.convert(text.strip(), WebLink)
    except msgspec.ValidationError as error:
        raise BadInput(
            "What you gave as a link is none.", hint="A link begins with https:// or http://."
        ) from error


def _back(call: Call, place: str) -> Reply:
    """Where the form stood."""
    address = f"{call.site.base}datasets/{quote(call.path['dataset'], safe='')}#{place}"
    return Reply(status=303, headers={"Location": address}, content_type=HTML)


_DATASET = "/datasets/{dataset}"

DATASET_FORMS: tuple[Endpoint, ...] = tuple(
    Endpoint(method="POST", path=path, run=shown(run), answer=HTML, status=303, body="form")
    for path, run in (
        (f"{_DATASET}/consumers", post_consumer),
        (f"{_DATASET}/consumers/{{consumer}}", post_consumer_removal),
        (f"{_DATASET}/questions", post_question),
        (f"{_DATASET}/questions/{{question}}", post_answer),
        (f"{_DATASET}/questions/{{question}}/removal", post_question_removal),
    )
)
