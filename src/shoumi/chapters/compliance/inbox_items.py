"""Impact assessments that are ready and wait for approval."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.deals import queries as deals
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import State
from shoumi.chapters.compliance.services import require_approvable
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.core.terms import Role

_APPROVE: Both = ("批准影响评估", "Approve an impact assessment")


def items(asker: Asker) -> Iterator[InboxItem]:
    """Those this person may approve: written by others, nothing of a starter set left open."""
    if Role.LEG not in asker.roles:
        return
    drafts = Assessment.objects.filter(state=State.DRAFT).order_by("number")
    mine = [one for one in drafts if asker.reaches(one.deal) and _may_be(one, asker)]
    numbers = deals.numbers({one.deal for one in mine})
    for one in mine:
        number = numbers.get(one.deal, "")
        yield InboxItem(
            InboxKind.APPROVAL,
            one.ref,
            _APPROVE,
            (number, number),
            "assessment",
            {"assessment": one.ref},
            deal=one.deal,
            since=one.drafted_at,
            two=True,
        )


def _may_be(one: Assessment, asker: Asker) -> bool:
    try:
        require_approvable(one, asker.person)
    except DomainError:
        return False
    return True
