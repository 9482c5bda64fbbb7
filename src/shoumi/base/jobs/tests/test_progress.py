"""What work says of itself while it runs, and the wish to stop it."""

from __future__ import annotations

import pytest
from django.conf import settings

from shoumi.base.jobs import progress
from shoumi.base.jobs.errors import Stopped
from shoumi.base.jobs.progress import Progress, Step, report
from shoumi.core.refs import Ref

WORK, SOMEBODY = Ref("errand-0000000000000001"), Ref("person-0000000000000001")

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def clock(monkeypatch):
    """Seconds that pass only when a test says so."""
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_outside_a_worker_nothing_is_said_and_nothing_stops():
    progress.request_stop(WORK, SOMEBODY)
    report(Step.READING, 1, 2)
    assert progress.latest(WORK) is None


def test_it_is_written_four_times_a_second_at_most(clock):
    with progress.about(WORK):
        report(Step.SEALING, 0, 900)
        for done in range(1, 100):
            report(Step.SEALING, done, 900)
        assert progress.latest(WORK) == Progress(Step.SEALING, 0, 900)
        clock[0] += progress.EVERY_SECONDS
        report(Step.SEALING, 100, 900)
    assert progress.latest(WORK) == Progress(Step.SEALING, 100, 900)


def test_another_step_is_told_at_once(clock):
    with progress.about(WORK):
        report(Step.READING, 0, 2)
        report(Step.COMPARING)
    assert progress.latest(WORK) == Progress(Step.COMPARING, 0, 0)


def test_who_wants_it_no_more_stops_it_between_two_batches(clock):
    with progress.about(WORK):
        report(Step.SEALING, 0, 900)
        progress.request_stop(WORK, SOMEBODY)
        report(Step.SEALING, 1, 900)
        clock[0] += progress.EVERY_SECONDS
        with pytest.raises(Stopped):
            report(Step.SEALING, 2, 900)
    assert progress.stop_requested_by(WORK) == SOMEBODY


@pytest.mark.parametrize("step", sorted(progress.TO_THE_END))
def test_what_cannot_be_undone_goes_on_to_the_end(step):
    progress.request_stop(WORK, SOMEBODY)
    with progress.about(WORK):
        report(step, 0, 3)
    assert progress.latest(WORK) == Progress(step, 0, 3)


def test_what_is_torn_is_as_good_as_not_said():
    with progress.about(WORK):
        report(Step.READING, 0, 2)
    place = settings.SHOUMI_HOME / "live" / WORK
    for text in ("", "[", '["reading"]', '["dancing", 1, 2]', '["reading", "x", 2]'):
        place.write_text(text)
        assert progress.latest(WORK) is None


def test_what_has_ended_leaves_nothing():
    with progress.about(WORK):
        report(Step.READING, 0, 2)
    progress.request_stop(WORK, SOMEBODY)
    progress.forget(WORK)
    assert not list((settings.SHOUMI_HOME / "live").iterdir())
