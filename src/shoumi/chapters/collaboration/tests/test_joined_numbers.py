"""A number that begins in one paragraph or cell and goes on in the next is one number."""

from __future__ import annotations

from datetime import date

import pytest
from tests.quality.made_up import Maker

from shoumi.chapters.collaboration.rules import joined_numbers
from shoumi.chapters.collaboration.rules.joined_numbers import Piece

TODAY = date(2026, 12, 1)
IDENTITY = Maker(7).identity("990000")
# The example of GB 11643-1999, which is nobody's.
WITH_LETTER = "11010519491231002X"
MOBILE = "15400001234"


def found(*texts, is_cell=False):
    pieces = [Piece(f"p{n}", text, is_cell) for n, text in enumerate(texts, start=1)]
    told = joined_numbers.over_pieces(pieces, today=TODAY)
    return [(label.value, place) for label, place in told]


@pytest.mark.parametrize("at", range(1, len(IDENTITY)))
def test_an_identity_number_is_seen_wherever_it_breaks(at):
    assert found(f"证件号 {IDENTITY[:at]}", f"{IDENTITY[at:]} 请核对") == [("RESIDENT_ID", "p1")]


@pytest.mark.parametrize("last", ["X", "x", "Ｘ", "ｘ"])  # noqa: RUF001 - as people type it
@pytest.mark.parametrize("at", [6, 14, 17])
def test_its_check_digit_may_be_a_letter_of_any_width_and_case(at, last):
    number = f"{WITH_LETTER[:-1]}{last}"
    assert found(f"证件号 {number[:at]}", f"{number[at:]} 请核对") == [("RESIDENT_ID", "p1")]
    assert found(number[:at], number[at:], is_cell=True) == [("RESIDENT_ID", "p1")]


def test_a_number_with_one_digit_a_paragraph_is_seen():
    assert ("RESIDENT_ID", "p1") in found(*IDENTITY)


def test_empty_paragraphs_and_signs_between_do_not_hide_it():
    assert found(f"证件 {IDENTITY[:6]}-", "", f"- {IDENTITY[6:10]}", " ", f"{IDENTITY[10:]}。") == [
        ("RESIDENT_ID", "p1")
    ]


def test_a_mobile_number_goes_on_in_the_next_paragraph_and_the_next_cell_after_words():
    assert found(f"请打电话 {MOBILE[:7]}", f"{MOBILE[7:]} 3 点以后") == [("MOBILE", "p1")]
    assert found(f"请打电话 {MOBILE[:7]}", MOBILE[7:], is_cell=True) == [("MOBILE", "p1")]


def test_columns_of_figures_are_no_mobile_numbers():
    assert found("154", "0000", "1234", "88", is_cell=True) == []
    assert found("154000", "01234", is_cell=True) == []


def test_words_between_make_two_numbers_of_it():
    assert found(f"证件号 {IDENTITY[:6]}", f"第 {IDENTITY[6:]}") == []
    assert found(f"{IDENTITY[:6]} 户", IDENTITY[6:]) == []
    assert found("差 154 户", "0000 页，1234 行") == []


def test_a_wrong_check_digit_is_no_number():
    wrong = str((int(IDENTITY[-2]) + 1) % 10)
    assert found(IDENTITY[:6], f"{IDENTITY[6:-2]}{wrong}{IDENTITY[-1]}") == []
