"""One equity deal driven by programs of several people, from its beginning as far as it goes.

What is left to people is done beside it, as on their pages: assessments, the summary's scan,
signatures, the letters and the receipt.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from shoumi.base import clock
from shoumi.base.handover import record
from shoumi.base.handover import services as handover
from shoumi.base.handover.models import Package
from shoumi.base.ledger import reader
from shoumi.base.rooms import teasers
from shoumi.chapters.compliance.rules import Scope as Assessed
from shoumi.chapters.consent import rules as consent
from shoumi.chapters.consent.services import answers
from shoumi.chapters.consent.tests.letters_house import handed_over_in_a_file, task_of
from shoumi.client import Client, Refused
from shoumi.client.response_types import Rotations, WholeApproval
from shoumi.core.ledger import proof
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument, Role
from shoumi.doors.api.tests.programs import token_of, told_at_collection
from shoumi.doors.console.tests.test_intake_pages import _CSV
from shoumi.doors.demo import cast as people
from shoumi.doors.demo import made_up_papers
from shoumi.doors.tests.handover_house import CONTENTS, KEY
from shoumi.doors.tests.sides import begins_with, confirm

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

CON, LEGAL, DPO, FINANCE = people.CONSULTANT, people.LEGAL, people.DPO, people.FINANCE
MANDATE = ("service_agreement", "terms_accepted", "kyc_consent", "authority")
AFTERWARDS = ("bank_change", "tax_change", "social_insurance_change", "beneficial_owner")


class Office:
    """A program for each person; tokens are made anew each day, since some last no longer."""

    def __init__(self, house, site):
        self.house, self.site, self.deal, self._open = house, site, "", {}

    def __getitem__(self, name) -> Client:
        key = name, clock.now().date()
        if key not in self._open:
            self._open[key] = Client(self.site, token_of(self.house[name]), lang="en")
        return self._open[key]

    def close(self):
        for one in self._open.values():
            one.connection.close()

    def file(self, *kinds, by=CON, **more):
        for kind in kinds:
            paper = f"{kind}.pdf", made_up_papers.pdf(f"{kind}, 91990000MA0DEM0213")
            filed = self[by].file(self.deal, kind=kind, document=paper, **more)
            assert filed.kind == kind
            confirm(self.house, filed)

    def open(self, *stages, by=CON):
        for stage in stages:
            assert self[by].open_milestone(self.deal, stage).state == "open"

    def finish(self, *stages, by=CON):
        for stage in stages:
            assert self[by].finish_milestone(self.deal, stage).state == "done"

    def lacks(self, stage, verb="finish", by=DPO):
        """Which conditions stand in the way, as the refusal names them."""
        with pytest.raises(Refused) as refused:
            getattr(self[by], f"{verb}_milestone")(self.deal, stage)
        assert refused.value.code == "deal.not_yet"
        return {reason.code for reason in refused.value.reasons}


@pytest.fixture
def office(house, live_server):
    made = Office(house, live_server.url)
    yield made
    made.close()


def test_an_equity_deal_goes_by_program_from_its_beginning_to_the_end_of_the_handover(office):
    customers = begun(office)
    assessed_and_listed(office)
    agreed_and_signed(office)
    campaign = asked(office, customers)
    ends = office[DPO].campaign(campaign).window_ends_at
    with time_machine.travel(ends + timedelta(minutes=1)):
        registered(office, campaign)
        handed_over(office)
        settled(office)
        proven(office)


def test_what_takes_two_is_asked_for_by_one_program_and_answered_by_anothers(office):
    security, head = office[people.SECURITY], office[people.HEAD]
    asked = security.rotate_keys(what="kek")
    assert isinstance(asked, WholeApproval)
    (waiting,) = head.approvals(is_waiting=True)
    assert (waiting.ref, waiting.digest) == (asked.ref, asked.digest)
    assert head.approval(asked.ref) == asked
    assert head.approve(asked.ref, digest=asked.digest).state == "approved"
    begun = security.rotate_keys(what="kek")
    assert isinstance(begun, Rotations)
    assert {one.state for one in begun.rotations} == {"open"}
    other = security.rotate_keys(what="index")
    assert head.turn_down(other.ref, digest=other.digest).state == "turned_down"
    again = security.rotate_keys(what="index")
    assert security.withdraw(again.ref).state == "withdrawn"
    assert [one.state for one in security.approvals()] == ["withdrawn", "turned_down", "used"]


def begun(office):
    con, dpo, house = office[CON], office[DPO], office.house
    office.deal = con.make_deal(type="equity", title="云岚转让三", parties=begins_with(house)).ref
    house.deal = Ref(office.deal)
    con.name_party(office.deal, role="TE", name="海棠虚构科技有限公司", person=house.buyer)
    office.file("notice_17")
    office.open("intake")
    office.finish("intake")
    assert office.lacks("mandate", "open") == {f"filing:{kind}" for kind in MANDATE}
    office.file(*MANDATE)
    office.open("mandate")
    office.finish("mandate")
    office.file("dpa", by=LEGAL)
    office.open("inventory", by=DPO)
    sides = {one.role: one.ref for one in con.parties(office.deal)}
    dataset = dpo.name_dataset(
        office.deal,
        code="customers",
        name="客户",
        handler=sides["target"],
        recipient=sides["TE"],
        recipient_kind="other",
    )
    assert dataset.base == "ART23_SEPARATE_CONSENT"
    told_at_collection(office, dataset.ref)
    files = [("客户.csv", _CSV.encode())]
    report = dpo.report_files(office.deal, dataset=dataset.ref, files=files)
    left = [f"{one.sheet}!{one.heading}=-" for one in report.columns if not one.field]
    taken = dpo.take_files_in(office.deal, dataset=dataset.ref, files=files, mapped=left)
    assert taken.new == 2
    office.finish("inventory", by=DPO)
    return [one.ref for one in dpo.customers(office.deal)]


def assessed_and_listed(office):
    house = office.house
    office.open("pipia", by=DPO)
    assert office.lacks("pipia") == {"pipia.approved"}
    house.at = clock.now()
    house.assess(Assessed.DUE_DILIGENCE)
    office.finish("pipia", by=DPO)
    teasers.scan(
        deal=house.deal,
        text="家政服务企业，客户稳定。",
        unnamed=(people.SELLER,),
        suppressed=0,
        paper=b"%PDF-",
        actor=house[people.MARKETING],
        at=house.at,
    )
    office.file("listing_approved")
    office.open("listed")
    office.finish("listed")
    office.file("buyer_notice")
    office.open("matched")
    office.file("buyer_kyc")
    office.finish("matched")
    office.open("nda")
    for name, role in ((people.SELLER, Role.TR), (people.BUYER, Role.TE)):
        people.give(house.cast.people, name, role, house.deal, house.at)
    house.at = clock.now()
    house.agree()
    office.finish("nda")


def agreed_and_signed(office):
    house = office.house
    office.open("dd_l1", by=DPO)
    office.finish("dd_l1", by=DPO)
    for stage in ("term_sheet", "dd_l2", "dd_l3"):
        waived = office[DPO].waive_milestone(office.deal, stage, reason="not_wanted")
        assert waived.state == "waived"
    office.file("rofr_notice", "rofr_waiver")
    office.open("internal_approval")
    office.finish("internal_approval")
    office.file("data_clauses", by=LEGAL)
    office.open("signed")
    office.file("spa")
    office.finish("signed")
    office.open("tax")
    office.file("tax_report")
    office.file("iit_certificate", by=FINANCE, fen=8_992_000)
    office.file("stamp_duty", by=FINANCE, fen=40_000)
    office.finish("tax")
    house.at = clock.now()
    house.assess(Assessed.TRANSFER)


def asked(office, customers):
    """Prepared and opened by program; the letters and an answer on paper are people's work."""
    dpo, house = office[DPO], office.house
    recipient = next(one.ref for one in dpo.parties(office.deal) if one.role == "TE")
    instrument = Instrument.ART23_SEPARATE_CONSENT.value
    office[LEGAL].write_notice(office.deal, instrument=instrument, contents=CONTENTS)
    text = dpo.approve_notice(next(iter(dpo.notice_drafts(office.deal))).ref)
    assert [one.ref for one in dpo.notices(office.deal)] == [text.ref]
    made = dpo.prepare_campaign(
        office.deal, notice=text.ref, purpose="PROVISION", recipient=recipient
    )
    office.open("notice_campaign", by=DPO)
    with pytest.raises(Refused, match="letters.no_way"):
        dpo.dispatch_campaign(made.ref, task=task_of(house))
    campaign, at = Ref(made.ref), clock.now()
    assert handed_over_in_a_file(house, campaign) == len(customers)
    answers.record(
        campaign=campaign,
        answers=[answers.Said(Ref(customers[0]), consent.Answer.GIVEN)],
        channel=consent.Channel.PAPER,
        actor=house[people.SERVICE],
        at=at,
    )
    assert [one.answer for one in dpo.answers(made.ref)] == ["GIVEN", None]
    return made.ref


