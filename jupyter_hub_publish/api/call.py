"""A request and its answer, free of any web framework."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import IO, TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qsl

import msgspec

from ..domain.content import Content
from ..domain.errors import BadInput, TooLarge
from ..domain.records import Actor, Record

if TYPE_CHECKING:  # loading them takes a second; a server's start must not pay it
    from ..authoring.desk import Desk
    from ..library.interface import Library

T = TypeVar("T")
_THE_HOSTS = "token"  # in an address: the reader has been let in by it
MAX_FORM = 40_000  # bytes; a question on a dataset, each of its letters escaped
MAX_JSON_BODY = 1_000_000  # bytes; the longest honest draft decides about thousands of findings


class Site(Record):
    """Where the answering server is, as the asking browser sees it."""

    host: str
    """For Content-Security-Policy: host and port, without a scheme."""
    base: str
    """The path under which all routes lie, such as `/user/alice/hub-publish/`."""
    link: str | None
    """The pattern of permanent links, with `{id}`."""
    lab: str | None
    """The path of JupyterLab, or None where the server shows another frontend."""
    allowed: tuple[str, ...] = ()
    """Hosts that pages may load from, besides this one."""
    web: bool = False
    """Whether the library's web pages are here, and reports are read among them."""


class Call(msgspec.Struct, kw_only=True):
    """One request: who asks, for what, and of which library."""

    actor: Actor
    site: Site
    path: dict[str, str]
    """The values of the route's `{names}`."""
    query: dict[str, list[str]]
    headers: dict[str, str]
    """By lower-case name."""
    body: IO[bytes]
    open_library: Any
    """Opens the library on first use; see `library`."""
    open_desk: Any
    token: str = ""
    """What the forms of this reader's pages have to repeat; empty where pages have none."""

    @property
    def library(self) -> Library:
        """The library; raises LibraryUnavailable with the reason if it cannot be opened."""
        return self.open_library()  # type: ignore[no-any-return]

    @property
    def desk(self) -> Desk:
        """The author's side; only routes of a user's own server have one."""
        return self.open_desk()  # type: ignore[no-any-return]

    def parameters(self, kind: type[T]) -> T:
        """The query as this record; raises BadInput naming the parameter that is wrong."""
        repeated = _repeated(kind)  # type: ignore[arg-type]  # a class can be hashed
        found = {
            name: values if name in repeated else values[-1]
            for name, values in self.query.items()
            if name != _THE_HOSTS
        }
        try:
            return msgspec.convert(found, kind, strict=False)
        except msgspec.ValidationError as error:
            raise BadInput(f"A parameter of the address is wrong: {error}.") from error

    def json(self, kind: type[T]) -> T:
        """The body as this record; raises BadInput naming the field that is wrong."""
        data = self.body.read(MAX_JSON_BODY + 1)
        if len(data) > MAX_JSON_BODY:
            raise TooLarge(f"The request is larger than {MAX_JSON_BODY:,} bytes.")
        try:
            return msgspec.json.decode(data, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise BadInput(f"The request's body is wrong: {error}.") from error

    def form(self, kind: type[T]) -> T:
        """The fields of a posted form as this record; raises BadInput naming what is wrong."""
        data = self.body.read(MAX_FORM + 1)
        if len(data) > MAX_FORM:
            raise TooLarge(f"The form is larger than {MAX_FORM:,} bytes.")
        try:
            # A browser counts an end of line as one letter, and sends two.
            text = data.decode().replace("%0D%0A", "%0A")
            fields = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=20))
            fields.pop("_xsrf", None)
            return msgspec.convert(fields, kind, strict=False)
        except (ValueError, msgspec.ValidationError) as error:
            raise BadInput(f"The form is wrong: {error}.") from error


@cache
def _repeated(kind: type[Any]) -> frozenset[str]:
    """The parameters that may be given more than once; found out once, which takes a while."""
    fields = msgspec.structs.fields(kind)
    return frozenset(field.name for field in fields if isinstance(field.default, tuple))


class Reply(msgspec.Struct, kw_only=True):
    """An answer: a record as JSON, bytes, a stored file, or a stream; and how to label it."""

    body: Record | bytes | Content | Iterator[bytes] | None = None
    status: int = 200
    content_type: str = "application/json"
    headers: dict[str, str] = {}
    etag: str | None = None
    afterwards: Callable[[], None] | None = None
    """What is left to do once the answer is on its way; not for HEAD, and nobody waits for it."""
