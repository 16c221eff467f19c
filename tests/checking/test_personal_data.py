"""People's data are told from all other numbers and signs, and never stop a publication."""

import pytest
from notebooks import code, notebook, printed, text

from jupyter_hub_publish import checking
from jupyter_hub_publish.domain.drafts import Decision

MAILS = ["anna.schmidt@uni-heidelberg.de", "r.okafor@acme-bikes.com", "li_wei+lab@ac.cn"]


def found(*cells):
    return [
        finding
        for finding in checking.check(notebook(*cells), key=b"key", seconds=60).findings
        if finding.kind == "personal"
    ]


def rules(*cells):
    return [finding.rule for finding in found(*cells)]


def out(words):
    return code("rows.head()", [printed(words)])


def luhn(beginning):
    """A card number of sixteen digits that begins so."""
    digits = [int(sign) for sign in beginning.ljust(15, "7")]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-1::-2]]
    return "".join(map(str, digits)) + str(-(sum(doubled) + sum(digits[-2::-2])) % 10)


def iban(country, account):
    """A bank account number whose sum is right."""
    rest = int("".join(str(int(sign, 36)) for sign in f"{account}{country}00")) % 97
    return f"{country}{98 - rest:02}{account}"


# E-mail addresses


@pytest.mark.parametrize("mail", MAILS)
def test_an_address_in_an_output_is_told(mail):
    [finding] = found(out(f"name  mail\nx     {mail}\n"))
    assert (finding.rule, finding.severity) == ("email-address", "warn")
    assert finding.message == "An e-mail address in one output"
    assert finding.remedies == ("mask", "drop", "hide", "leave")


def test_all_addresses_are_one_finding():
    [finding] = found(out("\n".join(f"{n} customer{n}@bikes.fr" for n in range(500))))
    assert finding.message == "500 e-mail addresses in one output"


@pytest.mark.parametrize(
    "line",
    [
        'send(to="{}")',
        "# ask {} for the raw data",
    ],
)
def test_an_address_in_code_stands_in_quotes_or_a_comment(line):
    assert rules(code(line.format(MAILS[0]))) == ["email-address"]


@pytest.mark.parametrize(
    "line",
    [
        "y = X@weights.at[0] + A@B.it",
        "@app.get\ndef f(): return W@x.de",
        "# Author: Anna Schmidt <{}>",
        '"""Copyright 2024 Anna Schmidt, {}"""',
        '__author__ = "{}"',
        'send(to="someone@example.org")',
        'clone("git@github.com:owner/name.git")',
        'connect("postgresql://anna@db.corp.de/x")',
        'send(to="noreply@github.com")',
        'show("icon@2x.png")',
    ],
)
def test_operators_signatures_and_made_up_addresses_are_none(line):
    assert rules(code(line.format(MAILS[0]))) == []


def test_an_address_in_the_prose_was_written_to_be_read():
    assert rules(text(f"Questions? Write to {MAILS[0]}.")) == []


# Accounts, cards, phones


def test_a_bank_account_is_told_by_its_sum():
    account = iban("DE", "370400440532013007")
    spaced = " ".join(account[at : at + 4] for at in range(0, len(account), 4))
    assert rules(out(f"pay to {account}.")) == ["iban"]
    assert rules(out(f"pay to {spaced} by May")) == ["iban"]
    wrong = account[:2] + f"{(int(account[2:4]) + 1) % 97:02}" + account[4:]
    assert rules(out(f"pay to {wrong}.")) == []


def test_a_card_is_told_by_its_sum_and_by_words_about_cards():
    number = luhn("453201511283")
    spaced = " ".join(number[at : at + 4] for at in range(0, 16, 4))
    assert rules(out(f"   card_number\n0  {number}")) == ["credit-card"]
    assert rules(out(f"Visa {spaced} paid")) == ["credit-card"]
    assert rules(out(f"   cardinality\n0  {number}")) == []
    assert rules(out(f"   card_number\n0  {int(number) + 1}")) == []
    assert rules(out("card_number 4242424242424242")) == []


def test_a_phone_number_needs_a_word_about_phones():
    assert rules(out("phone: +49 6221 54-2335")) == ["phone-number"]
    assert rules(out("name  telephone\nx  +1 (415) 555-2671")) == ["phone-number"]
    assert rules(out("Tel. 06221 542335")) == ["phone-number"]
    assert rules(out("mobile (415) 555-2671")) == ["phone-number"]
    assert rules(out("the sum is +49 6221 54 2335")) == []
    assert rules(out("phone 0.063239 17359301 0.1234567")) == []


# Decisions about them


def test_nobody_is_stopped_by_them_and_masking_covers_every_one():
    book = notebook(out(", ".join(MAILS)), code(f'x = "{MAILS[0]}"'))
    assert checking.apply(book, (), key=b"key").notebook == book
    [finding] = found(*book["cells"])
    masked = checking.apply(book, (Decision(finding=finding.id, remedy="mask"),), key=b"key")
    assert masked.masked == ("email-address",)
    assert not [mail for mail in MAILS if mail in str(masked.notebook)]


def test_a_decision_about_them_holds_when_a_run_has_made_other_outputs():
    [finding] = found(out(MAILS[0]))
    later = notebook(out(MAILS[1]), out(MAILS[2]))
    masked = checking.apply(later, (Decision(finding=finding.id, remedy="mask"),), key=b"key")
    assert not [mail for mail in MAILS if mail in str(masked.notebook)]


def test_masking_covers_those_too_that_are_beyond_what_the_check_reads():
    from jupyter_hub_publish.checking.scanning import MOST_TEXT

    far = "a b c d e f g\n" * (MOST_TEXT // 14) + MAILS[1]
    book = notebook(out(MAILS[0]), out(far))
    checked = checking.check(book, key=b"key", seconds=60)
    assert not checked.complete
    [finding] = [f for f in checked.findings if f.kind == "personal"]
    masked = checking.apply(book, (Decision(finding=finding.id, remedy="mask"),), key=b"key")
    assert MAILS[1] not in str(masked.notebook)
