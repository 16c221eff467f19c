"""What readers are told when two versions are compared."""

import copy
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from notebooks import code, notebook, printed, text

from jupyter_hub_publish.comparing import Side, compare
from jupyter_hub_publish.domain.records import Environment, Package, Version

PNG = "iVBORw0KGgo"


def shown(**data):
    return {
        "output_type": "display_data",
        "metadata": {},
        "data": {mime.replace("_", "/"): value for mime, value in data.items()},
    }


def side(*cells, number=1, title="Peaks", packages=None, files=None):
    environment = None
    if packages is not None:
        named = tuple(Package(name=name, version=version) for name, version in packages.items())
        environment = Environment(
            kernel="", language="python", version="", platform="", packages=named
        )
    version = Version(
        report="raaaaaaaaaa",
        number=number,
        title=title,
        published=datetime(2026, 1, 1, tzinfo=UTC),
        publisher="ada",
        cells=len(cells),
        language="python",
        notebook_size=1,
        page_size=1,
        fingerprint="",
        thumbnail=None,
        environment=environment,
    )
    return Side(version=version, notebook=notebook(*cells), files=files or {})


def compared(before, after):
    return compare(side(*before), side(*after, number=2))


def rebuilt(pieces, kind):
    return "".join(piece.text for piece in pieces if piece.kind in ("same", kind))


def test_equal_versions_have_no_changes():
    cells = text("# A"), code("fit()", [printed("1")])
    found = compared(cells, copy.deepcopy(cells))
    assert (found.cells, found.rest, found.complete) == ((), 2, True)


def test_a_word_of_a_text_is_marked():
    (change,) = compared(
        [text("## Plans\n\nOn four plans.")], [text("## Plans\n\nOn five plans.")]
    ).cells
    assert (change.kind, change.part, change.heading) == ("changed", "text", "Plans")
    assert [piece.text for piece in change.source if piece.kind == "removed"] == ["four"]
    assert [piece.text for piece in change.source if piece.kind == "added"] == ["five"]


def test_code_is_marked_line_by_line():
    before, after = "a = 1\nb = 2\n", "a = 1\nb = 3\n"
    (change,) = compared([code(before)], [code(after)]).cells
    assert [(piece.kind, piece.text) for piece in change.source] == [
        ("same", "a = 1\n"),
        ("removed", "b = 2\n"),
        ("added", "b = 3\n"),
    ]


def test_a_new_cell_does_not_move_those_after_it():
    old = [text("# A"), code("one()"), code("two()"), code("three()")]
    new = [text("# A"), code("one()"), text("In between."), code("two()"), code("three()")]
    found = compared(old, new)
    (change,) = found.cells
    assert (change.kind, change.before, change.after, change.skipped) == ("added", None, 3, 2)
    assert found.rest == 2


def test_a_cell_that_went_is_told_with_its_old_number():
    found = compared([text("# A"), code("gone()"), code("two()")], [text("# A"), code("two()")])
    (change,) = found.cells
    assert (change.kind, change.before, change.after) == ("removed", 2, None)


def test_a_figure_has_both_pictures():
    old = code("plot()", [shown(image_png=PNG + "AA", text_plain="<Figure>")])
    new = code("plot()", [shown(image_png=PNG + "BB", text_plain="<Figure>")])
    (change,) = compared([old], [new]).cells
    assert change.source == ()
    (output,) = change.outputs
    assert (output.part, output.kind) == ("figure", "changed")
    assert (output.before, output.after) == ({"image/png": PNG + "AA"}, {"image/png": PNG + "BB"})


def test_a_table_keeps_its_html():
    old = code("df", [shown(text_html="<table><tr><td>1</td></tr></table>", text_plain="1")])
    new = code("df", [shown(text_html="<table><tr><td>2</td></tr></table>", text_plain="2")])
    (output,) = compared([old], [new]).cells[0].outputs
    assert output.part == "table"
    assert output.after["text/html"].count("<td>2") == 1


def test_html_that_is_no_table_is_not_sent():
    old = code("v", [shown(text_html="<script>a()</script>", text_plain="a")])
    new = code("v", [shown(text_html="<script>b()</script>", text_plain="b")])
    (output,) = compared([old], [new]).cells[0].outputs
    assert (output.part, output.after) == ("text", {"text/plain": "b"})


