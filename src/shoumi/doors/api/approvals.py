"""What takes two persons, over the API: requests, answers, and the acts that ask for one.

Whoever asks gets the request's address (202), and does the act again under a new key once another
person has said yes.  A token never answers for its own person's request.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ninja import Query, Router

from shoumi.base.api import paging
from shoumi.base.api.approvals import ApprovalLine, ApprovalWhole, line, whole
from shoumi.base.api.errors import OtherChange
from shoumi.base.api.fields import Sha256, Strict
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import acts, reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.approvals import queries, rules, services
from shoumi.base.approvals.models import Approval
from shoumi.base.pages.request import PageRequest
from shoumi.core.refs import Ref

router = Router(tags=["approvals"])
_APPROVERS = tuple(sorted({role for two in rules.TWO.values() for role in two.approvers}))
_ASKERS = tuple(sorted({role for two in rules.TWO.values() for role in two.askers}))


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
    return paging.page(request, wanted, some, line, lambda one: int(one.position))


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
