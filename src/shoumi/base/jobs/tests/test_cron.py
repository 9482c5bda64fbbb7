from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from shoumi.base.jobs import cron, server_time
from shoumi.base.jobs.models import Job, Plan
from shoumi.base.jobs.tests import tasks

CHINA = timezone(timedelta(hours=8))
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("after", "every", "offset", "next_one"),
    [
        ("2026-09-01T02:59", DAY, 3 * HOUR, "2026-09-01T03:00"),
        ("2026-09-01T03:00", DAY, 3 * HOUR, "2026-09-02T03:00"),
        ("2026-09-01T23:59", HOUR, timedelta(), "2026-09-02T00:00"),
        ("2026-09-01T00:00", timedelta(minutes=15), timedelta(), "2026-09-01T00:15"),
    ],
)
def test_plans_fire_by_the_clock_of_china(after, every, offset, next_one):
    def moment(text):
        return datetime.fromisoformat(text).replace(tzinfo=CHINA)

    assert cron.next_time(moment(after), every, offset) == moment(next_one)


def test_two_plans_of_one_name_are_a_bug():
    cron.plan("nightly", tasks.note, DAY)
    with pytest.raises(cron.PlannedTwice):
        cron.plan("nightly", tasks.note, DAY)


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_a_plan_that_missed_many_times_fires_once():
    cron.plan("nightly", tasks.note, DAY)
    assert cron.tick() == 0
    Plan.objects.update(due_at=server_time.now() - 5 * DAY)
    assert cron.tick() == 1
    assert cron.tick() == 0
    assert Job.objects.count() == 1
    assert Plan.objects.get().due_at > server_time.now()


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_one_firing_time_makes_one_job_even_if_the_table_is_put_back():
    cron.plan("nightly", tasks.note, DAY)
    cron.tick()
    due = server_time.now() - HOUR
    for expected in (1, 0):
        Plan.objects.update(due_at=due)
        assert cron.tick() == expected
    assert Job.objects.count() == 1
