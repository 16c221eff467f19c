"""A dataset's columns as a Frictionless Table Schema, which other programs read."""

from __future__ import annotations

import json
from typing import Any

from .datasets import DatasetColumn, DatasetDetail


def table_schema(dataset: DatasetDetail) -> bytes:
    """The schema as JSON, indented for people; see specs.frictionlessdata.io/table-schema."""
    schema: dict[str, Any] = {"fields": [_field(column) for column in dataset.columns]}
    if dataset.keys:
        schema["primaryKey"] = list(dataset.keys)
    return json.dumps(schema, indent=2, ensure_ascii=False).encode()


def _field(column: DatasetColumn) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type}
    for name in ("description", "unit"):
        if said := getattr(column, name):
            field[name] = said
    if column.key:
        field["constraints"] = {"required": True}
    return field
