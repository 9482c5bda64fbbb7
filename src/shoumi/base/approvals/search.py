"""A request for a second person's approval by its reference."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.approvals import queries
from shoumi.base.approvals.errors import NoSuchApproval
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.models import Approval
from shoumi.base.registry import Asker
from shoumi.base.registry.search import SearchHit
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_KIND: Both = ("双人批准", "Approval by two")


def hits(wanted: str) -> Iterator[SearchHit]:
    for one in Approval.objects.filter(ref=wanted):
        yield SearchHit(
            _KIND,
            one.ref,
            "approval",
            {"approval": one.ref},
            one.deal,
            Action(one.action),
            lambda asker: _is_seen(Ref(wanted), asker),
        )


def _is_seen(approval: Ref, asker: Asker) -> bool:
    try:
        queries.seen(approval, asker.person, asker.at)
    except NoSuchApproval:
        return False
    return True
