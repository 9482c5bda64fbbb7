from __future__ import annotations

from datetime import timedelta

from shoumi.core import handbook
from shoumi.core.handbook.graces import NoGrace, again_after, most_days, no_grace


def test_what_a_person_wants_is_never_put_off():
    assert no_grace("6.3") is NoGrace.OWN_WILL


def test_what_lies_open_meanwhile_has_no_grace():
    assert no_grace("3.2") is NoGrace.EXPOSED


def test_a_report_that_somebody_outside_owes_may_be_waited_for():
    assert no_grace("12.1") is None


def test_only_demands_of_the_handbook_are_kept_from_a_grace():
    ids = [one.id for one in handbook.demands()]
    assert {why for duty in ids if (why := no_grace(duty))} == set(NoGrace)


def test_a_grace_lasts_thirty_days_and_comes_once_a_year():
    assert most_days() == 30
    assert again_after() == timedelta(days=365)
