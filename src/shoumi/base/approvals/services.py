"""Ask, answer, withdraw, and spend an approval in the transaction of the act it is for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from types import MappingProxyType

from django.db import transaction
from django.db.models import QuerySet

from shoumi.base.accounts import queries as accounts
from shoumi.base.approvals import queries, rules
from shoumi.base.approvals.errors import (
    Answered,
    AnsweredTooLate,
    ApproverMayNot,
    AskedAlready,
    Differs,
    NeedsApproval,
    NotAsked,
    Over,
    Pending,
    RequesterMayNot,
    Spent,
    TooLate,
    TurnedDown,
    TwoPeopleNeeded,
    Withdrawn,
)
from shoumi.base.approvals.events import Action, Tag, Why
from shoumi.base.approvals.models import Approval
from shoumi.base.approvals.rules import Change, State
from shoumi.base.ledger import reader, writer
from shoumi.base.row_authentication import codes, verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.core.errors import DomainError
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

DUTIES = ("1.5",)
_WHY = {why.value: why for why in Why}


@transaction.atomic
def ask(*, change: Change, actor: Ref, at: datetime) -> Approval:
    """Lay a change before a second person; good once, and for 24 hours from now.

    Raises:
        NotPermitted: the actor may not ask for such an act.
        AskedAlready: the actor's own request for the same change is good still.
    """
    accounts.require(actor, at, *rules.TWO[change.action].askers, deal=change.deal)
    # Held, so that the same request filed twice at the same moment is found.
    writer.hold()
    digest = change.digest
    same = Approval.objects.filter(digest=digest.hex(), requested_by=actor)
    live = same.filter(state__in=[State.OPEN, State.APPROVED])
    # What was put in from outside keeps nobody from asking.
    if verification.authentic(live.filter(requested_at__gt=at - rules.valid(change.action))):
        raise AskedAlready
    ref = Ref.new("appr")
    facts: dict[str, Value] = {"action": change.action, "change": digest}
    event = Event(Tag.ASKED, actor, ref, at, facts, DUTIES, change.deal)
    position = writer.record(event).position
    made = Approval(
        ref=ref,
        action=change.action,
        deal=change.deal or "",
        parameters=rules.canonical(change.parameters),
        before=rules.canonical(change.before),
        digest=digest.hex(),
        requested_by_id=actor,
        requested_at=at,
        position=position,
    )
    codes.put(made, position)
    made.save(force_insert=True)
    return made


def approve(*, approval: Ref, actor: Ref, at: datetime) -> None:
    """Say yes to a change as it stands in the request.

    Raises:
        NotPermitted: the actor holds no role that approves such an act.
        TwoPeopleNeeded: the actor asked for it.
        RequesterMayNot: who asked may not ask any more.
        NoSuchApproval, Answered, AnsweredTooLate
        NotAuthentic: the request was changed or put in from outside.
    """
    _answer(approval, State.APPROVED, Tag.GIVEN, actor, at)


def turn_down(*, approval: Ref, actor: Ref, at: datetime) -> None:
    """Say no, to a request that was put in from outside as well.  Raises as ``approve``."""
    _answer(approval, State.TURNED_DOWN, Tag.TURNED_DOWN, actor, at)


def _answer(approval: Ref, state: State, tag: Tag, actor: Ref, at: datetime) -> None:
    found = queries.get(approval)
    action, deal = Action(found.action), Ref(found.deal) if found.deal else None
    with kept(action, actor=actor, at=at, deal=deal, about=approval), transaction.atomic():
        writer.hold()
        found = queries.get(approval)
        requester, is_own = Ref(found.requested_by_id), verification.is_authentic(found)
        # Asked first: nobody answers a request of his or her own, whatever roles there are.
        if actor == requester:
            raise TwoPeopleNeeded
        accounts.require(actor, at, *rules.TWO[action].approvers, deal=deal)
        if not accounts.roles(requester, at, deal) & rules.TWO[action].askers:
            raise RequesterMayNot(action=action)
        # Conditional, so that of two who answer at the same moment one is told so.
        still_open = Approval.objects.filter(
            ref=approval,
            state=State.OPEN,
            requested_at__lte=at,
            requested_at__gt=at - rules.valid(action),
        )
        if not still_open.update(state=state, answered_by_id=actor, answered_at=at):
            now = queries.get(approval)
            raise AnsweredTooLate if now.state == State.OPEN else Answered(state=now.state)
        if not is_own and state is State.APPROVED:
            raise NotAuthentic(what=Approval._meta.db_table)
        facts = _facts(found) | {"requester": requester}
        event = Event(tag, actor, approval, at, facts, DUTIES, deal)
        position = writer.record(event).position
        if is_own:
            _put(found, position, state=state, answered_by_id=actor, answered_at=at)


def _put(found: Approval, position: int, **changes: object) -> None:
    """Give a row that was just changed so its new code."""
    for column, value in changes.items():
        setattr(found, column, value)
    codes.put(found, position)
    found.save(update_fields=codes.STORED)


@transaction.atomic
def withdraw(*, approval: Ref, actor: Ref, at: datetime) -> None:
    """Take back a request of one's own that was not used.

    Raises:
        NotPermitted: somebody else asked for it.
        NoSuchApproval, Answered
    """
    # First, as whoever spends it: two that take the head and a row in other orders would wait for
    # each other.
    writer.hold()
    found = queries.get(approval)
    if found.requested_by_id != actor:
        raise accounts.NotPermitted(roles=())
    # A row that is not authentic is ended too, and stays what it is.
    is_own = verification.is_authentic(found)
    live = Approval.objects.filter(ref=approval, state__in=[State.OPEN, State.APPROVED])
    if not live.update(state=State.WITHDRAWN, answered_by=None, answered_at=None):
        raise Answered(state=queries.get(approval).state)
    deal = Ref(found.deal) if found.deal else None
    event = Event(Tag.WITHDRAWN, actor, approval, at, _facts(found), DUTIES, deal)
    position = writer.record(event).position
    if is_own:
        _put(found, position, state=State.WITHDRAWN, answered_by_id=None, answered_at=None)


def require_good(change: Change, *, actor: Ref, at: datetime) -> Approval:
    """The approval of exactly this change, asked for by ``actor``, good and not used yet.

    Raises:
        NotAsked, Pending, Differs, Over, Spent, TurnedDown, Withdrawn: no approval covers it.
        RequesterMayNot, ApproverMayNot: a role was lost since.
        NotAuthentic: what would cover it was changed, put in or put back from outside.
    """
    two, digest = rules.TWO[change.action], change.digest
    if not accounts.roles(actor, at, change.deal) & two.askers:
        raise RequesterMayNot(action=change.action)
    mine = Approval.objects.filter(requested_by=actor, action=change.action)
    exact = mine.filter(digest=digest.hex(), deal=change.deal or "")
    exact = exact.order_by("-requested_at", "-position")
    good = list(_good(exact, at))
    if not good:
        raise _why_not(change, exact.first(), mine.filter(state=State.APPROVED).exists(), at)
    found = next(iter(verification.authentic(good)), None)
    if found is None:
        raise NotAuthentic(what=Approval._meta.db_table)
    approver = Ref(str(found.answered_by_id))
    if approver == actor or not accounts.roles(approver, at, change.deal) & two.approvers:
        raise ApproverMayNot(action=change.action)
    return found


def _good(rows: QuerySet[Approval], at: datetime) -> QuerySet[Approval]:
    return rows.filter(queries.good_since(at), state=State.APPROVED, requested_at__lte=at)


def use(found: Approval, *, actor: Ref, at: datetime) -> Event:
    """Use up an approval that is good; the entry is the caller's to record, in its transaction,
    and ``used`` what it does then.

    Raises:
        Spent: somebody was quicker.
        NotAuthentic: somebody was, and it was put back from outside.
    """
    mine = _good(Approval.objects.filter(ref=found.ref, requested_by=actor), at)
    deal = Ref(found.deal) if found.deal else None
    # Conditional, so that of several at the same moment one has it.
    if mine.update(state=State.USED, used_at=at) != 1:
        parameters, before = rules.read(found.parameters), rules.read(found.before)
        raise Spent(Change(Action(found.action), parameters, before, deal))
    # Asked once more as ``found`` was read, since then the head may not have been held.
    if not verification.is_authentic(found):
        raise NotAuthentic(what=Approval._meta.db_table)
    facts = _facts(found) | {"approver": Ref(str(found.answered_by_id))}
    return Event(Tag.USED, actor, Ref(found.ref), at, facts, DUTIES, deal)


def used(found: Approval, *, at: datetime, position: int) -> None:
    """Give what ``use`` used up its code, at the position of its entry."""
    _put(found, position, state=State.USED, used_at=at)


def spend(change: Change, *, actor: Ref, at: datetime) -> Approval:
    """Use up the approval of exactly this change, asked for by ``actor``.

    Called by the service that carries the change out, inside its transaction: either both are done
    or neither.  What is refused leaves no trace by itself, for the transaction goes back; put
    ``kept`` around it.

    Raises:
        NotAsked, Pending, Differs, Over, Spent, TurnedDown, Withdrawn: no approval covers it.
        RequesterMayNot, ApproverMayNot: a role was lost since.
        NotAuthentic: what would cover it was changed, put in or put back from outside.
        NotInTransaction: a bug.
    """
    writer.hold()
    # A role that was lost while it waited for the head is lost.
    found = require_good(change, actor=actor, at=reader.not_before(at))
    used(found, at=at, position=writer.record(use(found, actor=actor, at=at)).position)
    return found


def _why_not(
    change: Change, latest: Approval | None, has_another: bool, at: datetime
) -> NeedsApproval:
    if latest is None:
        return Differs(change) if has_another else NotAsked(change)
    if queries.is_over(latest, at):
        return Over(change)
    match State(latest.state):
        case State.OPEN:
            return Pending(change)
        case State.TURNED_DOWN:
            return TurnedDown(change)
        case State.WITHDRAWN:
            return Withdrawn(change)
    return Spent(change)


def _facts(found: Approval) -> dict[str, Value]:
    return {"action": Action(found.action), "change": Digest.fromhex(found.digest)}


def must_be_good(action: Action, asked_at: datetime, at: datetime) -> None:
    """For an act that has approvals of its own: they are as short-lived as those of this room.

    Raises:
        TooLate
    """
    if not rules.is_good(asked_at, at, action):
        raise TooLate(action=action)


def must_still(
    action: Action,
    *,
    requester: tuple[Ref, Collection[Role]],
    approvers: Iterable[tuple[Ref, Collection[Role]]],
    at: datetime,
    deal: Ref | None = None,
) -> None:
    """For such an act: each of them holds one of his or her roles still.

    Raises:
        RequesterMayNot, ApproverMayNot
    """
    who, wanted = requester
    if not accounts.roles(who, at, deal) & frozenset(wanted):
        raise RequesterMayNot(action=action)
    for who, wanted in approvers:
        if not accounts.roles(who, at, deal) & frozenset(wanted):
            raise ApproverMayNot(action=action)


@contextmanager
def kept(
    action: Action,
    *,
    actor: Ref,
    at: datetime,
    deal: Ref | None = None,
    about: Ref | None = None,
    codes: Mapping[str, Why] = MappingProxyType({}),
) -> Iterator[None]:
    """Record what is refused inside for want of a second person.

    ``codes``  refusals of an act that has approvals of its own, and what each comes to
    Around the transaction of the act, never within one: the entry must outlive the rollback that
    the refusal causes.
    """
    try:
        yield
    except DomainError as refusal:
        why = _WHY.get(refusal.code) or codes.get(refusal.code)
        if why is not None:
            facts: dict[str, Value] = {"action": action, "why": why}
            with transaction.atomic(durable=True):
                event = Event(Tag.REFUSED, actor, about or actor, at, facts, DUTIES, deal)
                writer.record(event)
        raise
