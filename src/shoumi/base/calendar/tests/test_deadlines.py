from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

import pytest
from django.db import IntegrityError, transaction

from shoumi.base.calendar import queries, services
from shoumi.base.calendar.models import Deadline
from shoumi.base.ledger import reader
from shoumi.core.calendar import Calendar, Due, china, read_year
from shoumi.core.constants import NoSuchConstant
from shoumi.core.refs import SYSTEM, Ref

pytestmark = pytest.mark.django_db

AT = datetime(2026, 9, 24, 2, tzinfo=UTC)
REQUEST = Ref("dsr-0007")
DEAL = Ref("deal-1")


class Key(StrEnum):
    REPLY = "dsr_reply"
    REPORT = "incident_report"
    RETURN = "return_or_destroy"


def start(key=Key.REPLY, since=date(2026, 9, 24), about=REQUEST, at=AT, **more):
    periods = more.pop("periods", ("rights.dsr_reply", "rights.dsr_reply_outer"))
    return services.start(
        key=key, periods=periods, since=since, about=about, deal=DEAL, actor=SYSTEM, at=at, **more
    )


def test_the_earliest_of_several_periods_binds():
    row = start()
    assert row.due == Due(on=date(2026, 10, 22))
    assert row.until == datetime(2026, 10, 22, 16, tzinfo=UTC)


def test_hours_are_due_at_a_moment():
    found = datetime(2026, 10, 12, 13, 40, tzinfo=UTC)
    row = start(Key.REPORT, found, periods=("incident.incident_report_general",))
    assert row.due.isoformat() == "2026-10-13T01:40+08:00"


def test_a_deadline_of_a_kind_runs_once_about_a_thing():
    start()
    with pytest.raises(services.AlreadyRunning):
        start()
    start(about=Ref("dsr-0008"))
    services.meet(key=Key.REPLY, about=REQUEST, actor=SYSTEM, at=AT)
    start()


def test_an_unknown_period_starts_nothing():
    with pytest.raises(NoSuchConstant):
        start(periods=("rights.unheard",))
    assert not Deadline.objects.exists()


@pytest.mark.parametrize(
    ("at", "is_late"),
    [
        (datetime(2026, 10, 22, 15, 59, tzinfo=UTC), False),
        (datetime(2026, 10, 22, 16, 0, tzinfo=UTC), True),
    ],
)
def test_the_last_day_is_in_time_and_the_next_is_late(at, is_late):
    start()
    assert services.meet(key=Key.REPLY, about=REQUEST, actor=SYSTEM, at=at).is_late is is_late
    line = [entry.line() for entry in reader.entries()][-1]
    assert (line.tag, line.facts["late"], line.deal) == ("deadline.met", is_late, DEAL)


def test_what_does_not_run_is_not_met():
    with pytest.raises(services.NotRunning):
        services.meet(key=Key.REPLY, about=REQUEST, actor=SYSTEM, at=AT)


def test_a_lapse_is_a_running_deadline_whose_day_is_over():
    row = start()
    assert not row.is_late
    assert list(queries.lapses(row.until - timedelta(seconds=1))) == []
    assert list(queries.lapses(row.until)) == [row]
    assert list(queries.lapses(row.until, Ref("deal-2"))) == []
    services.meet(key=Key.REPLY, about=REQUEST, actor=SYSTEM, at=AT)
    assert list(queries.lapses(row.until)) == []
    assert list(queries.of_deal(DEAL)) == [Deadline.objects.get()]
    assert queries.latest(about=REQUEST, keys=["dsr_reply"])["dsr_reply"].met_at == AT


def test_the_end_of_a_wait_is_no_lapse():
    row = start(is_wait=True)
    assert list(queries.lapses(row.until)) == []
    assert list(queries.running()) == [row]
    assert not services.meet(key=Key.REPLY, about=REQUEST, actor=SYSTEM, at=row.until).is_late


def test_a_provisional_deadline_is_counted_again_when_the_year_is_published():
    late = datetime(2026, 12, 24, 2, tzinfo=UTC)
    row = start(Key.RETURN, date(2026, 12, 24), periods=("contract.return_or_destroy",), at=late)
    start(at=late)
    assert row.due == Due(on=date(2027, 1, 7), is_provisional=True)
    assert services.recompute(actor=SYSTEM, at=late) == []
    table = "published=true\nsource='s'\nmake_up=[]\n[rest]\nx=[2027-01-01,2027-01-03]"
    published = Calendar({**china().years, 2027: read_year(2027, table)})
    assert services.recompute(actor=SYSTEM, at=late, calendar=published) == [row]
    row.refresh_from_db()
    assert row.due == Due(on=date(2027, 1, 8))
    line = [entry.line() for entry in reader.entries()][-1]
    assert line.tag == "deadline.recounted"
    assert line.facts == {"deadline": row.ref, "due": "2027-01-08", "provisional": False}


@pytest.mark.both
@pytest.mark.parametrize("column", ["due_at", "counted_from_at"])
def test_the_database_wants_a_day_or_a_moment_and_never_both(column):
    start()
    with pytest.raises(IntegrityError), transaction.atomic():
        Deadline.objects.update(**{column: AT})
