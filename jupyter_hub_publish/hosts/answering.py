"""From a tornado request to a Call, and from a Reply to the wire, whichever host it is.

Functions run in a thread pool, so that the database never blocks the event loop; a reply that is a
stream is pulled piece by piece, each piece in the pool and each flushed before the next.
"""

from __future__ import annotations

import asyncio
import contextvars
import logging
import tempfile
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from http.client import responses
from typing import IO, Any, Protocol

from tornado import web
from tornado.iostream import StreamClosedError

from ..api.call import MAX_FORM, MAX_JSON_BODY, Call, Reply, Site
from ..api.endpoint import Endpoint
from ..api.errors import body_of, status_of
from ..domain.content import Content
from ..domain.errors import Forbidden, NotSignedIn, PublishError, TooLarge
from ..domain.limits import MAX_BUNDLE, MAX_THUMBNAIL
from ..domain.records import Actor, ErrorBody, ErrorDetail, Record, to_json
from ..web import api_headers

log = logging.getLogger(__name__)
SPOOL = 1_000_000  # bytes of a request's body that stay in memory; a longer one goes to a file
TAR_OVERHEAD = 8_000_000  # bytes that a bundle may have beside its contents: 7 kB for each file
Headers = Callable[[Site], dict[str, str]]


class Holder(Protocol):
    """What serves behind a bridge: a library, perhaps a desk, and threads to ask them in."""

    @property
    def pool(self) -> Executor:
        """Where functions that block are run."""
        ...

    def open_library(self) -> Any:
        """The library; raises LibraryUnavailable with the reason if it cannot be opened."""
        ...

    def open_desk(self) -> Any:
        """The author's desk; only a user's own server has one."""
        ...


def _bare(site: Site) -> dict[str, str]:
    return api_headers()


