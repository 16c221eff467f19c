"""Decisions are carried out on a copy: what was decided against is nowhere in it."""

import copy
import json
from html import escape, unescape
from urllib.parse import quote

import pytest
from notebooks import code, notebook, printed, text
from planted import LETTERS, PLACES, Dice, planted, secrets

from jupyter_hub_publish import checking
from jupyter_hub_publish.domain.drafts import Decision
from jupyter_hub_publish.domain.errors import Undecided

KEY = b"key"
SECRET = secrets()[0]
PASSWORD = 'Kettle&"9x<\\z' + Dice(3)(LETTERS, 6)
SAID = "•" * 8


def stops(book):
    return [f for f in checking.check(book, key=KEY, seconds=60).findings if f.severity == "stop"]


def applied(book, remedy, reason=""):
    decisions = tuple(
        Decision(finding=finding.id, remedy=remedy, reason=reason) for finding in stops(book)
    )
    return checking.apply(book, decisions, key=KEY)


def test_without_decisions_a_clean_notebook_stays_as_it_is():
    book = notebook(text("# A"), code(["x = 1\n", "x"], [printed(["1\n", "2"])]), custom={"a": [1]})
    before = copy.deepcopy(book)
    assert checking.apply(book, (), key=KEY).notebook == before
    assert book == before


@pytest.mark.parametrize("place", PLACES)
def test_a_masked_secret_is_nowhere_and_what_was_given_is_not_touched(place):
    for secret in secrets():
        book = planted(secret, place)
        before = copy.deepcopy(book)
        done = applied(book, "mask")
        if not done.masked:
            continue  # that all are found is another test's matter
        said = json.dumps(done.notebook, ensure_ascii=False)
        assert secret.value not in said
        assert json.dumps(secret.value)[1:-1] not in said
        assert escape(secret.value) not in said
        assert SAID in said
        assert book == before


def test_every_form_of_a_value_is_masked():
    spread = json.dumps({"p": PASSWORD})
    book = notebook(
        code([f"password = {PASSWORD!r}\n", "connect(password)\n"]),
        code("1", [printed(["raw ", f"{PASSWORD[:4]}", f"{PASSWORD[4:]}\n"])]),
        code("2", [printed(f"json {spread} in json {json.dumps(spread)}")]),
        code("3", [{"output_type": "display_data", "data": {
            "text/html": [f"<p title='{escape(spread)}'>", f"{escape(PASSWORD)}</p>"],
            "text/latex": f"$ {PASSWORD} $",
            "image/svg+xml": f"<svg><text>{escape(PASSWORD)}</text></svg>",
            "application/json": {PASSWORD: [[f"a {PASSWORD} b"]]},
        }, "metadata": {"note": PASSWORD}}]),
        code("4", [{"output_type": "error", "ename": "E", "evalue": f"for {PASSWORD}",
                    "traceback": ["\x1b[31mE", f"\x1b[1m{PASSWORD[:6]}\x1b[0m{PASSWORD[6:]}"]}]),
        code("5", [printed(f"https://anna:{quote(PASSWORD, safe='')}@host.de/x")]),
        code("6", [printed("".join(f"&#{ord(sign)};" for sign in PASSWORD))]),
        {**text(f"Attached: {PASSWORD}"), "attachments": {"a.svg": {"image/svg+xml": PASSWORD}}},
        title=f"of {PASSWORD}",
    )  # fmt: skip
    done = applied(book, "mask").notebook
    for part in [*done["cells"], done["metadata"]]:
        assert "•" in str(part)
        for reading in (str(part), json.dumps(part), unescape(str(part)), decoded(str(part))):
            assert PASSWORD not in reading
            assert PASSWORD[4:] not in reading
    assert done["cells"][0]["source"] == [f"password = '{SAID}'\n", "connect(password)\n"]
    assert done["cells"][1]["outputs"][0]["text"] == [f"raw {SAID}\n"]


def decoded(said):
    return said.encode("latin-1", "backslashreplace").decode("unicode_escape")


def test_pictures_and_the_notebook_s_bones_are_left_alone():
    book = notebook(text("# A"), code('password = "markdown"', [printed("stream markdown")]))
    book["cells"][1]["outputs"].append(
        {"output_type": "display_data", "data": {"image/png": "markdown"}, "metadata": {}}
    )
    done = applied(book, "mask").notebook
    assert done["cells"][0]["cell_type"] == "markdown"
    assert done["cells"][1]["outputs"][0] == {
        "output_type": "stream", "name": "stdout", "text": f"stream {SAID}",
    }  # fmt: skip
    assert done["cells"][1]["outputs"][1]["data"] == {"image/png": "markdown"}


