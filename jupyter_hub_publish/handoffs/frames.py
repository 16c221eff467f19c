"""Any frame becomes an Arrow table of types that warehouses know, or one sentence says why not.

pandas, polars, pyarrow and whatever narwhals reads come in. What goes out has names of text, time
in microseconds, no categories, no unsigned and no half numbers; spans of time are seconds.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import narwhals as nw
import pyarrow as pa
import pyarrow.compute as pc

from ..domain.errors import BadInput, TooLarge
from ..domain.handoffs import Kind
from ..domain.limits import MAX_COLUMNS, MAX_IDENTIFIER

_COLUMN = re.compile(r"column (?:with name )?['\"]?(.+?)['\"]? (?:with type|of type|\()", re.DOTALL)


def taken(frame: object) -> tuple[pa.Table, dict[str, str]]:
    """The frame's rows as they are written, and the type that each column has in the notebook."""
    table = _arrow(frame)
    _check_names(table.column_names)
    exact = {field.name: str(field.type)[:200] for field in table.schema}
    columns = [
        _plain(name, column) for name, column in zip(table.column_names, table.columns, strict=True)
    ]
    return pa.table(columns, names=table.column_names), exact


def kind_of(type_: pa.DataType) -> Kind:
    """The column's type as Frictionless Table Schema names it."""
    is_ = pa.types
    if is_.is_boolean(type_):
        return "boolean"
    if is_.is_integer(type_):
        return "integer"
    if is_.is_floating(type_) or is_.is_decimal(type_):
        return "number"
    if is_.is_timestamp(type_):
        return "datetime"
    if is_.is_date(type_):
        return "date"
    if is_.is_time(type_):
        return "time"
    if is_.is_binary(type_) or is_.is_large_binary(type_) or is_.is_fixed_size_binary(type_):
        return "binary"
    if is_nested(type_):
        return "object" if is_.is_struct(type_) or is_.is_map(type_) else "array"
    return "string"


def is_nested(type_: pa.DataType) -> bool:
    """Whether a value of it has parts."""
    return bool(pa.types.is_nested(type_))


def given(table: pa.Table, exact: dict[str, str], into: str) -> Any:
    """The rows as a frame of the library that is asked for, with the notebook's own types."""
    for place, name in enumerate(table.column_names):
        column = table.column(place)
        if exact.get(name, "").startswith("duration["):
            microseconds = pc.multiply(column.cast(pa.float64()), 1e6)
            column = pc.round(microseconds).cast(pa.int64()).cast(pa.duration("us"))
            table = table.set_column(place, name, column)
    if into == "arrow":
        return table
    if into == "polars":
        import polars

        return polars.from_arrow(table)
    return table.to_pandas()


def _arrow(frame: object) -> pa.Table:
    try:
        if isinstance(frame, pa.Table):
            return frame
        if _is_pandas(frame):
            return _from_pandas(frame)
        native: Any = nw.from_native(frame)
        if isinstance(native, nw.LazyFrame):
            native = native.collect()
        table: pa.Table = native.to_arrow()
    except TypeError as error:
        if isinstance(error, pa.ArrowTypeError):
            raise _mixed(error) from None
        raise BadInput(
            f"A {type(frame).__name__} is not a table.",
            hint="Hand off a frame of pandas, polars or pyarrow.",
        ) from None
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OverflowError, ValueError) as error:
        raise _mixed(error) from None
    return table


def _is_pandas(frame: object) -> bool:
    kind = type(frame)
    return kind.__name__ == "DataFrame" and kind.__module__.split(".")[0] in ("pandas", "geopandas")


def _from_pandas(frame: Any) -> pa.Table:
    # An index with a name is a column by another word; a mere numbering of rows is none.
    if all(name is not None for name in frame.index.names):
        frame = frame.reset_index()
    if frame.columns.nlevels > 1:
        raise BadInput(
            "The frame's columns have names of several levels.",
            hint="Join them first: df.columns = ['_'.join(map(str, c)) for c in df.columns].",
        )
    names = [str(name) for name in frame.columns]
    _check_names(names)
    if list(frame.columns) != names:
        frame = frame.set_axis(names, axis=1)
    return pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)


