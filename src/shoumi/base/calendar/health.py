"""What the doctor says of the years that deadlines are counted on."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base import clock
from shoumi.base.calendar import year_tables
from shoumi.base.registry import Health, HealthFinding
from shoumi.core import calendar as shipped

_CHECK = "calendar"
_ENTER = (
    "在“管理 → 节假日安排”录入，或 shoumi calendar enter",
    "enter it under Admin, Public holidays, or by shoumi calendar enter",
)


def findings() -> Iterator[HealthFinding]:
    at = clock.now()
    year = year_tables.missing_year(at)
    if year is None:
        known = sorted(one for one in year_tables.china().years if year_tables.is_known(one))
        yield HealthFinding(
            _CHECK,
            Health.OK,
            ("已知节假日安排：{years}", "holidays are known of {years}"),
            facts={"years": known},
        )
    else:
        is_now = year == shipped.day_in_china(at).year
        yield HealthFinding(
            _CHECK,
            Health.FAIL if is_now else Health.WARN,
            (
                "没有 {year} 年的节假日安排，期限只能暂定",
                "no holidays of {year}: deadlines are provisional",
            ),
            _ENTER,
            {"year": year},
        )
    yield from _differing()


def _differing() -> Iterator[HealthFinding]:
    """A version ships another table than the house entered; the entered one counts."""
    for year, one in year_tables.entered().items():
        other = shipped.china().years.get(year)
        if other is None or not other.is_published:
            continue
        if (other.rests, other.make_up) != (one.table.rests, one.table.make_up):
            yield HealthFinding(
                _CHECK,
                Health.WARN,
                (
                    "录入的 {year} 年安排与程序附带的不同，以录入的为准",
                    "the holidays of {year} that were entered differ from those shipped, and count",
                ),
                ("与通知核对，不对的更正", "compare both with the notice; correct what is wrong"),
                {"year": year},
            )
