"""What counts as a copy, what is foreseen, and what 13.1 and 13.3 lack."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from shoumi.base.copies.places import Deletion
from shoumi.chapters.backup import rules
from shoumi.chapters.backup.rules import Lack, Medium, Standing

AT = datetime(2026, 9, 2, 2, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GOOD = Standing(
    medium=Medium.NAS,
    is_elsewhere=False,
    is_in_china=True,
    is_separate=True,
    stated_at=AT - DAY,
    same_place=False,
    copied_at=AT - timedelta(seconds=41),
    verified_at=AT - HOUR,
    is_whole=True,
    keys_for=timedelta(hours=24),
    deletion=Deletion.REFUSED,
)
AWAY = replace(GOOD, medium=Medium.SERVER, is_elsewhere=True)


def test_a_copy_that_lacks_nothing_counts():
    assert rules.lacks(GOOD, AT) == ()


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        ({"is_in_china": False}, Lack.NOT_IN_CHINA),
        ({"is_whole": False}, Lack.DAMAGED),
        ({"copied_at": None}, Lack.NEVER_COPIED),
        ({"copied_at": AT - DAY}, Lack.TOO_OLD),
        ({"same_place": True}, Lack.SAME_PLACE),
        ({"is_separate": False}, Lack.NOT_SEPARATE),
        ({"deletion": None}, Lack.UNTRIED),
        ({"deletion": Deletion.DELETED}, Lack.DELETABLE),
        ({"keys_for": 25 * HOUR + timedelta(seconds=1)}, Lack.KEYS_KEPT),
        ({"taken_early": 1}, Lack.DATA_SHORT),
        ({"verified_at": None, "is_whole": False}, Lack.UNVERIFIED),
        ({"verified_at": AT - 36 * HOUR}, Lack.UNVERIFIED),
        ({"stated_at": AT - rules.STATED_FOR}, Lack.STATED_LONG_AGO),
    ],
)
def test_each_condition_that_is_missed_is_told_alone(change, lack):
    assert rules.lacks(replace(GOOD, **change), AT) == (lack,)


def test_every_lack_has_a_case():
    """The gravest is told first."""
    worst = Standing(Medium.DISK, False, False, False, AT - 400 * DAY, True)
    told = rules.lacks(worst, AT)
    assert told == tuple(lack for lack in Lack if lack in told)
    assert told[0] is Lack.NOT_IN_CHINA


@pytest.mark.parametrize(
    ("standings", "recipients", "why"),
    [
        ([GOOD, AWAY], 1, ""),
        ([GOOD, AWAY], 0, rules.NO_RECIPIENT),
        ([], 1, rules.NO_TARGET),
        ([AWAY], 1, rules.TOO_FEW),
        ([GOOD, replace(AWAY, copied_at=AT - DAY)], 1, rules.TOO_FEW),
        ([GOOD, replace(AWAY, deletion=None)], 1, rules.TOO_FEW),
        ([GOOD, GOOD], 1, rules.NONE_ELSEWHERE),
        ([replace(one, medium=Medium.DISK) for one in (GOOD, AWAY)], 1, rules.ONE_MEDIUM),
    ],
)
def test_the_policy_is_three_two_one(standings, recipients, why):
    assert rules.policy_lacks(standings, recipients, AT) == why


@pytest.mark.parametrize(
    ("standings", "recipients", "why"),
    [
        ([GOOD, AWAY], 1, ""),
        ([GOOD, replace(AWAY, copied_at=AT - DAY)], 1, ""),  # its age is 13.1's
        ([GOOD, AWAY], 0, rules.NO_RECIPIENT),
        ([], 1, rules.NO_TARGET),
        ([GOOD, AWAY, replace(AWAY, is_in_china=False)], 1, rules.ABROAD),
        ([GOOD, replace(AWAY, same_place=True)], 1, rules.UNSAFE),
    ],
)
def test_the_places_are_safe(standings, recipients, why):
    assert rules.place_lacks(standings, recipients, AT) == why


def test_copies_that_are_made_on_time_lapse_only_with_what_is_stated():
    assert rules.turns([GOOD, AWAY], AT) == GOOD.stated_at + rules.STATED_FOR
    assert rules.turns([], AT) is None


def test_a_copy_that_grows_old_is_foreseen_to_the_second():
    late = replace(GOOD, copied_at=AT - 12 * HOUR)
    assert rules.turns([late, AWAY], AT) == late.copied_at + DAY
    unseen = replace(GOOD, verified_at=AT - 26 * HOUR)
    assert rules.turns([unseen, AWAY], AT) == unseen.verified_at + 36 * HOUR
    over = replace(GOOD, copied_at=AT - 30 * HOUR, verified_at=AT - 40 * HOUR)
    assert rules.turns([over], AT) == GOOD.stated_at + rules.STATED_FOR


def test_what_would_be_lost_is_counted_from_the_newest_copy():
    assert rules.loss([replace(GOOD, copied_at=AT - HOUR), GOOD], AT) == timedelta(seconds=41)
    assert rules.loss([replace(GOOD, copied_at=None)], AT) is None
    assert rules.loss([], AT) is None


@pytest.mark.parametrize("change", [{"is_whole": False}, {"same_place": True}])
def test_a_damaged_copy_or_one_beside_the_home_is_not_what_would_be_left(change):
    older = replace(GOOD, copied_at=AT - HOUR)
    assert rules.loss([replace(GOOD, **change), older], AT) == HOUR
    assert rules.loss([replace(GOOD, **change)], AT) is None


@pytest.mark.parametrize(
    ("has_plan", "rehearsed_at", "missing"),
    [
        (True, AT - DAY, ""),
        (False, AT - DAY, rules.NO_PLAN),
        (True, None, rules.NO_REHEARSAL),
        (True, datetime(2025, 9, 2, 2, tzinfo=UTC), rules.NO_REHEARSAL),
        (True, datetime(2025, 9, 2, 3, tzinfo=UTC), ""),
        (False, None, rules.NEITHER),
    ],
)
def test_a_plan_and_a_yearly_rehearsal_with_sheets_make_the_rule_whole(
    has_plan, rehearsed_at, missing
):
    assert rules.recovery_missing(has_plan, rehearsed_at, AT) == missing
