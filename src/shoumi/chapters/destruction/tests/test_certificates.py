from __future__ import annotations

from datetime import date, timedelta

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewParty
from shoumi.base.documents.models import Document
from shoumi.base.ledger import reader
from shoumi.chapters.destruction import certificates
from shoumi.chapters.destruction.chapter import card
from shoumi.chapters.destruction.models import Order, RecipientProof
from shoumi.chapters.destruction.rules import State
from shoumi.chapters.destruction.tests.destruction_house import DEAL
from shoumi.core.ledger import leaf
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, DealType, Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
PARTY = Ref("party-buyer")


def told(tag):
    return [leaf.read(entry.body) for entry in reader.entries(tag=tag)]


def issue(yard, order, stage, actor=None):
    return certificates.issue(
        order=Ref(order),
        stage=stage,
        paper=b"%PDF-",
        actor=actor or yard.dora,
        at=yard.at,
    )


@pytest.mark.both
def test_stage_one_says_what_may_be_left_and_until_when(yard):
    order = yard.destroyed(yard.hold(2))
    found = issue(yard, order.ref, 1)
    assert (found.state, found.residual_until) == (State.CERTIFIED, date(2026, 9, 8))
    (line,) = told("destruction.certified")
    assert line.facts["residual_until"] == "2026-09-08"
    assert Document.objects.get(ref=found.document).sha256 == line.facts["document"]


@pytest.mark.both
def test_stage_two_waits_for_the_last_backup_of_the_keyring(yard):
    order = yard.destroyed(yard.hold())
    issue(yard, order.ref, 1)
    yard.at = yard.at.replace(month=9, day=8, hour=15, minute=59)  # 23:59 in China, the last day
    with pytest.raises(certificates.BackupsNotExpired) as caught:
        issue(yard, order.ref, 2)
    assert caught.value.facts == {"until": date(2026, 9, 8)}
    yard.go(minutes=1)
    assert issue(yard, order.ref, 2).state == State.FINAL


@pytest.mark.both
@pytest.mark.parametrize("stage", [1, 2])
def test_what_was_not_verified_is_not_certified(yard, stage):
    found = yard.hold()
    order = yard.propose(found)
    for step in (lambda: None, lambda: yard.confirm(order, yard.otto, yard.sara)):
        step()
        before = Document.objects.count()
        with pytest.raises(certificates.NotInStage):
            issue(yard, order, stage)
        assert Document.objects.count() == before
    Order.objects.filter(ref=order).update(state=State.BEGUN, begun_at=yard.at, intent_position=0)
    with pytest.raises(certificates.NotInStage):
        issue(yard, order, stage)
    with pytest.raises(certificates.NotInStage):
        issue(yard, "dest-none", stage)


@pytest.mark.both
def test_each_stage_is_certified_once(yard):
    order = yard.destroyed(yard.hold())
    issue(yard, order.ref, 1)
    with pytest.raises(certificates.NotInStage):
        issue(yard, order.ref, 1)
    yard.go(days=20)
    issue(yard, order.ref, 2)
    with pytest.raises(certificates.NotInStage):
        issue(yard, order.ref, 2)


@pytest.mark.parametrize("who", ["otto", "sara", "emil", "head", "mallory"])
def test_only_the_protection_officer_certifies(yard, who):
    order = yard.destroyed(yard.hold())
    with pytest.raises(NotPermitted):
        issue(yard, order.ref, 1, getattr(yard, who))


class Deal:
    """A deal whose buyer owes a certificate."""

    def __init__(self, yard):
        con = yard.house.staff(Role.CON, name="陈示例")
        self.outsider = yard.house.enrol("钱虚乙")
        made = deals.create(
            deal_type=DealType.EQUITY,
            title="云岚",
            parties=[
                NewParty(PartyRole.TARGET, "云岚虚构家政服务有限公司", "91990000MA0DEM0213"),
                NewParty(PartyRole.TR, "赵虚甲"),
                NewParty(PartyRole.TE, "海棠", "91990000MA0DEM03XT", person=yard.stranger),
            ],
            actor=con,
            at=yard.at,
        )
        self.yard, self.ref = yard, Ref(made.ref)

    def expect(self, actor=None):
        certificates.expect(
            deal=self.ref,
            party=PARTY,
            due_on=date(2026, 12, 4),
            actor=actor or self.yard.dora,
            at=self.yard.at,
        )

    def receive(self, actor=None, party=PARTY):
        certificates.receive(
            deal=self.ref,
            party=party,
            paper=b"%PDF-",
            actor=actor or self.yard.stranger,
            at=self.yard.at,
        )

    def holds(self):
        return card.conditions["destruction.recipients"](self.ref, self.yard.at)


@pytest.fixture
def deal(yard):
    return Deal(yard)


@pytest.mark.both
def test_the_deal_closes_when_every_recipient_has_proved_its_copies_gone(deal):
    assert deal.holds().reason == "destruction.recipients_unknown"
    deal.expect()
    assert deal.holds().reason == "destruction.recipient_outstanding"
    deal.receive()
    assert deal.holds().state is ControlState.PASS
    assert deal.holds().position == reader.size() - 1


@pytest.mark.both
def test_what_is_owed_is_noted_once(deal):
    deal.expect()
    deal.expect()
    assert len(told("recipient.due")) == RecipientProof.objects.count() == 1


@pytest.mark.both
def test_a_certificate_is_received_once_and_from_who_owes_it(deal):
    with pytest.raises(certificates.NoSuchRecipient):
        deal.receive()
    deal.expect()
    with pytest.raises(certificates.NoSuchRecipient):
        deal.receive(party=Ref("party-other"))
    deal.receive()
    with pytest.raises(certificates.NoSuchRecipient):
        deal.receive()
    assert len(told("recipient.proved")) == 1


@pytest.mark.both
def test_a_stranger_proves_nothing(deal):
    deal.expect()
    with pytest.raises(certificates.NotOfTheDeal):
        deal.receive(actor=deal.outsider)
    for actor in (deal.outsider, deal.yard.stranger, deal.yard.mallory):
        with pytest.raises(NotPermitted):
            deal.expect(actor=actor)


def test_the_demands_of_the_chapter(yard):
    def states():
        return [card.checks[duty](yard.at).state.value for duty in ("8.1", "8.2", "8.3")]

    assert states() == ["NOT_APPLICABLE"] * 3
    late = yard.hold(retention_until=date(2026, 8, 24))
    assert states()[0] == "FAIL"
    order = yard.confirmed(late)
    assert states() == ["FAIL", "NOT_APPLICABLE", "NOT_APPLICABLE"]
    yard.carry_out(order)
    assert states() == ["PASS", "PASS", "FAIL"]
    issue(yard, order, 1)
    assert states() == ["PASS", "PASS", "PASS"]
    Order.objects.filter(ref=order).update(state=State.BEGUN)
    assert states()[1] == "FAIL"
    Order.objects.filter(ref=order).update(state=State.CERTIFIED, confirmed=[yard.otto, yard.dora])
    assert card.checks["8.2"](yard.at).reason == "destruction.not_witnessed"


def test_the_last_day_of_retention_is_no_fault(yard):
    yard.hold(retention_until=date(2026, 8, 25))
    assert card.checks["8.1"](yard.at).holds
    assert not card.checks["8.1"](yard.at + timedelta(hours=10)).holds


@pytest.mark.both
def test_no_order_holds_personal_information(yard):
    order = yard.destroyed(yard.hold(3))
    assert order.deal == DEAL
    text = " ".join(str(value) for value in Order.objects.values_list().get())
    assert "虚构" not in text
