"""A receipt code is the same however somebody writes it."""

import string
from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as some

from shoumi.core.receipt_codes import BYTES, canonical, written

BITS = bytes.fromhex("8574 1c4a fe79 e356 bb49 48d0 e7a8 7e".replace(" ", ""))
CODE = "GNT1-RJQY-F7HN-DET9-938E-FA3Y"
EARLIER = "hXQcSv5541a7SUjQ56h-"
all_bits = some.binary(min_size=BYTES, max_size=BYTES)


def wide(text):
    return "".join(chr(ord(sign) + 0xFEE0) for sign in text)


def test_it_is_written_in_groups_of_four():
    assert written(BITS) == CODE
    assert written(bytes(BYTES)) == "0000-0000-0000-0000-0000-0000"
    assert written(b"\xff" * BYTES) == "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ"


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " "),
        CODE.replace("-", "－"),
        CODE.replace("-", "—"),
        CODE.replace("-", "−"),
        CODE.replace("-", "·"),
        CODE.replace("-", "_"),
        CODE.replace("-", "\u3000"),
        CODE.replace("1", "l"),
        CODE.replace("1", "I"),
        wide(CODE),
        wide(CODE.lower()),
        f"\t{CODE}\u200b\n",
        EARLIER,
        f" {EARLIER} ",
        EARLIER.replace("-", "－"),
    ],
)
def test_all_ways_of_writing_one_code_are_one(typed):
    assert canonical(typed) == EARLIER


@given(all_bits)
def test_every_code_reads_back_in_any_case_and_with_letters_for_digits(bits):
    code = written(bits)
    same = urlsafe_b64encode(bits).decode()
    alike = code.lower().replace("0", "o").replace("1", "i")
    assert canonical(code) == canonical(alike) == canonical(same) == same


@given(all_bits)
def test_it_begins_with_nothing_that_a_spreadsheet_takes_for_a_formula(bits):
    assert written(bits)[0] in string.digits + string.ascii_uppercase


@given(some.text(max_size=40))
def test_what_is_no_code_comes_back_as_it_was_typed(text):
    typed = canonical(text)
    assert typed == canonical(typed)


@pytest.mark.parametrize("typed", ["", "GNT1", f"{CODE}-0000", CODE[:-1] + "U", EARLIER[:-1]])
def test_what_is_too_short_too_long_or_of_other_letters_is_no_code(typed):
    assert canonical(typed) == typed


@pytest.mark.parametrize("size", [0, BYTES - 1, BYTES + 1])
def test_it_is_made_of_fifteen_bytes(size):
    with pytest.raises(ValueError, match="15 bytes"):
        written(bytes(size))
