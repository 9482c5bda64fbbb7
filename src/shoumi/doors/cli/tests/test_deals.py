"""Move a deal, and say what is missing."""

from __future__ import annotations

import json

import pytest

from shoumi.doors.cli.tests import cast as people

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


def test_a_refused_move_lists_all_that_is_missing(deal, shoumi, yes, no, paper):
    refused = shoumi("deal", "advance", deal, "intake", "--as", people.CONSULTANT, "--json")
    assert refused.exit_code == 1
    assert refused.out == ""
    reasons = json.loads(refused.err)["reasons"]
    assert [(one["code"], one["who"]) for one in reasons] == [("filing:notice_17", "CON")]
    said = no("deal", "advance", deal, "intake", "--as", people.CONSULTANT)
    assert "还差：个人信息处理告知（第十七条）。" in said
    told = shoumi("deal", "advance", deal, "intake", "--as", people.CONSULTANT).out
    assert "shoumi deal file … notice_17" in told
    filed = yes("deal", "file", deal, "notice_17", paper, "--keep", "--as", people.CONSULTANT)
    opened = yes("deal", "advance", deal, "intake", "--as", people.CONSULTANT)
    assert opened["position"] > filed["position"]
    assert yes("deal", "finish", deal, "intake", "--as", people.CONSULTANT)["state"] == "done"


def test_a_deal_is_shown_whole(deal, shoumi, yes):
    told = yes("deal", "show", deal)
    assert len(told["milestones"]) == 20
    lacking = {row["code"]: row["missing"] for row in told["milestones"]}
    assert lacking["intake"][0]["who"] == "CON"
    assert {party["role"] for party in told["parties"]} == {"TR", "TE", "target"}
    shown = shoumi("deal", "show", deal).out
    assert "意向登记" in shown
    assert "--all" in shown
    assert "data_handover" in shoumi("deal", "show", deal, "--all").out
    assert [row["number"] for row in yes("deal", "list")["deals"]] == [deal]
    assert deal in shoumi("deal", "list").out


def test_parties_sets_and_deadlines_are_added(deal, yes, no, paper):
    yes("deal", "party", deal, "other_holder", "钱虚乙", "--as", people.DPO)
    made = yes(
        "deal", "dataset", deal, "crm", "客户档案", "--recipient-kind", "other",
        "--sensitive", "--children", "--as", people.DPO,
    )  # fmt: skip
    assert made["instruments"] == ["ART23_SEPARATE_CONSENT", "ART29", "ART31"]
    no("deal", "dataset", deal, "crm", "again", "--recipient-kind", "other", "--as", people.DPO)
    no(
        "deal", "dataset", deal, "x", "x", "--recipient", "谁", "--recipient-kind", "other",
        "--as", people.DPO,
    )  # fmt: skip
    yes(
        "deal", "file", deal, "samr_application", paper, "--on", "2026-08-20",
        "--fact", "copies=2", "--fact", "checked=yes", "--as", people.CONSULTANT,
    )  # fmt: skip
    filed = yes("deal", "show", deal)["filings"]
    assert [(row["kind"], row["on"]) for row in filed] == [("samr_application", "2026-08-20")]


def test_a_deal_is_suspended_resumed_and_ended(deal, yes, no, shoumi):
    yes("deal", "suspend", deal, "--reason", "incident", "--as", people.DPO)
    no("deal", "waive", deal, "dd_l3", "--reason", "not_wanted", "--as", people.DPO)
    yes("deal", "resume", deal, "--as", people.HEAD)
    waived = yes("deal", "waive", deal, "dd_l3", "--reason", "not_wanted", "--as", people.DPO)
    assert waived["state"] == "waived"
    given = ("deal", "terminate", deal, "--reason", "parties_agreed", "--as", people.DPO)
    assert shoumi(*given).exit_code == 2
    assert yes(*given, "--yes")["position"] > 0
    assert yes("deal", "show", deal)["overlay"] == "terminated"


@pytest.mark.parametrize(
    ("given", "exit_code"),
    [
        (("deal", "show"), 2),
        (("deal", "show", "D-2026-999"), 1),
        (("deal", "advance", "D-2026-001", "nowhere", "--as", people.DPO), 2),
        (("deal", "advance", "D-2026-001", "intake"), 2),
        (("deal", "advance", "D-2026-001", "intake", "--as", "没有此人"), 1),
        (("deal", "file", "D-2026-001", "spa", "/no/such/file", "--as", people.DPO), 2),
        (("nothing",), 2),
    ],
)
@pytest.mark.usefixtures("deal")
def test_wrong_use_is_2_and_a_refusal_is_1(given, exit_code, shoumi):
    result = shoumi(*given)
    assert result.exit_code == exit_code
    assert result.out == ""


@pytest.mark.parametrize(("lang", "words"), [("zh", "没有叫这个名字的。"), ("en", "has that name")])
@pytest.mark.usefixtures("deal")
def test_a_refusal_speaks_both_languages(lang, words, no, monkeypatch):
    monkeypatch.setenv("SHOUMI_LANG", lang)
    assert words in no("person", "add", "某人", "--as", "没有此人")


@pytest.mark.usefixtures("house")
def test_two_of_one_name_are_told_apart_by_reference(yes, no):
    first = yes("person", "add", "吴演示", "--as", people.DPO)["ref"]
    second = yes("person", "add", "吴演示", "--as", people.DPO)["ref"]
    said = no("person", "show", "吴演示")
    assert first in said
    assert second in said
    assert yes("person", "show", second)["ref"] == second


@pytest.mark.usefixtures("house")
def test_an_empty_list_says_what_to_do_next(shoumi):
    assert "shoumi deal create" in shoumi("deal", "list").out


@pytest.mark.usefixtures("house")
def test_who_acts_may_stand_in_the_environment(yes, monkeypatch):
    monkeypatch.setenv("SHOUMI_AS", people.DPO)
    assert yes("person", "add", "吴演示")["name"] == "吴演示"
