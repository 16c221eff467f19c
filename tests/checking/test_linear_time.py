"""The time of a check grows with the text and with nothing in it; and there is an end to it."""

import gc
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notebooks import code, notebook, printed, text
from planted import planted, secrets

from jupyter_hub_publish import checking
from jupyter_hub_publish.checking.catalogue import RULES
from jupyter_hub_publish.checking.findings import look_through, patterns
from jupyter_hub_publish.checking.patterns import lower, matches
from jupyter_hub_publish.checking.texts import Text
from jupyter_hub_publish.domain.drafts import Decision

# Beginnings of what the patterns look for, again and again: each makes some careless pattern try
# every beginning against every end.
UNITS = [
    "a", "1", "=", " ", "\n", "\\", '"', "'", "`", ".", "-", "_", "é", "İ", "a@", "a@a.",
    "a@a.co ", "eyJ", "eyJa.", "eyJaaaaaaaaa.", "sk-", "sk-proj-", "ghp_", "github_pat_",
    "xoxb-1-", "AKIA", "SG.a", "-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY----- a",
    "Private-Lines: 1 a", "://a:", "://a:b@", "://:", "?token=", "&key=a",
    "Authorization: Bearer ", "password=", "password='a", 'password" : "', "secret_key ",
    "'a'==", '"a" == password', "TOKEN_", "A_TOKEN=", "environ({'A': '",
    "'HOME': 'a', 'PATH': 'b', ", "\nHOME=a\nPATH=b", '"PasswordModel"',
    '"PasswordModel"\n"value": "', "wandb.login(", 'kaggle "username": "a"', 'hb_port "key": "',
    "aws key ", "ibm_key    ", "glagent-a", "+1 ", "0 1 ", "1234 ", "card 4111 ", "phone: 0",
    "DE12 ", "DE12", "'/home/a/", "~/", "C:\\Users\\", "&amp;", "%41", "\\u0061", "\x1b[0m",
    "%env A_KEY=", "\nexport ", "cloudant https://a:", "discord MTE.",
]  # fmt: skip


def seconds(work):
    """What the work takes of the processor, whatever else the machine does."""
    gc.collect()
    begin = time.process_time()
    work()
    return time.process_time() - begin


def lines(unit, length):
    return Text(1, "output", (unit * (length // len(unit) + 1))[:length])


@pytest.mark.parametrize("unit", UNITS)
def test_no_pattern_tries_every_beginning_against_every_end(unit):
    def look(length):
        line = lines(unit, length)
        lowered = lower(line.content)
        for pattern in patterns(frozenset(RULES)):
            list(matches(pattern, line, lowered, stop=lambda: False))

    look(1_000)
    short, long = seconds(lambda: look(10_000)), seconds(lambda: look(40_000))
    assert long < 0.8  # for 40 kB with all patterns; a third of it where nothing else runs
    assert long < 8 * short + 0.1


@pytest.mark.parametrize(("unit", "length"), [("a", 5), ("a@", 1), ("1", 1), ("=", 1)])
def test_a_line_of_megabytes_is_read_in_seconds(unit, length):
    book = notebook(code("1", [printed(lines(unit, length * 1_000_000).content)]))
    assert seconds(lambda: look_through(book, key=b"key")) < 2 * length


def test_values_by_the_thousands_are_masked_in_seconds():
    people = "\n".join(f"{n},customer{n}@bikes.fr,{n * 7}" for n in range(5_000))
    book = notebook(code("1", [printed(people)]))
    [finding] = [f for f in checking.check(book, key=b"key", seconds=60).findings if f.cells]
    decision = Decision(finding=finding.id, remedy="mask")
    assert seconds(lambda: checking.apply(book, (decision,), key=b"key")) < 20
    assert "@bikes" not in str(checking.apply(book, (decision,), key=b"key").notebook)


# Where it ends


def test_when_time_is_up_the_rest_is_not_looked_at_and_it_says_so():
    book = notebook(
        text("# A\n\nWords about what is below it."), code("1", [printed("a b\n" * 300_000)])
    )
    checked = checking.check(book, key=b"key", seconds=0)
    assert not checked.complete
    assert checking.check(book, key=b"key", seconds=60).complete


def test_what_needs_no_search_is_told_all_the_same():
    book = notebook({**code("a"), "execution_count": 2}, code("b"))
    rules = [f.rule for f in checking.check(book, key=b"key", seconds=0).findings]
    assert rules == ["out-of-order", "no-title", "no-prose"]


def test_the_time_is_kept_within_one_long_text():
    book = notebook(code("1", [printed("card a@a.com phone password='a' token=1 " * 120_000)]))
    begin = time.monotonic()
    assert not checking.check(book, key=b"key", seconds=0.1).complete
    assert time.monotonic() - begin < 10


def test_code_is_read_before_outputs_and_short_outputs_before_long_ones():
    from jupyter_hub_publish.checking.scanning import MOST_TEXT

    secret = secrets()[0]
    long = code("1", [printed("a b\n" * (MOST_TEXT // 4))])
    book = notebook(long, *planted(secret, "text")["cells"], *planted(secret, "code")["cells"])
    checked = checking.check(book, key=b"key", seconds=60)
    assert not checked.complete
    assert checked.findings[0].message == "A GitHub token in the code and in one output"


def test_a_secret_across_the_seams_of_a_long_text_is_found():
    for secret in secrets()[:8]:
        for before in range(15_700, 16_050, 50):
            said = f"{'token ' * (before // 6)}{secret.shown} {'token ' * 3_000}"
            found = checking.check(
                notebook(code("1", [printed(said)])), key=b"key", seconds=60
            ).findings
            assert [f.kind for f in found].count("secret") == 1, (secret.kind, before)


@given(st.text())
def test_every_character_keeps_its_place_in_lower_case(said):
    assert len(lower(said + "İSTANBUL ΟΔΟΣ ẞ")) == len(said + "İSTANBUL ΟΔΟΣ ẞ")