class Answering(web.RequestHandler):
    """Serves the endpoints of one path; whoever asks has been let in by the host's own rules."""

    _is_received = False  # whether all of the request has arrived

    def initialize(
        self,
        *,
        endpoints: dict[str, Endpoint],
        holder: Holder,
        site: Callable[[web.RequestHandler], Site],
        headers: Headers = _bare,
        cross_site: bool = False,
    ) -> None:
        """`headers` go on every answer, errors too; `cross_site` lets other sites link here."""
        self._endpoints = endpoints
        self._holder = holder
        self._site_of = site
        self._own_headers = headers
        self._cross_site = cross_site
        self._body: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=SPOOL)  # noqa: SIM115
        self.set_default_headers()

    def set_default_headers(self) -> None:
        """Ours on every answer; called by tornado before `initialize`, and again for an error."""
        super().set_default_headers()
        if hasattr(self, "_own_headers"):
            for name, value in self._own_headers(self._site_of(self)).items():
                self.set_header(name, value)

    def compute_etag(self) -> str | None:
        """None: tags come with the reply."""
        return None

    def refused_for_its_origin(self) -> bool:
        """Refuse what a sandboxed page, or another site, asks in the reader's name."""
        foreign = (
            self.request.headers.get("Origin") == "null"
            or self.request.headers.get("Sec-Fetch-Site") == "cross-site"
        )
        if self._cross_site or not foreign:
            return False
        self.refuse(Forbidden("Another site may not do this in your name."))
        return True

    def refused_for_its_length(self) -> bool:
        """Refuse a body that is too long before a byte of it is read."""
        limit = self._limit()
        length = self.request.headers.get("Content-Length", "0")
        if length.isdigit() and int(length) > limit:
            self.refuse(_too_large(limit))
            return True
        self.request.connection.set_max_body_size(limit)  # type: ignore[union-attr]
        return False

    def data_received(self, chunk: bytes) -> None:
        """Keep a piece of the body: tornado has counted it against the limit."""
        self._body.write(chunk)

    def on_connection_close(self) -> None:
        """Forget a body of which the rest is not going to come."""
        super().on_connection_close()
        if not self._is_received:
            self._body.close()

    def on_finish(self) -> None:
        """Forget the body."""
        self._body.close()

    def finish(self, chunk: Any = None) -> Any:
        """End the answer; one that is given before the request has arrived ends the connection.

        Tornado closes it without a word, and a proxy that did not hear of it sends its next
        request there, into nothing.
        """
        if not self._is_received and not self._headers_written:
            self.set_header("Connection", "close")
        return super().finish(chunk)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Our one shape of errors, for what the host refuses itself, too."""
        self.set_header("Content-Type", "application/json")
        self.finish(to_json(_framework_error(status_code, kwargs.get("exc_info"))))

    def _limit(self) -> int:
        endpoint = self._endpoints.get(self.request.method or "")
        if endpoint is None or endpoint.body is None:
            return 0
        if endpoint.body == "bundle":
            return MAX_BUNDLE + TAR_OVERHEAD
        if endpoint.body == "form":
            return MAX_FORM
        return MAX_THUMBNAIL if endpoint.body == "picture" else MAX_JSON_BODY

    def form_token(self) -> str:
        """What the forms of the answer have to repeat; empty where pages have none."""
        return ""

    def refuse(self, error: PublishError) -> None:
        """Answer with this error, and with nothing else."""
        self.set_status(status_of(error))
        self.set_header("Content-Type", "application/json")
        if error.wait is not None:
            self.set_header("Retry-After", str(error.wait))
        self.finish(to_json(body_of(error)))

    async def serve(self, method: str, path: dict[str, str], actor: Actor) -> None:
        """Answer with what the endpoint replies to this person."""
        self._is_received = True
        endpoint = self._endpoints.get(method)
        if endpoint is None:
            self.set_header("Allow", ", ".join(sorted(self._endpoints)))
            raise web.HTTPError(405)
        self._body.seek(0)
        call = Call(
            actor=actor,
            site=self._site_of(self),
            path=path,
            query={
                name: [value.decode("utf-8", "replace") for value in values]
                for name, values in self.request.query_arguments.items()
            },
            headers={name.lower(): value for name, value in self.request.headers.get_all()},
            body=self._body,
            open_library=self._holder.open_library,
            open_desk=self._holder.open_desk,
            token=self.form_token(),
        )
        reply = await self._in_pool(_answered, endpoint, call)
        await self._send(reply)
        if reply.afterwards is not None and self.request.method != "HEAD":
            self._holder.pool.submit(reply.afterwards)

    async def _send(self, reply: Reply) -> None:
        self.set_status(reply.status)
        self.set_header("Content-Type", reply.content_type)
        for name, value in reply.headers.items():
            self.set_header(name, value)
        body, etag = reply.body, reply.etag
        if isinstance(body, Content):
            etag = etag or body.etag
            if not self._takes_gzip():
                etag = f'{etag[:-1]}-plain"'  # other bytes need another strong tag
        if etag:
            self.set_header("ETag", etag)
            if reply.status == 200 and etag in self.request.headers.get("If-None-Match", ""):
                self.set_status(304)
                self.clear_header("Content-Type")
                return
        if body is None:
            return
        if isinstance(body, Content):
            await self._send_content(body)
        elif isinstance(body, Record):
            self._send_bytes(to_json(body))
        elif isinstance(body, bytes):
            self._send_bytes(body)
        else:
            await self._send_pieces(body)

    def _send_bytes(self, data: bytes) -> None:
        self.set_header("Content-Length", str(len(data)))
        if self.request.method != "HEAD":
            self.write(data)

    async def _send_content(self, content: Content) -> None:
        """Send a stored file as it is stored, unpacked only for a client that takes no gzip."""
        self.set_header("Vary", "Accept-Encoding")
        self.set_header("X-Content-Size", str(content.size))  # for who passes it on compressed
        pieces = content.gzip()
        if self._takes_gzip():
            self.set_header("Content-Encoding", "gzip")
            self.set_header("Content-Length", str(content.gzip_size))
        else:
            self.set_header("Content-Length", str(content.size))
            pieces = _unpacked(pieces)
        if self.request.method == "HEAD":
            return
        try:
            if content.size <= SPOOL:
                # At once: each turn of the pool waits behind whatever else is being read.
                self.write(await self._in_pool(b"".join, pieces))
            else:
                await self._send_pieces(pieces)
        except PublishError as error:
            self._break_off(error)

    def _break_off(self, error: PublishError) -> None:
        """Say what is wrong; where bytes have been sent, nobody may take them for all there are."""
        if not self._headers_written:
            self.clear()
            return self.refuse(error)
        log.warning("A file was not sent to its end: %s", error.message)
        self.on_finish()
        self.detach().close()

    def _takes_gzip(self) -> bool:
        return "gzip" in self.request.headers.get("Accept-Encoding", "")

    async def _send_pieces(self, pieces: Iterator[bytes]) -> None:
        while (piece := await self._in_pool(next, pieces, None)) is not None:
            self.write(piece)
            try:
                await self.flush()
            except StreamClosedError:  # the reader has left
                return

    async def _in_pool(self, function: Callable[..., Any], *args: Any) -> Any:
        loop = asyncio.get_running_loop()
        context = contextvars.copy_context()  # in which the log finds the request's id
        return await loop.run_in_executor(self._holder.pool, context.run, function, *args)


def _answered(endpoint: Endpoint, call: Call) -> Reply:
    """The endpoint's reply, or the error as one."""
    try:
        return endpoint.run(call)
    except PublishError as error:
        headers = {} if error.wait is None else {"Retry-After": str(error.wait)}
        return Reply(body=body_of(error), status=status_of(error), headers=headers)


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(wbits=31)
    for piece in pieces:
        if data := unpacker.decompress(piece):
            yield data


def _too_large(limit: int) -> TooLarge:
    if limit == 0:
        return TooLarge("This request takes no body.")
    if limit > MAX_BUNDLE:
        return TooLarge(
            f"The publication is larger than {MAX_BUNDLE // 1_000_000} MB.",
            hint="Clear the largest outputs, or leave out the largest files, and publish again.",
        )
    return TooLarge(f"The request is larger than {limit:,} bytes.", hint="Send less.")


def _framework_error(status: int, exc_info: Any) -> ErrorBody:
    if status == 403:
        signed_out = NotSignedIn(
            "You are not signed in, or may not do this.", hint="Reload the page."
        )
        return body_of(signed_out)
    message = responses.get(status, "Unknown error")
    error = exc_info[1] if exc_info else None
    if status < 500 and isinstance(error, web.HTTPError) and error.log_message:
        message = error.log_message
    code = {404: "not_found", 405: "bad_input", 400: "bad_input", 413: "too_large"}.get(status)
    hint = "The server's log has the details." if status >= 500 else ""
    return ErrorBody(error=ErrorDetail(code=code or "unexpected", message=message, hint=hint))
