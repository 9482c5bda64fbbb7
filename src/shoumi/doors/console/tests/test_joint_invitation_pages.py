"""Several people are invited on one page: pasted, looked at, sent, and what is left is named."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

import pytest

from shoumi.base import clock
from shoumi.base.accounts import queries
from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.models import Ask, Person
from shoumi.base.ledger import reader
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import Visitor, signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
PLACE = "/people/do/person-invite-list"
LIST = """姓名\t邮箱\t岗位
陈甲一\tchen@house.example\t客服
吴乙二\twu@house.example\t安全、运维
钱丙三\tqian@house.example\t总裁
郑丁四\t\t法务、市场
"""


def sent(house, text=LIST, *, lang="zh", visitor=None, **more):
    visitor = visitor or signed_in(house.dpo, lang=lang)
    return visitor.act(PLACE, text=text, kind="staff", **more)


def said(answer):
    return answer.content.decode().partition("<main")[2]


def test_the_list_of_people_leads_there_for_who_may_invite(house, stranger):
    assert PLACE in signed_in(house.dpo).get("/people").content.decode()
    assert PLACE not in signed_in(stranger).get("/people").content.decode()
    assert signed_in(stranger).get(PLACE).status_code == 403
    assert signed_in(house.buyer).get(PLACE).status_code == 404
    stale = signed_in(house.dpo, is_fresh=False).post(PLACE, {"text": LIST, "kind": "staff"})
    assert stale.headers["Location"].startswith("/step-up")
    assert "%E9" not in stale.headers["Location"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ["2 人可以邀请，2 行要改", "邀请这 2 人", "写的是：总裁", "不能同时担任"]),
        ("en", ["Can be invited: 2", "Invite them (2)", "It reads:", "stay apart", "mend"]),
    ],
)
def test_first_the_list_is_shown_and_nothing_is_done(house, lang, words):
    begin, count = reader.size(), Person.objects.count()
    answer = sent(house, LIST.replace("市场", "CON"), lang=lang)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    text = html.unescape(said(answer))
    assert not [word for word in words if word not in text]
    assert (Person.objects.count(), Ask.objects.filter(used_at=None).count()) == (count, 0)
    assert not [
        one.line().tag
        for one in reader.entries()
        if one.position >= begin and one.line().tag.startswith(("person.", "grant.", "mailbox."))
    ]


def test_then_good_lines_are_sent_and_the_others_are_named(house):
    answer = sent(house, is_seen="yes")
    text = html.unescape(said(answer))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "邀请了 2 人" in text
    assert "没有办的 2 行" in text
    links = re.findall(r"https://localhost(/enter/[\w-]+)", text)
    assert len(links) == 2
    for link in links:
        assert Visitor().get(link).status_code == 200
    assert not Person.objects.filter(name__in=["吴乙二", "钱丙三"]).exists()
    assert Ask.objects.filter(used_at=None).count() == 3
    left = re.search(r'name="text" value="([^"]*)"', text)[1]
    assert [line.split("\t")[0] for line in left.splitlines()] == ["吴乙二", "钱丙三"]
    again = sent(house, left.replace("SEC、OPS", "SEC"), is_seen="yes")
    assert "邀请了 1 人" in said(again)


def test_their_roles_are_approved_by_another_as_ever(house):
    sent(house, "陈甲一,,客服", is_seen="yes")
    ask = Ask.objects.latest("requested_at")
    approve = f"/people/asks/{ask.ref}/do/approve-role"
    assert signed_in(house.dpo).act(approve).status_code == 422
    signed_in(house[people.HEAD]).act(approve)
    person = Ref(Person.objects.get(name="陈甲一").ref)
    assert Role.CS in queries.all_roles(person, datetime.now(UTC))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_list_where_nothing_is_right_can_only_be_mended(house, lang):
    answer = sent(house, "DPO,,CS\n吴乙二,,SEC,OPS", lang=lang)
    assert answer.status_code == 200
    assert 'name="is_seen"' not in said(answer)
    assert sent(house, "DPO,,CS", lang=lang, is_seen="yes").status_code == 200


@pytest.mark.parametrize(
    ("text", "words"),
    [("姓名,邮箱", "没有要邀请的人"), ("\n".join(f"陈{n}" for n in range(51)), "这里有 51 行")],
)
def test_nothing_and_too_many_lines_are_refused_beside_the_field(house, text, words):
    for seen in ({}, {"is_seen": "yes"}):
        answer = sent(house, text, **seen)
        assert answer.status_code == 422
        assert words in said(answer)
        assert "陈1" in said(answer) or "姓名" in said(answer)


def test_who_is_here_already_is_named_with_the_page_of_that_person(house, stranger):
    text = html.unescape(said(sent(house, "吴示范,,CS")))
    assert f"/people/{stranger}" in text
    assert "已经登记了" in text


def test_people_of_a_side_get_roles_of_one_deal(house):
    more = {"kind": "party", "deal": str(house.deal), "is_seen": "yes"}
    visitor = signed_in(house.dpo)
    answer = visitor.act(PLACE, text="陈甲一,,受让方\n吴乙二,,transferee", **more)
    assert "邀请了 2 人" in said(answer)
    assert {one.deal for one in Ask.objects.filter(used_at=None)} == {house.deal}


def test_who_lost_the_role_meanwhile_invites_nobody(house):
    visitor = signed_in(house.dpo)
    grant = queries.Grant.objects.get(person=house.dpo, role=Role.DPO)
    accounts.revoke(grant=Ref(grant.ref), actor=house[people.HEAD], at=clock.now())
    assert sent(house, visitor=visitor, is_seen="yes").status_code == 403
    assert not Person.objects.filter(name="陈甲一").exists()
