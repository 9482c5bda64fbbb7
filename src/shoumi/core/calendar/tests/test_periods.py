from datetime import UTC, date, datetime

import pytest

from shoumi.core.calendar import BadPeriod, Due, due
from shoumi.core.constants import BadConstant, NoSuchConstant


@pytest.mark.parametrize(
    ("since", "names", "on"),
    [
        ("2026-09-24", ["rights.dsr_reply", "rights.dsr_reply_outer"], "2026-10-22"),
        ("2026-09-18", ["tax.tax_file_equity_transfer"], "2026-10-15"),
        ("2026-08-26", ["retention.pipia_retention"], "2029-08-26"),
        ("2026-11-20", ["contract.return_or_destroy"], "2026-12-04"),
    ],
)
def test_a_named_period_sets_the_day(since, names, on):
    assert due(date.fromisoformat(since), *names) == Due(on=date.fromisoformat(on))


def test_a_moment_counts_as_its_day_in_china():
    late = datetime(2026, 8, 25, 16, 30, tzinfo=UTC)
    assert due(late, "retention.pipia_retention").on == date(2029, 8, 26)


def test_hours_run_from_the_moment():
    found = datetime(2026, 10, 12, 13, 40, tzinfo=UTC)
    at = datetime(2026, 10, 12, 17, 40, tzinfo=UTC)
    assert due(found, "incident.incident_report_general") == Due(at=at)
    with pytest.raises(BadPeriod):
        due(date(2026, 10, 12), "incident.incident_report_general")


def test_what_is_no_period_is_not_counted():
    with pytest.raises(NoSuchConstant):
        due(date(2026, 10, 12), "rights.unheard")
    with pytest.raises(BadConstant):
        due(date(2026, 10, 12), "data_room.l2_k_min")
