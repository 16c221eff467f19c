"""HTML that others wrote is put into the page as it is; what it leaves open is closed behind it.

No author's HTML stands in a `div` or `table` of ours. The parser ignores an end tag that closes
nothing, so too many `</div>` do no harm, and our own `</section>` closes every element that was
forgotten, except those that `CLOSER` names. In a `details` of ours stands only what its author
hides, where one `</details>` too many shows the rest, and nothing worse.
"""

from __future__ import annotations

import re
from html import unescape

# The first part ends an open comment, attribute or tag, and is an empty comment where none is open.
CLOSER = (
    "<!--\"'--></script></style></textarea></title></xmp></noscript></noframes></noembed></select>"
    "</table></svg></math></template></iframe></object></applet></marquee></button></a></b></i></em>"
    "</strong></u></s></strike></font></code></tt></small></big></nobr>"
)
# Inside of these the parser does not see our end tags: one closer for each that was forgotten.
_SCOPES = ("table", "template", "object", "applet", "marquee", "svg", "math", "select", "button")
# These go on behind the section that they were opened in, each as often as it was.
_STYLES = (
    "a", "b", "i", "em", "strong", "u", "s", "strike", "font", "code", "tt", "small", "big", "nobr",
)  # fmt: skip
_MOST_CLOSERS = 100
_MOST_READ = 500_000  # characters in which styles are counted
_ENDLESS = re.compile("<(?=plaintext)", re.IGNORECASE)  # the one element that nothing ends
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)


def closed(html: str) -> str:
    """The same HTML, after which the page goes on, whatever was opened in it and how often."""
    if "<" not in html:
        return html
    lowered = html.lower()
    if "<plaintext" in lowered:
        html = _ENDLESS.sub("&lt;", html)
    if lowered.rfind("<![cdata[") > lowered.rfind("]]>"):
        html += "]]>" + CLOSER
    closers = html.count(CLOSER)
    forgotten = sum(
        max(0, lowered.count(f"<{name}") + closers - lowered.count(f"</{name}")) for name in _SCOPES
    )
    if closers and len(html) <= _MOST_READ:
        forgotten += sum(
            max(0, lowered.count(f"<{name}>") + lowered.count(f"<{name} ") + closers
                - lowered.count(f"</{name}>"))
            for name in _STYLES
        )  # fmt: skip
    return html + CLOSER * (min(forgotten, _MOST_CLOSERS) if forgotten > closers else 0)


def plain_text(html: str) -> str:
    """The words of a piece of HTML, on one line."""
    return " ".join(unescape(_TAG.sub("", html)).split())
