"""Assess, agree, open rooms level by level."""

from __future__ import annotations

import pytest

from shoumi.base import clock
from shoumi.base.accounts.models import Person
from shoumi.base.deals.models import MilestoneState
from shoumi.base.rooms import page_views
from shoumi.base.rooms.models import Paper
from shoumi.base.tests import authenticated
from shoumi.core.milestones import Standing
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage
from shoumi.doors.cli.tests import cast as people
from shoumi.doors.cli.tests.conftest import BEGIN
from shoumi.doors.tests import finished_assessments

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])

RISK = "reidentification:medium:medium"
UNTIL = "2028-09-02"


@pytest.fixture
def agreed(stocked, yes):
    """The deal with an agreement that both sides have signed."""
    drafted = yes(
        "agreement", "draft", stocked, "--person", people.SELLER, "--person", people.BUYER,
        "--until", UNTIL, "--damages", "150000", "--loss", "120000", "--as", people.LEGAL,
    )  # fmt: skip
    for name in (people.SELLER, people.BUYER):
        signed = yes("agreement", "sign", drafted["ref"], "--as", name)
    assert signed["state"] == "SIGNED"
    return stocked


@pytest.fixture
def assessed(agreed, yes):
    yes(
        "assessment",
        "assess",
        agreed,
        "--scope",
        "due_diligence",
        "--risk",
        RISK,
        "--as",
        people.DPO,
    )
    officer = Ref(Person.objects.get(name=people.DPO).ref)
    finished_assessments.finish_newest(actor=officer, at=clock.now())
    yes("assessment", "approve", "1", "--as", people.LEGAL)
    return agreed


@pytest.fixture
def levels(agreed):
    """The milestones of due diligence stand open; how they get there is the deal's own story."""
    codes = (DealStage.DD_L1, DealStage.DD_L2, DealStage.DD_L3)
    rows = MilestoneState.objects.filter(deal__number=agreed, code__in=codes)
    authenticated.change(rows, state=Standing.OPEN, opened_at=BEGIN)


def open_room(yes, deal, level, *more):
    """Prepared by the consultant, approved by the protection officer, open to the buyer."""
    room = yes("room", "prepare", deal, level, *more, "--as", people.CONSULTANT)["ref"]
    yes("room", "approve", room, "--as", people.DPO)
    if level == "L3":
        yes("room", "approve", room, "--as", people.SELLER)
    yes("room", "open", room, "--person", people.BUYER, "--hours", "24", "--as", people.CONSULTANT)
    (told,) = yes("room", "persons", room, "--as", people.CONSULTANT)["persons"]
    assert told["lacks"] == []
    return room


def test_an_agreement_warns_refuses_and_ends(agreed, shoumi, yes, no):
    sides = ("--person", people.SELLER, "--person", people.BUYER)
    draft = ("agreement", "draft", agreed, *sides, "--until", UNTIL)
    told = shoumi(*draft, "--damages", "200000", "--loss", "120000", "--as", people.LEGAL)
    assert "156000" in told.out
    no(*draft, "--kind", "employee", "--damages", "1", "--as", people.LEGAL)
    no(*draft, "--clause", "scope", "--as", people.LEGAL)
    listed = yes("agreement", "list", agreed)["agreements"]
    assert [one["state"] for one in listed] == ["SIGNED", "DRAFT"]
    assert people.BUYER in shoumi("agreement", "list", agreed).out
    signed = listed[0]["ref"]
    no("agreement", "sign", signed, "--as", people.BUYER)
    assert shoumi("agreement", "breach", signed, "--as", people.LEGAL).exit_code == 2
    yes("agreement", "breach", signed, "--yes", "--as", people.LEGAL)
    no("agreement", "revoke", signed, "--yes", "--as", people.LEGAL)


@pytest.mark.usefixtures("levels")
def test_a_room_opens_to_those_who_signed_and_lets_nothing_out(agreed, yes, no, shoumi):
    early = yes("room", "prepare", agreed, "L1", "--as", people.CONSULTANT)["ref"]
    no("room", "enter", early, "--as", people.CONSULTANT)
    no("room", "approve", early, "--as", people.CONSULTANT)
    room = open_room(yes, agreed, "L1")
    tables = yes("room", "enter", room, "--as", people.BUYER)["tables"]
    assert set(tables) == {"district", "age", "amount", "service"}
    assert "age" in shoumi("room", "enter", room, "--as", people.BUYER).out
    no("room", "export", room, "--as", people.BUYER)
    assert [one["state"] for one in yes("room", "list", agreed)["rooms"]] == ["PREPARED", "OPEN"]
    assert yes("room", "shut", agreed, "--as", people.DPO)["count"] == 1
    no("room", "enter", room, "--as", people.BUYER)


