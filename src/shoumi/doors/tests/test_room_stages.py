"""Inside a room whose level's milestone is not reached: the no names it, and who says on."""

from __future__ import annotations

import pytest

from shoumi.base.deals.errors import StageNotOpen, StageOver, StageTurnedDown
from shoumi.base.deals.models import MilestoneState
from shoumi.base.messages import refusals
from shoumi.base.rooms import content, inquiries
from shoumi.base.rooms import services as rooms
from shoumi.base.rooms.rules import STAGE
from shoumi.base.tests import authenticated
from shoumi.chapters.agreements import services as agreements
from shoumi.core.gate import GateClosed
from shoumi.core.gate.policy import Code
from shoumi.core.milestones import Standing
from shoumi.core.terms import DisclosureLevel
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import person, told
from shoumi.doors.tests.room_steps import COUNTS, ROWS

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)

L1, L2, L3 = DisclosureLevel.L1, DisclosureLevel.L2, DisclosureLevel.L3
KINDS = {
    Standing.WAITING: StageNotOpen,
    Standing.WAIVED: StageOver,
    Standing.REFUSED: StageTurnedDown,
}


@pytest.fixture
def agreement(house):
    house.assess()
    return house.agree()


def stand(house, level, standing):
    """The milestone of a level, whose room is there."""
    is_over = standing in (Standing.DONE, Standing.WAIVED)
    authenticated.change(
        MilestoneState.objects.filter(deal=house.deal, code=STAGE[level]),
        state=standing,
        done_at=house.at if is_over else None,
    )


def enter(house, room, name=people.BUYER):
    return rooms.enter(room=room, actor=house[name], at=house.at)


@pytest.mark.both
@pytest.mark.parametrize("standing", KINDS)
def test_an_open_room_shuts_with_its_milestone_and_says_which(house, agreement, standing):
    room = house.room(ROWS)
    assert enter(house, room)
    stand(house, L2, standing)
    for act in (
        lambda: enter(house, room),
        lambda: inquiries.ask(
            room=room, text="最大的一项服务是哪一项？", paper=None, page=None, actor=house.buyer,
            at=house.at,
        ),
    ):  # fmt: skip
        before = len(told("gate.decided"))
        with pytest.raises(StageNotOpen) as caught:
            act()
        assert type(caught.value) is KINDS[standing]
        assert caught.value.facts["stage"] == "dd_l2"
        assert caught.value.facts["who"] == "DPO"
        (line,) = told("gate.decided")[before:]
        assert line.facts["allowed"] is False, "the gate's own no is the evidence"


def test_a_room_stays_open_to_its_end_when_its_milestone_is_done(house, agreement):
    room = house.room(ROWS)
    stand(house, L2, Standing.DONE)
    assert enter(house, room)


@pytest.mark.both
def test_the_items_of_a_clean_room_say_it_too(house, agreement):
    found = house.keep(person(1, contact_title="虚构经理", bank_account="9"))
    room = house.room(content.people(found))
    stand(house, L3, Standing.REFUSED)
    with pytest.raises(StageTurnedDown) as caught:
        rooms.view_items(room=room, actor=house.buyer, at=house.at)
    assert caught.value.facts["stage"] == "dd_l3"


def test_a_room_that_was_never_opened_says_what_it_waits_for(house, agreement):
    room = house.prepared(COUNTS)
    with pytest.raises(StageNotOpen) as caught:
        enter(house, room)
    assert caught.value.facts["stage"] == "dd_l1"


def test_who_is_not_named_in_it_hears_nothing_of_the_milestone(house, agreement):
    room = house.room(ROWS)
    stand(house, L2, Standing.REFUSED)
    with pytest.raises(GateClosed):
        enter(house, room, people.CONSULTANT)
    waiting = house.prepared(COUNTS)
    with pytest.raises(GateClosed):
        enter(house, waiting, people.SELLER)


def test_what_else_is_wrong_is_told_with_every_reason(house, agreement):
    room = house.room(ROWS)
    stand(house, L2, Standing.REFUSED)
    agreements.breach(agreement=agreement, actor=house.legal, at=house.at)
    with pytest.raises(GateClosed) as caught:
        enter(house, room)
    assert {Code.NO_AGREEMENT, Code.ROOM_SHUT} <= set(caught.value.facts["reasons"])


@pytest.mark.parametrize(
    ("standing", "zh", "en"),
    [
        (
            Standing.WAITING,
            ("没有开启", "由个人信息保护负责人在转让页开启"),
            ("is not open", "opens it"),
        ),
        (
            Standing.WAIVED,
            ("已经结束，不能重新开启", "由个人信息保护负责人决定"),
            ("is over", "decides"),
        ),
        (
            Standing.REFUSED,
            ("被驳回了", "是否在转让页重新开启"),
            ("was turned down", "open it again"),
        ),
    ],
)
def test_the_words_say_whether_it_opens_yet_and_who_says_so(house, agreement, standing, zh, en):
    room = house.room(ROWS)
    stand(house, L2, standing)
    with pytest.raises(StageNotOpen) as caught:
        enter(house, room)
    for lang, (what, mend) in (("zh", zh), ("en", en)):
        words = refusals.tell(caught.value, lang)
        assert what in words.what
        assert mend in words.mend
    over = refusals.tell(caught.value, "zh").mend
    assert ("deal advance" in over) == (standing is not Standing.WAIVED)
