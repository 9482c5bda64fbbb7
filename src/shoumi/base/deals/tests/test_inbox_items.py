"""What a deal waits for: papers of a side's own word, and what its milestones lack."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shoumi.base.accounts.rules import Kind
from shoumi.base.accounts.tests.cast import asker
from shoumi.base.attestations.models import Attestation
from shoumi.base.calendar.models import Deadline
from shoumi.base.deals import inbox_items, queries, services
from shoumi.base.deals.errors import NotYet
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.tests.stages import reach
from shoumi.base.deals.tests.story import PARTIES, Story, attest, on
from shoumi.base.registry import InboxKind
from shoumi.base.tests.kept import kept
from shoumi.core.milestones import FilingKind, deadlines
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, DealType, Role

pytestmark = pytest.mark.django_db
AT = on("08-24")


@pytest.fixture
def story():
    return kept("story", Story)


def of(person, kind=None, at=AT):
    found = inbox_items.items(asker(person, at, queries.named_sides(person)))
    return [one for one in found if kind in (None, one.kind)]


def wants(person, at=AT):
    return {one.condition for one in of(person, InboxKind.MILESTONE, at)}


def test_a_paper_filed_for_a_side_waits_for_that_side_until_it_is_confirmed(story):
    filed = story.file(FilingKind.TERMS_ACCEPTED, actor=story.con)
    seller, buyer = story.sides[PartyRole.TR], story.sides[PartyRole.TE]
    (found,) = of(seller, InboxKind.PAPER)
    assert (found.ref, found.deal, found.two) == (filed.ref, story.ref, True)
    assert (found.page, found.query) == ("papers", {"deal": story.ref})
    assert found.about == (story.deal.number, story.deal.number)
    for person in (buyer, story.con, story.dpo):
        assert not of(person, InboxKind.PAPER)
    services.confirm(filing=Ref(filed.ref), actor=seller, at=AT)
    assert not of(seller, InboxKind.PAPER)


def test_a_paper_of_another_deal_waits_for_its_own_seller_alone(story):
    stranger = story.house.enrol("施虚丁", Kind.PARTY, at=AT)
    sides = {PartyRole.TR: stranger, PartyRole.TE: story.sides[PartyRole.TE]}
    named = [replace(one, person=sides.get(one.role)) for one in PARTIES]
    other = services.create(
        deal_type=DealType.EQUITY, title="海棠转让", parties=named, actor=story.con, at=AT
    )
    story.file(FilingKind.TERMS_ACCEPTED, actor=story.con)
    assert not of(stranger, InboxKind.PAPER)
    assert {one.deal for one in of(stranger)} <= {other.ref}


def test_the_first_milestone_waits_for_its_paper_then_to_be_opened_then_to_be_finished(story):
    assert wants(story.con) == {"filing:notice_17"}
    story.file_all(DealStage.INTAKE)
    for word, act in (("进入", story.advance), ("完成", story.finish)):
        (found,) = of(story.con, InboxKind.MILESTONE)
        assert found.what[0] == f"{word}阶段，条件已齐"
        assert (found.page, found.of) == ("deal", {"deal": story.ref})
        act(DealStage.INTAKE)
    assert wants(story.con) == set()
    assert wants(story.sides[PartyRole.TR]) == {
        "filing:service_agreement",
        "filing:terms_accepted",
        "filing:kyc_consent",
    }
    assert "filing:authority" in wants(story.leg)


def test_what_has_to_be_there_by_a_time_carries_its_clock(story):
    rule = next(one for one in deadlines() if one.meets == "filing:tax_report")
    clock = Deadline.objects.create(
        ref=Ref.new("deadline"),
        deal=story.ref,
        about=story.ref,
        key=rule.key,
        periods="",
        counted_from_at=on("08-24"),
        due_at=on("09-08"),
        until=on("09-08"),
    )
    reach(story.ref, DealStage.TAX, at=AT)
    buyer = story.sides[PartyRole.TE]
    (found,) = [one for one in of(buyer) if one.condition == "filing:tax_report"]
    assert (found.since, found.until, found.deadline) == (on("08-24"), on("09-08"), clock.ref)
    assert [one.condition for one in of(buyer) if one.until]


def test_who_has_a_role_in_one_deal_sees_that_deal_alone(story):
    other = services.create(
        deal_type=DealType.EQUITY, title="海棠转让", parties=PARTIES, actor=story.con, at=AT
    )
    helper = story.house.enrol("褚样本", at=AT)
    story.house.give(helper, Role.CON, deal=Ref(other.ref), at=AT)
    story.house.give(helper, Role.HR, at=AT)
    assert {one.deal for one in of(helper)} == {other.ref}
    assert {one.deal for one in of(story.con)} == {story.ref, other.ref}


def test_a_milestone_whose_door_is_shut_is_not_said_to_be_ready(story):
    """Nothing is missing, but a demand that its door rests on does not hold."""
    story.file_all(DealStage.INTAKE)
    story.advance(DealStage.INTAKE)
    story.finish(DealStage.INTAKE)
    story.file_all(DealStage.MANDATE)
    attest("15.2")
    story.advance(DealStage.MANDATE)

    def is_ready():
        return f"{story.ref}:mandate:" in {one.ref for one in of(story.con)}

    assert is_ready()
    Attestation.objects.all().delete()
    with pytest.raises(NotYet):
        story.finish(DealStage.MANDATE)
    assert not is_ready()
