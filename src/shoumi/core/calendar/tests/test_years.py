from datetime import date, timedelta

import holidays
import pytest

from shoumi.core.calendar import BadYear, Calendar, china, read_year


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_day_rests_or_works_as_the_oracle_says(year):
    oracle = holidays.country_holidays("CN", years=year)
    first = date(year, 1, 1)
    every_day = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
    differ = [day for day in every_day if china().is_workday(day) != oracle.is_working_day(day)]
    assert differ == []


@pytest.mark.parametrize(("year", "is_known"), [(2025, True), (2026, True), (2027, False)])
def test_which_years_are_published(year, is_known):
    assert china().is_known(date(year, 6, 1)) is is_known


def test_a_published_year_names_its_source():
    assert all(year.source for year in china().years.values() if year.is_published)


def test_without_a_table_only_weekends_rest():
    bare = Calendar({})
    assert bare.is_workday(date(2026, 10, 1))
    assert not bare.is_workday(date(2026, 10, 10))
    assert not bare.is_known(date(2026, 10, 1))


@pytest.mark.parametrize(
    "text",
    [
        "published=true\nsource='s'\nmake_up=[2026-01-01]\n[rest]\nx=[2026-01-01,2026-01-01]",
        "published=true\nsource='s'\nmake_up=[2025-01-01]\n[rest]\n",
        "published=true\nmake_up=[]\n[rest]\n",
    ],
)
def test_a_table_that_contradicts_itself_is_not_taken(text):
    with pytest.raises(BadYear):
        read_year(2026, text)
