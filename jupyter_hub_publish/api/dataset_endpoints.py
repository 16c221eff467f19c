"""The routes of datasets: found, understood, connected to, and what flows back to their authors."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Annotated

from msgspec import Meta

from ..domain import connecting, limits
from ..domain.datasets import (
    AnswerToGive,
    AskedList,
    Connections,
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
from ..domain.errors import NotFound
from ..domain.handoffs import json_schema
from ..domain.records import Request
from ..domain.table_schema import table_schema
from .call import Call, Reply
from .endpoint import Endpoint
from .links import linked

_UNSAFE = re.compile(r"[^\w.-]+", re.ASCII)


class DatasetQuery(Request):
    """Which datasets are wanted."""

    q: str = ""
    mine: bool = False
    cursor: str | None = None
    limit: Annotated[int, Meta(ge=1, le=limits.MAX_PAGE)] = 20


class WaitingQuery(Request):
    """On which datasets questions wait: those of a name, or all."""

    dataset: Annotated[str, Meta(max_length=limits.MAX_QUERY)] = ""


class NoticeQuery(Request):
    """Since when there is something new."""

    since: Annotated[datetime, Meta(tz=True)] | None = None


def search_datasets(call: Call) -> Reply:
    """GET /api/datasets: datasets by name, description, columns and authors."""
    wanted = call.parameters(DatasetQuery)
    page = call.library.datasets.search(
        wanted.q[: limits.MAX_QUERY],
        actor=call.actor,
        mine=wanted.mine,
        cursor=wanted.cursor,
        limit=wanted.limit,
    )
    return Reply(body=linked(page, call.site.link))


def read_dataset(call: Call) -> Reply:
    """GET /api/datasets/{dataset}: all that a dataset's page shows."""
    return Reply(body=linked(_read(call), call.site.link))


def list_dataset_versions(call: Call) -> Reply:
    """GET /api/datasets/{dataset}/versions: each writing, the newest first."""
    found = call.library.datasets.versions(call.path["dataset"], actor=call.actor)
    return Reply(body=linked(found, call.site.link))


def read_table_schema(call: Call) -> Reply:
    """GET /api/datasets/{dataset}/schema: its columns as a Frictionless Table Schema, to keep."""
    dataset = _read(call)
    name = f"{_UNSAFE.sub('_', dataset.name)[:100]}.schema.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Reply(body=table_schema(dataset), headers=headers)


def read_lineage(call: Call) -> Reply:
    """GET /api/datasets/{dataset}/lineage: where it comes from and goes, laid out to be drawn."""
    found = call.library.datasets.lineage(call.path["dataset"], actor=call.actor)
    return Reply(body=linked(found, call.site.link))


def list_connections(call: Call) -> Reply:
    """GET /api/datasets/{dataset}/connect: how to connect with each tool, without secrets."""
    return Reply(body=connecting.connections(_read(call)))


def read_connection_file(call: Call) -> Reply:
    """GET /api/datasets/{dataset}/connect/{file}: a file that opens it in Tableau or Power BI."""
    name = call.path["file"]
    data = connecting.connection_file(_read(call), name)
    if data is None:
        raise NotFound("There is no such file.", hint="Look at the list of ways to connect.")
    return Reply(
        body=data,
        content_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{_UNSAFE.sub("_", name)[:200]}"'},
    )


def add_consumer(call: Call) -> Reply:
    """POST /api/datasets/{dataset}/consumers: say that something is fed from it."""
    wanted = call.json(ConsumerToAdd)
    found = call.library.datasets.add_consumer(call.path["dataset"], wanted, actor=call.actor)
    return Reply(body=found, status=201)


def remove_consumer(call: Call) -> Reply:
    """DELETE /api/datasets/{dataset}/consumers/{consumer}: take that back, or strike it off."""
    left = call.library.datasets.remove_consumer(
        call.path["dataset"], call.path["consumer"], actor=call.actor
    )
    return Reply(body=left)


def list_questions(call: Call) -> Reply:
    """GET /api/datasets/{dataset}/questions: all questions on it, those that are open first."""
    return Reply(body=call.library.datasets.questions(call.path["dataset"], actor=call.actor))


def ask_question(call: Call) -> Reply:
    """POST /api/datasets/{dataset}/questions: ask, or report a problem."""
    asked = call.json(QuestionToAsk)
    found = call.library.datasets.ask(call.path["dataset"], asked, actor=call.actor)
    return Reply(body=found, status=201)


