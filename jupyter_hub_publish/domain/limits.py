"""The numbers that bound what comes from outside; each says what it protects."""

from __future__ import annotations

MAX_TITLE = 300  # characters; longer ones are no titles
MAX_SUMMARY = 2_000  # characters; a card shows two lines of it
MAX_TAG = 60  # characters
MAX_TAGS = 1_000  # a report that names every gene of a panel is real, a dictionary is not
MAX_QUERY = 1_000  # characters of a search; the rest is not read
MAX_PAGE = 100  # reports in one answer
MAX_BUNDLE = 50_000_000  # bytes of one publication
MAX_THUMBNAIL = 100_000  # bytes of a report's picture; we make them below 30 kB
MAX_THUMBNAIL_SIDE = 2_000  # pixels; browsers decode it for every card in a list
MAX_NOTEBOOK = 50_000_000  # bytes of a notebook; JupyterLab itself becomes slow long before
MAX_JSON_DEPTH = 200  # nesting; Python's own parser fails at about 900
MAX_CELLS = 20_000
MAX_PASSAGES_TEXT = 1_000_000  # characters of one version that search takes in
