"""Which purpose came with which version, and whose yes it takes; no database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shoumi.chapters.policies.rules.told import Novelty, Published, novelty, serves
from shoumi.core.fields import FieldRule
from shoumi.core.terms import DataGrade, LegalBasis, Purpose

AT = datetime(2026, 1, 1, tzinfo=UTC)
SERVICE, NOTICE = Purpose.SERVICE, Purpose.NOTICE


def field(code, *purposes, basis=LegalBasis.CONTRACT):
    return FieldRule(code, code, code, DataGrade.L3, frozenset(purposes), basis, 30, True)


def register(*fields):
    return {one.code: one for one in fields}


def versions(*registers):
    return [
        Published(number, AT + timedelta(days=number), one)
        for number, one in enumerate(registers, start=1)
    ]


ONE = register(field("name", SERVICE))
BOTH = register(field("name", SERVICE, NOTICE))
NAME = frozenset({"name"})


def test_what_the_first_version_said_everybody_was_told_of():
    assert novelty(versions(ONE), SERVICE, NAME) is None
    assert novelty(versions(ONE, BOTH, BOTH), SERVICE, NAME) is None


def test_a_purpose_is_as_old_as_the_unbroken_run_of_versions_that_have_it():
    second = Novelty(2, AT + timedelta(days=2), asks=False)
    assert novelty(versions(ONE, BOTH), NOTICE, NAME) == second
    assert novelty(versions(ONE, BOTH, BOTH), NOTICE, NAME) == second
    assert novelty(versions(BOTH, ONE, BOTH), NOTICE, NAME).number == 3
    assert novelty(versions(ONE, BOTH), NOTICE, frozenset()).number == 2


def test_a_purpose_that_the_newest_has_not_is_shut_by_another_rule():
    assert novelty(versions(BOTH, ONE), NOTICE, NAME) is None
    assert novelty([], NOTICE, NAME) is None


def test_a_new_field_is_told_of_at_its_collection_where_its_purpose_is_old():
    more = register(field("name", SERVICE), field("mobile", SERVICE))
    assert novelty(versions(ONE, more), SERVICE, frozenset({"mobile"})) is None
    strange = register(field("name", SERVICE), field("mobile", NOTICE))
    assert novelty(versions(ONE, strange), NOTICE, frozenset({"mobile"})).number == 2


def test_one_of_several_fields_that_is_new_for_the_purpose_is_enough():
    before = register(field("name", SERVICE, NOTICE), field("mobile", SERVICE))
    after = register(field("name", SERVICE, NOTICE), field("mobile", SERVICE, NOTICE))
    assert novelty(versions(before, after), NOTICE, frozenset({"name"})) is None
    assert novelty(versions(before, after), NOTICE, frozenset({"name", "mobile"})).number == 2


@pytest.mark.parametrize(
    ("basis", "asks"), [(LegalBasis.CONTRACT, False), (LegalBasis.CONSENT, True)]
)
def test_what_rests_on_consent_takes_each_persons_own_yes(basis, asks):
    after = register(field("name", SERVICE, NOTICE, basis=basis))
    assert novelty(versions(ONE, after), NOTICE, NAME).asks is asks


def test_a_register_without_the_purpose_serves_nobody():
    assert not serves({}, SERVICE, frozenset())
    assert not serves(ONE, NOTICE, frozenset())
    assert serves(ONE, SERVICE, frozenset())
