"""``shoumi assessment``: written down, mended, approved."""

from __future__ import annotations

import pytest

from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import written
from shoumi.chapters.compliance.rules.written import Part
from shoumi.doors.cli.tests import cast as people

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


_WRITTEN = """
subjects = "现有客户"
conclusion = "可以进行"
[[activities]]
name = "向受让方提供"
purpose = "继续服务"
fields = ["name"]
[[risks]]
number = 1
text = "多人共用电脑"
[[risks.steps]]
text = "加密到受让方的密钥"
owner = "SEC"
due = 2026-11-06
"""


_WHOLE = (
    _WRITTEN.replace("conclusion", 'residual_words = "偶发的失误"\nopinion = "同意"\nconclusion')
    .replace("fields =", 'method = "加密交付"\nnecessity = "服务要用"\nfields =')
    .replace(
        "[[risks.steps]]",
        'impact_reason = "会受打扰"\nlikelihood_reason = "没有专人"\nresidual_reason = "加密以后"\n'
        "[[risks.steps]]",
    )
)


def test_an_assessment_that_is_too_high_needs_measures_and_words(
    stocked, yes, no, shoumi, tmp_path
):
    high = "recipient_security:high:high"
    made = yes(
        "assessment", "assess", stocked, "--scope", "transfer", "--risk", high, "--as", people.DPO
    )
    assert (made["number"], made["residual"]) == ("PIPIA-001", "高")
    assert "高" in no("assessment", "approve", "1", "--as", people.LEGAL)
    lower = f"{high}:sealed_package+fields_left_out:high:low"
    yes("assessment", "mitigate", "PIPIA-001", "--risk", lower, "--as", people.DPO)
    assert "结论" in no("assessment", "approve", "1", "--as", people.LEGAL)
    file = tmp_path / "whole.toml"
    file.write_text(_WHOLE, "utf-8")
    yes("assessment", "write", "1", str(file), "--as", people.DPO)
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


def test_the_written_parts_come_from_a_file(stocked, yes, no, tmp_path):
    risk = "recipient_security:medium:medium"
    yes("assessment", "assess", stocked, "--scope", "transfer", "--risk", risk, "--as", people.DPO)
    file = tmp_path / "written.toml"
    file.write_text(_WRITTEN, "utf-8")
    yes("assessment", "write", "1", str(file), "--as", people.DPO)
    one = Assessment.objects.get()
    assert one.risks[0]["steps"][0]["due"] == "2026-11-06"
    assert written.read(one.written).of(Part.CONCLUSION) == "可以进行"
    file.write_text(_WRITTEN.replace("number = 1", "number = 9"), "utf-8")
    assert "9" in no("assessment", "write", "1", str(file), "--as", people.DPO)
    file.write_text('verdict = "fine"', "utf-8")
    assert "verdict" in no("assessment", "write", "1", str(file), "--as", people.DPO)
    yes("assessment", "starter", "1", "--as", people.DPO)
    assert "2" in no("assessment", "approve", "1", "--as", people.LEGAL)
