"""The feeds of a reader, and the page on which they get the addresses of them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

from ..api.call import Call, Reply
from ..api.endpoint import Endpoint
from ..domain.errors import Forbidden, LibraryBusy
from ..domain.records import Filters, Request, SavedSearch
from ..web import (
    Asked,
    Feed,
    FeedPage,
    feed_document,
    feed_headers,
    feed_path,
    feeds_document,
    web_headers,
)
from .web_pages import HTML, frame_of, saved_search_of, shown

if TYPE_CHECKING:  # it takes a second to load; a server's start must not pay it
    from ..library.collecting import LocalCollecting

ATOM = "application/atom+xml; charset=utf-8"
_ENTRIES = 40
_TITLES = {"authors": "Reports by ", "tags": "#", "groups": "Reports of "}
_EVERYTHING = Feed(of="all", title="All reports", page="")


class FeedsQuery(Request):
    """From which page somebody comes."""

    of: str = ""


class FeedsForm(Request):
    """What becomes of the addresses."""

    deed: Literal["renew", "revoke"]
    of: str = ""


# What feed readers fetch


def read_all(call: Call) -> Reply:
    """GET /atom/all: everything that the reader may find."""
    return _feed(call, _EVERYTHING, Asked())


def read_author(call: Call) -> Reply:
    """GET /atom/authors/{name}: what somebody has written."""
    name = call.path["name"]
    return _feed(call, _named("authors", name), Asked(filters=Filters(authors=(name,))))


def read_group(call: Call) -> Reply:
    """GET /atom/groups/{name}: what a group owns."""
    name = call.path["name"]
    return _feed(call, _named("groups", name), Asked(filters=Filters(owners=(f"group:{name}",))))


def read_tag(call: Call) -> Reply:
    """GET /atom/tags/{tag}: what carries a tag."""
    tag = call.path["tag"]
    return _feed(call, _named("tags", tag), Asked(filters=Filters(tags=(tag,))))


def read_saved(call: Call) -> Reply:
    """GET /atom/searches/{search}: what a saved search of the reader's finds."""
    kept = saved_search_of(call)
    return _feed(call, _of_search(kept), Asked(words=kept.words, filters=kept.filters))


def _feed(call: Call, feed: Feed, asked: Asked) -> Reply:
    found = call.library.discovery.search(
        asked.words, actor=call.actor, filters=asked.filters, sort="updated", limit=_ENTRIES
    )
    if not found.current:  # what is missing now would come again as new
        raise LibraryBusy("The search index is being made.", wait=60)
    token = call.query.get("token", [""])[-1]
    document = feed_document(
        feed,
        found.hits,
        library=call.library.info.id,
        root=_root(call),
        query=f"?token={token}" if token else "",
    )
    etag = f'"{hashlib.sha256(document).hexdigest()[:32]}"'
    return Reply(body=document, content_type=ATOM, etag=etag, headers=feed_headers())


# Where readers get the addresses


def show_feeds(call: Call) -> Reply:
    """GET /feeds: the reader's feeds, and whether they can be fetched."""
    return _feeds_page(call, of=call.parameters(FeedsQuery).of)


def post_feeds(call: Call) -> Reply:
    """POST /feeds/token: make new addresses, which the answer alone shows, or end all feeds."""
    if not call.token:
        # A feed outlives a server, so that code in a kernel must not get one.
        raise Forbidden("A feed is set up on the library's own pages.", hint="Sign in there.")
    form, feeds = call.form(FeedsForm), _feeds(call)
    if form.deed == "renew":
        return _feeds_page(call, of=form.of, token=feeds.renew_feeds(actor=call.actor))
    feeds.revoke_feeds(actor=call.actor)
    return Reply(status=303, headers={"Location": f"{call.site.base}feeds"}, content_type=HTML)


def _feeds_page(call: Call, *, of: str, token: str = "") -> Reply:
    own = [_named("groups", name) for name in call.actor.groups]
    own += map(_of_search, call.library.collecting.searches(actor=call.actor).searches)
    first = [each for each in (_told(of),) if each and each.of not in [one.of for one in own]]
    page = FeedPage(
        feeds=(*first, _EVERYTHING, *own),
        root=_root(call),
        since=_feeds(call).feeds_since(actor=call.actor),
        token=token,
    )
    headers = web_headers(call.site.host, call.site.base, form_path="feeds/token")
    document = feeds_document(page, frame_of(call), token=call.token, of=of)
    return Reply(body=document, content_type=HTML, headers=headers | {"Cache-Control": "no-store"})


def _told(of: str) -> Feed | None:
    """The feed of the page that somebody comes from, where it is one of an author, tag or group."""
    kind, _, name = of.partition("/")
    return _named(kind, unquote(name)) if kind in _TITLES and name else None


def _named(kind: str, name: str) -> Feed:
    path = feed_path(kind, name)
    return Feed(of=path, title=_TITLES[kind] + name, page=path)


def _of_search(kept: SavedSearch) -> Feed:
    path = feed_path("searches", kept.id)
    return Feed(of=path, title=kept.name, page=path)


def _feeds(call: Call) -> LocalCollecting:
    # These pages are the service's, which holds its library itself.
    return call.open_library().collecting  # type: ignore[no-any-return]


def _root(call: Call) -> str:
    """The library's address, with the host."""
    return (call.site.link or "").removesuffix("r/{id}")


FEEDS: tuple[Endpoint, ...] = tuple(
    Endpoint(method="GET", path=f"/atom/{path}", run=run, answer=ATOM, errors=(404, 503))
    for path, run in (
        ("all", read_all),
        ("authors/{name}", read_author),
        ("groups/{name}", read_group),
        ("tags/{tag}", read_tag),
        ("searches/{search}", read_saved),
    )
)
FEEDS_PAGE = Endpoint(
    method="GET", path="/feeds", run=shown(show_feeds), answer=HTML, query=FeedsQuery
)
