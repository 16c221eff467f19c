"""What R and Julia read, and Python that does not parse: by patterns, since nothing parses it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from .python_cells import MAX_CODE
from .records import Record

_TEXT = r"""(?:"([^"\n]{1,500})"|'([^'\n]{1,500})')"""
_NOT_WRITTEN = r"""(?!\s{0,20},\s{0,20}(?:mode\s{0,5}=\s{0,5})?["'][wax])"""
_R_READERS = (
    r"read\.(?:csv2?|table|delim|dta|xlsx|dbf|spss|fwf)|read_\w{1,30}|readRDS|readLines|readxl|fread"
    r"|vroom|load|st_read|scan|stream_in|fromJSON|nc_open|raster|rast|source|sys\.source|include_graphics"
)
_JULIA_READERS = (
    r"CSV\.(?:read|File)|readdlm|readlines|parsefile|readtable|jldopen|load|include|includet"
    r"|Arrow\.Table|FileIO\.load|h5open|open|read"
)
_PYTHON_READERS = (
    r"open|read_\w{1,30}|scan_\w{1,30}|np\.load|loadtxt|genfromtxt|imread|joblib\.load"
)
_CALLS = {
    language: re.compile(
        rf"(?<![\w.])(?:\w{{1,40}}(?:::|\.))?({readers})\(\s{{0,20}}(?:file\s{{0,5}}=\s{{0,5}})?{_TEXT}"
        + _NOT_WRITTEN
    )
    for language, readers in (
        ("r", _R_READERS), ("julia", _JULIA_READERS), ("python", _PYTHON_READERS)
    )
}  # fmt: skip
_SCRIPTS = frozenset({"source", "sys.source", "include", "includet"})
_PARTS = re.compile(rf"\b(?:file\.path|joinpath)\(\s{{0,20}}((?:{_TEXT}[\s,]{{0,20}}){{2,10}})\)")


class Named(Record):
    """A text where the name of a file stands."""

    name: str
    reason: Literal["read", "script"]


def named_by_pattern(source: str, language: Literal["r", "julia", "python"]) -> Iterator[Named]:
    """The files that calls in this source read, whose names are written down."""
    source = _PARTS.sub(_joined, source[:MAX_CODE])
    for call in _CALLS[language].finditer(source):
        reason: Literal["read", "script"] = "script" if call[1] in _SCRIPTS else "read"
        yield Named(name=call[2] or call[3], reason=reason)


def _joined(match: re.Match[str]) -> str:
    parts = (double or single for double, single in re.findall(_TEXT, match[1]))
    return '"' + "/".join(parts) + '"'
