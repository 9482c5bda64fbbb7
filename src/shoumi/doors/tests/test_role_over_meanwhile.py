"""A role that ended before the entry of an act carries it no more, though the act began earlier."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.models import Grant
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.rules import Kind
from shoumi.base.approvals.errors import ApproverMayNot
from shoumi.base.deals import services as deals
from shoumi.base.rooms import page_views
from shoumi.base.rooms import services as rooms
from shoumi.base.rooms.errors import NotApproved
from shoumi.base.rooms.models import Paper, Room
from shoumi.base.rooms.rules import State
from shoumi.chapters.policies import rules, story
from shoumi.chapters.policies import services as policies
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, HandlerTier, Role
from shoumi.doors.demo.cast import CONSULTANT, HEAD
from shoumi.doors.tests.house import House, told
from shoumi.doors.tests.room_steps import ROWS, open_room
from shoumi.doors.tests.viewer_papers import put

pytestmark = [pytest.mark.django_db(databases=["default", "keyring"], transaction=True)]


def ends(house: House, person: Ref, by: Ref | None = None) -> None:
    """Every role of the person ends half a minute after ``house.at``, as of which acts are asked:
    they waited for their place in the ledger."""
    later = house.at + timedelta(seconds=30)
    for held in Grant.objects.filter(person=person, until=None):
        accounts.revoke(grant=Ref(held.ref), actor=by or house.dpo, at=later)


def approved(house: House) -> Ref:
    house.agree()
    house.assess()
    house.reach(ROWS.level)
    room = house.prepared(ROWS)
    rooms.approve(room=room, actor=house.legal, at=house.at)
    return room


def test_a_room_is_not_opened_on_the_yes_of_whose_role_is_over(house):
    room = approved(house)
    ends(house, house.legal)
    with pytest.raises(NotApproved):
        open_room(house, room)
    assert Room.objects.get(ref=room).state == State.PREPARED


def test_a_room_is_not_opened_by_whose_role_is_over(house):
    room = approved(house)
    ends(house, house[CONSULTANT])
    with pytest.raises(NotPermitted):
        open_room(house, room)
    assert Room.objects.get(ref=room).state == State.PREPARED


def test_a_page_of_a_prepared_room_is_not_shown_to_whose_role_is_over(house):
    house.agree()
    house.assess()
    house.reach(ROWS.level)
    paper = put(house, house.prepared(ROWS))
    paper = Paper.objects.select_related("room").get(pk=paper.pk)
    ends(house, house[CONSULTANT])
    with pytest.raises(NotPermitted):
        page_views.check(paper=paper, page=1, actor=house[CONSULTANT], at=house.at)
    assert not told("room.page_checked")


@pytest.mark.parametrize("whose", ["who asked", "who approves"])
def test_a_role_is_not_granted_by_whose_role_is_over(house, whose):
    hired = accounts.enrol(name="罗测试", kind=Kind.STAFF, actor=house.dpo, at=house.at)
    person = Ref(hired.ref)
    ask = accounts.request_grant(person=person, role=Role.MKT, actor=house.legal, at=house.at)
    over, by = (house.legal, house.dpo) if whose == "who asked" else (house.dpo, house[HEAD])
    ends(house, over, by)
    approver = house[HEAD] if whose == "who asked" else house.dpo
    with pytest.raises(NotPermitted):
        accounts.grant(ask=Ref(ask.ref), actor=approver, at=house.at)
    assert not Grant.objects.filter(person=person).exists()


def test_a_policy_is_not_published_on_the_yes_of_whose_role_is_over(house):
    draft = policies.draft(
        items=rules.required(HandlerTier.SMALL),
        register=rules.built_in_register(),
        tier=HandlerTier.SMALL,
        actor=house.dpo,
        at=house.at,
        text=story.text(),
    )
    version, before = Ref(draft.ref), len(told("policy.published"))
    for role, who in ((Role.DPO, house.dpo), (Role.LEG, house.legal)):
        policies.approve(version=version, role=role, actor=who, at=house.at)
    ends(house, house.legal)
    with pytest.raises(ApproverMayNot):
        policies.publish(version=version, actor=house.dpo, at=house.at)
    assert len(told("policy.published")) == before


def test_a_milestone_is_not_opened_by_whose_role_is_over(house):
    ends(house, house[CONSULTANT])
    with pytest.raises(NotPermitted):
        deals.advance(
            deal=house.deal, stage=DealStage.TERM_SHEET, actor=house[CONSULTANT], at=house.at
        )
