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
