"""Rows on their way: a batch at a time, changed to what the warehouse takes, and counted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pyarrow as pa

from .frames import is_nested
from .warehouse import BATCH, Progress

Conversion = Callable[[pa.Array], pa.Array]


def converted(table: pa.Table, convert: Conversion, progress: Progress) -> pa.RecordBatchReader:
    """The table's batches; only the one that is on its way is held twice."""
    schema = pa.schema(
        (field.name, convert(pa.array([], field.type)).type) for field in table.schema
    )

    def batches() -> Iterator[pa.RecordBatch]:
        for batch in table.to_batches(max_chunksize=BATCH):
            yield pa.record_batch([convert(column) for column in batch.columns], schema=schema)
            progress(batch.num_rows)

    return pa.RecordBatchReader.from_batches(schema, batches())


def with_parts_as_json(column: pa.Array) -> pa.Array:
    """Lists and structs as JSON; what else there is stays."""
    if not is_nested(column.type):
        return column
    texts = [
        None if value is None else json.dumps(value, default=str, ensure_ascii=False)
        for value in column.to_pylist()
    ]
    return pa.array(texts, pa.string())
