"""What takes two persons, on pages: asked for here, answered there, done by who asked."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.base.approvals import services
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.models import Approval
from shoumi.base.approvals.rules import Change, State
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import told
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

_HAN = re.compile("[\u4e00-\u9fff]")
ROTATE = "/keys/do/rotate-keys"


def text(answer):
    return answer.content.decode()


def main(answer):
    inside = text(answer).partition("<main")[2].partition("</main>")[0]
    return re.sub(r'<(\w+)[^>]*\blang="zh"[^>]*>.*?</\1>', "", inside, flags=re.DOTALL)


@pytest.fixture
def asked(house):
    """The security officer began to rotate keys; it became a request."""
    answer = signed_in(house[people.SECURITY]).act(ROTATE, what="kek")
    assert "已申请，等另一人批准" in text(answer)
    assert not told("rotation.begun")
    return Approval.objects.get()


def do(asked, verb):
    return f"/approvals/{asked.ref}/do/{verb}-change"


def test_the_second_person_sees_what_would_change_and_the_first_does_it(house, asked):
    head, security = signed_in(house[people.HEAD]), signed_in(house[people.SECURITY])
    waiting = text(head.get("/approvals"))
    assert f"/approvals/{asked.ref}" in waiting
    page = text(head.get(f"/approvals/{asked.ref}"))
    for seen in ("密钥加密密钥", "subjects", "密码套件", people.SECURITY, do(asked, "approve")):
        assert seen in page
    assert "intl" in text(head.get(do(asked, "approve")))
    assert "已批准" in text(head.act(do(asked, "approve")))
    security.act(ROTATE, what="kek")
    assert {line.actor for line in told("rotation.begun")} == {house[people.SECURITY]}
    assert Approval.objects.get().state == State.USED


def test_a_page_says_that_a_yes_came_from_outside(house, asked):
    Approval.objects.update(
        state="approved", answered_by_id=house[people.HEAD], answered_at=asked.requested_at
    )
    page = text(signed_in(house[people.SECURITY]).act(ROTATE, what="kek"))
    assert "与存证账本不符" in page
    assert "shoumi doctor" in page
    assert not told("rotation.begun")


def test_today_tells_who_may_answer(house, asked):
    assert "答复申请：更换密钥" in text(signed_in(house[people.HEAD]).get("/"))
    assert "答复申请" not in text(signed_in(house[people.SECURITY]).get("/"))
    assert "答复申请" not in text(signed_in(house.legal).get("/"))


def test_answering_takes_a_fresh_proof(house, asked):
    for verb in ("approve", "refuse"):
        stale = signed_in(house[people.HEAD], is_fresh=False).post(do(asked, verb))
        assert stale.headers["Location"].startswith("/step-up")
    assert Approval.objects.get().state == State.OPEN


def test_who_asked_does_not_answer_but_may_take_it_back(house, asked):
    security = signed_in(house[people.SECURITY])
    page = text(security.get(f"/approvals/{asked.ref}"))
    assert do(asked, "approve") not in page
    assert security.act(do(asked, "approve")).status_code == 403
    assert Approval.objects.get().state == State.OPEN
    security.act(do(asked, "withdraw"))
    assert Approval.objects.get().state == State.WITHDRAWN
    assert signed_in(house[people.HEAD]).act(do(asked, "approve")).status_code == 422


def test_what_was_turned_down_is_not_done(house, asked):
    signed_in(house.dpo).act(do(asked, "refuse"))
    assert Approval.objects.get().state == State.TURNED_DOWN
    security = signed_in(house[people.SECURITY])
    assert do(asked, "withdraw") not in text(security.get(f"/approvals/{asked.ref}"))
    security.act(ROTATE, what="kek")
    assert not told("rotation.begun")


def test_asked_once_more_it_says_that_nobody_answered(house, asked):
    answer = signed_in(house[people.SECURITY]).act(ROTATE, what="kek")
    assert answer.status_code == 422
    assert "还没有人批准" in text(answer)
    assert Approval.objects.count() == 1


def test_it_is_no_business_of_others(house, asked):
    for person in (house.legal, house[people.CONSULTANT]):
        visitor = signed_in(person)
        assert visitor.get(f"/approvals/{asked.ref}").status_code == 404
        assert asked.ref not in text(visitor.get("/approvals"))


@pytest.mark.parametrize("verb", ["", "/do/approve-change"])
def test_the_pages_are_whole_in_english(house, asked, verb):
    head = signed_in(house[people.HEAD], lang="en")
    names = re.compile(f"{people.SECURITY}|{people.HEAD}")
    for address in ("/approvals", f"/approvals/{asked.ref}{verb}"):
        answer = head.get(address)
        assert answer.status_code == 200
        assert not _HAN.search(names.sub("", main(answer)))


def test_a_long_list_is_told_by_pages_and_costs_the_same(house):
    security, now = house[people.SECURITY], datetime.now(UTC)
    visitor = signed_in(security)

    def ask(count):
        for number in range(count):
            change = Change(Action.ROTATION, {"what": "deal", "targets": [f"deal-{number}"]})
            services.ask(change=change, actor=security, at=now)

    def costs():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            page = text(visitor.get("/approvals"))
        return len(seen), page

    ask(2)
    few, _ = costs()
    Approval.objects.all().delete()
    ask(60)
    many, page = costs()
    assert many == few
    after = re.search(r"after=(\d+)", page)
    assert after
    rest = text(visitor.get(f"/approvals?after={after[1]}"))
    assert len(re.findall(r"/approvals/appr-\w+", page)) == 50
    assert len(re.findall(r"/approvals/appr-\w+", rest)) == 10
