"""One way to ask the service: every answer is a record, a file or one of our errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import IO, TypeVar
from urllib.parse import quote

import httpx
import msgspec

from ..domain import errors
from ..domain.content import Content
from ..domain.errors import LibraryUnavailable, NotLetIn, NotSignedIn, PublishError
from ..domain.records import ErrorBody, Record, Request, to_json

R = TypeVar("R", bound=Record)
Body = Record | Request | bytes | IO[bytes] | None
Parameters = Mapping[str, str | int | Sequence[str] | None]
_CONNECT, _ANSWER = 5.0, 60.0  # seconds for a connection; for the next bytes of an answer
_PIECE = 1_000_000  # bytes that are passed on at a time
_SIZE = "X-Content-Size"
_ERRORS = {
    kind.code: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, PublishError)
}


class Service:
    """The service at an address, asked with one person's token. Safe to use from any thread."""

    def __init__(self, url: str, token: str) -> None:
        # Redirects are never followed: they could lead the token somewhere else.
        self._client = httpx.Client(
            base_url=url,
            headers={"Authorization": f"token {token}"},
            timeout=httpx.Timeout(_ANSWER, connect=_CONNECT),
            limits=httpx.Limits(max_connections=100, max_keepalive_connections=20),
            follow_redirects=False,
            trust_env=False,  # the token goes to the hub's own network, and to no proxy
        )
        self.url = url

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def get(self, path: str, kind: type[R], parameters: Parameters | None = None) -> R:
        """The record at this path."""
        return self.ask("GET", path, kind, parameters=parameters)

    def ask(
        self,
        method: str,
        path: str,
        kind: type[R],
        *,
        parameters: Parameters | None = None,
        body: Body = None,
        headers: Mapping[str, str] | None = None,
    ) -> R:
        """The record that answers; raises the service's own errors, or LibraryUnavailable."""
        response = self._send(method, path, parameters, body, headers or {})
        try:
            data = self._read(response)
        finally:
            response.close()
        return _decoded(data, kind)

    def file(self, path: str, parameters: Parameters | None = None) -> tuple[bytes, httpx.Headers]:
        """A small file, whole, and the headers that came with it."""
        response = self._send("GET", path, parameters, None, {})
        try:
            return self._read(response), response.headers
        finally:
            response.close()

    def stream(self, path: str) -> Iterator[bytes]:
        """A file, piece by piece; raises before the first one where there is none."""
        response = self._send("GET", path, None, None, {"Accept-Encoding": "identity"})
        return _pieces(response, raw=False)

    def content(self, path: str, headers: Mapping[str, str] | None = None) -> Content:
        """A stored file, as the service stores it: compressed once, and passed on as it is."""
        asked = {"Accept-Encoding": "gzip", **(headers or {})}
        response = self._send("GET", path, None, None, asked)
        first: list[httpx.Response] = [response]

        def gzip() -> Iterator[bytes]:
            again = first.pop() if first else self._send("GET", path, None, None, asked)
            return _pieces(again, raw=True)

        try:
            return Content(
                size=int(response.headers[_SIZE]),
                gzip_size=int(response.headers["Content-Length"]),
                etag=response.headers["ETag"],
                gzip=gzip,
            )
        except (KeyError, ValueError) as error:
            response.close()
            raise _garbled() from error

    def _send(
        self,
        method: str,
        path: str,
        parameters: Parameters | None,
        body: Body,
        headers: Mapping[str, str],
    ) -> httpx.Response:
        content = to_json(body) if isinstance(body, Record | Request) else body
        request = self._client.build_request(
            method, path, params=_plain(parameters), content=content, headers=dict(headers)
        )
        if content is not None and not isinstance(content, bytes):
            _state_length(request, content)
        try:
            response = self._client.send(request, stream=True)
        except httpx.HTTPError as error:
            raise _away(self.url) from error
        if response.status_code >= 300:
            try:
                raise _refusal(response)
            finally:
                response.close()
        return response

    def _read(self, response: httpx.Response) -> bytes:
        try:
            return response.read()
        except httpx.HTTPError as error:
            raise _away(self.url) from error


def segment(text: str) -> str:
    """A part of a path, whatever is in it."""
    return quote(text, safe="")


def _plain(parameters: Parameters | None) -> httpx.QueryParams:
    found: list[tuple[str, str | int | float | bool | None]] = []
    for name, value in (parameters or {}).items():
        if isinstance(value, str | int):
            found.append((name, str(value)))
        elif value is not None:
            found += [(name, one) for one in value]
    return httpx.QueryParams(found)


def _state_length(request: httpx.Request, body: IO[bytes]) -> None:
    # The service refuses what is too long before it reads it: so it has to be told.
    at = body.tell()
    length = body.seek(0, 2) - at
    body.seek(at)
    request.headers.pop("Transfer-Encoding", None)
    request.headers["Content-Length"] = str(length)


def _pieces(response: httpx.Response, *, raw: bool) -> Iterator[bytes]:
    try:
        with suppress(GeneratorExit):
            yield from response.iter_raw(_PIECE) if raw else response.iter_bytes(_PIECE)
    except httpx.HTTPError as error:
        raise _away(str(response.url)) from error
    finally:
        response.close()


def _decoded(data: bytes, kind: type[R]) -> R:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _garbled() from error


def _refusal(response: httpx.Response) -> PublishError:
    """The service's own error, in its own words; or what a status without them means."""
    try:
        said = msgspec.json.decode(response.read(), type=ErrorBody).error
    except (msgspec.DecodeError, UnicodeDecodeError, httpx.HTTPError):
        said = None
    if said is not None and (kind := _ERRORS.get(said.code)):
        if kind is NotSignedIn:
            return _unknown()
        return kind(said.message, hint=said.hint, cell=said.cell)
    if response.status_code in (401, 403) or response.is_redirect:
        return _unknown()
    return LibraryUnavailable(
        f"The library does not answer as it should (status {response.status_code}).",
        hint="Try again in a moment; if it stays so, tell an administrator.",
    )


def _unknown() -> PublishError:
    # Scopes are put into a server's token when it starts: an older server stays shut out.
    return NotLetIn(
        "The hub's library does not know this server.",
        hint="It was started before publishing was set up. Restart your server.",
    )


def _away(url: str) -> LibraryUnavailable:
    return LibraryUnavailable(
        "The library does not answer.", hint="Try again in a moment. Nothing is lost."
    )


def _garbled() -> LibraryUnavailable:
    return LibraryUnavailable(
        "The library's answer is not understood.",
        hint="The service and this server may be of different versions: tell an administrator.",
    )
