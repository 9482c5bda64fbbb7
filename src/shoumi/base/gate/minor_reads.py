"""Each look at a minor's record takes a second person's yes (handbook 1.5).

未成年人网络保护条例 36: staff read a minor's information by approval, each time, on record.

The yes is for one task, one person and some fields, good for 24 hours from the asking, and spent by
the look itself, in its transaction.  A row put in, edited or put back by SQL opens nothing.

Not asked of what is opened in an emergency, and of what an act reads for itself and shows to
nobody.  Where people are read by a list nobody's yes counts: it is to one look.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from shoumi.base.accounts import queries as accounts
from shoumi.base.approvals import rules as two_persons
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.events import Tag as Approved
from shoumi.base.approvals.models import Approval
from shoumi.base.approvals.rules import Change, State
from shoumi.base.gate import reading_limits
from shoumi.base.gate.models import Task
from shoumi.base.gate.tasks import NoSuchTask
from shoumi.base.ledger.writer import Written
from shoumi.base.row_authentication import verification
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.models import Subject
from shoumi.core.errors import Conflict, Invalid, Missing, Refused
from shoumi.core.gate import Fact, Question
from shoumi.core.gate.policy import shows_someone
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import Ref

ASKERS = tuple(sorted(two_persons.TWO[Action.MINOR].askers))


class NoSuchPerson(Missing):
    """Nobody of the task's deal, or not whom the task is about."""

    code = "gate.no_such_person"


class NoMinor(Conflict):
    """The record is not a minor's, so it takes nobody's yes."""

    code = "gate.no_minor"


class NotOnTask(Refused):
    """Who asks does not work on the task."""

    code = "gate.not_on_this_task"


class FieldsUnfit(Invalid):
    """None, or some that the task is not about.  Facts: ``fields``."""

    code = "gate.fields_unfit"


class Agreed:
    """The answers for questions that are decided together: what opens one opens no other."""

    def __init__(self) -> None:
        self._spent: set[str] = set()
        self._used: dict[Question, Approval] = {}
        self._waiting: dict[Ref, Approval] = {}

    def allows(self, question: Question) -> bool:
        """Whether a second person agreed to this look at a minor's record, or none is asked."""
        if reading_limits.is_exempt(question.task):
            return True
        return self._of(question) is not None

    def took(self, question: Question) -> None:
        """It was let through: the yes is spent where that is recorded (``spend``)."""
        if question in self._used or reading_limits.is_exempt(question.task):
            return
        found = self._of(question)
        if found is not None:
            self._spent.add(found.ref)
            self._used[question] = found

    def spend(self, question: Question) -> Event | None:
        """Use up what let the question through; the event is to be recorded with the look's own."""
        if not self._used:  # nearly always, and a question takes long to look up
            return None
        found = self._used.pop(question, None)
        if found is None:
            return None
        self._waiting[Ref(found.ref)] = found
        return approvals.use(found, actor=question.actor, at=question.at)

    def spent(self, entered: Iterable[tuple[Event, Written]]) -> None:
        """What ``spend`` used up is recorded."""
        for event, one in entered if self._waiting else ():
            if event.tag is Approved.USED:
                found = self._waiting.pop(event.about)
                approvals.used(found, at=event.at, position=one.position)

    def _of(self, question: Question) -> Approval | None:
        return next((one for one in _good(question) if one.ref not in self._spent), None)


def _good(question: Question) -> Sequence[Approval]:
    """What was said yes to and covers the question, the newest first."""
    rows = Approval.objects.filter(
        requested_by=question.actor,
        action=Action.MINOR,
        state=State.APPROVED,
        deal=question.deal,
        requested_at__gt=question.at - two_persons.valid(),
        requested_at__lte=question.at,
    ).order_by("-requested_at", "-position")
    roles = two_persons.TWO[Action.MINOR]
    if not rows or not accounts.roles(question.actor, question.at, question.deal) & roles.askers:
        return []
    own = verification.authentic(one for one in rows if _covers(one, question))
    return [one for one in own if _may_still_approve(one, question)]


def _covers(row: Approval, question: Question) -> bool:
    told = two_persons.read(row.parameters)
    fields = told.get("fields")
    return (
        told.get("task") == question.task
        and told.get("subject") == question.subject
        and isinstance(fields, list)
        and question.fields <= set(fields)
    )


def _may_still_approve(row: Approval, question: Question) -> bool:
    approver = Ref(str(row.answered_by_id))
    held = accounts.roles(approver, question.at, question.deal)
    return approver != question.actor and bool(held & two_persons.TWO[Action.MINOR].approvers)


def agreed_of(question: Question, told: Mapping[Ref, object]) -> Mapping[Ref, object]:
    """``told`` of the people of a list (no minor, or yes or no) as the gate has it for this one."""
    if False not in told.values():
        return told
    if reading_limits.is_exempt(question.task):
        return dict.fromkeys(told, True)
    return told


def settle(question: Question, facts: dict[Fact, object], agreed: Agreed | None = None) -> None:
    """Put what a second person agreed to in the place of what the record alone says."""
    if facts.get(Fact.MINOR_AGREED) is False and shows_someone(question.kind):
        facts[Fact.MINOR_AGREED] = (agreed or Agreed()).allows(question)


def require_agreed(
    *, task: Ref, person: Ref, fields: Collection[str], actor: Ref, at: datetime
) -> Approval:
    """What a second person agreed to of exactly this, not used yet: who asks may look once now.

    Without ``fields`` all that the task is about.

    Raises:
        NoSuchTask: there is none, or it is over.
        NoSuchPerson, NoMinor, FieldsUnfit: there is nothing to agree to.
        NotPermitted, NotOnTask: the actor only oversees, is of another house, or does not work on
            it.
        NeedsApproval, RequesterMayNot, ApproverMayNot: nobody else has approved exactly this.
    """
    found = Task.objects.filter(ref=task, closed_at=None).first()
    if found is None or at >= found.ends_at or found.is_internal:
        raise NoSuchTask(task=task)
    if not verification.is_authentic(found):
        raise NoSuchTask(task=task)
    if actor not in found.actors:
        raise NotOnTask(task=task)
    deal = Ref(found.deal)
    accounts.require(actor, at, *ASKERS, deal=deal)
    change = Change(
        Action.MINOR,
        {
            "task": task,
            "purpose": found.purpose,
            "subject": person,
            "fields": _fields(found, fields),
        },
        deal=deal,
    )
    require_minor(found, person)
    with approvals.kept(change.action, actor=actor, at=at, deal=deal):
        return approvals.require_good(change, actor=actor, at=at)


def require_minor(task: Task, person: Ref) -> None:
    """
    Raises:
        NoSuchPerson, NoMinor
    """
    known = Subject.objects.filter(ref=person, deal=task.deal)
    if task.subject not in ("", person) or not known.exists():
        raise NoSuchPerson(person=person)
    if not subjects.minors(known).exists():
        raise NoMinor(person=person)


def _fields(task: Task, fields: Collection[str]) -> list[str]:
    wanted = sorted(set(fields) or set(task.fields))
    unfit = sorted(set(wanted).difference(task.fields))
    if unfit or not wanted:
        raise FieldsUnfit(fields=tuple(unfit))
    return wanted
