"""What a reader would trip over is noticed, and named by its cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notebooks import code, notebook, printed, text

from jupyter_hub_publish import checking
from jupyter_hub_publish.checking.structure import LARGE, _longest_rising
from jupyter_hub_publish.domain.drafts import FileOffer

OPENING = text("# Posts grow faster\n\nA team of forty posts seven times as much.")


def ran(count, source="x = 1", outputs=()):
    return {**code(source, outputs), "execution_count": count}


def error(name="KeyError"):
    return {"output_type": "error", "ename": name, "evalue": "'plan'", "traceback": ["…"]}


def found(*cells, files=()):
    book = notebook(OPENING, *cells)
    return checking.check(book, key=b"key", files=files, seconds=60).findings


def test_an_ordinary_notebook_has_no_findings():
    assert found(ran(1), ran(2), text("Then."), ran(5)) == ()


def test_a_cell_that_ran_after_those_below_it_is_named_with_one_of_them():
    [finding] = found(ran(1), ran(9), ran(2), ran(3))
    assert finding.message == (
        "Cells ran out of order: 3 ran after 5. Numbers may not come out again."
    )
    assert (finding.rule, finding.kind, finding.severity) == ("out-of-order", "order", "warn")
    assert finding.cells == (3,)
    assert finding.remedies == ("run", "leave")


def test_the_fewest_cells_are_named():
    [finding] = found(ran(2), ran(3), ran(4), ran(1), ran(5))
    assert finding.cells == (5,)
    assert finding.message.startswith("Cells ran out of order: 4 ran after 5.")
    [finding] = found(ran(5), ran(1), ran(2), ran(9), ran(3))
    assert finding.message.startswith("Cells ran out of order: 2 ran after 6, and 1 more.")


def test_a_kernel_that_was_restarted_in_between_is_no_disorder_where_counts_are_equal():
    assert found(ran(1), ran(1), ran(2), ran(2)) == ()


@given(st.lists(st.integers(1, 9), max_size=9))
def test_the_cells_that_are_kept_rise_and_no_more_of_them_could(counts):
    kept = _longest_rising(counts)
    assert kept == sorted(set(kept))
    assert [counts[place] for place in kept] == sorted(counts[place] for place in kept)
    best = [1] * len(counts)
    for here, count in enumerate(counts):
        best[here] = 1 + max((best[b] for b in range(here) if counts[b] <= count), default=0)
    assert len(kept) == max(best, default=0)


def test_cells_that_never_ran_are_noted_where_others_did():
    [finding] = found(ran(1), ran(None), ran(None, "  \n"))
    assert finding.message == "Cell 3 was never run."
    assert finding.severity == "note"
    assert found(ran(None), ran(None)) == ()
    [finding] = found(ran(1), ran(None), ran(None))
    assert finding.message == "2 cells of code were never run."


def test_errors_are_told_unless_the_author_shows_them_on_purpose():
    [finding] = found(ran(1, outputs=[printed("a"), error()]))
    assert finding.message == "Cell 2 ended with an error: KeyError."
    assert finding.remedies == ("run", "drop", "hide", "leave")
    [finding] = found(ran(1, outputs=[error("Bad name <b>")]), ran(2, outputs=[error()]))
    assert finding.message == "2 cells ended with an error."
    on_purpose = {**ran(1, outputs=[error()]), "metadata": {"tags": ["raises-exception"]}}
    assert found(on_purpose) == ()


def test_a_file_that_is_read_and_missing_is_named():
    offers = [
        FileOffer(name=name, reason="read", cells=(2,), size=size, state=state, chosen=False)
        for name, size, state in [("a.csv", None, "missing"), ("b.csv", 3, "ready")]
    ]
    [finding] = found(ran(1), files=tuple(offers))
    assert finding.message == "A file that is read is not there: a.csv"
    assert (finding.file, finding.cells) == ("a.csv", (2,))


def test_large_outputs_are_told_with_their_size():
    big = {"output_type": "display_data", "data": {"text/plain": "a b " * (LARGE // 3)}}
    [finding] = found(ran(1, outputs=[big]))
    assert finding.message == "An output of 7 MB: a report shows the first 5 MB of it."
    assert finding.remedies == ("drop", "hide", "leave")


@pytest.mark.parametrize("opening", ["Only prose that goes on for a while.", "```\n# code\n```"])
def test_a_notebook_without_a_title_is_told(opening):
    checked = checking.check(notebook(text(opening), ran(1)), key=b"key")
    assert "no-title" in [finding.rule for finding in checked.findings]


@pytest.mark.parametrize("opening", ["# Title", "Title\n=====", "---\ntitle: T\n---", "**Title**"])
def test_headings_and_front_matter_are_titles_and_no_prose(opening):
    checked = checking.check(notebook(text(opening), ran(1)), key=b"key")
    assert [finding.rule for finding in checked.findings] == ["no-prose"]


def test_an_empty_notebook_is_left_alone():
    assert checking.check(notebook(), key=b"key").findings == ()


def test_what_stops_comes_first_and_then_the_cells_in_order():
    secret = "gh" + "p_" + "Ab3dE5gH7jK9mN2pQ4rS6tU8vW1xY3zA5bC7"
    findings = found(
        ran(5, "open('/mnt/a/b')"), ran(1, outputs=[error()]), ran(7, f"t = '{secret}'")
    )
    assert [f.rule for f in findings] == [
        "github-token",
        "own-path",
        "out-of-order",
        "error-output",
    ]
