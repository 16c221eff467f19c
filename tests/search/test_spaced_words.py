"""The index's analyzers are given the words that marking looks for, whatever the script."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st
from reports_in_memory import ReportsInMemory, caught_up, ids, text

from jupyter_hub_publish.search.words import BOUND, composed, spaced, spaced_all, tokens

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


@given(texts=st.lists(_TEXTS, max_size=5))
@settings(max_examples=100, deadline=None)
def test_texts_that_are_spaced_in_one_go_stay_texts_of_their_own(texts: list[str]) -> None:
    texts = [text.replace(BOUND, "") for text in texts]
    together = [text.split() for text in spaced_all(texts).split(BOUND)] if texts else []
    assert sorted(together) == sorted(spaced(text).split() for text in texts)


def test_no_phrase_spans_two_texts_nor_a_text_and_the_parts_of_a_name(tmp_path) -> None:
    library = ReportsInMemory()
    library.publish("one", text("plain ends"), text("begins über anew"), text("HTMLExporter last"))
    index = caught_up(tmp_path, library)
    for found in ('"plain ends"', '"begins uber anew"', '"HTMLExporter last"', '"html exporter"'):
        assert ids(index, found) == ["one"]
    for across in ("ends begins", "ends HTMLExporter", "last begins", "anew plain", "last html"):
        assert ids(index, f'"{across}"') == []
