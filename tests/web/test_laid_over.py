"""Tables of two versions laid over each other."""

from __future__ import annotations

import pytest

from jupyter_hub_publish.web.tables import MOST_ROWS, Table, delta_of, table_in


def kinds(before: Table, after: Table) -> list[str]:
    """A word for each row: its cells' kinds, by their first letters."""
    return ["".join(cell.kind[0] for cell in row) for row in delta_of(before, after).rows]


def test_a_table_is_the_text_of_its_cells() -> None:
    html = "<p>x<table><thead><tr><th>a<th>b</thead><tr><td> 1 <b>2</b><td>&lt;3</table><table>"
    assert table_in(html) == Table(header=("a", "b"), rows=(("1 2", "<3"),))


def test_what_is_nested_in_a_cell_is_left_out_and_what_follows_is_not() -> None:
    html = "<table><tr><td>1<table><tr><td>no</td></tr></table></td><td>2</td></tr></table>"
    assert table_in(html) == Table(rows=(("1", "2"),))


@pytest.mark.parametrize("html", ["", "<p>no", "</table><td>x", "<!-- <table> -->"])
def test_where_there_is_no_table_there_is_none(html: str) -> None:
    assert table_in(html) is None


@pytest.mark.parametrize("html", ["<table>", "<table><td>x</table>", "<table><tr>", "<table" * 999])
def test_a_table_without_rows_has_none(html: str) -> None:
    found = table_in(html)
    assert found is None or found.rows in ((), ((),))


def test_rows_find_each_other_by_their_names() -> None:
    before = Table(rows=(("x", "1"), ("y", "2"), ("z", "3")))
    after = Table(rows=(("y", "2"), ("x", "5"), ("w", "9")))
    assert kinds(before, after) == ["ss", "sc", "aa", "rr"]
    assert delta_of(before, after).rows[1][1].before == "1"


def test_rows_whose_names_repeat_find_each_other_by_their_places() -> None:
    before = Table(rows=(("x", "1"), ("x", "2")))
    after = Table(rows=(("x", "1"), ("x", "3"), ("x", "4")))
    assert kinds(before, after) == ["ss", "sc", "aa"]


def test_columns_find_each_other_by_their_names() -> None:
    before = Table(header=("", "n", "p"), rows=(("x", "1", "0.5"),))
    after = Table(header=("", "p", "q"), rows=(("x", "0.5", "7"),))
    assert kinds(before, after) == ["ssa"]


def test_a_long_table_is_told_by_its_first_rows() -> None:
    long = Table(rows=tuple((str(number), "a") for number in range(MOST_ROWS + 1)))
    delta = delta_of(long, long)
    assert (len(delta.rows), delta.cut) == (MOST_ROWS, True)
