"""The OpenAPI document, made from the tables of endpoints and the records' types."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import msgspec

from .. import __version__
from ..domain.ids import DATASET_ID_PATTERN, REPORT_ID_PATTERN
from ..domain.records import ErrorBody, Record
from .endpoint import Endpoint, is_record, parameters_of
from .endpoints import ENDPOINTS
from .local_endpoints import LOCAL_ENDPOINTS

_REFERENCE = "#/components/schemas/{name}"
_PATH_PARAMETERS: dict[str, dict[str, Any]] = {
    "id": {"type": "string", "minLength": 1},
    "n": {"type": "string", "pattern": "^(latest|[1-9][0-9]{0,8})$"},
    "path": {"type": "string", "minLength": 1},
    "search": {"type": "string", "minLength": 1},
    "request": {"type": "string", "minLength": 1},
    "dataset": {"type": "string", "pattern": f"^{DATASET_ID_PATTERN}$"},
    "consumer": {"type": "string", "minLength": 1},
    "question": {"type": "string", "minLength": 1},
    "file": {"type": "string", "minLength": 1},
}
_WHY = {
    400: "The request is wrong; the message says how.",
    403: "Not signed in, or not allowed.",
    404: "There is no such thing, or it is not for whoever asks.",
    409: "It does not fit what is there now.",
    413: "Over a limit that the message names.",
    422: "The notebook cannot be read, written or shown; the message says why.",
    429: "Too often; the header Retry-After says in how many seconds again.",
    503: "The library cannot answer at the moment; the message says why.",
    507: "No space is left where the library lies.",
}


def document() -> dict[str, Any]:
    """The whole interface as OpenAPI 3.1; a hub's service lacks the `/workspace` part."""
    table = (*ENDPOINTS, *LOCAL_ENDPOINTS)
    kinds = [kind for e in table for kind in (e.answer, e.body) if is_record(kind)]
    _, schemas = msgspec.json.schema_components([*kinds, ErrorBody], ref_template=_REFERENCE)
    for name in _sent():
        if name in schemas:  # whoever reads an answer finds every field in it
            schemas[name]["required"] = list(schemas[name]["properties"])
    _open_up(schemas)
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in table:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {"title": "jupyter-hub-publish", "version": __version__},
        "paths": paths,
        "components": {"schemas": schemas},
    }


def document_bytes() -> bytes:
    """The document as JSON, sorted and indented so that it can be compared."""
    return json.dumps(document(), indent=2, sort_keys=True).encode()


def _sent() -> Iterator[str]:
    """The names of the records that we send and never receive."""
    waiting: list[type[Record]] = [Record]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            if not kind.__struct_config__.forbid_unknown_fields:
                yield kind.__name__


def _open_up(schema: Any) -> None:
    """Say of an object of which nothing else is said that it may hold anything."""
    if isinstance(schema, list):
        for each in schema:
            _open_up(each)
    elif isinstance(schema, dict):
        if schema.get("type") == "object" and "properties" not in schema:
            schema.setdefault("additionalProperties", True)
        for each in schema.values():
            _open_up(each)


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "parameters": [*_path_parameters(endpoint), *_query_parameters(endpoint)],
        "responses": {str(endpoint.status): _answer(endpoint)},
    }
    # 403 can come from any route that wants a signed-in person, 500 from a fault of ours only.
    for status in sorted({*endpoint.errors, *(() if endpoint.public else (403,))}):
        operation["responses"][str(status)] = {
            "description": _WHY[status],
            "content": {"application/json": {"schema": _reference(ErrorBody)}},
        }
    if endpoint.body == "bundle":
        media = {"application/x-tar": {"schema": {"type": "string", "format": "binary"}}}
        operation["requestBody"] = {"required": True, "content": media}
    elif endpoint.body == "picture":
        picture = {"schema": {"type": "string", "format": "binary"}}
        media = {"image/webp": picture, "image/png": picture}
        operation["requestBody"] = {"required": True, "content": media}
    elif endpoint.body is not None:
        media = {"application/json": {"schema": _reference(endpoint.body)}}
        operation["requestBody"] = {"required": True, "content": media}
    return operation


def _answer(endpoint: Endpoint) -> dict[str, Any]:
    if isinstance(endpoint.answer, str):
        return {"description": endpoint.summary, "content": {endpoint.answer: {}}}
    media = {"application/json": {"schema": _reference(endpoint.answer)}}
    return {"description": endpoint.summary, "content": media}


def _path_parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    found = []
    for name in parameters_of(endpoint.path):
        schema = dict(_PATH_PARAMETERS[name])
        if name == "id" and endpoint.path.startswith("/api/reports/"):
            schema = {"type": "string", "pattern": f"^{REPORT_ID_PATTERN}$"}
        found.append({"name": name, "in": "path", "required": True, "schema": schema})
    return found


def _query_parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    if endpoint.query is None:
        return []
    schema = msgspec.json.schema(endpoint.query)
    properties = schema["$defs"][endpoint.query.__name__]["properties"]
    return [
        {"name": name, "in": "query", "required": False, "schema": described}
        for name, described in properties.items()
    ]


def _reference(kind: Any) -> dict[str, str]:
    return {"$ref": _REFERENCE.format(name=kind.__name__)}


if __name__ == "__main__":
    sys.stdout.write(document_bytes().decode() + "\n")