def answer_question(call: Call) -> Reply:
    """POST /api/datasets/{dataset}/questions/{question}: answer it."""
    text = call.json(AnswerToGive).text
    found = call.library.datasets.answer(
        call.path["dataset"], call.path["question"], text, actor=call.actor
    )
    return Reply(body=found)


def remove_question(call: Call) -> Reply:
    """DELETE /api/datasets/{dataset}/questions/{question}: take it back, or strike it off."""
    left = call.library.datasets.remove_question(
        call.path["dataset"], call.path["question"], actor=call.actor
    )
    return Reply(body=left)


def list_waiting_questions(call: Call) -> Reply:
    """GET /api/questions: the questions that wait for one's answer."""
    name = call.parameters(WaitingQuery).dataset
    return Reply(body=call.library.datasets.waiting(name, actor=call.actor))


def list_notices(call: Call) -> Reply:
    """GET /api/notices: what one should know of datasets that one writes, uses or has asked of."""
    since = call.parameters(NoticeQuery).since
    return Reply(body=call.library.datasets.notices(since, actor=call.actor))


def read_handoff_schema(call: Call) -> Reply:
    """GET /api/handoff-schema.json: what an output says of a table, as a JSON Schema."""
    return Reply(body=json.dumps(json_schema(), indent=2).encode())


def _read(call: Call) -> DatasetDetail:
    return call.library.datasets.read(call.path["dataset"], actor=call.actor)


_DATASET = "/api/datasets/{dataset}"
_READ = (404, 503)
_WRITE = (400, 403, 404, 413, 503, 507)

DATASET_ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/api/datasets",
        run=search_datasets,
        answer=DatasetPage,
        query=DatasetQuery,
        errors=(400, 503),
    ),
    Endpoint(method="GET", path=_DATASET, run=read_dataset, answer=DatasetDetail, errors=_READ),
    Endpoint(
        method="GET",
        path=f"{_DATASET}/versions",
        run=list_dataset_versions,
        answer=DatasetVersionList,
        errors=_READ,
    ),
    Endpoint(
        method="GET",
        path=f"{_DATASET}/schema",
        run=read_table_schema,
        answer="application/json",
        errors=_READ,
    ),
    Endpoint(
        method="GET", path=f"{_DATASET}/lineage", run=read_lineage, answer=Lineage, errors=_READ
    ),
    Endpoint(
        method="GET",
        path=f"{_DATASET}/connect",
        run=list_connections,
        answer=Connections,
        errors=_READ,
    ),
    Endpoint(
        method="GET",
        path=f"{_DATASET}/connect/{{file}}",
        run=read_connection_file,
        answer="application/octet-stream",
        errors=_READ,
    ),
    Endpoint(
        method="POST",
        path=f"{_DATASET}/consumers",
        run=add_consumer,
        answer=ConsumerList,
        status=201,
        body=ConsumerToAdd,
        errors=_WRITE,
    ),
    Endpoint(
        method="DELETE",
        path=f"{_DATASET}/consumers/{{consumer}}",
        run=remove_consumer,
        answer=ConsumerList,
        errors=_WRITE,
    ),
    Endpoint(
        method="GET",
        path=f"{_DATASET}/questions",
        run=list_questions,
        answer=QuestionList,
        errors=_READ,
    ),
    Endpoint(
        method="POST",
        path=f"{_DATASET}/questions",
        run=ask_question,
        answer=QuestionList,
        status=201,
        body=QuestionToAsk,
        errors=_WRITE,
    ),
    Endpoint(
        method="POST",
        path=f"{_DATASET}/questions/{{question}}",
        run=answer_question,
        answer=QuestionList,
        body=AnswerToGive,
        errors=_WRITE,
    ),
    Endpoint(
        method="DELETE",
        path=f"{_DATASET}/questions/{{question}}",
        run=remove_question,
        answer=QuestionList,
        errors=_WRITE,
    ),
    Endpoint(
        method="GET",
        path="/api/questions",
        run=list_waiting_questions,
        answer=AskedList,
        query=WaitingQuery,
        errors=(400, 503),
    ),
    Endpoint(
        method="GET",
        path="/api/notices",
        run=list_notices,
        answer=NoticeList,
        query=NoticeQuery,
        errors=(400, 503),
    ),
    Endpoint(
        method="GET",
        path="/api/handoff-schema.json",
        run=read_handoff_schema,
        answer="application/json",
    ),
)
