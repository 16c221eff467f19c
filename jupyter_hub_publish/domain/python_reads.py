"""Which calls of Python read a file, and by which of their arguments."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from .constant_texts import Texts, last_name, texts

# By their last name alone: nobody calls something else so.
_READERS = frozenset(
    {
        "read_csv", "read_table", "read_fwf", "read_excel", "read_json", "read_xml", "read_parquet",
        "read_feather", "read_orc", "read_sas", "read_spss", "read_stata", "read_pickle",
        "read_hdf", "read_ipc", "read_ipc_stream", "read_ndjson", "read_avro", "read_delta",
        "scan_csv", "scan_parquet", "scan_ipc", "scan_ndjson", "scan_delta", "ExcelFile",
        "loadtxt", "genfromtxt", "fromfile", "memmap", "loadmat", "open_dataset", "open_mfdataset",
        "open_dataarray", "open_zarr", "imread", "read_h5ad", "read_10x_h5", "read_loom",
        "load_workbook", "parse_bam", "AlignmentFile", "VariantFile", "load_dotenv",
        "dotenv_values", "from_csv", "run_path", "create_engine", "HDFStore", "read_image",
        "read_file",
    }
)  # fmt: skip
# By their full names: what ends in `open`, `load` or `read` need not be about a file.
_FUNCTIONS = frozenset(
    {
        "open", "io.open", "codecs.open", "gzip.open", "bz2.open", "lzma.open", "tarfile.open",
        "wave.open", "zipfile.ZipFile", "PIL.Image.open", "rasterio.open", "fiona.open",
        "astropy.io.fits.open", "fits.open", "uproot.open", "numpy.load", "joblib.load",
        "torch.load", "librosa.load", "nibabel.load", "xarray.load_dataset",
        "xarray.load_dataarray",
        "sqlite3.connect", "duckdb.connect", "duckdb.read_csv_auto", "h5py.File", "netCDF4.Dataset",
        "soundfile.read", "scanpy.read", "scanpy.read_text", "laspy.read", "trimesh.load",
        "pyreadr.read_r", "scipy.io.wavfile.read", "wavfile.read", "mne.io.read_raw_fif",
        "IPython.display.Image", "IPython.display.SVG", "IPython.display.Audio",
        "IPython.display.Video", "matplotlib.pyplot.style.use", "pyarrow.parquet.ParquetFile",
        "lightgbm.Booster", "onnxruntime.InferenceSession",
        "keras.models.load_model", "tensorflow.keras.models.load_model",
    }
)  # fmt: skip
_OPENERS = frozenset({"open", "File", "Dataset", "ZipFile", "memmap"})  # their mode says what for
_METHODS = frozenset({"read_text", "read_bytes", "open"})  # of a path
_WRITING_METHODS = frozenset({"write_text", "write_bytes"})
_WRITERS = frozenset(
    {
        "to_csv", "to_parquet", "to_excel", "to_json", "to_pickle", "to_feather", "to_hdf",
        "to_netcdf", "to_zarr", "to_file", "to_stata", "to_html", "to_latex", "to_markdown",
        "write_csv", "write_parquet", "write_ipc", "write_ndjson", "write_excel", "write_json",
        "sink_parquet", "sink_csv", "savefig", "imsave", "savetxt", "savez", "savez_compressed",
        "savemat", "write_image", "write_html", "imwrite", "write_h5ad", "urlretrieve",
        "ExcelWriter",
    }
)  # fmt: skip
_WRITING_FUNCTIONS = frozenset({"numpy.save", "joblib.dump", "torch.save"})
_SECOND = frozenset({"joblib.dump", "torch.save", "urlretrieve"})
_QUERIES = frozenset({"sql", "query", "execute"})
# DuckDB reads files that a query names where tables stand.
_IN_QUERY = re.compile(
    r"\b(?:from|join)\s{1,20}(?:read_\w{1,40}\(\s{0,20})?'([^'\n]{1,500}\.[a-z]{2,10}(?:\.gz)?)'",
    re.I,
)
_KEYWORDS = frozenset(
    {
        "filepath_or_buffer", "path_or_buf", "path", "io", "filename", "fname", "file", "fp",
        "source", "filepath", "path_or_paths", "database", "name", "filename_or_obj", "paths",
        "path_or_buffer", "uri", "filename_or_file", "f", "dotenv_path", "excel_writer",
    }
)  # fmt: skip


def reads(call: ast.Call, known: Mapping[str, Texts], full_name: str) -> Iterator[str]:
    """The files that this call reads, as far as they are known."""
    name = last_name(call.func)
    if name in _READERS or full_name in _FUNCTIONS:
        if name not in _OPENERS or not _writes(call, 1, known):
            yield from texts(_subject(call, 0), known)
    elif name in _METHODS and isinstance(call.func, ast.Attribute):
        if name != "open" or not _writes(call, 0, known):
            yield from texts(call.func.value, known)
    elif name in _QUERIES:
        for query in texts(_subject(call, 0), known):
            yield from _IN_QUERY.findall(query)


def writes(call: ast.Call, known: Mapping[str, Texts], full_name: str) -> Iterator[str]:
    """The files that this call makes, as far as they are known."""
    name = last_name(call.func)
    if name in _WRITERS or full_name in _WRITING_FUNCTIONS:
        place = 1 if name in _SECOND or full_name in _SECOND else 0
        yield from texts(_subject(call, place), known)
    elif name in _OPENERS and full_name in _FUNCTIONS:
        if _writes(call, 1, known):
            yield from texts(_subject(call, 0), known)
    elif isinstance(call.func, ast.Attribute) and (
        name in _WRITING_METHODS or (name == "open" and _writes(call, 0, known))
    ):
        yield from texts(call.func.value, known)


def _subject(call: ast.Call, place: int) -> ast.expr | None:
    if len(call.args) > place:
        return call.args[place]
    return next((word.value for word in call.keywords if word.arg in _KEYWORDS), None)


def _writes(call: ast.Call, place: int | None, known: Mapping[str, Texts]) -> bool:
    """Whether its mode makes or changes the file, and does not read it."""
    given = next((word.value for word in call.keywords if word.arg == "mode"), None)
    if given is None and place is not None and len(call.args) > place:
        given = call.args[place]
    return any(mode[:1] in ("w", "a", "x") for mode in texts(given, known))
