"""Damages, clauses and terms, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product

import pytest

from shoumi.chapters.agreements.rules import (
    MANDATORY,
    Caution,
    Clause,
    Kind,
    State,
    all_signed,
    damages_ceiling,
    in_force,
    review,
    signers_needed,
)
from shoumi.chapters.agreements.tests.agreement_house import AT, TERMS

TODAY = date(2026, 9, 2)


@pytest.mark.parametrize(
    ("loss", "ceiling"),
    [(120_000, 156_000), (0, 0), (1, 1), (10, 13), (3, 3), (23, 29), (10**15, 13 * 10**14)],
)
def test_the_ceiling_is_thirty_percent_over_the_loss(loss, ceiling):
    assert damages_ceiling(loss) == ceiling


@pytest.mark.parametrize(
    ("damages", "warns"),
    [(200_000, True), (156_001, True), (156_000, False), (150_000, False), (0, False)],
)
def test_damages_over_the_ceiling_are_warned_of_and_not_refused(damages, warns):
    found = review(replace(TERMS, damages=damages), TODAY)
    assert (Caution.DAMAGES_OVER_RATIO in found.warnings) is warns
    assert (found.missing, found.is_term_too_short) == (frozenset(), False)


def test_a_clause_that_binds_the_court_is_void_and_warned_of():
    found = review(replace(TERMS, clauses=MANDATORY | {Clause.COURT_MAY_NOT_ADJUST}), TODAY)
    assert found.warnings == (Caution.VOID_CLAUSE,)


@pytest.mark.parametrize(("kind", "damages"), list(product(Kind, (0, 1, 150_000))))
def test_only_an_employees_damages_are_forbidden(kind, damages):
    found = review(replace(TERMS, kind=kind, damages=damages), TODAY)
    assert found.is_employee_with_damages is (kind is Kind.EMPLOYEE and damages > 0)
    assert found.is_without_damages is (kind is not Kind.EMPLOYEE and damages == 0)


@pytest.mark.parametrize("clause", Clause)
def test_each_mandatory_clause_is_missed(clause):
    found = review(replace(TERMS, clauses=frozenset(Clause) - {clause}), TODAY)
    assert found.missing == ({clause} & MANDATORY)


@pytest.mark.parametrize(
    ("until", "is_short"),
    [(date(2028, 9, 1), True), (date(2028, 9, 2), False), (date(2026, 9, 1), True)],
)
def test_two_years_to_the_day_are_long_enough(until, is_short):
    assert review(replace(TERMS, until=until), TODAY).is_term_too_short is is_short


@pytest.mark.parametrize(
    ("damages", "loss", "is_negative"), [(-1, 0, True), (0, -1, True), (0, 0, False)]
)
def test_no_amount_is_under_nought(damages, loss, is_negative):
    found = review(replace(TERMS, damages=damages, estimated_loss=loss), TODAY)
    assert found.has_negative_amount is is_negative


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize(
    ("signed_at", "at", "is_in_term"),
    [
        (AT, AT, True),
        (AT, AT + timedelta(days=9), True),
        (AT, AT + timedelta(days=10, microseconds=-1), True),
        (AT, AT + timedelta(days=10), False),
        (AT, AT - timedelta(microseconds=1), False),
        (None, AT, False),
    ],
)
def test_in_force_from_the_last_signature_up_to_the_end(
    state: State, signed_at: datetime | None, at: datetime, is_in_term: bool
):
    found = in_force(state, signed_at, AT + timedelta(days=10), at)
    assert found is (is_in_term and state is State.SIGNED)


@pytest.mark.parametrize(
    ("persons", "signed", "is_complete"),
    [
        ("ab", "", False),
        ("ab", "a", False),
        ("ab", "ab", True),
        ("ab", "abc", True),
        ("ab", "ac", False),
        ("", "", False),
    ],
)
def test_everybody_named_must_have_signed(persons, signed, is_complete):
    assert all_signed(list(persons), list(signed)) is is_complete


@pytest.mark.parametrize(("kind", "count"), [("MUTUAL", 2), ("REVIEWER", 1), ("EMPLOYEE", 1)])
def test_how_many_sign(kind, count):
    assert signers_needed(Kind(kind)) == count
