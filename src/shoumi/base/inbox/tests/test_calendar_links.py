"""A link opens one person's calendar until it ends; the same things read the same each time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts import stops
from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.inbox import calendar_feed, calendar_links, queries
from shoumi.base.inbox.errors import NoSuchCalendar
from shoumi.base.inbox.models import CalendarLink
from shoumi.base.inbox.rules import Language
from shoumi.base.inbox.tests.boxes import each_demand_holds
from shoumi.base.registry import InboxItem, InboxKind
from shoumi.base.transport import server_address
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
HOUR = timedelta(hours=1)


@pytest.fixture
def house(monkeypatch):
    each_demand_holds(monkeypatch)
    made = House()
    made.clerk = made.staff(Role.OPS)
    return made


def linked(person, language=Language.ZH):
    return calendar_links.make(language=language, actor=person, at=AT)


def told(secret, at=AT):
    return calendar_feed.of(calendar_links.opened(secret, at), at).replace("\r\n ", "")


def ask(house, role=Role.CON):
    return accounts.request_grant(person=house.clerk, role=role, actor=house.dpo, at=AT)


def test_the_secret_is_stored_nowhere_and_opens_its_own_calendar(house):
    link, secret = linked(house.head)
    assert secret not in str(CalendarLink.objects.values().get())
    assert calendar_links.opened(secret, AT) == link
    for wrong in ("", secret[:-1], secret + "x", "\ud800"):
        with pytest.raises(NoSuchCalendar):
            calendar_links.opened(wrong, AT)


def test_making_another_ends_the_one_before_and_revoking_ends_it_for_good(house):
    _, first = linked(house.head)
    _, second = linked(house.head)
    with pytest.raises(NoSuchCalendar):
        calendar_links.opened(first, AT)
    calendar_links.revoke(actor=house.head, at=AT)
    with pytest.raises(NoSuchCalendar):
        calendar_links.opened(second, AT)
    with pytest.raises(NoSuchCalendar):
        calendar_links.revoke(actor=house.head, at=AT)


def test_who_may_not_act_has_no_calendar(house):
    _, secret = linked(house.clerk)
    with transaction.atomic():
        stops.stop_from(house.clerk, AT + HOUR, actor=house.dpo, at=AT)
    assert calendar_links.opened(secret, AT)
    with pytest.raises(NoSuchCalendar):
        calendar_links.opened(secret, AT + HOUR)


def test_it_has_what_is_due_and_names_nobody(house, monkeypatch):
    monkeypatch.setattr(server_address, "public_site", lambda: "https://rules.example")
    ask(house)
    _, secret = linked(house.head)
    calendar = told(secret)
    assert calendar.count("BEGIN:VEVENT") == 1
    assert "DTSTART:20260825T010000Z" in calendar
    assert "SUMMARY:批准岗位：" in calendar
    assert "URL:https://rules.example/inbox?kind=grant" in calendar
    assert "陈示例" not in calendar
    _, secret = linked(house.head, Language.EN)
    assert "SUMMARY:Approve a role: " in told(secret)


def test_the_same_thing_has_the_same_name_and_the_same_words_later(house):
    ask(house)
    _, secret = linked(house.head)
    assert told(secret, AT) == told(secret, AT + HOUR)
    ask(house, Role.CS)
    before = {line for line in told(secret).split("\r\n") if line.startswith("UID")}
    assert len(before) == 2
    _, other = linked(house.head)
    assert {line for line in told(other).split("\r\n") if line.startswith("UID")} == before


def test_an_empty_calendar_is_a_calendar(house):
    _, secret = linked(house.clerk)
    assert "VEVENT" not in told(secret)
    assert told(secret).endswith("END:VCALENDAR\r\n")


def test_what_has_no_time_is_one_entry_of_today_with_its_number(house, monkeypatch):
    papers = [
        InboxItem(InboxKind.PAPER, f"paper-{n}", ("签署", "Sign"), ("甲", "A"), "papers")
        for n in range(3)
    ]
    monkeypatch.setattr(queries, "listed", lambda _: papers)
    _, secret = linked(house.clerk)
    today = told(secret)
    assert today.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20260824" in today
    assert "SUMMARY:待办 3 件没有期限" in today
    assert told(secret, AT + HOUR) == today
    tomorrow = told(secret, AT + 24 * HOUR)
    assert "DTSTART;VALUE=DATE:20260825" in tomorrow
    assert {line for line in today.split("\r\n") if line.startswith("UID")} == {
        line for line in tomorrow.split("\r\n") if line.startswith("UID")
    }
