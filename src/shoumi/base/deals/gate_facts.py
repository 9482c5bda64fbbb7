"""What a deal states to the gate: whether it is open, and who is of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries
from shoumi.base.deals.models import Deal
from shoumi.base.deals.rules import Overlay
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.core.gate import Fact, Question
from shoumi.core.refs import Ref


def facts(question: Question) -> Mapping[Fact, object]:
    """An unknown deal states nothing, so the gate stays shut."""
    found = _authentic(question.deal)
    if found is None:
        return {}
    return {
        Fact.DEAL_OPEN: found.overlay == Overlay.NONE,
        Fact.DEAL_MEMBER: queries.takes_part(question.actor, question.deal, question.at),
    }


def edges(question: Question) -> Iterator[datetime]:
    """A member by a role is one as long as the role lasts."""
    return accounts.edges(question)


@shared
def _authentic(ref: Ref) -> Deal | None:
    found = Deal.objects.filter(ref=ref).first()
    return found if found is not None and verification.is_authentic(found) else None
