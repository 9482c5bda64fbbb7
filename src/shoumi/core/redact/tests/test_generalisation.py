from __future__ import annotations

from datetime import date

import pytest

from shoumi.core.redact import generalisation

ON = date(2026, 9, 7)


@pytest.mark.parametrize(
    ("born", "band"),
    [
        ("2015-09-01", "<14"),
        ("2012-09-07", "10-19"),
        ("2012-09-08", "<14"),
        ("1996-09-07", "30-39"),
        ("1996-09-08", "20-29"),
        ("1946-09-07", "80+"),
        ("2027-01-01", "*"),
        ("", "*"),
        ("1990年1月", "*"),
    ],
)
def test_ages(born, band):
    assert generalisation.age_band(born, ON) == band


def test_a_birthday_on_a_leap_day_counts_from_march():
    assert generalisation.age(born_on=date(2000, 2, 29), on=date(2026, 2, 28)) == 25
    assert generalisation.age(born_on=date(2000, 2, 29), on=date(2026, 3, 1)) == 26


@pytest.mark.parametrize(
    ("amount", "band"),
    [
        ("0", "0-1999"),
        ("1999.99", "0-1999"),
        ("2000", "2000-4999"),
        ("12,000", "10000-19999"),
        ("100000", "100000+"),
        ("-1", "*"),
        ("NaN", "*"),
        ("", "*"),
        ("many", "*"),
    ],
)
def test_amounts(amount, band):
    assert generalisation.amount_band(amount) == band


@pytest.mark.parametrize(("number", "band"), [(34, "30-39"), (0, "0-9"), (-1, "*")])
def test_bands(number, band):
    assert generalisation.band(number, width=10) == band


def test_dates():
    assert generalisation.month(ON) == "2026-09"
    assert generalisation.year(ON) == "2026"


@pytest.mark.parametrize(
    ("address", "district", "city", "province"),
    [
        ("示例省虚构市东虚区样本路1号", "示例省虚构市东虚区", "示例省虚构市", "示例省"),
        ("北京市东虚区样本路1号", "北京市东虚区", "北京市", "北京市"),
        ("东虚区样本路1号", "东虚区", "*", "*"),
        ("样本路1号", "*", "*", "*"),
        ("样本路1号东虚区", "*", "*", "*"),
        ("", "*", "*", "*"),
    ],
)
def test_addresses_end_at_the_district(address, district, city, province):
    assert generalisation.district(address) == district
    assert generalisation.city(address) == city
    assert generalisation.province(address) == province


@pytest.mark.parametrize(
    ("band", "wider"), [("30-39", "20-39"), ("80+", "80+"), ("<14", "<14"), ("*", "*")]
)
def test_bands_grow_wider(band, wider):
    assert generalisation.widen(band, width=20) == wider
