"""People who are to be let in again, and wait for a second person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from shoumi.base.accounts import queries as accounts
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.base.signin import rules
from shoumi.base.signin.models import Again
from shoumi.core.messages import Both

_WHAT: Both = ("批准重新进来", "Approve that somebody comes in again")


def items(asker: Asker) -> Iterator[InboxItem]:
    if not accounts.roles(asker.person, asker.at) & rules.AGAIN_APPROVERS:
        return
    # By the real time, as links are good by it; so no clock of the home counts it.
    young = Again.objects.filter(
        approved_by=None, requested_at__gt=datetime.now(UTC) - rules.LINK_VALID
    )
    others = young.exclude(requested_by=asker.person).exclude(person=asker.person)
    for one in others.select_related("person").order_by("requested_at", "ref"):
        yield InboxItem(
            InboxKind.GRANT,
            one.ref,
            _WHAT,
            (one.person.name, one.person.name),
            "people",
            two=True,
        )
