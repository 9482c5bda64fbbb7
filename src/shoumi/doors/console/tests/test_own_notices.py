"""One's own page: an address, what is sent there, and the calendar by its secret link."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from shoumi.base import clock
from shoumi.base.accounts import services as accounts
from shoumi.base.inbox.models import CalendarLink, Mailbox
from shoumi.base.outbox.models import Message
from shoumi.core.terms import Role
from shoumi.doors.api import limits
from shoumi.doors.console.tests.test_inbox_pages import main
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import Visitor, signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
ADDRESS = "chen@house.example"


def page(visitor, address="/me"):
    return main(visitor.get(address).content.decode())


def send(visitor, where, **given):
    """A form, and where it leads."""
    return visitor.post(where, given, follow=True, secure=True)


def code():
    mail = Message.objects.order_by("-position").first()
    return re.search(r"^ {4}(\S+)$", mail.body, re.M)[1]


def secret_link(visitor):
    answer = visitor.post("/me/do/calendar-link", {"language": "zh"}, secure=True)
    assert answer["Cache-Control"] == "no-store"
    return urlsplit(re.search(r"<pre[^>]*>([^<]*)</pre>", answer.content.decode())[1]).path


def test_an_address_is_given_confirmed_chosen_for_and_removed(house):
    visitor = signed_in(house.dpo)
    assert "还没有邮箱" in page(visitor)
    send(visitor, "/me/do/inbox-address", address=ADDRESS, language="en")
    assert "等待确认" in page(visitor)
    assert send(visitor, "/me/do/inbox-confirm", code="ZZZZ-ZZZZ").status_code == 422
    send(visitor, "/me/do/inbox-confirm", code=code())
    told = page(visitor)
    assert f"{ADDRESS}</span> · 已确认" in told
    assert "工作日 8 点半 汇总" in told
    form = page(visitor, "/me/do/inbox-choose")
    assert re.search(r'value="08:30"\s+selected', form)
    assert re.search(r'name="at_once"[^>]*checked', form)
    send(visitor, "/me/do/inbox-choose", digest="none", language="zh")
    assert "不逐件告知 · 不发汇总 · 中文" in page(visitor)
    send(visitor, "/me/do/inbox-address-remove")
    assert not Mailbox.objects.exists()


def test_a_side_of_a_deal_has_it_too(house):
    visitor = signed_in(house[people.SELLER], lang="en")
    assert "No address yet." in page(visitor)
    send(visitor, "/me/do/inbox-address", address=ADDRESS, language="en")
    send(visitor, "/me/do/inbox-confirm", code=code())
    assert "confirmed" in page(visitor)


def test_who_enrols_somebody_may_give_an_address_which_others_do_not_see(house, stranger):
    visitor = signed_in(house.dpo)
    send(visitor, "/people/do/enrol", name="白示例", kind="staff", address=ADDRESS)
    box = Mailbox.objects.get()
    there = f"/people/{box.person_id}"
    assert f"{ADDRESS} · 未确认" in page(visitor, there)
    assert ADDRESS not in page(signed_in(stranger), there)
    assert send(signed_in(stranger), f"{there}/do/person-mail", address=ADDRESS).status_code == 403
    send(visitor, f"{there}/do/person-mail", address="other@house.example")
    assert "other@house.example · 未确认" in page(visitor, there)
    send(visitor, f"{there}/do/person-mail-remove")
    assert not Mailbox.objects.exists()


@pytest.fixture
def linked(house, stranger):
    """The head's calendar with one thing in it."""
    accounts.request_grant(person=stranger, role=Role.CS, actor=house.dpo, at=clock.now())
    house.link = secret_link(signed_in(house[people.HEAD]))
    return house


def test_the_calendar_needs_its_link_and_no_cookie(linked):
    answer = Visitor().get(linked.link)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "private, no-cache"
    assert not answer.cookies
    assert "批准岗位" in answer.content.decode()
    assert "吴示范" not in answer.content.decode()


def test_it_is_sent_again_only_when_something_changed(linked, stranger):
    first = Visitor().get(linked.link)
    again = Visitor().get(linked.link, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (again["ETag"], again["Referrer-Policy"]) == (first["ETag"], "no-referrer")
    head = Visitor().head(linked.link)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", first["ETag"])
    accounts.request_grant(person=stranger, role=Role.MKT, actor=linked.dpo, at=clock.now())
    more = Visitor().get(linked.link, headers={"If-None-Match": first["ETag"]})
    assert more.content.count(b"BEGIN:VEVENT") == first.content.count(b"BEGIN:VEVENT") + 1


def test_a_link_that_is_none_any_more_opens_nothing(linked):
    visitor = signed_in(linked[people.HEAD])
    other = secret_link(visitor)
    assert Visitor().get(linked.link).status_code == 404
    assert "有一个订阅链接" in page(visitor)
    send(visitor, "/me/do/calendar-unlink")
    assert not CalendarLink.objects.exists()
    assert Visitor().get(other).status_code == 404
    assert "没有订阅链接" in page(visitor)


def test_who_asks_too_often_waits(linked):
    answers = [Visitor().get(linked.link) for _ in range(limits.CALENDARS + 1)]
    assert [one.status_code for one in answers] == [200] * limits.CALENDARS + [429]
    assert int(answers[-1]["Retry-After"]) > 0
    wrong = [
        Visitor().get("/inbox/not-a-secret/calendar.ics", REMOTE_ADDR=f"2001:db8:0:7::{number:x}")
        for number in range(limits.FAILURES + 1)
    ]
    assert [one.status_code for one in wrong] == [404] * limits.FAILURES + [429]
