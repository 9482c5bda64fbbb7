from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.rooms import rules
from shoumi.core.terms import DisclosureLevel

L1, L2, L3 = DisclosureLevel.L1, DisclosureLevel.L2, DisclosureLevel.L3


@pytest.mark.parametrize(
    ("level", "approvals", "is_enough"),
    [
        (L1, [], False),
        (L1, ["con"], False),
        (L1, ["dpo"], True),
        (L2, ["con", "con"], False),
        (L2, ["con", "dpo"], True),
        (L3, ["dpo"], False),
        (L3, ["dpo", "dpo"], False),
        (L3, ["dpo", "con"], False),
        (L3, ["dpo", "leg"], True),
        (L3, ["dpo", "leg", "con"], True),
    ],
)
def test_approvals_are_of_others_than_the_requester_and_each_counts_once(
    level, approvals, is_enough
):
    assert rules.is_approved(level, "con", approvals) is is_enough


@pytest.mark.parametrize(
    ("ordinary", "sensitive", "is_fit"),
    [(0, 0, True), (200, 20, True), (201, 0, False), (200, 21, False), (21, 21, False)],
)
def test_a_clean_room_shows_two_hundred_people_and_twenty_sensitive_ones(
    ordinary, sensitive, is_fit
):
    assert rules.fits(L3, ordinary, sensitive) is is_fit


def test_the_numbers_are_those_of_the_programme():
    assert (rules.LIMITS[L1].k, rules.LIMITS[L2].k, rules.LIMITS[L2].distinct) == (10, 5, 2)
    assert rules.LIMITS[L3].longest == timedelta(hours=72)
    assert rules.LIMITS[L3].approvals == 2


@pytest.mark.parametrize(
    ("level", "named", "persons", "is_fit"),
    [
        (L1, [], ["anna"], True),
        (L1, [], [], False),
        (L1, ["anna"], ["anna"], True),
        (L1, ["anna"], ["bert"], False),
        (L2, ["anna", "bert"], ["bert"], True),
        (L3, [], ["anna"], False),
        (L3, ["anna"], ["anna"], True),
        (L3, ["anna"], ["anna", "bert"], False),
        (L3, ["anna"], [], False),
    ],
)
def test_who_was_named_is_not_replaced_and_a_clean_room_names_before(level, named, persons, is_fit):
    assert rules.are_named(level, named, persons) is is_fit
