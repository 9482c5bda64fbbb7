from datetime import date
from decimal import Decimal

import pytest

from shoumi.core import constants
from shoumi.core.constants import BadConstant, NoSuchConstant, Tag
from shoumi.core.terms import Clock


def test_every_number_has_a_basis_and_says_how_well_it_is_known():
    assert len(constants.table()) >= 133
    for constant in constants.table().values():
        assert constant.basis
        assert constant.tag in Tag
        assert bool(constant.clock) != bool(constant.unit)


def test_names_are_grouped():
    assert all(name.count(".") == 1 for name in constants.names())


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("rights.dsr_reply", (15, Clock.WORKDAY)),
        ("rights.dsr_reply_outer", (30, Clock.NATURAL)),
        ("incident.incident_report_general", (4, Clock.HOUR)),
        ("deal_company.rofr_reply", (30, Clock.NATURAL)),
        ("tax.tax_report_equity_transfer", (5, Clock.WORKDAY)),
        ("contract.return_or_destroy", (10, Clock.WORKDAY)),
    ],
)
def test_periods_name_their_clock(name, period):
    assert constants.get(name).period == period


@pytest.mark.parametrize(
    ("name", "months"),
    [
        ("retention.pipia_retention", 36),
        ("operations.restore_test_every", 3),
        ("encryption.kek_max_age", 13),
    ],
)
def test_years_and_quarters_are_told_in_months(name, months):
    assert constants.get(name).months == months


def test_ratios_are_exact():
    assert constants.get("tax.stamp_duty_equity").ratio == Decimal("0.0005")


def test_dates_are_dates():
    assert constants.get("effective_dates.order_25_in_force").day == date(2026, 9, 1)


def test_named_parts_are_whole_numbers():
    assert constants.get("data_room.l3_rows_max").part("sensitive") == 20


@pytest.mark.parametrize(
    "use",
    [
        lambda: constants.get("tax.stamp_duty_equity").number,
        lambda: constants.get("tax.iit_certificate_before_samr").number,
        lambda: constants.get("rights.dsr_reply").ratio,
        lambda: constants.get("rights.dsr_reply").day,
        lambda: constants.get("rights.dsr_reply").months,
        lambda: constants.get("data_room.l2_k_min").period,
        lambda: constants.get("data_room.l2_k_min").part("sensitive"),
        lambda: constants.get("data_room.l3_rows_max").part("unheard"),
    ],
)
def test_a_number_is_not_used_as_another_kind(use):
    with pytest.raises(BadConstant):
        use()


def test_an_unknown_name_is_refused():
    with pytest.raises(NoSuchConstant) as refusal:
        constants.get("rights.unheard")
    assert refusal.value.facts == {"name": "rights.unheard"}


@pytest.mark.parametrize(
    "entry",
    [
        '{ value = 1, unit = "count", tag = "P" }',
        '{ unit = "count", basis = "b", tag = "P" }',
        '{ value = 1, unit = "count", basis = "b" }',
        '{ value = 1, unit = "count", basis = "b", tag = "Q" }',
        '{ value = 1, basis = "b", tag = "P" }',
        '{ value = 1, unit = "count", clock = "hour", basis = "b", tag = "P" }',
    ],
)
def test_a_number_without_its_source_stops_the_start(entry):
    with pytest.raises(BadConstant):
        constants.read(f"[group]\nname = {entry}\n")
