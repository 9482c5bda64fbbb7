"""``shoumi calendar``: asked for, approved by another, given again, and listed."""

from __future__ import annotations

import pytest

from shoumi.base.approvals.models import Approval
from shoumi.core.calendar.tests.notices import NOTICE_2026
from shoumi.doors.cli.tests import cast as people

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.mark.usefixtures("house")
def test_a_year_is_entered_by_two_and_listed(shoumi, yes):
    enter = (
        *("calendar", "enter", "--year", "2026", "--source", "更正通知"),
        *("--notice", NOTICE_2026, "--as", people.HEAD),
    )
    asked = shoumi(*enter)
    assert asked.exit_code == 1
    assert "calendar" in Approval.objects.get().action
    yes("approval", "approve", Approval.objects.get().ref, "--as", people.DPO)
    assert yes(*enter)["year"] == 2026
    years = yes("calendar", "list")["years"]
    [own] = [one for one in years if one["year"] == 2026]
    assert (own["source"], own["position"] is not None) == ("更正通知", True)
    assert {"holiday": "spring", "first": "2026-02-15", "last": "2026-02-23"} in own["rests"]
