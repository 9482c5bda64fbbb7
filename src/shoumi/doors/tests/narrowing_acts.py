"""Acts that narrow, one for each tag: what stands before the copy, what is done after it, and what
has to be so again once the home was put back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from shoumi.base.accounts import services as grants
from shoumi.base.accounts.models import Ask, Grant, Person
from shoumi.base.api_tokens import services as tokens
from shoumi.base.api_tokens.models import Token
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.models import Approval
from shoumi.base.approvals.rules import Change
from shoumi.base.attestations import services as attesting
from shoumi.base.attestations.models import Attestation
from shoumi.base.calendar import services as deadlines
from shoumi.base.calendar.models import Deadline
from shoumi.base.deals import services as deals
from shoumi.base.deals.models import Deal
from shoumi.base.deals.rules import SuspendReason, TerminateReason
from shoumi.base.gate.models import SingleRead, Task
from shoumi.base.gate.tasks import close_task
from shoumi.base.ledger import texts
from shoumi.base.rooms import content_erasure
from shoumi.base.rooms import services as rooms
from shoumi.base.rooms.models import Room
from shoumi.base.row_authentication import verification
from shoumi.base.signin import sessions
from shoumi.base.signin.models import Account, Session
from shoumi.base.subjects.models import State, Subject
from shoumi.base.subjects.services import change_state, stop_marketing
from shoumi.chapters.agreements import services as agreements
from shoumi.chapters.agreements.models import Agreement
from shoumi.chapters.compliance import services as compliance
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.destruction.models import Hold
from shoumi.chapters.destruction.rules import Cause
from shoumi.chapters.destruction.services import holds
from shoumi.core.milestones import DeadlineKey
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.demo import cast
from shoumi.doors.tests.gate_reveals import reveal
from shoumi.doors.tests.narrowing_collaboration_acts import COLLABORATION_ACTS
from shoumi.doors.tests.narrowing_deal_acts import DEAL_ACTS
from shoumi.doors.tests.narrowing_incident_acts import INCIDENT_ACTS
from shoumi.doors.tests.narrowing_request_acts import REQUEST_ACTS
from shoumi.doors.tests.narrowing_staff_acts import STAFF_ACTS
from shoumi.doors.tests.put_back_home import destroy
from shoumi.doors.tests.restore_case import Narrowing
from shoumi.doors.tests.room_steps import COUNTS

REAL = datetime(2026, 9, 1, tzinfo=UTC)


def _grant(house: Any) -> Ref:
    return Ref(Grant.objects.get(person=house[cast.SERVICE], role=Role.CS).ref)


def _ask_change(house: Any) -> Ref:
    change = Change(Action.READING, {"reads": 3})
    return Ref(approvals.ask(change=change, actor=house[cast.SERVICE], at=house.at).ref)


def _own(table: Any, made: Ref) -> Any:
    """The row, which holds as what was done again left it."""
    (found,) = verification.require(table.objects.filter(ref=made))
    return found


def _statement(house: Any) -> Ref:
    return Ref(Attestation.objects.filter(attested_by=house.dpo, revoked_at=None)[0].ref)


def _token(house: Any) -> Ref:
    scopes = [Scope.TERMINAL]
    made, _ = tokens.make(name="t", scopes=scopes, actor=house.dpo, at=house.at, real_at=REAL)
    return Ref(made.ref)


def _session(house: Any) -> Ref:
    Account.objects.get_or_create(person_id=house.dpo, defaults={"handle": b"h"})
    return Ref(
        Session.objects.create(
            ref="ses-1",
            person_id=house.dpo,
            digest="d",
            scope="full",
            by="link",
            began_at=REAL,
            seen_at=REAL,
            proved_at=REAL,
        ).ref
    )


def _note(house: Any) -> int:
    found = deals.suspend(
        deal=house.deal, reason=SuspendReason.LEGAL_HOLD, actor=house.dpo, at=house.at, note="等待"
    )
    deals.resume(deal=house.deal, actor=house.dpo, at=house.at)
    assert found.ref == house.deal
    return next(iter(texts.held())).position


def _destroyed(house: Any, people: Any) -> bool:
    return Subject.objects.get(ref=people[0]).state == State.DESTROYED


ACTS = {
    **DEAL_ACTS,
    **INCIDENT_ACTS,
    **REQUEST_ACTS,
    **STAFF_ACTS,
    **COLLABORATION_ACTS,
    "grant.ended": Narrowing(
        _grant,
        lambda house, made: grants.revoke(grant=made, actor=house.dpo, at=house.at),
        lambda house, made: Grant.objects.get(ref=made).until is not None,
    ),
    "person.retired": Narrowing(
        lambda house: house[cast.SERVICE],
        lambda house, made: grants.retire(person=made, actor=house.dpo, at=house.at),
        lambda house, made: not Person.objects.get(ref=made).is_active,
    ),
    "grant.made": Narrowing(
        lambda house: Ref(
            grants.request_grant(
                person=house[cast.SERVICE], role=Role.LEG, actor=house.dpo, at=house.at
            ).ref
        ),
        lambda house, made: grants.grant(ask=made, actor=house[cast.HEAD], at=house.at),
        lambda house, made: _own(Ask, made).used_at is not None,
    ),
    "approval.withdrawn": Narrowing(
        _ask_change,
        lambda house, made: approvals.withdraw(
            approval=made, actor=house[cast.SERVICE], at=house.at
        ),
        lambda house, made: _own(Approval, made).state == "withdrawn",
    ),
    "approval.turned_down": Narrowing(
        _ask_change,
        lambda house, made: approvals.turn_down(approval=made, actor=house.dpo, at=house.at),
        lambda house, made: _own(Approval, made).state == "withdrawn",
    ),
    "attestation.revoked": Narrowing(
        _statement,
        lambda house, made: attesting.revoke(attestation=made, actor=house.dpo, at=house.at),
        lambda house, made: Attestation.objects.get(ref=made).revoked_by == house.dpo,
    ),
    "token.revoked": Narrowing(
        _token,
        lambda house, made: tokens.revoke(token=made, actor=house.dpo, at=house.at),
        lambda house, made: Token.objects.get(ref=made).revoked_at is not None,
    ),
    "signin.locked_down": Narrowing(
        _session,
        lambda house, made: sessions.lock_down(person=house.dpo, actor=house.dpo, at=house.at),
        lambda house, made: not Session.objects.exists(),
    ),
    "deal.suspended": Narrowing(
        lambda house: None,
        lambda house, made: deals.suspend(
            deal=house.deal, reason=SuspendReason.INCIDENT, actor=house.dpo, at=house.at
        ),
        lambda house, made: Deal.objects.get(ref=house.deal).overlay_reason == "incident",
    ),
    "deal.terminated": Narrowing(
        lambda house: None,
        lambda house, made: deals.terminate(
            deal=house.deal, reason=TerminateReason.UNLAWFUL, actor=house.dpo, at=house.at
        ),
        lambda house, made: Deal.objects.get(ref=house.deal).overlay == "terminated",
    ),
    "deadline.started": Narrowing(
        lambda house: None,
        lambda house, made: deadlines.start(
            key=DeadlineKey.DESTRUCTION_CERTIFICATES,
            periods=("contract.return_or_destroy",),
            since=house.at.date(),
            about=house.deal,
            deal=house.deal,
            actor=house.dpo,
            at=house.at,
        ),
        lambda house, made: Deadline.objects.filter(about=house.deal, met_at=None).exists(),
    ),
    "task.closed": Narrowing(
        lambda house: house.task(),
        lambda house, made: close_task(task=made, actor=house.dpo, at=house.at),
        lambda house, made: Task.objects.get(ref=made).closed_at is not None,
    ),
    "gate.revealed": Narrowing(
        lambda house: (house.task(), house.keep_many(1)[0]),
        lambda house, made: reveal(house, *made),
        lambda house, made: SingleRead.objects.filter(person=house.dpo).count() == 1,
    ),
    "subject.state_changed": Narrowing(
        lambda house: house.keep_many(2),
        lambda house, made: change_state(
            deal=house.deal,
            subjects=made[:1],
            to=State.EXCLUDED,
            duty="6.2",
            actor=house.dpo,
            at=house.at,
        ),
        lambda house, made: Subject.objects.get(ref=made[0]).state == State.EXCLUDED,
    ),
    "subject.marketing_off": Narrowing(
        lambda house: house.keep_many(2),
        lambda house, made: stop_marketing(
            deal=house.deal, subjects=made[:1], actor=house.dpo, at=house.at
        ),
        lambda house, made: Subject.objects.get(ref=made[0]).is_marketing_off,
    ),
    "destruction.begun": Narrowing(
        lambda house: house.keep_many(2), lambda house, made: destroy(house, made[:1]), _destroyed
    ),
    "hold.placed": Narrowing(
        lambda house: house.keep_many(2),
        lambda house, made: holds.place_hold(
            deal=house.deal,
            subject=made[0],
            cause=Cause.DISPUTE,
            until=None,
            actor=house.legal,
            at=house.at,
        ),
        lambda house, made: Hold.objects.filter(subject=made[0], lifted_at=None).exists(),
    ),
    "room.shut": Narrowing(
        lambda house: house.room(COUNTS),
        lambda house, made: rooms.shut(room=made, actor=house.dpo, at=house.at),
        lambda house, made: Room.objects.get(ref=made).state == "SHUT",
    ),
    "room.emptied": Narrowing(
        lambda house: house.room(COUNTS),
        lambda house, made: (
            rooms.shut(room=made, actor=house.dpo, at=house.at),
            content_erasure.empty(at=house.at),
        ),
        lambda house, made: Room.objects.get(ref=made).emptied_at is not None,
    ),
    "agreement.breached": Narrowing(
        lambda house: house.agree(),
        lambda house, made: agreements.breach(agreement=made, actor=house.legal, at=house.at),
        lambda house, made: Agreement.objects.get(ref=made).state == "BREACHED",
    ),
    "agreement.revoked": Narrowing(
        lambda house: house.agree(),
        lambda house, made: agreements.revoke(agreement=made, actor=house.legal, at=house.at),
        lambda house, made: Agreement.objects.get(ref=made).state == "REVOKED",
    ),
    "pipia.stale": Narrowing(
        lambda house: house.assess(),
        lambda house, made: compliance.recheck(
            assessment=made, facts={"people": 2}, actor=house.dpo, at=house.at
        ),
        lambda house, made: Assessment.objects.get(ref=made).state == "STALE",
    ),
    "ledger.text_erased": Narrowing(
        _note,
        lambda house, made: texts.erase(position=made, actor=house.dpo, at=house.at),
        lambda house, made: list(texts.held()) == [],
    ),
}
SOON = timedelta(hours=1)
