"""What takes two persons, over the API: requests, answers, and the acts that ask for one.

Whoever asks gets the request's address (202), and does the act again under a new key once another
person has said yes.  A token never answers for its own person's request.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import WithJsonSchema

from shoumi.base.api_tokens.rules import Scope
from shoumi.base.approvals import queries, rules, services
from shoumi.base.approvals.errors import NeedsApproval, Pending
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.models import Approval
from shoumi.base.approvals.rules import State
from shoumi.base.pages.request import PageRequest
from shoumi.core.refs import Ref
from shoumi.doors.api import ROOT, paging
from shoumi.doors.api.building import acts, reads
from shoumi.doors.api.errors import OtherChange
from shoumi.doors.api.fields import Sha256, Strict, words_of
from shoumi.doors.api.needs import needs
from shoumi.doors.api.paging import Page, Paging

router = Router(tags=["approvals"])
_APPROVERS = tuple(sorted({role for two in rules.TWO.values() for role in two.approvers}))
_ASKERS = tuple(sorted({role for two in rules.TWO.values() for role in two.askers}))
ApprovalState = Annotated[State, WithJsonSchema(words_of(State))]


class ApprovalLine(Schema):
    """A request for a second person's yes.

    ``until``    when it is over, if it was not used
    ``digest``   SHA-256 of exactly what is asked for, in hex
    ``address``  where it is read and answered over the API
    """

    ref: str
    action: Action
    deal: str
    state: ApprovalState
    requested_by: str
    requested_at: datetime
    until: datetime
    answered_by: str | None
    answered_at: datetime | None
    used_at: datetime | None
    digest: str
    position: int
    address: str


class ApprovalWhole(ApprovalLine):
    """With what would change: canonical JSON of the parameters as they are and would be.

    ``digest`` is that of action, deal, ``before`` and ``parameters``, a line each.
    """

    before: str
    parameters: str


class ApprovalsWanted(Paging):
    """``is_waiting``  true: those alone that this caller can answer now"""

    is_waiting: bool = False


class AnswerGiven(Strict):
    """``digest``  of the change that was read: nothing else is answered for"""

    digest: Sha256


@router.get("/approvals", **reads(Page[ApprovalLine]))
@needs(Scope.APPROVALS_READ)
def approvals(request: PageRequest, wanted: Query[ApprovalsWanted]) -> dict[str, Any]:
    """Requests that the caller asked for, answered or may answer, the newest first."""
    me = request.who()
    if wanted.is_waiting:
        found = queries.waiting_for(me, request.roles, request.at)
    else:
        found = queries.seen_by(me, request.roles)
    begin = paging.place(request, wanted)
    if begin is not None:
        found = found.filter(position__lt=begin)
    some = found.order_by("-position")[: wanted.limit + 1]
    return paging.page(request, wanted, some, _line, lambda one: int(one.position))


@router.get("/approvals/{approval}", **reads(ApprovalWhole))
@needs(Scope.APPROVALS_READ)
def approval(request: PageRequest, approval: str) -> dict[str, Any]:
    """One request with what would change."""
    return whole(_seen(request, approval))


@router.post("/approvals/{approval}/approve", **acts(ApprovalWhole))
@needs(Scope.APPROVALS_WRITE, *_APPROVERS)
def approve(request: PageRequest, approval: str, given: AnswerGiven) -> dict[str, Any]:
    """Say yes to exactly this change; whoever asked carries it out."""
    return _answered(request, approval, given, services.approve)


@router.post("/approvals/{approval}/turn-down", **acts(ApprovalWhole))
@needs(Scope.APPROVALS_WRITE, *_APPROVERS)
def turn_down(request: PageRequest, approval: str, given: AnswerGiven) -> dict[str, Any]:
    """Say no to it."""
    return _answered(request, approval, given, services.turn_down)


@router.post("/approvals/{approval}/withdraw", **acts(ApprovalWhole))
@needs(Scope.APPROVALS_WRITE, *_ASKERS)
def withdraw(request: PageRequest, approval: str) -> dict[str, Any]:
    """Take back a request of one's own that was not used."""
    ref = Ref(_seen(request, approval).ref)
    services.withdraw(approval=ref, actor=request.who(), at=request.at)
    return whole(queries.get(ref))


def asking(request: PageRequest, act: Callable[[], Status[Any]]) -> Status[Any]:
    """Do ``act``; where it needs a second person, ask for it and answer with the request.

    Raises:
        Pending: it was asked for, and nobody has answered.
        everything that ``act`` raises besides
    """
    try:
        return act()
    except Pending:
        raise
    except NeedsApproval as refusal:
        made = services.ask(change=refusal.change, actor=request.who(), at=request.at)
        return Status(202, whole(made))


def _seen(request: PageRequest, ref: str) -> Approval:
    """
    Raises:
        NoSuchApproval: there is none, or it is no business of this person's.
    """
    return queries.seen(Ref(ref), request.who(), request.at)


def _answered(
    request: PageRequest, ref: str, given: AnswerGiven, verb: Callable[..., None]
) -> dict[str, Any]:
    """
    Raises:
        OtherChange: what was read is not what this request is about.
    """
    found = _seen(request, ref)
    if given.digest != found.digest:
        raise OtherChange
    verb(approval=Ref(found.ref), actor=request.who(), at=request.at)
    return whole(queries.get(Ref(found.ref)))


def whole(one: Approval) -> dict[str, Any]:
    return {**_line(one), "before": one.before, "parameters": one.parameters}


def _line(one: Approval) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "action": one.action,
        "deal": one.deal,
        "state": one.state,
        "requested_by": one.requested_by_id,
        "requested_at": one.requested_at,
        "until": one.requested_at + rules.valid(),
        "answered_by": one.answered_by_id,
        "answered_at": one.answered_at,
        "used_at": one.used_at,
        "digest": one.digest,
        "position": one.position,
        "address": f"/{ROOT}/approvals/{one.ref}",
    }
