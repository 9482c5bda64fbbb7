"""Another buyer comes in the place of one: what ends with the former, and what begins again."""

from __future__ import annotations

import pytest

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.calendar.models import Deadline
from shoumi.base.deals import conditions, party_rows, services
from shoumi.base.deals import queries as deals
from shoumi.base.deals.ledger_agreement import guarded
from shoumi.base.deals.models import DataSet, MilestoneState, Party
from shoumi.base.deals.rules import BUYER_STAGES, PartyRole, WaiveReason
from shoumi.base.registry import BuyerChange
from shoumi.base.rooms import card as rooms_card
from shoumi.base.rooms import services as rooms
from shoumi.base.rooms.models import Room
from shoumi.base.rooms.rules import State
from shoumi.base.tests import authenticated
from shoumi.chapters.agreements import queries as agreements
from shoumi.chapters.agreements.chapter import card as agreements_card
from shoumi.chapters.agreements.models import Agreement
from shoumi.chapters.agreements.rules import State as Signed
from shoumi.chapters.compliance import queries as assessments
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import Changed
from shoumi.chapters.consent import rules as asking
from shoumi.chapters.consent.chapter import card as consent_card
from shoumi.chapters.consent.models import Campaign, Consent
from shoumi.chapters.destruction import rules
from shoumi.chapters.destruction.chapter import card as destruction_card
from shoumi.chapters.destruction.models import RecipientProof
from shoumi.chapters.destruction.tests import recipient_papers
from shoumi.core.gate import GateClosed
from shoumi.core.gate.policy import Code
from shoumi.core.milestones import Standing
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState, DealStage, DealType, Instrument, Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import Handing, prepared
from shoumi.doors.tests.second_day import house
from shoumi.doors.tests.side_pages import handed_in, opened, paper, text_of
from shoumi.doors.tests.visitors import signed_in

__all__ = ["house"]
pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

NEW = "荷塘虚构商贸有限公司"
PROVISION, ART23 = asking.Purpose.PROVISION, Instrument.ART23_SEPARATE_CONSENT


@pytest.fixture
def asked(house):
    """People asked for their consent to the buyer, who is in a room and filed a paper."""
    house.at = clock.now()
    made = Handing(house)
    house.agree()
    made.room = opened(house)
    handed_in(house, people.BUYER, "loi")
    made.ask(PROVISION, ART23)
    made.answer(asking.Answer.GIVEN, made.people[:3])
    return made


def address(house):
    return f"/deals/{house.deal}/do/deal-replace-buyer"


def given(house, asked, **more):
    usual = {"former": asked.recipient, "name": NEW, "person": house[people.HOLDER]}
    return {**usual, "uscc": "", "is_sure": "on", **more}


def replaced(house, asked):
    visitor = signed_in(house[people.CONSULTANT])
    answer = visitor.act(address(house), **given(house, asked))
    assert answer.status_code == 200, answer.content.decode()
    (buyer,) = deals.parties(house.deal, PartyRole.TE)
    return buyer


def test_what_follows_is_shown_before_it_is_done(house, asked):
    page = signed_in(house[people.CONSULTANT]).get(address(house)).content.decode()
    for told in (
        "马上关闭开着的 1 个",
        "原受让方签的 1 份继续约束它",
        "2026-09-08 前交回或销毁",
        "1 份数据改由新受让方接收；生效中的影响评估因接收方改变而失效",
        "写着原受让方的 1 次征询作废，3 人的同意不再算数",
        "尽职调查：去标识化",
        "意向书",
        "海棠虚构科技",
    ):
        assert told in page, told
    english = signed_in(house[people.CONSULTANT], lang="en").get(address(house)).content.decode()
    assert "3 consents end" in english
    assert Party.objects.get(ref=asked.recipient).role == PartyRole.TE


def test_the_former_buyer_is_out_of_rooms_deal_and_role(house, asked):
    replaced(house, asked)
    assert Party.objects.get(ref=asked.recipient).role == PartyRole.FORMER_TE
    assert Room.objects.get(ref=asked.room).state == State.SHUT
    with pytest.raises(GateClosed) as caught:
        rooms.enter(room=asked.room, actor=house.buyer, at=clock.now())
    assert {Code.NO_AGREEMENT, Code.NOT_ON_DEAL} <= set(caught.value.facts["reasons"])
    assert Role.TE not in accounts.roles(house.buyer, clock.now(), house.deal)
    assert not deals.takes_part(house.buyer, house.deal, clock.now())
    assert deals.sides_of(house.buyer, house.deal, clock.now()) == frozenset()


