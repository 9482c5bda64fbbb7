from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.deals import queries as deals_of
from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewParty
from shoumi.base.documents import ca, pades
from shoumi.base.documents.models import Document
from shoumi.base.documents.signed_documents import signed
from shoumi.base.ledger import reader
from shoumi.chapters.destruction import certificates
from shoumi.chapters.destruction.chapter import card
from shoumi.chapters.destruction.documents import recipient_certificate
from shoumi.chapters.destruction.models import Order, RecipientProof
from shoumi.chapters.destruction.rules import Method, Said, State
from shoumi.chapters.destruction.tests.destruction_house import DEAL
from shoumi.core.ledger import leaf
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, DealType, Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
SAID = Said("L2 数据室笔记", 3, 2, Method.OVERWRITTEN, date(2026, 8, 25))


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


def own_key(at):
    """A recipient that signs by its own means; the certificate is all that is told of it."""
    key, issuer = ca.new_key(), ca.new_key()
    root = ca.self_signed(key=issuer, installation="haitang", at=at)
    mine = ca.issue(
        root_key=issuer, root=root, public=key.public_key(), name="海棠", ref="x-1", at=at
    )
    return pades.Identity("x-1", "海棠", key, mine, root)


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
        self.party = Ref(deals_of.parties(self.ref, PartyRole.TE)[0].ref)

    def expect(self, actor=None, certificate=""):
        certificates.expect(
            deal=self.ref,
            party=self.party,
            due_on=date(2026, 12, 4),
            certificate=certificate,
            actor=actor or self.yard.dora,
            at=self.yard.at,
        )

    def blank(self):
        return recipient_certificate.paper(self.ref, self.party, SAID, "孙虚丙", self.yard.at)

    def signed(self, person=None):
        person = person or self.yard.stranger
        return signed(self.blank(), person, "销毁", "operator", self.yard.at)

    def receive(self, actor=None, party=None, paper=None, said=None):
        certificates.receive(
            deal=self.ref,
            party=party or self.party,
            paper=paper or self.signed(),
            said=said or SAID,
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


@pytest.mark.both
def test_what_was_destroyed_stands_in_the_row_and_in_the_ledger(deal):
    deal.expect()
    deal.receive()
    found = RecipientProof.objects.get()
    assert (found.signer, found.items) == (deal.yard.stranger, SAID.items)
    assert (found.count, found.copies, found.method) == (3, 2, "OVERWRITTEN")
    (line,) = told("recipient.proved")
    assert (line.facts["count"], line.facts["copies"]) == (3, 2)
    assert line.facts["method"] == "OVERWRITTEN"
    assert SAID.items not in str(line.facts)


@pytest.mark.parametrize("paper", [b"%PDF-", "我方已全部销毁。".encode()])
def test_a_paper_without_a_signature_is_refused(deal, paper):
    deal.expect()
    with pytest.raises(certificates.NotSignedByRecipient):
        deal.receive(paper=paper)
    assert deal.holds().reason == "destruction.recipient_outstanding"


def test_an_unsigned_pdf_one_signed_by_another_and_one_that_was_changed_are_refused(deal):
    deal.expect()
    whole = deal.signed()
    for paper in (
        deal.blank(),
        deal.signed(deal.yard.dora),
        whole.replace(b"%%EOF", b"%%E0F"),
        whole + b"\n% more",
    ):
        with pytest.raises(certificates.NotSignedByRecipient):
            deal.receive(paper=paper)


def test_a_recipient_with_a_key_of_its_own_signs_under_the_certificate_that_was_noted(deal):
    root, other = own_key(deal.yard.at), own_key(deal.yard.at)
    deal.expect(certificate=ca.to_pem(root.certificate).decode())
    for identity, holds in ((other, False), (root, True)):
        paper = pades.sign(
            deal.blank(), identity=identity, reason="销毁", at=deal.yard.at, field="operator"
        )
        if holds:
            deal.receive(paper=paper)
        else:
            with pytest.raises(certificates.NotSignedByRecipient):
                deal.receive(paper=paper)
    assert len(RecipientProof.objects.get().signer) == 64


def test_what_is_no_certificate_is_not_noted(deal):
    with pytest.raises(certificates.NotACertificate):
        deal.expect(certificate="-----BEGIN NOTHING")


def test_the_recipients_own_person_signs_here(deal):
    deal.expect()
    own = {
        "deal": deal.ref,
        "party": deal.party,
        "paper": deal.blank(),
        "said": SAID,
        "at": deal.yard.at,
    }
    with pytest.raises(certificates.NotTheRecipient):
        certificates.sign(person=deal.yard.dora, name="林示范", **own)
    certificates.sign(person=deal.yard.stranger, name="孙虚丙", **own)
    assert deal.holds().state is ControlState.PASS


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (replace(SAID, items=" "), certificates.NothingSaid),
        (replace(SAID, count=0), certificates.NothingSaid),
        (replace(SAID, copies=0), certificates.NothingSaid),
        (replace(SAID, destroyed_on=date(2026, 8, 26)), certificates.NotYetDestroyed),
    ],
)
def test_a_certificate_says_what_was_destroyed_and_when(deal, said, error):
    deal.expect()
    with pytest.raises(error):
        deal.receive(said=said)


def test_a_recipient_that_is_late_shuts_its_deal(deal):
    deal.expect()
    at = deal.yard.at.replace(month=12, day=4)
    assert card.checks["8.3"](at).holds
    late = card.checks["8.3"](at + timedelta(days=1))
    assert (late.state, late.reason, late.deals) == (
        ControlState.FAIL,
        "destruction.recipient_overdue",
        {deal.ref},
    )
    deal.receive()
    assert card.checks["8.3"](at + timedelta(days=1)).holds
