"""What a route is: how it is called, what it answers, and the function behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from ..domain.errors import BadInput, NotFound
from ..domain.records import Record, Request
from .call import Call, Reply

Body = Literal["bundle", "picture", "form"]


class Endpoint(Record):
    """A route: how it is called, what it answers, and the function behind it."""

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    path: str
    run: Callable[[Call], Reply]
    answer: type[Record] | str
    """A record for JSON, else a media type."""
    status: int = 200
    query: type[Request] | None = None
    body: type[Request] | Body | None = None
    errors: tuple[int, ...] = ()
    public: bool = False
    """Whether it answers people who are not signed in."""

    @property
    def name(self) -> str:
        """The function's name: the operation's id in OpenAPI."""
        return self.run.__name__

    @property
    def summary(self) -> str:
        """The first line of the function's docstring, without the route."""
        return (self.run.__doc__ or "").partition("\n")[0].partition(": ")[2]


def parameters_of(path: str) -> list[str]:
    """The `{names}` in a route's path, in order."""
    return [part[1:-1] for part in path.split("/") if part.startswith("{")]


def is_record(kind: Any) -> bool:
    """Whether an endpoint's answer or body is JSON of a record."""
    return isinstance(kind, type)


def version_number(call: Call) -> int | None:
    """The number in the path, None for `latest`; raises NotFound for what is neither."""
    text = call.path["n"]
    if text == "latest":
        return None
    if text.isascii() and text.isdigit() and len(text) <= 9 and int(text) > 0:
        return int(text)
    raise NotFound("There is no such version.")


def stated_number(call: Call) -> int:
    """The number in the path, where `latest` will not do; raises BadInput for it."""
    number = version_number(call)
    if number is None:
        raise BadInput("Say which version.", hint="Give its number.")
    return number
