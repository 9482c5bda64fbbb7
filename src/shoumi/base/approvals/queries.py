"""Reads.  Nothing here writes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

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
    return (
        listed()
        .filter(
            good_since(at), state=State.OPEN, action__in=answerable(roles), requested_at__lte=at
        )
        .exclude(requested_by=person)
    )


def good_since(at: datetime) -> Q:
    """Asked for so lately that it may still be answered or used."""
    young = Q(requested_at__gt=at - rules.valid())
    for action, lasts in rules.shorter().items():
        young &= ~Q(action=action) | Q(requested_at__gt=at - lasts)
    return young


def seen_by(person: Ref, roles: Collection[Role]) -> QuerySet[Approval]:
    """What this person asked for or answered, and what a holder of these roles may answer."""
    own = Q(requested_by=person) | Q(answered_by=person)
    return listed().filter(own | Q(action__in=answerable(roles)))


def seen(approval: Ref, reader: Ref, at: datetime) -> Approval:
    """A request as somebody may see it: who asked, who answered, who may answer.

    Raises:
        NoSuchApproval: there is none, or it is no business of this person's.
    """
    found = get(approval)
    deal = Ref(found.deal) if found.deal else None
    mine = reader in (found.requested_by_id, found.answered_by_id)
    approvers = rules.TWO[Action(found.action)].approvers
    if not mine and not accounts.roles(reader, at, deal) & approvers:
        raise NoSuchApproval
    return found


def concerning(
    person: Ref,
    at: datetime,
    *,
    waiting: Collection[str] = (),
    after: str = "",
    limit: int,
    everything: bool = False,
) -> tuple[list[Approval], str | None]:
    """A page of what this person asked for or answered, and of what is ``waiting`` for an answer;
    the newest first.  The second answer asks for the next page.

    Without ``everything`` only what can still be answered or used.
    """
    own = Q(requested_by=person) | Q(answered_by=person) | Q(ref__in=waiting)
    found = listed().filter(own).order_by("-position")
    if not everything:
        live = [State.OPEN, State.APPROVED]
        found = found.filter(good_since(at), state__in=live)
    if after.isascii() and after.isdigit():
        found = found.filter(position__lt=int(after))
    rows = list(found[: limit + 1])
    shown = rows[:limit]
    return shown, str(shown[-1].position) if len(rows) > limit else None


def could_approve(action: Action, asker: Ref, at: datetime, deal: Ref | None = None) -> list[Ref]:
    """Whom somebody who asks can turn to."""
    held = {who for role in rules.TWO[action].approvers for who in accounts.who(role, at, deal)}
    return sorted(held - {asker})


def is_over(approval: Approval, at: datetime) -> bool:
    """It was not used while it was good."""
    is_live = approval.state in (State.OPEN, State.APPROVED)
    return is_live and not rules.is_good(approval.requested_at, at, Action(approval.action))


def differences(approval: Approval) -> list[Difference]:
    return rules.differences(rules.read(approval.parameters), rules.read(approval.before))