def test_its_agreement_goes_on_to_bind_it_and_opens_nothing(house, asked):
    assert agreements.effective(house.deal, clock.now()).holds
    replaced(house, asked)
    assert Agreement.objects.get().state == Signed.SIGNED
    assert not agreements.effective(house.deal, clock.now()).holds
    assert agreements.binding(house.buyer, house.deal, clock.now()) == []
    assert agreements.of_former(house.deal, clock.now(), [house.buyer])


def test_it_owes_its_copies_by_a_clock_of_its_own_and_signs_by_page(house, asked):
    replaced(house, asked)
    clocked = Deadline.objects.get(key=rules.DeadlineKey.RECIPIENT_COPIES)
    assert (clocked.about, clocked.met_at) == (asked.recipient, None)
    text = text_of(house, people.BUYER)
    assert "另一方接替了你这一方" in text
    assert "等证明" in text
    assert "意向书" in text  # what it filed itself
    assert "接下来" not in text
    assert NEW not in text
    board = signed_in(house.buyer).get("/deals").content.decode()
    assert "原受让方" in board
    assert "交回或销毁" in signed_in(house.buyer).get("/inbox").content.decode()
    signs = f"/papers/{house.deal}/do/recipient-signs"
    said = {"party": asked.recipient, "is_sure": "on", **recipient_papers.said()}
    assert signed_in(house.buyer).act(signs, **said).status_code == 200
    clocked.refresh_from_db()
    assert clocked.met_at is not None
    assert RecipientProof.objects.get().signer == house.buyer


def test_milestones_and_papers_of_a_buyer_begin_again(house, asked):
    assert conditions.holding("filing:loi", house.deal, clock.now()).holds
    replaced(house, asked)
    rows = deals.milestones(house.deal)  # authentic, all of them
    assert {rows[one].state for one in BUYER_STAGES} == {Standing.WAITING}
    assert rows[DealStage.INVENTORY].state == Standing.OPEN
    assert not conditions.holding("filing:loi", house.deal, clock.now()).holds
    new = signed_in(house[people.HOLDER]).get("/papers").content.decode()
    assert "受让方告知与同意" in new
    assert "已交" not in new
    where = f"/papers/{house.deal}/do/paper-file"
    own = signed_in(house[people.HOLDER]).act(where, kind="loi", document=paper("of the new one"))
    assert own.status_code == 200
    assert conditions.holding("filing:loi", house.deal, clock.now()).holds


def test_the_new_buyer_sees_none_of_the_formers_papers(house, asked):
    replaced(house, asked)
    text = text_of(house, people.HOLDER)
    assert "受让方" in text
    assert "意向书" not in text[text.index("你这一方已交的文件") :]


def test_assessments_become_stale_and_sets_go_to_the_new_buyer(house, asked):
    buyer = replaced(house, asked)
    assert DataSet.objects.get().recipient_id == buyer.ref
    stale = {assessments.changed(one) for one in Assessment.objects.filter(state="APPROVED")}
    assert stale == {Changed.RECIPIENTS}


def test_consents_to_the_former_buyer_end_and_the_purpose_is_put_again(house, asked):
    buyer = replaced(house, asked)
    assert {one.state for one in Consent.objects.filter(subject__in=asked.people[:3])} == {
        ConsentState.SUPERSEDED
    }
    assert Campaign.objects.get().superseded_at is not None
    house.at = clock.now()
    again = prepared(house, Ref(buyer.ref))
    assert Campaign.objects.get(ref=again).superseded_at is None


def test_a_campaign_that_was_only_prepared_is_void_too(house):
    house.at = clock.now()
    made = Handing(house)
    campaign = prepared(house, made.recipient)
    replaced(house, made)
    assert Campaign.objects.get(ref=campaign).state == asking.CampaignState.CLOSED


