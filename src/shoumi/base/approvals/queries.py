"""Reads.  Nothing here writes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from shoumi.base.accounts import queries as accounts
from shoumi.base.approvals import rules
from shoumi.base.approvals.errors import NoSuchApproval
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.models import Approval
from shoumi.base.approvals.rules import Difference, State
from shoumi.core.refs import Ref
from shoumi.core.terms import Role


def get(approval: Ref) -> Approval:
    """
    Raises:
        NoSuchApproval
    """
    found = Approval.objects.select_related("requested_by", "answered_by").filter(ref=approval)
    one = found.first()
    if one is None:
        raise NoSuchApproval
    return one


def listed() -> QuerySet[Approval]:
    """Every request, the newest first, with who asked and who answered."""
    return Approval.objects.select_related("requested_by", "answered_by")


def asked_by(person: Ref) -> QuerySet[Approval]:
    return listed().filter(requested_by=person)


def answerable(roles: Collection[Role]) -> list[Action]:
    """The actions that a holder of these roles may approve."""
    held = frozenset(roles)
    return [action for action, two in rules.TWO.items() if held & two.approvers]


def waiting_for(person: Ref, roles: Collection[Role], at: datetime) -> QuerySet[Approval]:
    """Open and good still, asked for by others, and answered by a role this person holds."""
    since = at - rules.valid()
    return (
        listed()
        .filter(
            state=State.OPEN,
            action__in=answerable(roles),
            requested_at__gt=since,
            requested_at__lte=at,
        )
        .exclude(requested_by=person)
    )


def could_approve(action: Action, asker: Ref, at: datetime, deal: Ref | None = None) -> list[Ref]:
    """Whom somebody who asks can turn to."""
    held = {who for role in rules.TWO[action].approvers for who in accounts.who(role, at, deal)}
    return sorted(held - {asker})


def is_over(approval: Approval, at: datetime) -> bool:
    """It was not used while it was good."""
    is_live = approval.state in (State.OPEN, State.APPROVED)
    return is_live and not rules.is_good(approval.requested_at, at)


def differences(approval: Approval) -> list[Difference]:
    return rules.differences(rules.read(approval.parameters), rules.read(approval.before))
