"""Every date of the worked example, counted from the day that starts it."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from shoumi.core import constants
from shoumi.core.calendar import Due, add, day_of_next_month, earlier

PEKING = timezone(timedelta(hours=8))


def day(text):
    return date.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize(
    ("start", "constant", "due"),
    [
        pytest.param("08-31", "deal_company.rofr_reply", "09-30", id="rofr_reply"),
        pytest.param("09-02", "deal_company.rofr_reply", "10-08", id="rofr_reply_holiday_case"),
        pytest.param("09-18", "tax.tax_report_equity_transfer", "09-24", id="tax_report"),
        pytest.param("09-21", "rights.campaign_window", "10-19", id="campaign_end"),
        pytest.param("09-24", "rights.dsr_reply", "10-22", id="dsr_0007"),
        pytest.param("09-24", "rights.dsr_reply_outer", "10-26", id="dsr_0007_outer"),
        pytest.param("10-09", "deal_company.samr_change_filing", "11-09", id="samr_filing"),
        pytest.param("10-16", "incident.incident_summary", "11-16", id="incident_summary"),
        pytest.param("10-20", "deal_company.samr_register", "10-23", id="samr_decision"),
        pytest.param("10-23", "post_registration.bank_account_change", "10-30", id="bank_change"),
        pytest.param("10-23", "deal_company.public_info_equity_change", "11-20", id="publicity"),
        pytest.param("10-23", "post_registration.tax_registration_change", "11-23", id="tax"),
        pytest.param("10-23", "post_registration.social_insurance_change", "11-23", id="social"),
        pytest.param("10-23", "deal_company.beneficial_owner_change", "11-23", id="owner"),
        pytest.param("11-20", "contract.return_or_destroy", "12-04", id="certificates"),
    ],
)
def test_the_day_a_period_ends(start, constant, due):
    assert add(day(start), *constants.get(constant).period) == Due(on=day(due))


def test_an_extended_registration_ends_three_working_days_later():
    n, clock = constants.get("deal_company.samr_register").period
    extension, _ = constants.get("deal_company.samr_register_extension").period
    assert add(day("10-20"), n + extension, clock).on == day("10-28")


def test_the_earlier_of_two_limits_binds():
    both = [
        add(day("09-24"), *constants.get(name).period)
        for name in ("rights.dsr_reply", "rights.dsr_reply_outer")
    ]
    assert earlier(*both) == Due(on=day("10-22"))


def test_the_tax_return_is_due_on_the_fifteenth_of_the_next_month():
    limit = constants.get("tax.tax_file_equity_transfer").number
    assert day_of_next_month(day("09-18"), limit) == Due(on=day("10-15"))


def test_four_hours_run_into_the_next_day():
    found = datetime(2026, 10, 12, 21, 40, tzinfo=PEKING)
    due = add(found, *constants.get("incident.incident_report_general").period)
    assert due.at == datetime(2026, 10, 12, 17, 40, tzinfo=UTC)
    assert due.isoformat() == "2026-10-13T01:40+08:00"


def test_a_clean_room_closes_at_the_same_hour_three_days_later():
    opened = datetime(2026, 9, 15, 9, tzinfo=PEKING)
    due = add(opened, *constants.get("data_room.l3_duration_max").period)
    assert due.at == datetime(2026, 9, 18, 9, tzinfo=PEKING)
