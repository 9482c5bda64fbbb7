"""Receipt codes side by side are the mapping they stand for."""

from __future__ import annotations

import pytest

from shoumi.base.subjects.ledger_pseudonyms import row
from shoumi.chapters.consent.services.receipt_codes import Codes, rows_with
from shoumi.core.refs import Ref

NAMES = {Ref(f"sub-{number}"): f"psn-{number}" for number in (3, 5, 7)}
TOLD = {Ref(f"sub-{number}"): f"code{number:04d}" for number in (7, 3, 5)}


@pytest.fixture
def codes():
    made = Codes()
    told = [(ref, NAMES[ref], code) for ref, code in TOLD.items()]
    made.add(told[:2])
    made.add(told[2:])
    return made


def test_codes_are_read_in_order_and_by_person(codes):
    assert codes == TOLD
    assert list(codes.items()) == list(TOLD.items())
    assert list(codes.values()) == list(TOLD.values())
    assert (list(codes), len(codes)) == (list(TOLD), 3)
    assert codes[Ref("sub-3")] == "code0003"
    assert codes.keys() >= {Ref("sub-3"), Ref("sub-5")}


def test_who_was_added_later_is_found_and_a_stranger_is_not(codes):
    with pytest.raises(KeyError):
        codes[Ref("sub-9")]
    codes.add([(Ref("sub-9"), "psn-9", "code0009")])
    assert codes[Ref("sub-9")] == "code0009"
    assert Ref("sub-8") not in codes


def test_each_comes_with_the_name_in_the_ledger_in_the_same_order(codes):
    assert list(codes.named()) == [(ref, NAMES[ref]) for ref in TOLD]


def test_no_code_is_told_in_a_log(codes):
    assert "code0" not in f"{codes!r} {codes}"


def test_codes_of_different_lengths_would_be_cut_wrongly(codes):
    with pytest.raises(ValueError, match="one length"):
        codes.add([(Ref("sub-1"), "psn-1", "short")])
    with pytest.raises(ValueError, match="one length"):
        codes.add([(Ref("sub-1"), "psn-10", "code0001")])
    assert codes == TOLD
    assert dict(codes.named()) == NAMES
    codes.add([])
    assert not Codes()
    assert list(Codes().named()) == []


def test_rows_that_share_all_but_the_name_are_the_rows_of_any_act():
    of = rows_with(lane="SELF", zone="z")
    assert of("psn-7") == row(subject="psn-7", lane="SELF", zone="z")