def test_a_buyer_who_was_in_no_room_owes_nothing(house):
    house.at = clock.now()
    made = Handing(house)
    page = signed_in(house[people.CONSULTANT]).get(address(house)).content.decode()
    assert "没有进过数据室" in page
    replaced(house, made)
    assert not RecipientProof.objects.exists()


@pytest.mark.parametrize("name", [people.LEGAL, people.SERVICE, people.SELLER])
def test_who_does_not_begin_deals_does_not_replace(house, asked, name):
    assert signed_in(house[name]).act(address(house), **given(house, asked)).status_code in (
        403,
        404,
    )


def test_the_same_person_or_company_is_no_other_buyer(house, asked):
    visitor = signed_in(house[people.CONSULTANT])
    same = visitor.act(address(house), **given(house, asked, person=house.buyer))
    assert same.status_code == 422
    assert "同一个人" in same.content.decode()


def test_nobody_is_replaced_once_the_change_is_being_registered(house, asked):
    rows = MilestoneState.objects.filter(deal=house.deal, code=DealStage.REGISTERED)
    authenticated.change(rows, state=Standing.OPEN, opened_at=clock.now())
    answer = signed_in(house[people.CONSULTANT]).act(address(house), **given(house, asked))
    assert answer.status_code == 422
    assert "变更登记已经开始办理" in answer.content.decode()


def test_the_ledger_agrees_with_every_row_that_changed(house, asked):
    replaced(house, asked)
    _require_agreement(Party, DataSet)


def _require_agreement(*tables):
    for one in guarded:
        rows = list(one.table.objects.all())
        if one.table in tables:
            assert rows
            assert None not in one.agreed(rows), one.table


def test_the_ledger_agrees_with_milestones_that_wait_again(house):
    at = clock.now()
    buyer = services.NewParty(PartyRole.TE, "海棠虚构科技", person=house.buyer)
    made = services.create(
        deal_type=DealType.EQUITY,
        title="云岚转让",
        parties=[
            services.NewParty(PartyRole.TARGET, "云岚虚构家政服务有限公司", "91990000MA0DEM0213"),
            services.NewParty(PartyRole.TR, people.SELLER, person=house[people.SELLER]),
            buyer,
        ],
        actor=house.dpo,
        at=at,
    )
    deal, stage = Ref(made.ref), DealStage.TERM_SHEET
    reason = WaiveReason.NOT_WANTED
    services.waive(deal=deal, stage=stage, reason=reason, actor=house.dpo, at=at)
    assert deals.milestones(deal)[stage].state == Standing.WAIVED
    (former,) = deals.parties(deal, PartyRole.TE)
    services.replace_buyer(
        deal=deal,
        former=Ref(former.ref),
        buyer=services.NewParty(PartyRole.TE, NEW),
        actor=house.dpo,
        at=at,
    )
    assert deals.milestones(deal)[stage].state == Standing.WAITING
    rows = list(MilestoneState.objects.filter(deal=deal))
    (table,) = [one for one in guarded if one.table is MilestoneState]
    assert None not in table.agreed(rows)


@pytest.mark.both
def test_what_a_crash_left_undone_is_done_at_the_next_start(house, asked, monkeypatch):
    monkeypatch.setattr("shoumi.base.registry.cards", list)
    buyer = services.replace_buyer(
        deal=house.deal,
        former=asked.recipient,
        buyer=services.NewParty(PartyRole.TE, NEW, person=house[people.HOLDER]),
        actor=house.dpo,
        at=clock.now(),
    )
    monkeypatch.undo()
    at = clock.now()
    assert Room.objects.get(ref=asked.room).state == State.OPEN
    for card in (rooms_card.card, consent_card, destruction_card):
        assert card.resume is not None
        assert (card.resume(at), card.resume(at)) == (1, 0)
    assert Room.objects.get(ref=asked.room).state == State.SHUT
    assert Campaign.objects.get().superseded_at is not None
    assert RecipientProof.objects.get().party == asked.recipient
    change = BuyerChange(house.deal, asked.recipient, Ref(buyer.ref), house.dpo, at)
    assert agreements_card.buyer_changed is not None
    agreements_card.buyer_changed(change)
    assert party_rows.former_persons(house.deal) == {house.buyer}
