"""What an admin's rules forbid is found by the library, whoever has decided what."""

import pytest
from notebooks import code, notebook, printed, text
from planted import PLACES, planted, secrets

from jupyter_hub_publish import checking
from jupyter_hub_publish.checking.scanning import MOST_TEXT
from jupyter_hub_publish.domain.drafts import Decision

SECRET = secrets()[0]
MAIL = "anna.schmidt@uni-heidelberg.de"


@pytest.mark.parametrize("place", PLACES)
def test_a_rule_finds_wherever_it_is(place):
    [finding] = checking.forbidden(planted(SECRET, place), frozenset({"github-token"}))
    assert (finding.rule, finding.cells, finding.id) == ("github-token", (3,), "")
    assert SECRET.value not in str(finding)


def test_only_the_rules_named_count():
    book = planted(SECRET, "text")
    book["cells"][2]["outputs"].append(printed(MAIL))
    assert checking.forbidden(book, frozenset()) == ()
    assert checking.forbidden(book, frozenset({"aws-key", "no-such-rule"})) == ()
    found = checking.forbidden(book, frozenset({"email-address"}))
    assert [finding.rule for finding in found] == ["email-address"]


def test_what_was_masked_is_not_forbidden():
    book = planted(SECRET, "code")
    [finding] = [f for f in checking.check(book, key=b"key").findings if f.severity == "stop"]
    done = checking.apply(book, (Decision(finding=finding.id, remedy="mask"),), key=b"key")
    assert checking.forbidden(done.notebook, frozenset(checking.RULES)) == ()


def test_nothing_hides_behind_much_text():
    book = notebook(code("1", [printed("a b\n" * (MOST_TEXT // 4 + 1) + SECRET.value)]))
    assert checking.forbidden(book, frozenset({"github-token"}))


def test_rules_about_runs_and_words_can_be_blocked_too():
    book = notebook({**code("a"), "execution_count": 2}, code("b"))
    rules = frozenset({"out-of-order", "no-title"})
    assert [f.rule for f in checking.forbidden(book, rules)] == ["out-of-order", "no-title"]


def test_every_rule_has_a_name_an_admin_can_write():
    assert len(set(checking.RULES)) == len(checking.RULES) > 60
    assert all(name.replace("-", "").isalnum() and name == name.lower() for name in checking.RULES)


@pytest.mark.parametrize(
    "broken",
    [
        {"source": None, "outputs": None, "metadata": None},
        {"source": [1, "a", None], "outputs": [1, None, {"output_type": 3}], "metadata": []},
        {"outputs": [{"output_type": "stream"}, {"output_type": "error", "traceback": 7}]},
        {"outputs": [{"data": {"text/html": {"a": 1}, "application/json": None, "image/png": 3}}]},
        {"outputs": [{"data": []}], "attachments": {"a": None}, "execution_count": "x"},
        {"attachments": [], "execution_count": True, "metadata": {"tags": 7}},
    ],
)
def test_cells_of_any_shape_are_read(broken):
    for kind in ("code", "markdown", "raw", "odd"):
        book = notebook({"cell_type": kind, **broken}, text(f"{MAIL}"), a={1: 2, "b": [None, 1.5]})
        found = checking.check(book, key=b"key").findings
        decisions = tuple(Decision(finding=f.id, remedy="hide") for f in found)
        assert checking.apply(book, decisions, key=b"key")
        assert checking.forbidden({**book, "metadata": None}, frozenset(checking.RULES))
