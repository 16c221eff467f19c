"""Packages that are installed by one name and imported by another: people ask for either.

The names of the Python Package Index that notebooks import most, as their own documentation gives
them. Where both differ only in `-` and `_`, nothing has to be known.
"""

from __future__ import annotations

_IMPORTED = {
    "attrs": ("attr", "attrs"),
    "beautifulsoup4": ("bs4",),
    "biopython": ("Bio",),
    "earthengine-api": ("ee",),
    "faiss-cpu": ("faiss",),
    "gitpython": ("git",),
    "imbalanced-learn": ("imblearn",),
    "mysqlclient": ("MySQLdb",),
    "opencv-contrib-python": ("cv2",),
    "opencv-python": ("cv2",),
    "opencv-python-headless": ("cv2",),
    "pillow": ("PIL",),
    "psycopg2-binary": ("psycopg2",),
    "pycryptodome": ("Crypto",),
    "pymupdf": ("fitz", "pymupdf"),
    "pyserial": ("serial",),
    "python-dateutil": ("dateutil",),
    "python-docx": ("docx",),
    "python-dotenv": ("dotenv",),
    "python-pptx": ("pptx",),
    "pytorch": ("torch",),
    "pytorch-lightning": ("pytorch_lightning", "lightning"),
    "pyyaml": ("yaml",),
    "scikit-image": ("skimage",),
    "scikit-learn": ("sklearn",),
    "umap-learn": ("umap",),
}


def imported_as(package: str) -> tuple[str, ...]:
    """What a package is imported as, where that is not its own name; empty for all others.

    Capitals count for nothing, and `_` as `-`, as in the names of the index (PEP 503).
    """
    return _IMPORTED.get(package.lower().replace("_", "-"), ())
