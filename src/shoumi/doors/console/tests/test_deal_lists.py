"""Deadlines and data rooms over all deals: who sees which, by what, in which order, as a file."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.base import clock
from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.rules import Kind
from shoumi.base.calendar import services
from shoumi.base.calendar.models import Deadline
from shoumi.base.pages import tables
from shoumi.base.rooms.models import Room
from shoumi.core.calendar import Holiday
from shoumi.core.refs import Ref
from shoumi.core.terms import DealType, Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import told
from shoumi.doors.tests.visitors import signed_in, worked

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
RETURN = "contract.return_or_destroy"


def text(answer):
    return answer.content.decode()


def rows(answer):
    """Of the table: the text of each cell."""
    body = text(answer).partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td.*?</td>", row, re.S)]
        for row in re.findall(r"<tr>.*?</tr>", body, re.S)
    ]


def start(house, since, *, deal=None, periods=(RETURN,), about="thing", **more):
    return services.start(
        key=Holiday.OTHER, periods=periods, since=since, about=Ref(f"{about}-{since:%m%d}"),
        deal=deal or house.deal, actor=house.dpo, at=clock.now(), **more,
    )  # fmt: skip


@pytest.fixture
def running(house):
    """Three in one deal, over, near and far; one in another deal; one that was done in time."""
    Deadline.objects.all().delete()
    other = house.new_deal(DealType.EQUITY)
    start(house, date(2026, 8, 3))
    start(house, date(2026, 8, 17))
    start(house, date(2026, 9, 28))
    start(house, date(2026, 8, 18), deal=other)
    done = start(house, date(2026, 8, 19))
    Deadline.objects.filter(pk=done.pk).update(met_at=house.at)
    return other


def dues(answer):
    return [row[4].partition(" ")[0] for row in rows(answer)]


def test_the_most_pressing_of_all_deals_comes_first(house, running):
    page = signed_in(house.dpo).get("/deadlines")
    assert dues(page) == ["08-03", "08-17", "08-18", "09-28"]
    assert "共 4 项" in text(page)
    assert [row[2] for row in rows(page)] == ["已逾期", "计时中", "计时中", "计时中"]


@pytest.mark.parametrize(
    ("query", "since"),
    [
        ("state=overdue", ["08-03"]),
        ("state=met", ["08-19"]),
        ("state=late", []),
        ("state=running&due=week", ["08-17"]),
        ("due=over", ["08-03"]),
        ("due=month", ["08-17", "08-18"]),
        ("state=all&due=over", ["08-03"]),
        ("state=nonsense&due=nonsense",
         ["08-03", "08-17", "08-18", "09-28"]),
    ],
)  # fmt: skip
def test_deadlines_are_found_by_state_and_day(house, running, query, since):
    assert dues(signed_in(house.dpo).get(f"/deadlines?{query}")) == since


def test_deadlines_of_one_deal_alone(house, running):
    visitor = signed_in(house.dpo)
    assert dues(visitor.get(f"/deadlines?deal={running}")) == ["08-18"]
    assert visitor.get("/deadlines?deal=deal-nosuch").status_code == 404


def test_who_is_of_one_deal_sees_no_other(house, running):
    accountant = accounts.enrol(name="吴示范", kind=Kind.STAFF, actor=house.dpo, at=clock.now())
    people.give(
        {**house.cast.people, "吴示范": Ref(accountant.ref)},
        "吴示范",
        Role.FIN,
        running,
        clock.now(),
    )
    page = signed_in(Ref(accountant.ref)).get("/deadlines")
    assert dues(page) == ["08-18"]
    assert signed_in(house.buyer).get("/deadlines").status_code == 404


def test_a_list_goes_on_where_its_page_ended(house, running, monkeypatch):
    monkeypatch.setattr(tables, "PAGE", 2)
    visitor = signed_in(house.dpo)
    first = visitor.get("/deadlines")
    assert dues(first) == ["08-03", "08-17"]
    after = re.search(r'href="\?([^"]*after=[^"]+)"', text(first))[1].replace("&amp;", "&")
    assert dues(visitor.get(f"/deadlines?{after}")) == ["08-18", "09-28"]
    for place in ("-.", "9" * 17 + ".x", "x", "1.é", "-.deadline-zzz", "1.%00"):
        assert visitor.get(f"/deadlines?after={place}").status_code == 200


def test_as_many_rows_as_there_are_cost_as_much(house, running):
    visitor = signed_in(house.dpo)
    visitor.get("/deadlines")
    with CaptureQueriesContext(connection) as few:
        visitor.get("/deadlines")
    for day in range(1, 13):
        start(house, date(2026, 10, day), about="more")
    with CaptureQueriesContext(connection) as many:
        visitor.get("/deadlines")
    assert len(many) <= len(few)


def test_an_empty_list_says_what_to_do_next(house):
    Deadline.objects.all().delete()
    visitor = signed_in(house.dpo)
    assert "到转让页归档下一份文件" in text(visitor.get("/deadlines"))
    assert "换一个筛选条件" in text(visitor.get("/deadlines?state=late"))
    assert "备好数据室" in text(visitor.get("/rooms"))


def exported(visitor, page):
    href = re.search(r'href="(/exports/[^"]+)"', text(visitor.get(page)))[1]
    answer = visitor.post(href.replace("&amp;", "&"), {"format": "csv"}, secure=True)
    assert answer.status_code == 303, text(answer)
    assert worked() == 1
    file = visitor.get(f"{answer.headers['Location']}/file")
    return list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))


def test_deadlines_leave_as_a_file_with_the_filter_of_the_page(house, running):
    visitor = signed_in(house.dpo)
    heads, *found = exported(visitor, f"/deadlines?deal={house.deal}&state=all")
    assert heads[:4] == ["期限", "转让", "状态", "到期"]
    assert [row[5] for row in found] == ["2026-08-03", "2026-08-17", "2026-08-19", "2026-09-28"]
    made = told("exports.made")[-1]
    assert (made.facts["list"], made.facts["count"]) == ("deadlines", 4)


def test_rooms_without_a_day_come_last_and_one_past_its_hour_is_shut(house):
    at = house.at
    for number, closes in enumerate((None, at + timedelta(days=3), at - timedelta(days=1))):
        make_room(house, number, closes)
    visitor = signed_in(house.dpo)
    found = rows(visitor.get("/rooms"))
    assert [row[5] for row in found][-1] in ("", "—")
    assert [row[3] for row in found][0] == "关着"
    assert len(rows(visitor.get("/rooms?state=SHUT"))) == 1
    assert len(rows(visitor.get("/rooms?state=OPEN"))) == 1
    assert len(rows(visitor.get("/rooms?due=week"))) == 1
    heads, *lines = exported(visitor, "/rooms")
    assert len(lines) == 3
    assert heads[0] == "编号"


def make_room(house, number, closes):
    state = "PREPARED" if closes is None else "OPEN"
    Room.objects.create(
        ref=Ref.new("room"),
        deal=house.deal,
        level="L1",
        state=state,
        requester=house.dpo,
        persons=[house.buyer],
        rows=number,
        prepared_at=house.at,
        opened_at=closes and house.at - timedelta(days=2),
        closes_at=closes,
    )


def test_both_lists_are_found_by_their_names(house):
    visitor = signed_in(house.dpo)
    assert 'href="/deadlines"' in text(visitor.act("/find", q="期限"))
    assert 'href="/campaigns"' in text(visitor.act("/find", q="告知批次"))
