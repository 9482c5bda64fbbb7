"""The board: each shared task in the column of where it stands, by department, a part at a time."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.base.tests.memories import forget
from shoumi.chapters.collaboration.pages.urls import console
from shoumi.chapters.collaboration.queries import board
from shoumi.chapters.collaboration.rules.words import Lane
from shoumi.chapters.collaboration.services import shared_tasks
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=("default", "keyring"), transaction=True)
BOARD = {one.name: one.callback for one in console}["shared-tasks-board"]


def where(desk, person=None, department="", **more):
    found = board.lanes(person or desk.officer, desk.at, department, **more)
    return {lane: [one.number for one in part.tasks] for lane, part in found.items()}


def shown(desk, person, *roles, lang="zh", **asked):
    forget()
    request = desk.request(person, *roles, lang=lang)
    request.GET = asked
    return BOARD(request).content.decode()


def lanes_of(text):
    """Of each column the numbers of its cards, as the page has them."""
    parts = re.split(r'id="column-(\w+)"', text)[1:]
    return {
        name: [int(one) for one in re.findall(r"data-card>(\d+) ", body)]
        for name, body in zip(parts[::2], parts[1::2], strict=True)
    }


def test_a_task_goes_through_the_columns_as_its_verbs_and_the_clock_say(desk):
    one = desk.opened(expires_at=desk.at + timedelta(days=9))
    assert where(desk)[Lane.UNOPENED] == [one.number]
    two = desk.granted(expires_at=desk.at + timedelta(days=9))
    assert where(desk)[Lane.RUNNING] == [two.number]
    desk.go(days=6, minutes=1)
    assert where(desk)[Lane.ENDING] == [two.number, one.number]
    shared_tasks.close(task=Ref(two.ref), actor=desk.consultant, at=desk.at)
    assert where(desk) == {
        Lane.UNOPENED: [],
        Lane.RUNNING: [],
        Lane.ENDING: [one.number],
        Lane.OVER: [two.number],
    }
    desk.go(days=4)
    assert where(desk)[Lane.OVER] == [two.number, one.number], "the clock alone ends it"


def test_a_department_sees_its_own_and_whoever_asks_sees_all(desk):
    own = desk.opened()
    other = desk.opened(departments=[Role.CON, Role.LEG], workers=[desk.legal])
    assert where(desk, department="CS")[Lane.UNOPENED] == [own.number]
    assert where(desk)[Lane.UNOPENED] == [other.number, own.number]
    text = shown(desk, desk.service, Role.CS)
    assert lanes_of(text)["unopened"] == [own.number]
    assert lanes_of(shown(desk, desk.service, Role.CS, department="all"))["unopened"] == [
        other.number,
        own.number,
    ]
    assert lanes_of(shown(desk, desk.officer, Role.DPO))["unopened"] == [other.number, own.number]


def test_nobody_sees_tasks_of_deals_that_are_not_hers(desk):
    desk.opened()
    nowhere = Ref.new("person")
    assert not any(where(desk, person=nowhere).values())


@pytest.mark.parametrize("over", [False, True])
def test_each_column_comes_in_parts_and_the_others_stay(desk, over):
    made = [desk.opened(expires_at=desk.at + timedelta(days=9)) for _ in range(board.LANE + 2)]
    if over:
        for one in made:
            shared_tasks.close(task=Ref(one.ref), actor=desk.consultant, at=desk.at)
    lane = Lane.OVER if over else Lane.UNOPENED
    numbers = [one.number for one in reversed(made)]
    first = board.lanes(desk.officer, desk.at)[lane]
    assert [one.number for one in first.tasks] == numbers[: board.LANE]
    rest = board.lanes(desk.officer, desk.at, below={lane: first.after})[lane]
    assert [one.number for one in rest.tasks] == numbers[board.LANE :]
    assert rest.after is None
    text = shown(desk, desk.officer, Role.DPO)
    key = lane.value.lower()
    assert f"below_{key}={first.after}#column-{key}" in text.replace("&amp;", "&")
    asked = {f"below_{key}": str(first.after)}
    assert lanes_of(shown(desk, desk.officer, Role.DPO, **asked))[key] == numbers[board.LANE :]


def test_from_the_start_of_one_column_the_others_stay(desk):
    for _ in range(board.LANE + 2):
        desk.opened(expires_at=desk.at + timedelta(days=9))
    text = shown(desk, desk.officer, Role.DPO, below_unopened="5", below_over="7")
    part = text.partition('id="column-unopened"')[2].partition("</section>")[0]
    assert 'href="?department=all&amp;below_over=7#column-unopened"' in part


def test_more_tasks_take_no_more_statements(desk):
    def statements():
        with CaptureQueriesContext(connection) as seen:
            shown(desk, desk.officer, Role.DPO)
        return len(seen)

    desk.opened(expires_at=desk.at + timedelta(days=9))
    before = statements()
    for _ in range(4):
        desk.opened(expires_at=desk.at + timedelta(days=9))
    assert statements() == before


def test_a_card_offers_the_verbs_that_move_it_and_no_other_way(desk):
    one = desk.opened(expires_at=desk.at + timedelta(days=9))
    text = shown(desk, desk.head, Role.HEAD)
    for slug in ("sharing-grant", "sharing-hand", "sharing-close"):
        assert f"/shared-tasks/{one.ref}/do/{slug}" in text
    assert 'method="post"' not in text.partition("data-board")[2].partition("</main>")[0]
    assert "do/sharing-grant" not in shown(desk, desk.service, Role.CS)
    shared_tasks.close(task=Ref(one.ref), actor=desk.consultant, at=desk.at)
    assert f"{one.ref}/do/" not in shown(desk, desk.head, Role.HEAD)


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "三天内到期"), ("en", "ends within three days")]
)
def test_it_is_there_in_both_languages_with_nothing_to_show(desk, lang, words):
    text = shown(desk, desk.officer, Role.DPO, lang=lang)
    assert words in text
    assert list(lanes_of(text)) == ["unopened", "running", "ending", "over"]
