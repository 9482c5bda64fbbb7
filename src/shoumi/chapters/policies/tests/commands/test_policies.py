"""``shoumi policy``: drawn up, approved by two, published."""

from __future__ import annotations

import pytest

from shoumi.doors.cli.tests import cast as people

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


def test_a_policy_is_published_by_two(house, shoumi, yes, no, tmp_path):
    text = shoumi("policy", "register").out
    register = tmp_path / "register.toml"
    register.write_text(text.replace('grade = "L2"', 'grade = "L9"', 1), "utf-8")
    assert "customer_no" in no("policy", "draft", "--register", register, "--as", people.DPO)
    register.write_text(text, "utf-8")
    number = yes("policy", "draft", "--register", register, "--as", people.DPO)["number"]
    no("policy", "publish", number, "--as", people.DPO)
    yes("policy", "approve", number, "--role", "DPO", "--as", people.DPO)
    no("policy", "approve", number, "--role", "LEG", "--as", people.DPO)
    yes("policy", "approve", number, "--role", "LEG", "--as", people.LEGAL)
    yes("policy", "publish", number, "--as", people.DPO)
    states = [one["state"] for one in yes("policy", "list")["versions"]]
    assert states == ["SUPERSEDED", "PUBLISHED"]
    assert yes("policy", "show")["number"] == number
    assert "mobile" in shoumi("policy", "show", number).out


def test_a_text_is_printed_changed_and_drawn_up_and_a_starter_waits_for_its_gaps(
    house, shoumi, yes, no, tmp_path
):
    file = tmp_path / "policy.toml"
    text = shoumi("policy", "text").out
    file.write_text(text.replace("12377", "12377 / 12388"), "utf-8")
    number = yes("policy", "draft", "--text", file, "--as", people.DPO)["number"]
    assert "12377 / 12388" in shoumi("policy", "text", number).out
    told = yes("policy", "text", number)
    assert told["passages"][0]["items"] == ["handler"]

    starter = shoumi("policy", "starter", "small").out
    file.write_text(starter, "utf-8")
    number = yes("policy", "draft", "--text", file, "--as", people.DPO)["number"]
    refused = no("policy", "approve", number, "--role", "DPO", "--as", people.DPO)
    assert "公司名称" in refused
    shown = shoumi("policy", "show", number).out
    assert "投诉受理机关" in shown
    assert "公司名称" in shown


def test_a_comment_is_made_and_answered_and_both_are_told(house, shoumi, yes, tmp_path):
    file = tmp_path / "policy.toml"
    file.write_text(shoumi("policy", "text").out, "utf-8")
    number = yes("policy", "draft", "--text", file, "--as", people.DPO)["number"]
    made = yes("remark", "add", number, "--words", "期限太长", "--as", people.CONSULTANT)
    assert made["words"] == "期限太长"
    given = ("--treatment", "DECLINED", "--words", "法律要求", "--as", people.DPO)
    assert shoumi("remark", "answer", made["ref"], *given).out.startswith("已答复")
