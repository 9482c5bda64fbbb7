"""What the told home lacks to be looked at: done before its pages are opened."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

from django.db import transaction
from tests.web import (
    defence,
    departments,
    emergency_office,
    policy_group,
    staff_conduct,
    staff_courses,
    visitors,
)

from shoumi.base import clock
from shoumi.base.accounts import access_reviews
from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Grant
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.rules import Change
from shoumi.base.attestations.models import Grace
from shoumi.base.correspondence.mailbox import Mailbox
from shoumi.base.deals.models import DataSet, Deal
from shoumi.base.documents import store
from shoumi.base.egress import services as egress
from shoumi.base.egress.events import Change as HostChange
from shoumi.base.emergency import services as emergency
from shoumi.base.jobs.backend import insert
from shoumi.base.jobs.models import Job, State
from shoumi.base.rotation import algorithms_in_use
from shoumi.base.rotation import jobs as rotation
from shoumi.base.rotation.events import Decision
from shoumi.base.rotation.models import AlgorithmReview
from shoumi.base.signin import enrolment
from shoumi.base.signin.models import Account
from shoumi.base.subjects.models import State as Standing
from shoumi.base.subjects.models import Subject
from shoumi.base.webhooks import endpoints
from shoumi.chapters.backup.models import Drill
from shoumi.chapters.destruction import services as destruction
from shoumi.chapters.destruction.rules import Cause
from shoumi.chapters.feedback.models import MailMark
from shoumi.chapters.feedback.queries import chats as chats_now
from shoumi.chapters.feedback.rules import Kind, Way
from shoumi.chapters.feedback.services import (
    channels,
    chats,
    intake,
    mail_account,
    mail_intake,
    progress,
)
from shoumi.chapters.feedback.services.intake import Told
from shoumi.chapters.feedback.services.texts import Asker
from shoumi.chapters.policies import rules as policy
from shoumi.chapters.policies import services as policies
from shoumi.chapters.policies.queries import in_force as policies_in_force
from shoumi.chapters.policies.rules.group import Seat
from shoumi.chapters.policies.rules.told import ToldBy
from shoumi.chapters.policies.services import field_proposals, tellings
from shoumi.chapters.policies.texts import starters
from shoumi.chapters.vendors import story as vendors
from shoumi.chapters.vendors.services import incidents, register
from shoumi.core.calendar import day_in_china
from shoumi.core.handbook import GraceReason
from shoumi.core.refs import Ref
from shoumi.core.terms import HandlerTier, Role
from shoumi.doors.tests.visitors import signed_in


def prepare() -> None:
    """Do what the told home lacks: a head locked out, a hold on a deal, a job that was given up.

    The visitors have to be there already.
    """
    now, at, head = datetime.now(UTC), clock.now(), visitors.founder(Role.HEAD)
    signed_in(head)
    Account.objects.filter(person=head).update(enrolled_at=now)
    enrolment.ask_again(person=head, actor=visitors.founder(Role.DPO), at=at, real_at=now)
    deal, legal = Ref(first_deal().ref), accounts.who(Role.LEG, at)[0]
    cause = list(Cause)[0]
    destruction.place_hold(deal=deal, subject=None, cause=cause, until=None, actor=legal, at=at)
    change = Change(Action.ROTATION, {"what": "kek", "targets": ["audit"]})
    approvals.ask(change=change, actor=_newest(Role.SEC), at=at)
    given_up = insert(rotation.resume)
    Job.objects.filter(pk=given_up.pk).update(state=State.DEAD, attempts=5)
    _prepare_webhook(at)
    _prepare_emergency(at)
    _prepare_grace(at)
    _prepare_review(at)
    _prepare_drill(at)
    _prepare_policy(at)
    _prepare_vendor(at)
    defence.prepare(visitors.founder(Role.HEAD), _newest(Role.SEC), at)
    _prepare_requests(at)
    staff_courses.prepare(at)
    staff_conduct.make(
        officer=visitors.founder(Role.DPO),
        head=head,
        legal=_newest(Role.LEG),
        thanked=_newest(Role.MKT),
        at=at,
    )
    emergency_office.make(
        officer=visitors.founder(Role.DPO), head=head, deputy=_newest(Role.SEC), at=at
    )
    departments.make(
        officer=visitors.founder(Role.DPO),
        head=head,
        consultant=_newest(Role.CON),
        counsel=_newest(Role.LEG),
        keeper=_newest(Role.SEC),
        deal=deal,
        at=at,
    )
    # The last of all: from then on every role has an end.
    access_reviews.open_review(actor=visitors.founder(Role.DPO), at=at)


def _prepare_policy(at: datetime) -> None:
    """A draft whose gaps are not filled in, which the working group is to talk about."""
    officer = visitors.founder(Role.DPO)
    made = policies.draft(
        items=policy.SHORT,
        register=policy.built_in_register(),
        tier=HandlerTier.SMALL,
        actor=officer,
        at=at,
        text=starters.starter(HandlerTier.SMALL),
    )
    dataset = Ref(DataSet.objects.order_by("ref")[0].ref)
    with transaction.atomic():
        field_proposals.propose({"QQ", "health"}, dataset, officer, at)
    runs = policies_in_force()
    assert runs is not None
    tellings.tell(
        version=Ref(runs.ref),
        dataset=dataset,
        way=ToldBy.LETTER,
        told_on=day_in_china(at),
        evidence=b"%PDF-1.7 sent to each",
        actor=officer,
        at=at,
    )
    own = {Seat.LEGAL: Role.LEG, Seat.SECURITY: Role.SEC, Seat.BUSINESS: Role.CON}
    policy_group.make(
        version=Ref(made.ref),
        seats={Seat.OFFICER: officer} | {seat: _newest(role) for seat, role in own.items()},
        head=visitors.founder(Role.HEAD),
        officer=officer,
        at=at,
    )


def _prepare_vendor(at: datetime) -> None:
    """One that gets nothing, at which something went wrong, which is settled."""
    told = replace(vendors.TOLD, name="飞鸽虚构短信服务有限公司", code="91990000MA0000002E")
    buyer = _newest(Role.PRO)
    made = Ref(register.register(told=told, actor=buyer, at=at).ref)
    security = _newest(Role.SEC)
    found = incidents.record(vendor=made, known_at=at, actor=security, at=at)
    incidents.settle(incident=Ref(found.ref), proof=b"%PDF-", actor=security, at=at)


def _prepare_requests(at: datetime) -> None:
    """A request of the first deal that somebody answers."""
    officer, clerk = visitors.founder(Role.DPO), _newest(Role.CS)
    told = Told(
        kind=Kind.ACCESS,
        way=Way.PHONE,
        text="请告诉我你们有我的哪些信息",
        received_at=at,
        deal=Ref(first_deal().ref),
    )
    made, _ = intake.take_in(told=told, actor=officer, at=at)
    progress.assign(request=Ref(made.ref), to=clerk, actor=officer, at=at)
    _prepare_chat(officer, clerk, at)
    _prepare_mails(at)


def _prepare_chat(officer: Ref, clerk: Ref, at: datetime) -> None:
    """One that customer service has taken, where the told home stands at a working hour."""
    channels.list_channel(way=Way.CHAT, contact="/ask/chat", actor=officer, at=at)
    if not chats_now.is_open(at):
        return
    made, _ = chats.open_chat(text="你们几点下班？", who=Asker(), lang="zh", at=at)
    chats.take(chat=Ref(made.ref), actor=clerk, at=at)


def _prepare_mails(at: datetime) -> None:
    """One that a machine made, set aside."""
    box = Mailbox("127.0.0.1", 143, "notice", "INBOX", is_encrypted=False)
    MailMark.objects.create(of=box.digest, since=at)
    raw = b"From: shop@people.example\r\nPrecedence: bulk\r\nSubject: sale\r\n\r\nAll for half.\r\n"
    found = mail_intake.Fetched(box.digest, 1, 1, len(raw), at, raw)
    mail_intake.take(found, mail_account.Account(box, "privacy@house.example"), at)


def _newest(role: Role) -> Ref:
    """Who came last: the visitor of that role, who is to see what is his or hers."""
    found = Grant.objects.filter(role=role, until=None, deal="").order_by("-position")
    return Ref(found[0].person_id)


def _prepare_emergency(at: datetime) -> None:
    subject = Subject.objects.filter(deal=first_deal().ref, state=Standing.ACTIVE).order_by("id")[0]
    emergency.open_emergency(
        subject=Ref(subject.ref),
        fields=["mobile"],
        reason="客户家中漏水，须立即联系上门",
        actor=_newest(Role.CS),
        at=at,
    )


def _prepare_grace(at: datetime) -> None:
    """One to look at.  Everything of the told home holds, so that none could be granted."""
    head, dpo = visitors.founder(Role.HEAD), visitors.founder(Role.DPO)
    Grace.objects.create(
        ref=Ref.new("grace"),
        duties={"12.1": "attestation.expired"},
        reason=GraceReason.OUTSIDE,
        granted_by=head,
        approved_by=dpo,
        granted_at=at,
        until=at + timedelta(days=30),
        position=1,
    )


def _prepare_review(at: datetime) -> None:
    """One to look at, without anybody's going through it."""
    AlgorithmReview.objects.create(
        ref=Ref.new("review"),
        algorithms=[asdict(one) for one in algorithms_in_use.in_use()],
        weak=[],
        decision=Decision.KEEP,
        reviewed_by=_newest(Role.SEC),
        approved_by=visitors.founder(Role.DPO),
        reviewed_at=at,
        due_at=at + timedelta(days=300),
        position=1,
    )


def _prepare_drill(at: datetime) -> None:
    """One to look at, with a paper; nothing was put back."""
    keeper = _newest(Role.OPS)
    kept = store.put(b"%PDF-", kind="evidence", deal=None, actor=keeper, at=at)
    Drill.objects.create(
        ref=Ref.new("drill"),
        target=Ref.new("target"),
        tested_by=keeper,
        tested_at=at,
        passed=True,
        document=kept.ref,
        position=1,
    )


def _prepare_webhook(at: datetime) -> None:
    """A host on the list, a request for another, and a receiver that was sent a test."""
    security = _newest(Role.SEC)
    wish = egress.ask(change=HostChange.ALLOW, name="hooks.example", actor=security, at=at)
    egress.ask(change=HostChange.ALLOW, name="other.example", actor=security, at=at)
    egress.approve(ask=Ref(wish.ref), actor=visitors.founder(Role.DPO), at=at)
    made = endpoints.make(
        name="SIEM",
        url="https://hooks.example/in",
        tags=["webhook.pinged"],
        actor=security,
        at=at,
    )
    endpoints.ping(endpoint=Ref(made.endpoint.ref), actor=security, at=at)


def first_deal() -> Deal:
    return Deal.objects.order_by("number")[0]