@pytest.mark.usefixtures("levels")
def test_rows_of_level_2_hold_nobodys_name(assessed, yes, shoumi):
    room = open_room(yes, assessed, "L2")
    rows = yes("room", "enter", room, "--as", people.BUYER)["rows"]
    assert "陈虚安" not in str(rows)
    assert shoumi("room", "enter", room, "--as", people.BUYER).exit_code == 0
    yes("room", "shut", room, "--as", people.DPO)
    assert people.BUYER in shoumi("room", "list", assessed).out


@pytest.mark.usefixtures("levels")
def test_a_clean_room_shows_named_items_for_at_most_72_hours(assessed, yes, no, shoumi):
    who = yes("subject", "list", assessed, "--limit", "1")["subjects"][0]["ref"]
    room = open_room(yes, assessed, "L3", "--person", people.BUYER, "--subject", who)
    items = yes("room", "view", room, "--as", people.BUYER)["items"]
    assert items == [{"ref": who, "values": {"name": "陈虚安"}}]
    assert "陈虚安" in shoumi("room", "view", room, "--as", people.BUYER).out
    no("room", "view", room, "--as", people.CONSULTANT)
    again = yes("room", "prepare", assessed, "L3", "--person", people.BUYER, "--subject", who,
                "--as", people.CONSULTANT)["ref"]  # fmt: skip
    for name in (people.DPO, people.SELLER):
        yes("room", "approve", again, "--as", name)
    no("room", "open", again, "--person", people.BUYER, "--hours", "73", "--as", people.CONSULTANT)


def test_a_teaser_that_names_the_company_is_refused(stocked, yes, no, shoumi):
    teaser = ("room", "teaser", stocked, "--as", people.MARKETING)
    no(*teaser, "--headline", "云岚虚构家政服务有限公司转让")
    assert shoumi(*teaser).exit_code == 2
    assert yes(*teaser, "--headline", "某家政公司转让")["suppressed"] == 3


def test_a_summary_of_ones_own_is_read_to_its_last_cell(stocked, yes, no, tmp_path):
    teaser = ("room", "teaser", stocked, "--as", people.MARKETING, "--paper")
    file = tmp_path / "summary.csv"
    file.write_text("项目,说明\n转让,家政公司\n洽谈,15400001000\n", encoding="utf-8")
    no(*teaser, str(file))
    file.write_text("项目,说明\n转让,家政公司\n地区,东部某市\n", encoding="utf-8")
    assert yes(*teaser, str(file))["suppressed"] == 0


@pytest.mark.usefixtures("levels")
def test_a_document_goes_in_covered_and_a_page_that_got_out_is_traced(assessed, yes, no, tmp_path):
    room = yes("room", "prepare", assessed, "L2", "--as", people.CONSULTANT)["ref"]
    file = tmp_path / "contract.txt"
    file.write_text("联系电话 154 0000 0302，按丙号方案办。", encoding="utf-8")
    put = ("room", "put", room, "contracts", "框架合同", "--as", people.CONSULTANT)
    made = yes(*put, "--file", str(file), "--cover", "丙号方案")
    assert (made["number"], made["pages"], made["covered"]) == ("3.1", 1, 2)
    assert yes("room", "put", room, "staff", "员工名册", "--as", people.CONSULTANT)["pages"] == 0
    yes("room", "approve", room, "--as", people.DPO)
    yes("room", "open", room, "--person", people.BUYER, "--as", people.CONSULTANT)
    paper = Paper.objects.get(section=3)
    view = page_views.look(paper=paper, page=1, actor=buyer(), at=clock.now())
    found = yes("room", "trace", view.code.lower(), "--as", people.DPO)
    assert (found["name"], found["seen"]) == (people.BUYER, view.position)
    no("room", "trace", "0000-0000", "--as", people.DPO)
    no("room", "trace", view.code, "--as", people.CONSULTANT)
    looks = {one["number"]: one["looks"] for one in yes("room", "papers", assessed)["papers"]}
    assert looks == {"3.1": 1, "5.1": 0}


def buyer() -> Ref:
    return Ref(Person.objects.get(name=people.BUYER).ref)
