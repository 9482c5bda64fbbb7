"""Emergencies that wait for the review of somebody who did not open them."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.accounts import queries as accounts
from shoumi.base.emergency import queries, rules
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.core.messages import Both

_WHAT: Both = ("复核一次紧急开启", "Review an emergency")


def items(asker: Asker) -> Iterator[InboxItem]:
    if not accounts.roles(asker.person, asker.at) & {*rules.REVIEWERS}:
        return
    for one in queries.to_review().exclude(person=asker.person):
        yield InboxItem(
            InboxKind.REVIEW,
            one.ref,
            _WHAT,
            (one.person.name, one.person.name),
            "emergency",
            {"emergency": one.ref},
            deal=one.deal,
            since=one.opened_at,
            until=one.due_at,
            two=True,
        )
