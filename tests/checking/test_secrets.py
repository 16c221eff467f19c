"""Secrets are found wherever they stand, and what the check says of them gives none away."""

import msgspec
import pytest
from notebooks import code, notebook, printed
from planted import KINDS, PLACES, Dice, planted, secrets

from jupyter_hub_publish import checking

KEY = b"key"
SECRETS = secrets()


def stops(notebook):
    found = checking.check(notebook, key=KEY, seconds=60).findings
    return [finding for finding in found if finding.severity == "stop"]


def test_the_corpus_is_as_large_as_is_promised():
    assert len(SECRETS) >= 60
    assert len({secret.value for secret in SECRETS}) == len(SECRETS)
    assert len({secret.kind for secret in SECRETS}) >= 25


@pytest.mark.parametrize("place", PLACES)
def test_at_least_95_of_100_are_found(place):
    missed = [s for s in SECRETS if not any(3 in f.cells for f in stops(planted(s, place)))]
    assert len(missed) <= len(SECRETS) * 0.05, [secret.kind for secret in missed]


@pytest.mark.parametrize("place", PLACES)
def test_a_secret_is_one_finding_that_tells_at_most_seven_of_its_letters(place):
    for secret in SECRETS:
        for finding in stops(planted(secret, place)):
            told = finding.masked.replace("•", "")
            assert len(told) <= 7
            assert len(told) <= len(secret.shown) / 2
            said = msgspec.json.encode(finding).decode()
            assert secret.value not in said
            assert secret.value[4:-3] not in said


def test_hardly_any_secret_is_told_twice():
    twice = [s.kind for s in SECRETS for p in PLACES if len(stops(planted(s, p))) > 1]
    assert len(twice) <= len(SECRETS) * len(PLACES) * 0.02, twice


@pytest.mark.parametrize("kind", range(len(KINDS)))
def test_other_draws_are_found_as_well(kind):
    dice = Dice(kind)
    drawn = [KINDS[kind](dice) for _ in range(20)]
    found = [secret for secret in drawn if stops(planted(secret, "text"))]
    assert len(found) >= 19


def test_a_secret_in_metadata_is_found():
    secret = SECRETS[0]
    notebook = planted(SECRETS[1], "text")
    notebook["metadata"]["widgets"] = {"state": {"a": {"note": secret.shown}}}
    notebook["cells"][1]["metadata"] = {"note": secret.shown}
    [finding] = [f for f in stops(notebook) if f.cells == (2,)]
    assert finding.message == "A GitHub token in the metadata"


def test_the_sentence_counts_the_places():
    secret = SECRETS[0]
    notebook = planted(secret, "code")
    assert stops(notebook)[0].message == "A GitHub token in the code"
    notebook["cells"] += planted(secret, "text")["cells"][2:]
    assert stops(notebook)[0].message == "A GitHub token in the code and in one output"
    notebook["cells"] += planted(secret, "html")["cells"][2:]
    notebook["metadata"] = {"note": secret.value}
    [finding] = stops(notebook)
    assert finding.message == "A GitHub token in the code, in 2 outputs and in the metadata"
    assert finding.cells == (3, 4, 5)
    assert finding.remedies == ("mask", "hide", "waive")


def test_more_than_ten_of_a_kind_are_one_finding():
    drawn = [KINDS[0](Dice(seed)) for seed in range(12)]
    notebook = planted(drawn[0], "code")
    notebook["cells"] += [planted(secret, "text")["cells"][2] for secret in drawn]
    [finding] = stops(notebook)
    assert finding.message == "12 GitHub tokens in the code and in 12 outputs"


def test_an_id_is_the_same_for_the_same_key_and_says_nothing_without_it():
    notebook = planted(SECRETS[0], "code")
    [first] = stops(notebook)
    [again] = stops(planted(SECRETS[0], "code"))
    [other] = [f for f in checking.check(notebook, key=b"other").findings if f.kind == "secret"]
    assert first.id == again.id != other.id
    assert len(first.id) <= 64


def test_what_was_masked_before_is_proposed_again():
    notebook = planted(SECRETS[0], "code")
    checked = checking.check(notebook, key=KEY, masked=frozenset({"github-token"}))
    assert checked.findings[0].proposed == "mask"


def test_what_holds_a_secret_never_shows_it_in_a_traceback():
    from jupyter_hub_publish.checking.findings import look_through
    from jupyter_hub_publish.checking.masking import Mask
    from jupyter_hub_publish.checking.scanning import scan
    from jupyter_hub_publish.checking.tokens import TOKENS

    secret = SECRETS[0]
    notebook = planted(secret, "code")
    holders = [
        look_through(notebook, key=KEY),
        scan(notebook, TOKENS, seconds=None),
        Mask([secret.value]),
    ]
    assert all(secret.value not in repr(holder) for holder in holders)
    assert all(secret.value not in repr(vars(holder)) for holder in holders[2:])


def test_a_key_of_many_lines_is_one_secret_however_its_lines_are_written():
    [key, *_] = [secret.value for secret in SECRETS if secret.kind == "private key"]
    concatenated = "(" + "\n".join(repr(line) for line in key.splitlines(keepends=True)) + ")"
    book = notebook(code(f"key = {key!r}"), code("key", [printed(key), printed(repr(key))]))
    [finding] = stops(book)
    assert finding.message == "A private key in the code and in 2 outputs"
    assert finding.masked.strip("•") == ""
    assert [f.rule for f in stops(notebook(code(f"key = {concatenated}")))] == ["private-key"]
    assert [f.rule for f in stops(notebook(code(f"key = '''{key[:200]}")))] == ["private-key"]
