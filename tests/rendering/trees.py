"""A page as a browser's parser sees it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

from jupyter_hub_publish.rendering import Page
from jupyter_hub_publish.rendering.markup import CLOSER


def tree(page: Page) -> Element:
    """The document that a browser makes of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return html5lib.HTMLParser(namespaceHTMLElements=False).parse(page.html.decode())


def faults(page: Page) -> list[str]:
    """What the parser finds wrong; the closer behind others' HTML is wrong on purpose."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(page.html.decode().replace(CLOSER, ""))
    # Control characters are an author's own, and every browser shows them as nothing.
    return [
        f"{where}: {what} {more}"
        for where, what, more in parser.errors
        if what != "invalid-codepoint"
    ]


def elements(page: Page, name: str) -> list[Element]:
    return list(tree(page).iter(name))


def below_the_title(page: Page) -> list[Element]:
    """All elements of the page's body but for its title block, which has a script of our own."""
    body = tree(page).find("body")
    assert body is not None
    (title,) = (each for each in body.iter("header") if each.get("class") == "title")
    ours = set(map(id, title.iter()))
    return [each for each in body.iter() if id(each) not in ours]


def cells(page: Page) -> list[str]:
    """The ids of the cells, those that stand where cells stand: in the main part itself."""
    (main,) = tree(page).iter("main")
    return [name for child in main for name in _names(child) if name.startswith("cell-")]


def _names(block: Element) -> Iterator[str]:
    if block.tag == "details":  # code without output
        yield from (child.get("id", "") for child in block)
    else:
        yield block.get("id", "")
