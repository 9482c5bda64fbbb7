"""Spend a request for a host, in the transaction of the change it is for."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.egress import queries
from shoumi.base.egress.errors import AskSpent
from shoumi.base.egress.events import Tag
from shoumi.base.egress.models import HostAsk
from shoumi.base.row_authentication import agreement, codes, verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.vault import row_keys
from shoumi.core.refs import Ref


def spend(wish: HostAsk, actor: Ref, at: datetime) -> None:
    """Use up what another person asked for; the head is held.

    Raises:
        AskSpent
        NotAuthentic: it was changed, put in or put back from outside.
    """
    # Conditional, so two approvers at the same moment spend it once.
    if not queries.waiting(at).filter(ref=wish.ref).update(approved_by_id=actor):
        raise AskSpent
    if not verification.is_authentic(wish) or _is_used(wish):
        raise NotAuthentic(what=HostAsk._meta.db_table)
    mark_used(wish, actor)


def mark_used(wish: HostAsk, approver: Ref) -> None:
    """The code of an authentic row whose use an entry about its host tells of, and the row."""
    wish.approved_by_id = approver
    codes.put(wish, wish.entry_position or 0)
    wish.save(update_fields=["approved_by", *codes.STORED])


def _is_used(wish: HostAsk) -> bool:
    """Whether the list was changed by it, so that the row was put back; as other rows not asked in
    a home without a keyring."""
    return row_keys.is_set_up() and wish.ref in uses(after=wish.entry_position)


def uses(*, after: int | None = None) -> dict[str, Ref]:
    """Who approved each request that was used, as the entries of the hosts tell.

    ``after``  only entries behind that position
    """
    found = agreement.naming("ask", [Tag.ALLOWED, Tag.WITHDRAWN], after=after)
    return {ref: line.actor for ref, line in found.items()}
