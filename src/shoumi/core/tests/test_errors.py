from __future__ import annotations

import pytest

from shoumi.core.errors import Conflict, DomainError, Invalid, Missing, Refused


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (DomainError, "error"),
        (Refused, "refused"),
        (Missing, "missing"),
        (Conflict, "conflict"),
        (Invalid, "invalid"),
    ],
)
def test_the_kinds_and_their_codes(kind, code):
    error = kind()
    assert isinstance(error, DomainError)
    assert (error.code, error.facts, str(error), error.args) == (code, {}, f"{code}()", (code,))


def test_facts_are_kept_and_told_in_order():
    error = Conflict(order="DR-001", count=2)
    assert error.facts == {"order": "DR-001", "count": 2}
    assert str(error) == "conflict(order=DR-001, count=2)"


def test_the_demands_of_a_kind_and_those_that_its_facts_name_stand_against_the_act():
    class TooLong(Invalid):
        keeps = ("1.3",)

    assert Invalid().demands == frozenset()
    assert TooLong().demands == {"1.3"}
    assert TooLong(demands=("4.1", "1.3")).demands == {"1.3", "4.1"}


def test_facts_have_names():
    with pytest.raises(TypeError):
        Refused("free text")


def test_a_bug_is_no_refusal():
    assert not issubclass(RuntimeError, DomainError)
    assert not issubclass(DomainError, ValueError | OSError)