def registered(office, campaign):
    assert office[DPO].close_campaign(campaign).counts.silent == 1
    office.finish("notice_campaign", by=DPO)
    office.file("shareholder_register", "resolution")
    office.open("registered")
    office.file("samr_application", "new_licence")
    office.finish("registered")
    office.open("post_registration")
    office.file(*AFTERWARDS)
    office.finish("post_registration")


def handed_over(office):
    """Sealed by one program, released by another person's, received by the first person."""
    dpo, supervisor, house = office[DPO], office[people.SUPERVISOR], office.house
    office.file("supervisor_signoff", by=people.SUPERVISOR)
    office.open("data_handover", by=DPO)
    recipient = next(one.ref for one in dpo.parties(office.deal) if one.role == "TE")
    until = clock.now() + timedelta(days=1)
    task = office[people.HEAD].open_task(
        office.deal, purpose="handover", actors=[house.dpo], acts=["export"], until=until
    )
    package = dpo.seal(office.deal, recipient=recipient, task=task.ref, public_key=KEY)
    assert (package.rows, package.consented, package.withdrawn) == (1, 1, 0)
    for who, sha256, code in (
        (supervisor, "0" * 64, "api.other_change"),
        (dpo, package.sha256, "handover.released_by_sealer"),
    ):
        with pytest.raises(Refused) as refused:
            who.release(package.ref, sha256=sha256)
        assert refused.value.code == code
    assert supervisor.release(package.ref, sha256=package.sha256).state == "RELEASED"
    found, receiver, at = Package.objects.get(), house[CON], clock.now()
    handover.receive(
        package=Ref(package.ref),
        sha256=package.sha256,
        record=record.record_of(found, receiver, at),
        actor=receiver,
        at=at,
    )
    office.finish("data_handover", by=DPO)


def settled(office):
    office.open("settled", by=FINANCE)
    office.file("escrow_release", by=FINANCE, fen=80_000_000)
    office.finish("settled", by=FINANCE)
    office.open("closed", by=DPO)
    # No room was opened, so nobody has to be named who held copies.
    assert office.lacks("closed") == {"filing:rooms_shut"}
    states = {one.stage: one.state for one in office[DPO].milestones(office.deal)}
    assert states.pop("closed") == "open"
    assert set(states.values()) == {"done", "waived"}


def proven(office):
    """Every act of the deal is in the ledger, and each has a proof that stands alone."""
    dpo = office[DPO]
    entries = list(dpo.entries(deal=office.deal))
    tags = [one.tag for one in entries]
    assert tags[0] == "deal.created"
    assert tags.count("deal.milestone_done") == 16
    assert all(one.deal == office.deal for one in entries)
    last = entries[-1].position
    assert proof.read(dpo.proof(last)).index == last
    assert dpo.head().size == reader.size()
