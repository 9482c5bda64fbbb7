"""A request for a second person's yes, as the API tells it; and an act that asks for one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

from django.urls import reverse
from ninja import Schema
from ninja.responses import Status
from pydantic import WithJsonSchema

from shoumi.base.api.fields import words_of
from shoumi.base.approvals import rules, services
from shoumi.base.approvals.errors import NeedsApproval, Pending
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.models import Approval
from shoumi.base.approvals.rules import State
from shoumi.base.pages.request import PageRequest

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


def whole(one: Approval) -> dict[str, Any]:
    return {**line(one), "before": one.before, "parameters": one.parameters}


def line(one: Approval) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "action": one.action,
        "deal": one.deal,
        "state": one.state,
        "requested_by": one.requested_by_id,
        "requested_at": one.requested_at,
        "until": one.requested_at + rules.valid(Action(one.action)),
        "answered_by": one.answered_by_id,
        "answered_at": one.answered_at,
        "used_at": one.used_at,
        "digest": one.digest,
        "position": one.position,
        "address": reverse("api-approvals-approval", kwargs={"approval": one.ref}),
    }
