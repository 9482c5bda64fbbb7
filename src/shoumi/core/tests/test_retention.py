from datetime import date

import pytest

from shoumi.core.constants import NoSuchConstant
from shoumi.core.retention import Fate, ends_on, fate, kept_until


@pytest.mark.parametrize(
    ("approved", "until"),
    [(date(2026, 8, 26), date(2029, 8, 26)), (date(2026, 9, 14), date(2029, 9, 14))],
)
def test_an_impact_assessment_is_kept_three_years(approved, until):
    assert kept_until(approved, "retention.pipia_retention") == until


def test_an_unknown_period_is_refused():
    with pytest.raises(NoSuchConstant):
        kept_until(date(2026, 8, 26), "retention.unheard")


@pytest.mark.parametrize(
    ("today", "is_held", "expected"),
    [
        (date(2026, 8, 25), False, Fate.KEEP),
        (date(2026, 8, 25), True, Fate.KEEP),
        (date(2026, 8, 26), False, Fate.DESTROY),
        (date(2026, 8, 26), True, Fate.SEAL),
    ],
)
def test_what_becomes_of_a_record_when_its_period_is_over(today, is_held, expected):
    ends = ends_on(date(2026, 7, 26), 30)
    assert ends == date(2026, 8, 25)
    assert fate(ends=ends, today=today, is_held=is_held) is expected


def test_a_running_service_keeps_its_records():
    assert fate(ends=None, today=date(2030, 1, 1), is_held=False) is Fate.KEEP