def test_a_hidden_cell_says_nothing_and_is_tagged():
    book = planted(SECRET, "code")
    book["cells"][2]["metadata"] = {"tags": ["figure"], "note": SECRET.value}
    book["cells"] += planted(SECRET, "text")["cells"][2:]
    book["cells"].append({**text(f"See {SECRET.value}"), "attachments": {"a": {}}})
    book["metadata"] = {"note": SECRET.value}
    done = applied(book, "hide").notebook
    hidden = done["cells"][2]
    assert hidden["source"] == "# This cell is not part of the report."
    assert hidden["metadata"]["tags"] == ["figure", "remove-cell"]
    assert done["cells"][3]["outputs"] == []
    assert done["cells"][4]["source"] == ""
    assert "attachments" not in done["cells"][4]
    assert SECRET.value not in str(done)  # the metadata's is masked
    assert done["cells"][:2] == book["cells"][:2]


def test_dropped_outputs_are_gone_and_others_stay():
    book = planted(SECRET, "text")
    book["cells"][2]["outputs"].insert(0, printed("hello"))
    done = applied(book, "drop").notebook
    assert done["cells"][2]["outputs"] == [printed("hello")]
    assert done["cells"][2]["source"] == book["cells"][2]["source"]


def test_errors_can_be_dropped():
    trouble = {"output_type": "error", "ename": "E", "evalue": "", "traceback": []}
    book = notebook(
        text("# A\n\nSome words about what is below."), code("1", [printed("a"), trouble])
    )
    [finding] = checking.check(book, key=KEY).findings
    done = checking.apply(book, (Decision(finding=finding.id, remedy="drop"),), key=KEY)
    assert done.notebook["cells"][1]["outputs"] == [printed("a")]
    assert (done.waivers, done.masked) == ((), ())


def test_a_waived_secret_stays_and_its_reason_is_kept():
    book = planted(SECRET, "code")
    done = applied(book, "waive", "  It was revoked in May. ")
    assert done.notebook == book
    [waiver] = done.waivers
    assert waiver.reason == "It was revoked in May."
    assert (waiver.rule, waiver.cells) == ("github-token", (3,))
    assert waiver.message == "A GitHub token in the code"
    assert SECRET.value not in str(done.waivers)


@pytest.mark.parametrize("reason", ["", "   ", "\n\t"])
def test_no_reason_is_no_waiver(reason):
    with pytest.raises(Undecided) as refused:
        applied(planted(SECRET, "code"), "waive", reason)
    assert str(refused.value) == "A GitHub token in the code is published only with a reason."
    assert refused.value.cell == 3


def test_what_stops_needs_a_decision_and_leaving_it_is_none():
    book = planted(SECRET, "code")
    for decisions in ((), (Decision(finding="other", remedy="mask"),)):
        with pytest.raises(Undecided) as refused:
            checking.apply(book, decisions, key=KEY)
        assert str(refused.value) == "1 secret needs a decision."
        assert refused.value.cell == 3
        assert refused.value.hint
    with pytest.raises(Undecided):
        applied(book, "leave")
    book["cells"].append(code(f"password = '{PASSWORD}'"))
    with pytest.raises(Undecided, match=r"^2 secrets need a decision\.$"):
        checking.apply(book, (), key=KEY)


def test_decisions_about_what_is_gone_are_passed_over():
    book = notebook(text("# A"))
    done = checking.apply(book, (Decision(finding="gone", remedy="mask"),), key=KEY)
    assert (done.notebook, done.masked) == (book, ())


def test_a_decision_about_code_holds_while_there_are_no_outputs():
    """What is checked before a run is the same notebook without them."""
    in_both = planted(SECRET, "code")
    url = f"postgresql://anna:{PASSWORD[:6]}Ab12@db.corp.de/x"
    in_both["cells"] += [
        code(f"password = '{PASSWORD[:6]}Ab12'"),
        code("1", [printed(f"{SECRET.value} {url}")]),
    ]
    decisions = tuple(Decision(finding=f.id, remedy="mask") for f in stops(in_both))
    without = {**in_both, "cells": [{**cell, "outputs": []} for cell in in_both["cells"]]}
    assert checking.apply(without, decisions, key=KEY).masked


def test_a_decision_about_many_holds_for_each_of_them():
    drawn = [secrets(seed)[0] for seed in range(12)]
    book = planted(drawn[0], "code")
    book["cells"] += [planted(secret, "text")["cells"][2] for secret in drawn]
    [many] = stops(book)
    decision = Decision(finding=many.id, remedy="mask")
    few = {**book, "cells": book["cells"][:4]}
    for each in (book, few):
        done = checking.apply(each, (decision,), key=KEY).notebook
        assert not [secret for secret in drawn if secret.value in str(done)]


def test_a_masked_notebook_is_clean():
    for place in PLACES:
        assert stops(applied(planted(SECRET, place), "mask").notebook) == []
