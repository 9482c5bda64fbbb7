"""Take a text back out of what can be shown; the entry that commits to it stays as it is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import texts
from shoumi.core.refs import Ref
from shoumi.core.terms import Role


@transaction.atomic
def erase_text(*, position: int, actor: Ref, at: datetime) -> int:
    """Erase what the entry at ``position`` commits to; the position of the entry that says so.

    Raises:
        NotPermitted: the actor is neither protection officer nor legal.
        NoSuchText
    """
    accounts.require(actor, at, Role.DPO, Role.LEG)
    return texts.erase(position=position, actor=actor, at=at)
