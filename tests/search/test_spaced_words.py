"""The index's analyzers are given the words that marking looks for, whatever the script."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from jupyter_hub_publish.search.words import composed, spaced, tokens

_PIECES = st.sampled_from(
    [
        *"aZ_9 .é→機学ก½カ한٣",
        *("e\u0301", "\u0300", "हिन्दी", "ﬁ", "🎉", "\u05d0\u05b8", "x²", "İ", "\u200b", "\u00a0"),
    ]
)
_TEXTS = st.one_of(st.text(max_size=20), st.lists(_PIECES, max_size=12).map("".join))


@given(text=_TEXTS)
@example(text="\U0003134b")  # a character that this Python's Unicode does not know yet
@settings(max_examples=300, deadline=None)
def test_the_words_with_a_space_between_are_the_words_of_the_text(text: str) -> None:
    assert spaced(text).split() == [token[0] for token in tokens(composed(text))]
