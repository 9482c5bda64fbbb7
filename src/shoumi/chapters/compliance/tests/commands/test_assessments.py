"""``shoumi assessment``: written down, mended, approved."""

from __future__ import annotations

import pytest

from shoumi.doors.cli.tests import cast as people

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


def test_an_assessment_that_is_too_high_needs_measures(stocked, yes, no, shoumi):
    high = "recipient_security:high:high"
    made = yes(
        "assessment", "assess", stocked, "--scope", "transfer", "--risk", high, "--as", people.DPO
    )
    assert (made["number"], made["residual"]) == ("PIPIA-001", "高")
    assert "高" in no("assessment", "approve", "1", "--as", people.LEGAL)
    lower = f"{high}:sealed_package+fields_left_out:high:low"
    yes("assessment", "mitigate", "PIPIA-001", "--risk", lower, "--as", people.DPO)
    approved = yes("assessment", "approve", made["ref"], "--as", people.LEGAL)
    assert (approved["state"], approved["keep_until"]) == ("APPROVED", "2029-08-24")
    assert yes("assessment", "recheck", "1", "--as", people.DPO)["stands"] is True
    assert "PIPIA-001" in shoumi("assessment", "list", stocked).out
    yes("deal", "dataset", stocked, "more", "m", "--recipient-kind", "other", "--as", people.DPO)
    assert shoumi("assessment", "recheck", "1", "--as", people.DPO).exit_code == 1


@pytest.mark.parametrize("risk", ["floods:high:high", "vendor_leak:high", "vendor_leak:a:b"])
@pytest.mark.usefixtures("house")
def test_a_risk_that_cannot_be_read_is_wrong_use(risk, deal, shoumi):
    given = ("assessment", "assess", deal, "--scope", "transfer", "--as", people.DPO)
    assert shoumi(*given, "--risk", risk).exit_code == 2