def test_addresses_in_memory_are_no_difference():
    old = code("f", [shown(text_plain="<function f at 0x7f0011223344>")])
    new = code("f", [shown(text_plain="<function f at 0x7f9988776655>")])
    assert compared([old], [new]).cells == ()


def test_running_again_is_no_difference():
    old, new = code("f", [printed("1")]), code("f", [printed("1")])
    new["execution_count"] = 17
    assert compared([old], [new]).cells == ()


def test_packages_and_files_that_differ_are_named():
    before = side(
        text("a"), packages={"numpy": "2.1", "polars": "1.9"}, files={"a.csv": "x", "b": "y"}
    )
    after = side(
        text("a"), packages={"numpy": "2.1", "polars": "1.12"}, files={"a.csv": "z", "c": "y"}
    )
    found = compare(before, after)
    assert [(p.name, p.before, p.after) for p in found.packages] == [("polars", "1.9", "1.12")]
    assert [(f.path, f.kind) for f in found.files] == [
        ("a.csv", "changed"),
        ("b", "removed"),
        ("c", "added"),
    ]


def test_where_one_version_knows_no_packages_none_have_changed():
    assert compare(side(text("a")), side(text("a"), packages={"numpy": "2"})).packages == ()


def test_a_title_is_marked_word_by_word():
    found = compare(side(text("a"), title="Three peaks"), side(text("a"), title="Four peaks"))
    assert [(piece.kind, piece.text) for piece in found.title] == [
        ("removed", "Three"),
        ("added", "Four"),
        ("same", " peaks"),
    ]


def test_what_is_too_large_is_left_out_and_said():
    large = "x" * 3_100_000
    found = compared([code("f", [printed("1")])], [code("f", [printed(large)])])
    assert not found.complete
    assert found.cells[0].outputs[0].after == {}


@pytest.mark.parametrize("cells", [1_000, 5_000])
def test_a_large_notebook_with_one_change_is_compared_cell_by_cell(cells):
    old = [code(f"f({n})", [printed(str(n))]) for n in range(cells)]
    new = [*copy.deepcopy(old[: cells // 2]), code("new()"), *copy.deepcopy(old[cells // 2 :])]
    found = compared(old, new)
    assert [(change.kind, change.after) for change in found.cells] == [("added", cells // 2 + 1)]


def test_two_wholly_different_large_notebooks_are_compared_within_seconds():
    old = [code(f"old_{n}()") for n in range(3_000)]
    new = [code(f"new_{n}()") for n in range(3_000)]
    assert len(compared(old, new).cells) == 6_000


def test_texts_that_are_too_long_are_told_as_wholes():
    words = [str(number) for number in range(3_000)]
    found = compared([text(" ".join(words))], [text(" ".join(reversed(words)))])
    assert [piece.kind for piece in found.cells[0].source] == ["removed", "added"]
    assert not found.complete


SOURCES = st.sampled_from(["a = 1", "b = 2\nc = 3", "plot()", "", "fit(x)\nshow(y)\n"])
CELLS = st.lists(
    st.one_of(
        st.builds(text, st.sampled_from(["# A", "Some words here.", "Other words here."])),
        st.builds(lambda s, o: code(s, [printed(o)]), SOURCES, st.sampled_from(["1", "2"])),
    ),
    max_size=7,
)


@given(before=CELLS, after=CELLS)
@settings(max_examples=60, deadline=None)
def test_every_cell_is_told_or_counted_once_and_texts_can_be_put_together_again(before, after):
    found = compared(before, after)
    same = found.rest + sum(change.skipped for change in found.cells)
    old = [change.before for change in found.cells if change.before is not None]
    new = [change.after for change in found.cells if change.after is not None]
    assert len(old) + same == len(before)
    assert len(new) + same == len(after)
    assert sorted(old) == sorted(set(old))
    assert new == sorted(set(new))
    for change in found.cells:
        if change.source and change.before:
            assert rebuilt(change.source, "removed") == before[change.before - 1]["source"]
        if change.source and change.after:
            assert rebuilt(change.source, "added") == after[change.after - 1]["source"]