def _mixed(error: Exception) -> BadInput:
    text = " ".join(str(part) for part in error.args)
    found = _COLUMN.search(text)
    which = f"The column “{found[1][:100]}”" if found else "A column"
    return BadInput(
        f"{which} mixes values that no table can hold in one column.",
        hint="Give it one type, such as with .astype(str).",
    )


def _check_names(names: list[str]) -> None:
    if not names:
        raise BadInput("The frame has no columns.", hint="Hand off a frame that has some.")
    if len(names) > MAX_COLUMNS:
        raise TooLarge(
            f"The frame has {len(names):,} columns; {MAX_COLUMNS:,} are possible.",
            hint="Put them into rows, with names in a column, or leave some out.",
        )
    for name in names:
        check_name(name, "A column’s name")
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise BadInput(
            f"The column “{twice[0][:100]}” is there twice.", hint="Rename one of the two."
        )


def check_name(name: str, subject: str) -> None:
    """Raise BadInput unless a table or column can be called so everywhere."""
    if not name:
        raise BadInput(f"{subject} is empty.", hint="Give it a name.")
    if len(name) > MAX_IDENTIFIER:
        raise BadInput(f"{subject} has {len(name):,} characters; {MAX_IDENTIFIER} are possible.")
    if any(ord(sign) < 32 or ord(sign) == 127 or 0xD800 <= ord(sign) < 0xE000 for sign in name):
        raise BadInput(
            f"{subject} holds a sign that cannot be shown: {name[:100]!a}.", hint="Leave it out."
        )


def _plain(name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    is_, type_ = pa.types, column.type
    if isinstance(type_, pa.BaseExtensionType):
        column = pa.chunked_array([chunk.storage for chunk in column.chunks], type_.storage_type)
        return _plain(name, column)
    if is_.is_dictionary(type_):
        return _plain(name, column.cast(type_.value_type))
    target = _target(type_)
    if is_.is_duration(type_):
        microseconds = column.cast(pa.duration("us"), safe=False).cast(pa.int64())
        return pc.divide(microseconds.cast(pa.float64()), 1e6)
    if is_.is_uint64(type_):
        biggest = pc.max(column).as_py() or 0
        target = pa.int64() if biggest < 2**63 else pa.decimal128(20, 0)
    if target is None:
        raise BadInput(
            f"The column “{name[:100]}” is of the type {type_}, which no warehouse knows.",
            hint="Give it another type, such as with .astype(str).",
        )
    return column if target == type_ else column.cast(target, safe=not is_.is_temporal(type_))


def _target(type_: pa.DataType) -> pa.DataType | None:
    """What a column of this type is written as; None where nothing fits."""
    is_ = pa.types
    if is_.is_null(type_) or is_.is_string_view(type_) or is_.is_large_string(type_):
        return pa.string() if is_.is_null(type_) else pa.large_string()
    if is_.is_binary_view(type_) or is_.is_fixed_size_binary(type_):
        return pa.binary()
    if is_.is_timestamp(type_):
        return pa.timestamp("us", tz=type_.tz)
    if is_.is_date(type_):
        return pa.date32()
    if is_.is_time(type_):
        return pa.time64("us")
    if is_.is_float16(type_):
        return pa.float32()
    if is_.is_unsigned_integer(type_):
        return {8: pa.int16(), 16: pa.int32()}.get(type_.bit_width, pa.int64())
    if is_.is_decimal(type_):
        return type_ if is_.is_decimal128(type_) else pa.decimal128(38, type_.scale)
    kept = (is_.is_string, is_.is_boolean, is_.is_integer, is_.is_floating, is_.is_binary)
    if is_.is_int8(type_):
        return pa.int16()
    fine = any(known(type_) for known in kept) or is_nested(type_) or is_.is_large_binary(type_)
    return type_ if fine or is_.is_duration(type_) else None
