from __future__ import annotations

from dataclasses import FrozenInstanceError, fields

import pytest

from shoumi.core.fields import FieldRule
from shoumi.core.terms import DataGrade, LegalBasis, Purpose

NAME = FieldRule(
    code="name",
    zh="姓名",
    en="name",
    grade=DataGrade.L3,
    purposes=frozenset({Purpose.SERVICE}),
    basis=LegalBasis.CONTRACT,
    retention_days=1095,
    is_necessary=True,
)


def test_what_handbook_1_2_asks_for_has_no_default():
    """Purpose, basis, retention and necessity are said for each field, never assumed."""
    wanted = {"grade", "purposes", "basis", "retention_days", "is_necessary"}
    for name in wanted:
        rest = {f.name: getattr(NAME, f.name) for f in fields(NAME) if f.name != name}
        with pytest.raises(TypeError, match=name):
            FieldRule(**rest)


def test_what_is_not_said_is_the_careful_answer():
    assert (NAME.is_sensitive, NAME.is_indexed, NAME.headings) == (False, False, ())


def test_a_registered_field_does_not_change():
    with pytest.raises(FrozenInstanceError):
        NAME.grade = DataGrade.L1
