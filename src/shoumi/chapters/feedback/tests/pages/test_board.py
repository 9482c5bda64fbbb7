"""The board of requests: a column for each state, what is due first on top, each in pages."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from shoumi.base import clock
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.pages.board import MOST
from shoumi.chapters.feedback.rules import Kind, Outcome, Way
from shoumi.chapters.feedback.services import answers, intake, progress
from shoumi.chapters.feedback.services.intake import Told
from shoumi.chapters.feedback.tests.pages.test_requests import sees
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
DAY = timedelta(days=1)


class Desk:
    """Requests that came some days ago, as far as each was dealt with."""

    def __init__(self, house):
        self.house, self.service = house, house[people.SERVICE]
        self.given = {"actor": self.service, "at": house.at}

    def came(self, ago=0, kind=Kind.QUESTION, way=Way.PHONE):
        told = Told(kind, way, "问一件事", self.house.at - ago * DAY)
        made, _ = intake.take_in(told=told, **self.given)
        return Ref(made.ref)

    def taken(self, **more):
        request = self.came(**more)
        progress.assign(request=request, to=self.service, **self.given)
        return request

    def resting(self):
        request = self.taken(kind=Kind.DELETE)
        progress.ask(request=request, text="请提供手机号", way=Way.PHONE, **self.given)

    def answered(self):
        request = self.taken()
        answers.reply(request=request, text="答复", way=Way.PHONE, **self.given)
        return request

    def closed(self):
        given = {"request": self.answered(), **self.given}
        answers.close(outcome=Outcome.ANSWERED, **given)

    def board(self, asked="", lang="zh"):
        return sees(self.service, f"/requests/board{asked}", lang)


@pytest.fixture
def desk(house):
    return Desk(house)


def column(shown, phase):
    """Heading, numbers in their order and the address of the next page."""
    part = re.search(rf'<section\s[^>]*id="column-{phase}".*?</section>', shown, re.S)[0]
    after = re.search(r'rel="next"\s+href="([^"#]*)', part)
    count = int(re.search(r'board-count">(\d+)', part)[1])
    href = after[1].replace("&amp;", "&") if after else ""
    return count, [int(one) for one in re.findall(r">DSR-(\d+)", part)], href


def walked(desk, phase, asked="", between=lambda: None):
    """Every page of one column."""
    every = []
    for _ in range(9):
        _, numbers, after = column(desk.board(asked), phase)
        assert len(numbers) <= MOST
        every += numbers
        if not after:
            return every
        between()
        asked = after
    raise AssertionError("it has no end")


def test_each_request_stands_in_the_column_of_its_state_with_its_clock(desk):
    desk.came(ago=40)
    desk.came()
    desk.taken()
    desk.resting()
    desk.answered()
    desk.closed()
    shown = desk.board()
    phases = ("overdue", "unassigned", "running", "resting", "answered", "closed")
    assert [column(shown, phase)[:2] for phase in phases] == [(1, [n]) for n in range(1, 7)]
    assert shown.count('class="clock ') == 4
    assert "过期" in shown
    assert "Arrow keys go from card to card" in desk.board(lang="en")


def test_what_is_due_first_stands_first_and_is_no_more_than_a_page(desk):
    for ago in (0, 5, 3, *[1] * MOST):
        desk.came(ago=ago)
    count, numbers, after = column(desk.board(), "unassigned")
    assert count == MOST + 3
    assert numbers[:3] == [2, 3, 4]
    assert len(numbers) == MOST
    rest = walked(desk, "unassigned", after)
    assert rest == [17, 18, 1]


def test_no_request_is_lost_between_two_pages_though_the_last_one_shown_is_answered(desk):
    refs = [desk.came() for _ in range(MOST + 2)]

    def taken_meanwhile():
        given = {"actor": desk.service, "at": clock.now()}
        progress.assign(request=refs[MOST - 1], to=desk.service, **given)

    assert walked(desk, "unassigned", between=taken_meanwhile) == list(range(1, MOST + 3))


def test_a_column_turns_its_page_alone_and_keeps_what_was_chosen(desk):
    for _ in range(MOST + 1):
        desk.came()
    for _ in range(MOST + 1):
        desk.closed()
    desk.came(way=Way.LETTER)
    shown = desk.board("?way=PHONE")
    assert column(shown, "unassigned")[0] == MOST + 1
    assert column(shown, "closed")[1][0] == 2 * MOST + 2, "the newest is on top"
    second = desk.board(column(shown, "closed")[2])
    assert column(second, "closed")[1] == [MOST + 2]
    assert column(second, "unassigned")[1] == column(shown, "unassigned")[1]
    both = desk.board(column(second, "unassigned")[2])
    assert column(both, "closed")[1] == [MOST + 2]
    assert column(both, "unassigned")[1] == [MOST + 1]
    assert "closed=" not in column(both, "unassigned")[2]
    # Another choice begins every column anew.
    assert re.search(r'href="\?way=LETTER"', both)


@pytest.mark.parametrize("asked", ["?overdue=x", "?unassigned=9.9.9", "?closed=-1", "?running=.7"])
def test_a_place_that_is_none_shows_the_board_from_its_start_or_nothing_of_a_column(desk, asked):
    desk.came()
    assert column(desk.board(asked), "overdue")[0] == 0


def test_it_is_narrowed_as_the_list_is(desk):
    desk.taken(kind=Kind.COMPLAINT)
    desk.taken(kind=Kind.QUESTION)
    officer = desk.house.dpo
    progress.assign(request=desk.came(), to=officer, actor=officer, at=desk.house.at)
    assert column(desk.board("?kind=COMPLAINT"), "running")[1] == [1]
    assert column(desk.board("?whose=mine"), "running")[1] == [1, 2]
    assert column(desk.board("?in=en"), "running")[0] == 0


def test_whoever_reads_no_requests_has_no_board(desk):
    finance = signed_in(desk.house[people.FINANCE])
    assert finance.get("/requests/board", secure=True).status_code in (403, 404)
    assert "/requests/board" in sees(desk.service, "/requests")
    assert Request.objects.count() == 0
