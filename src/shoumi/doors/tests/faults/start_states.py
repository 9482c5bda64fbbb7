"""The home each flow begins in: people are held, everything is in place, nothing is done.

Made with the story's own cast and people.  Papers are made-up bytes, for nobody reads them here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from shoumi.base import registry
from shoumi.base.accounts.models import Person as Member
from shoumi.base.collection_notices.tests.handed_in import told_at_collection
from shoumi.base.deals import services as deals
from shoumi.base.deals.models import DataSet, Deal, MilestoneState, Party
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.tests.stages import reach
from shoumi.base.gate import rules
from shoumi.base.gate.models import Task
from shoumi.base.gate.tasks import Own, Work, open_task, open_work
from shoumi.base.intake import import_run
from shoumi.base.intake.plan import Change, plan
from shoumi.base.registry.story import moment
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.models import State
from shoumi.base.tests import authenticated
from shoumi.chapters.compliance import rules as risks
from shoumi.chapters.compliance import services as compliance
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.tests.whole_assessments import described, words
from shoumi.chapters.consent import rules as consent
from shoumi.chapters.consent.services import campaigns, dispatch
from shoumi.chapters.consent.story import contents
from shoumi.chapters.consent.tests.approved_texts import approved
from shoumi.chapters.policies import story as policies
from shoumi.core.calendar import day_in_china
from shoumi.core.gate import Act
from shoumi.core.handbook import demand
from shoumi.core.instruments import Recipient
from shoumi.core.milestones import Standing
from shoumi.core.refs import Ref
from shoumi.core.risk import Impact, Likelihood
from shoumi.core.terms import DealStage, DealType, HandlerTier, Instrument, Purpose
from shoumi.doors import homes
from shoumi.doors.demo import cast, sample_files
from shoumi.doors.demo.inventory import BASES
from shoumi.doors.demo.sample_customers import customers
from shoumi.doors.tests import stated
from shoumi.doors.tests.entrusted import entrust

AT = moment(9, 21)
PAPER = b"a made-up paper of nobody"
FIELDS = dispatch.CONTACT_FIELDS
EVERYBODY = customers(60)


def some(*, individuals, contacts, children, closed):
    """People of the story by kind; each argument is a slice."""
    chosen = (
        ("individual", individuals),
        ("contact", contacts),
        ("child", children),
        ("closed", closed),
    )
    return [own for kind, part in chosen for own in [p for p in EVERYBODY if p.kind == kind][part]]


FIRST = some(
    individuals=slice(35, 41), contacts=slice(3), children=slice(2), closed=slice(1)
)  # with bank accounts and card images, who come last
SECOND = some(individuals=slice(8), contacts=slice(3, 5), children=slice(2, 4), closed=slice(0))


def hold_people(folder):
    """A house, a deal, twelve people; answers the plan of a second delivery of the company."""
    homes.create(demo=True, at=AT)
    people = cast.assemble(AT)
    stated.attest(people, AT)
    policies.publish(HandlerTier.SMALL, people[cast.DPO], people[cast.LEGAL], AT)
    entrust(people.playing, lambda: AT)
    deal = _deal(people)
    _take_in(deal, _plan(sample_files.write(folder / "first", FIRST)), folder / "first", people)
    _assess(deal, people)
    _prepare_campaign(deal, people)
    for purpose, acts in (
        (Purpose.NOTICE, [Act.SEND]),
        (Purpose.HANDOVER, [Act.EXPORT]),
        (Purpose.INVENTORY, [Act.REVEAL]),
    ):
        _task(deal, purpose, acts, people)
    return _plan(sample_files.write(folder / "second", SECOND))


def _deal(people):
    side = deals.NewParty
    made = deals.create(
        deal_type=DealType.EQUITY,
        title=f"{sample_files.TARGET}转让",
        parties=[
            side(PartyRole.TARGET, sample_files.TARGET, sample_files.USCC),
            side(PartyRole.TR, cast.SELLER, person=people[cast.SELLER]),
            side(PartyRole.TE, cast.BUYER, person=people[cast.BUYER]),
        ],
        actor=people[cast.CONSULTANT],
        at=AT,
    )
    for code in ("customers", "later"):
        added = deals.add_dataset(
            deal=Ref(made.ref),
            dataset=deals.NewSet(
                code=code,
                name=code,
                handler=party(PartyRole.TARGET),
                recipient=party(PartyRole.TE),
                recipient_kind=Recipient.OTHER,
                has_children=True,
            ),
            actor=people[cast.DPO],
            at=AT,
        )
        told_at_collection(added, actor=people[cast.DPO], at=AT)
    reach(Ref(made.ref), DealStage.INVENTORY, DealStage.NOTICE_CAMPAIGN, at=AT)
    return Ref(made.ref)


def party(role):
    return Ref(Party.objects.get(role=role).ref)


def _plan(paths):
    made = plan(paths, registry.field_register(), day_in_china(AT), allow_synthetic=True)
    made.require()
    return replace(made, mappings=(), texts=())


def _take_in(deal, made, folder, people):
    import_run.take_in(
        deal=deal,
        dataset=dataset("customers"),
        plan=made,
        files=sorted(folder.iterdir()),
        bases=BASES,
        actor=people[cast.DPO],
        at=AT,
    )


def only_changed(made):
    """A plan by which some who are held have the values of the first few people of ``made``."""
    held_now = held()[:4]
    people = tuple(replace(own, held=ref) for own, ref in zip(made.people, held_now, strict=False))
    return replace(made, people=people, changes=(Change.CHANGED,) * len(people))


def _assess(deal_ref, people):
    found = compliance.assess(
        deal=deal_ref,
        scope=risks.Scope.TRANSFER,
        risks=[
            described(
                risks.Risk(
                    risks.Hazard.VENDOR_LEAK,
                    Impact.MEDIUM,
                    Likelihood.LOW,
                    (risks.Measure.VENDOR_DPA,),
                )
            )
        ],
        facts={"people": len(FIRST)},
        words=words(people[cast.DPO]),
        actor=people[cast.DPO],
        at=AT,
    )
    legal = people[cast.LEGAL]
    compliance.approve(assessment=Ref(found.ref), paper=lambda: PAPER, actor=legal, at=AT)
    # About all who are still to come, or the next delivery makes it stale.
    authenticated.change(Assessment.objects, people=10 * len(FIRST))


def _prepare_campaign(deal_ref, people):
    text = approved(
        deal=deal_ref,
        instrument=Instrument.ART23_SEPARATE_CONSENT,
        contents=contents(deal_ref),
        chosen=[(("联系方式", "contact"), sorted(FIELDS))],
        paper=PAPER,
        writer=people[cast.LEGAL],
        approver=people[cast.DPO],
        at=AT,
    )
    campaigns.prepare(
        deal=deal_ref,
        notice=Ref(text.ref),
        purpose=consent.Purpose.PROVISION,
        recipient=party(PartyRole.TE),
        actor=people[cast.DPO],
        at=AT,
    )


def _task(deal_ref, purpose, acts, people, at=AT):
    if Act.REVEAL in acts:
        _look(deal_ref, purpose, acts, people, at)
        return
    open_task(
        purpose=purpose,
        deal=deal_ref,
        actors=[people[cast.SERVICE], people[cast.OPERATIONS], people[cast.DPO]],
        acts=acts,
        fields=FIELDS,
        expires_at=at + rules.longest(purpose),
        actor=people[cast.HEAD],
        at=at,
    )


def _look(deal_ref, purpose, acts, people, at):
    """For an emergency: everybody is looked at, again and again, more than 1.5 lets one look at."""
    work = Work(
        purpose,
        deal_ref,
        [people[cast.DPO]],
        acts,
        FIELDS,
        expires_at=at + rules.longest(purpose),
        own=Own.EMERGENCY,
    )
    open_work(work, actor=people[cast.DPO], at=at)


def open_handover():
    """The campaign is over and the milestone of the handover open; how it came to be is skipped.
    What is stated for a month only is stated anew meanwhile, and the task opened anew."""
    everybody = cast.Cast({one.name: Ref(one.ref) for one in Member.objects.all()})
    late = AT + timedelta(days=36)
    for duty in (*cast.ATTESTED, *stated.UNTOLD):
        if demand(duty).valid_days < 60:
            cast.state(everybody, duty, late)
    _task(deal(), Purpose.HANDOVER, [Act.EXPORT], everybody, late)
    authenticated.change(
        MilestoneState.objects.filter(code=DealStage.DATA_HANDOVER),
        state=Standing.OPEN,
        opened_at=AT,
    )


def member(name):
    return Ref(Member.objects.get(name=name).ref)


def deal():
    return Ref(Deal.objects.get().ref)


def dataset(code):
    return Ref(DataSet.objects.get(code=code).ref)


def task(purpose):
    return Ref(Task.objects.filter(purpose=purpose).order_by("id").last().ref)


def held():
    """Everybody of the first delivery who is not destroyed."""
    return subjects.refs(
        subjects.of_deal(deal(), State.ACTIVE).filter(dataset=dataset("customers"))
    )
