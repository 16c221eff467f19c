"""The numbers that bound what comes from outside; each says what it protects."""

from __future__ import annotations

MAX_TITLE = 300  # characters; longer ones are no titles
MAX_SUMMARY = 2_000  # characters; a card shows two lines of it
MAX_TAG = 60  # characters
MAX_TAGS = 1_000  # a report that names every gene of a panel is real, a dictionary is not
MAX_QUERY = 1_000  # characters of a search; the rest is not read
MAX_VALUES = 100  # of one filter; web servers refuse an address of a thousand parameters
MAX_PAGE = 100  # reports in one answer
MAX_THUMBNAIL = 100_000  # bytes of a report's picture; we make them below 30 kB
MAX_THUMBNAIL_SIDE = 2_000  # pixels; browsers decode it for every card in a list
MAX_NOTEBOOK = 50_000_000  # bytes of a notebook; JupyterLab itself becomes slow long before
MAX_PAGE_BYTES = 50_000_000  # bytes of a page; browsers become slow long before
MAX_JSON_DEPTH = 200  # nesting; Python's own parser fails at about 900
MAX_CELLS = 20_000
MAX_PASSAGES_TEXT = 1_000_000  # characters of one version that search takes in
MAX_MESSAGE = 500  # characters of what changed; the history shows a line or two
MAX_NAME = 255  # characters of a person's name, as hubs have them
MAX_AUTHORS = 200
MAX_REASON = 500  # characters of why a finding was published all the same
MAX_DECISIONS = 5_000  # findings; a notebook with more is decided by leaving it
MAX_PATH = 4096  # characters, as file systems have it
MAX_ATTACHMENTS = 1_000  # files of one version
MAX_ENVIRONMENT_FILES = 20  # that say how to make a version's environment again
MAX_ATTACHMENTS_BYTES = 50_000_000  # of all attachments of one version
MAX_SMALL = 5_000_000  # bytes of what is said about a version; of its environment's files
MAX_BUNDLE = 160_000_000  # bytes of one publication: the three above, and 10 MB for what is small
MAX_BASIS = 20  # reports that are named as based on another
UNDO_DAYS = 30  # in which a withdrawn report can be brought back
MAX_PROBE = 100_000  # characters that are compared with what there is
MAX_SEARCH_NAME = 100  # characters
MAX_OLDER = 50  # versions before the newest one that search takes in
MAX_SEARCHES = 200  # saved by one person
ANSWER_DAYS = 14  # in which an owner lets somebody in; then the request counts as not granted
MAX_ASKED_ID = 100  # characters of what somebody asks for; an id has eleven
MAX_STARS = 10_000  # of one person: a search among them names each
MAX_NAMES = 2_000  # packages, columns and files of one version that search takes in
MAX_RELATED = 20  # reports in one answer
MAX_SUGGESTIONS = 20
MAX_FACET = 50  # values of one kind in one answer
MAX_PEOPLE = 1_000  # people and groups that one report is meant for
MAX_WAITING = 200  # requests for access that wait for one owner; older ones make room
