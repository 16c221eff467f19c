"""What a warehouse gives back has the types again that were handed off, as far as it was told."""

from __future__ import annotations

import json
import re

import pyarrow as pa

from ..domain.handoffs import Field, Handoff

_TIMESTAMP = re.compile(r"timestamp\[(?:s|ms|us|ns)(?:, tz=(.+))?\]")
_DECIMAL = re.compile(r"decimal(?:32|64|128|256)\((\d+), (-?\d+)\)")
NESTED = ("list<", "large_list<", "list_view<", "fixed_size_list<", "struct<", "map<")
_SIMPLE = {
    "bool": pa.bool_(), "int8": pa.int8(), "int16": pa.int16(), "int32": pa.int32(),
    "int64": pa.int64(), "uint8": pa.uint8(), "uint16": pa.uint16(), "uint32": pa.uint32(),
    "uint64": pa.uint64(), "float": pa.float32(), "double": pa.float64(),
    "string": pa.string(), "large_string": pa.string(), "date32[day]": pa.date32(),
}  # fmt: skip


def restored(table: pa.Table, memory: Handoff | None) -> pa.Table:
    """The table with the types that the notebook had; a column that does not fit stays as it is."""
    exact = {field.name: field.exact for field in memory.schema.fields} if memory else {}
    columns = [
        _restored(column, exact.get(name, ""))
        for name, column in zip(table.column_names, table.columns, strict=True)
    ]
    return pa.table(columns, names=table.column_names)


def typed_as_before(rows: pa.Table, exact: dict[str, str], before: Handoff | None) -> pa.Table:
    """The rows, where a column of nothing but nulls is of the type that it had before."""
    for field in before.schema.fields if before else ():
        if exact.get(field.name) == "null" and (type_ := _plain_type(field)) is not None:
            exact[field.name] = field.exact
            place = rows.column_names.index(field.name)
            rows = rows.set_column(place, field.name, pa.nulls(rows.num_rows, type_))
    return rows


def _plain_type(field: Field) -> pa.DataType | None:
    if field.type in ("object", "array"):
        return pa.struct([]) if field.type == "object" else pa.list_(pa.null())
    named = type_named(field.exact)
    return named if named is None or named != pa.uint64() else pa.int64()


def _restored(column: pa.ChunkedArray, exact: str) -> pa.ChunkedArray:
    try:
        if isinstance(column.type, pa.BaseExtensionType):
            storage = column.type.storage_type
            column = pa.chunked_array([chunk.storage for chunk in column.chunks], storage)
        if exact.startswith(NESTED) and pa.types.is_string(column.type):
            values = [None if one is None else json.loads(one) for one in column.to_pylist()]
            return pa.chunked_array([pa.array(values)])
        target = type_named(exact)
        if target is None or target == column.type:
            return column
        return column.cast(target)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError, ValueError):
        return column


def type_named(exact: str) -> pa.DataType | None:
    """The type of this name, as far as warehouses change it on the way."""
    if found := _TIMESTAMP.fullmatch(exact):
        return pa.timestamp("us", tz=found[1])
    if found := _DECIMAL.fullmatch(exact):
        return pa.decimal128(min(38, int(found[1])), int(found[2]))
    if exact.startswith("time"):
        return pa.time64("us")
    return _SIMPLE.get(exact)
