"""The offline key on paper: any three of five sheets give it back, two give nothing, and a sheet
that was misread is named."""

from __future__ import annotations

import itertools

import pyrage
import pytest
from shamir_mnemonic import combine_mnemonics

from shoumi.base.copies import key_sheets, recipients
from shoumi.base.copies.errors import (
    SheetLength,
    SheetMisread,
    SheetsApart,
    SheetsTooFew,
    WordUnknown,
)
from shoumi.core.backup.errors import CopyRefused, Fault
from shoumi.core.vault import age_identities

IDENTITY = pyrage.x25519.Identity.generate()
SHEETS = key_sheets.split(IDENTITY)


def paper(*sheets):
    """As somebody copies them: a number before each word, a sheet a paragraph."""
    return "\n\n".join(
        "\n".join(f"{number}. {word}" for number, word in enumerate(sheet.split(), 1))
        for sheet in sheets
    )


def opened(text):
    return str(recipients.identity(text))


@pytest.mark.parametrize(
    "chosen", [*itertools.combinations(range(5), 3)], ids=lambda chosen: "-".join(map(str, chosen))
)
def test_any_three_give_the_key_back(chosen):
    assert opened(paper(*(SHEETS[one] for one in chosen))) == str(IDENTITY)


def test_all_five_give_it_back_and_so_do_three_without_paragraphs():
    assert opened(paper(*SHEETS)) == str(IDENTITY)
    assert opened(" ".join(SHEETS[2:])) == str(IDENTITY)


def test_four_letters_of_a_word_are_enough_and_capitals_do_not_count():
    short = [" ".join(word[:4].upper() for word in sheet.split()) for sheet in SHEETS[:3]]
    assert opened(paper(*short)) == str(IDENTITY)


def test_the_stock_library_puts_the_same_bytes_together():
    """And ``pyrage`` reads the identity that is written of them."""
    secret = combine_mnemonics(SHEETS[1:4])
    assert age_identities.written(secret) == str(IDENTITY)


@pytest.mark.parametrize("given_", [SHEETS[:2], [SHEETS[0]] * 3], ids=["two", "one, three times"])
def test_fewer_different_ones_are_too_few(given_):
    with pytest.raises(SheetsTooFew) as refused:
        opened(paper(*given_))
    assert refused.value.facts == {"have": len(set(given_)), "need": 3}


def test_sheets_of_two_splits_do_not_belong_together():
    again = key_sheets.split(IDENTITY)
    with pytest.raises(SheetsApart):
        opened(paper(SHEETS[0], SHEETS[1], again[2]))


def changed(sheet, place, word):
    words = sheet.split()
    words[place] = word
    return " ".join(words)


def test_what_was_misread_is_named_and_no_word_is_told():
    with pytest.raises(SheetLength) as refused:
        opened(paper(SHEETS[0], SHEETS[1].rpartition(" ")[0], SHEETS[2]))
    assert refused.value.facts == {"sheet": 2, "words": 32, "wanted": 33}
    with pytest.raises(WordUnknown) as refused:
        opened(paper(SHEETS[0], SHEETS[1], changed(SHEETS[2], 6, "shoumi")))
    assert refused.value.facts == {"sheet": 3, "place": 7}
    first, second, *rest = SHEETS[0].split()
    swapped = " ".join([second, first, *rest])
    with pytest.raises(SheetMisread) as refused:
        opened(paper(SHEETS[1], SHEETS[2], swapped))
    assert refused.value.facts == {"sheet": 3}


@pytest.mark.parametrize("text", ["", "nothing", "AGE-SECRET-KEY-1NONE", "1234 " * 99, "\0" * 99])
def test_what_is_neither_a_key_nor_words_opens_nothing(text):
    with pytest.raises(CopyRefused) as refused:
        opened(text)
    assert refused.value.fault is Fault.WRONG_IDENTITY
