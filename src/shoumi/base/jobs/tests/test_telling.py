"""What work says of itself while it runs, and the wish to stop it."""

from __future__ import annotations

import pytest
from django.conf import settings

from shoumi.base.jobs import telling
from shoumi.base.jobs.errors import Stopped
from shoumi.base.jobs.telling import Step, Told, tell
from shoumi.core.refs import Ref

WORK, SOMEBODY = Ref("errand-0000000000000001"), Ref("person-0000000000000001")

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def clock(monkeypatch):
    """Seconds that pass only when a test says so."""
    now = [100.0]
    monkeypatch.setattr(telling.time, "monotonic", lambda: now[0])
    return now


def test_outside_a_worker_nothing_is_said_and_nothing_stops():
    telling.want_no_more(WORK, SOMEBODY)
    tell(Step.READING, 1, 2)
    assert telling.heard(WORK) is None


def test_it_is_written_four_times_a_second_at_most(clock):
    with telling.about(WORK):
        tell(Step.SEALING, 0, 900)
        for done in range(1, 100):
            tell(Step.SEALING, done, 900)
        assert telling.heard(WORK) == Told(Step.SEALING, 0, 900)
        clock[0] += telling.EVERY_SECONDS
        tell(Step.SEALING, 100, 900)
    assert telling.heard(WORK) == Told(Step.SEALING, 100, 900)


def test_another_step_is_told_at_once(clock):
    with telling.about(WORK):
        tell(Step.READING, 0, 2)
        tell(Step.COMPARING)
    assert telling.heard(WORK) == Told(Step.COMPARING, 0, 0)


def test_who_wants_it_no_more_stops_it_between_two_batches(clock):
    with telling.about(WORK):
        tell(Step.SEALING, 0, 900)
        telling.want_no_more(WORK, SOMEBODY)
        tell(Step.SEALING, 1, 900)
        clock[0] += telling.EVERY_SECONDS
        with pytest.raises(Stopped):
            tell(Step.SEALING, 2, 900)
    assert telling.wanted_by(WORK) == SOMEBODY


@pytest.mark.parametrize("step", sorted(telling.TO_THE_END))
def test_what_cannot_be_undone_goes_on_to_the_end(step):
    telling.want_no_more(WORK, SOMEBODY)
    with telling.about(WORK):
        tell(step, 0, 3)
    assert telling.heard(WORK) == Told(step, 0, 3)


def test_what_is_torn_is_as_good_as_not_said():
    with telling.about(WORK):
        tell(Step.READING, 0, 2)
    place = settings.SHOUMI_HOME / "live" / WORK
    for text in ("", "[", '["reading"]', '["dancing", 1, 2]', '["reading", "x", 2]'):
        place.write_text(text)
        assert telling.heard(WORK) is None


def test_what_has_ended_leaves_nothing():
    with telling.about(WORK):
        tell(Step.READING, 0, 2)
    telling.want_no_more(WORK, SOMEBODY)
    telling.forget(WORK)
    assert not list((settings.SHOUMI_HOME / "live").iterdir())
