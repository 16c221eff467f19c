"""The hub's pages of datasets: for people who use tables and have no Jupyter."""

from __future__ import annotations

from urllib.parse import quote

from ..api.call import Call, Reply
from ..api.dataset_endpoints import DatasetQuery
from ..api.endpoint import Endpoint
from ..domain import connecting, limits
from ..domain.records import Request
from ..web import (
    DatasetShown,
    Wanted,
    dataset_document,
    dataset_versions_document,
    datasets_document,
    web_headers,
)
from .web_pages import HTML, frame_of, shown


class ColumnsQuery(Request):
    """How many columns are shown: the first, or `all`."""

    columns: str = ""


def show_datasets(call: Call) -> Reply:
    """GET /datasets: tables that reports write, searched for or those written last."""
    asked = call.parameters(DatasetQuery)
    wanted = Wanted(words=asked.q.strip()[: limits.MAX_QUERY], mine=asked.mine)
    found = call.library.datasets.search(
        wanted.words,
        actor=call.actor,
        mine=wanted.mine,
        cursor=asked.cursor,
        limit=asked.limit,
    )
    document = datasets_document(wanted, found, frame_of(call))
    headers = web_headers(call.site.host, call.site.base, search_path="datasets")
    return Reply(body=document, content_type=HTML, headers=headers)


def show_dataset(call: Call) -> Reply:
    """GET /datasets/{dataset}: what it means, how to connect, and what people ask of it."""
    id, datasets = call.path["dataset"], call.library.datasets
    dataset = datasets.read(id, actor=call.actor)
    what = DatasetShown(
        dataset=dataset,
        lineage=datasets.lineage(id, actor=call.actor),
        connections=connecting.connections(dataset),
        all_columns=call.parameters(ColumnsQuery).columns == "all",
    )
    headers = web_headers(
        call.site.host,
        call.site.base,
        form_path=f"datasets/{quote(dataset.id, safe='')}/",
        script="dataset-1.js",
    )
    document = dataset_document(what, frame_of(call), token=call.token)
    return Reply(body=document, content_type=HTML, headers=headers)


def show_dataset_versions(call: Call) -> Reply:
    """GET /datasets/{dataset}/versions: each writing, and what changed with it."""
    id, datasets = call.path["dataset"], call.library.datasets
    dataset = datasets.read(id, actor=call.actor)
    versions = datasets.versions(id, actor=call.actor)
    document = dataset_versions_document(dataset, versions, frame_of(call))
    return Reply(body=document, content_type=HTML)


DATASET_PAGES: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/datasets",
        run=shown(show_datasets),
        answer=HTML,
        query=DatasetQuery,
    ),
    Endpoint(
        method="GET",
        path="/datasets/{dataset}",
        run=shown(show_dataset),
        answer=HTML,
        query=ColumnsQuery,
    ),
    Endpoint(
        method="GET",
        path="/datasets/{dataset}/versions",
        run=shown(show_dataset_versions),
        answer=HTML,
    ),
)
