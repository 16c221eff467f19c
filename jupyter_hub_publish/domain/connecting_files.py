"""Files that open a dataset in Tableau and Power BI; they name no user, and hold no password."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

import msgspec

from .datasets import DatasetDetail, DatasetPlace
from .quoting import odbc_value, one_line, select_from, sql_text
from .warehouses import file_of, parquet_of, server_of

_SQLITE, _DUCKDB = "SQLite3 ODBC Driver", "DuckDB Driver"


def made_for(dataset: DatasetDetail) -> dict[str, bytes]:
    """The files by their ending, `pbids` and `tds`; none for a place that they cannot describe."""
    place = dataset.place
    if place.kind not in ("postgresql", "sqlite", "duckdb", "parquet"):
        return {}
    return {"pbids": _power_bi(place), "tds": _tableau(dataset.name, place)}


def _power_bi(place: DatasetPlace) -> bytes:
    """A Power BI data source file, which has one connection; the table is chosen after that."""
    details = {**_address(place), "authentication": None, "query": None}
    connection = {"details": details, "options": {}, "mode": "Import"}
    told = {"version": "0.1", "connections": [connection]}
    return msgspec.json.format(msgspec.json.encode(told), indent=2)


def _address(place: DatasetPlace) -> dict[str, object]:
    if place.kind == "postgresql":
        at = server_of(place)
        return {
            "protocol": "postgresql",
            "address": {"server": at.address, "database": at.database},
        }
    if place.kind == "parquet":
        url = parquet_of(place)
        if url.startswith(("https://", "http://")):
            return {"protocol": "http", "address": {"url": url}}
        if "://" not in url:
            return {"protocol": "file", "address": {"path": url}}
    driver, database = _odbc(place)
    return {
        "protocol": "odbc",
        "address": {"options": {"driver": f"{{{driver}}}", "database": database}},
    }


def _odbc(place: DatasetPlace) -> tuple[str, str]:
    if place.kind == "parquet":
        return _DUCKDB, ":memory:"
    return (_SQLITE if place.kind == "sqlite" else _DUCKDB), file_of(place)


def _tableau(name: str, place: DatasetPlace) -> bytes:
    """A Tableau data source: one connection, and in it the table."""
    source = Element("datasource", {"formatted-name": _xml(name), "inline": "true"})
    source.set("version", "18.1")
    outer = SubElement(source, "connection", {"class": "federated"})
    given = _postgres(place) if place.kind == "postgresql" else _generic(place)
    key = f"{given['class']}.handoff"
    named = SubElement(SubElement(outer, "named-connections"), "named-connection")
    named.set("caption", given["server"] or given["dbname"])
    named.set("name", key)
    SubElement(named, "connection", given)
    relation = SubElement(outer, "relation", {"connection": key, "name": _xml(place.table)})
    if place.kind == "parquet":
        relation.set("type", "text")
        relation.text = _xml(select_from(f"read_parquet({sql_text(parquet_of(place))})"))
    else:
        relation.set("type", "table")
        relation.set("table", _xml(_bracketed(place)))
    SubElement(source, "aliases", {"enabled": "yes"})
    indent(source)
    written: bytes = tostring(source, encoding="utf-8", xml_declaration=True)
    return written


def _postgres(place: DatasetPlace) -> dict[str, str]:
    at = server_of(place)
    return {
        "class": "postgres",
        "authentication": "username-password",
        "server": _xml(at.host),
        "port": str(at.port or 5432),
        "dbname": _xml(at.database),
        "schema": _xml(place.schema or "public"),
        "username": "",
    }


def _generic(place: DatasetPlace) -> dict[str, str]:
    driver, database = _odbc(place)
    return {
        "class": "genericodbc",
        "odbc-driver": driver,
        "odbc-connect-string-extras": _xml(f"Database={odbc_value(database)}"),
        "odbc-dbms-name": "SQLite" if place.kind == "sqlite" else "DuckDB",
        "odbc-dsn": "",
        "server": "",
        "dbname": _xml(database),
        "schema": _xml(place.schema or ""),
        "username": "",
    }


def _bracketed(place: DatasetPlace) -> str:
    """As Tableau names a table: `[bikeshare].[forecast]`."""
    default = {"postgresql": "public", "duckdb": "main"}.get(place.kind)
    parts = [part for part in (place.schema or default, place.table) if part is not None]
    return ".".join(f"[{part.replace(']', ']]')}]" for part in parts)


def _xml(text: str) -> str:
    """Without the few letters that no XML document may have."""
    kept = (letter if letter < "\ud800" or letter > "\udfff" else "\ufffd" for letter in text)
    return one_line("".join(kept)).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
