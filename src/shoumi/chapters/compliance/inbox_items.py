"""Impact assessments that are ready and wait for approval."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.deals import approval_items
from shoumi.base.registry import Asker, InboxItem
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import State
from shoumi.chapters.compliance.services import require_approvable
from shoumi.core.messages import Both
from shoumi.core.terms import Role

_APPROVE: Both = ("批准影响评估", "Approve an impact assessment")


def items(asker: Asker) -> Iterator[InboxItem]:
    """Those this person may approve: written by others, nothing of a starter set left open."""
    if Role.LEG not in asker.roles:
        return
    drafts = Assessment.objects.filter(state=State.DRAFT).order_by("number")
    yield from approval_items.items(
        asker,
        drafts,
        lambda one: require_approvable(one, asker.person),
        what=_APPROVE,
        page="assessment",
        of="assessment",
    )
