from __future__ import annotations

from datetime import date

import pytest

from shoumi.core.scan import Label, policy
from shoumi.core.terms import DataGrade


def test_every_label_has_a_rule_with_a_basis():
    rules = policy().rules
    assert set(rules) == set(Label)
    assert all(rule.basis and rule.class_43697 for rule in rules.values())


def test_sensitive_labels_are_grade_l4():
    for rule in policy().rules.values():
        assert rule.is_sensitive == (rule.grade is DataGrade.L4)


def test_the_policy_names_its_version_and_day():
    assert policy().version == "2026.11"
    assert policy().in_force_on == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("labels", "grade"),
    [
        ([], "L1"),
        (["USCC"], "L1"),
        (["PERSON"], "L2"),
        (["PERSON", "MOBILE"], "L3"),
        (["PERSON", "DATE_OF_BIRTH"], "L3"),
        (["PERSON", "RESIDENT_ID"], "L3"),
        (["PERSON", "RESIDENT_ID", "MOBILE"], "L4"),
        (["BANK_CARD"], "L4"),
    ],
)
def test_what_stands_together_raises_the_grade(labels, grade):
    assert policy().grade(map(Label, labels)) == grade
