"""Demands that lapse soon, for who mends them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from shoumi.base.accounts import queries as accounts
from shoumi.base.attestations import lapses
from shoumi.base.attestations.lapses import Coming
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.core.messages import Both

_WHAT: Both = (
    "第 {duty} 条快失效了，补正或重新声明",
    "Mend or restate demand {duty} before it lapses",
)


def items(asker: Asker) -> Iterator[InboxItem]:
    if asker.is_party:
        return  # a demand is stated and mended by the house
    before = timedelta(days=lapses.warnings()[0])
    for one in lapses.coming(asker.at):
        if _is_theirs(asker, one):
            demand = one.demand
            yield InboxItem(
                InboxKind.LAPSE,
                f"{demand.id}:{one.deal or ''}:{one.at:%Y%m%dT%H%M}",
                (_WHAT[0].format(duty=demand.id), _WHAT[1].format(duty=demand.id)),
                (demand.zh, demand.en),
                "duty",
                {"duty": demand.id},
                deal=one.deal or "",
                since=one.at - before,
                until=one.at,
            )


def _is_theirs(asker: Asker, one: Coming) -> bool:
    """Who mends it, in the house or in a deal that it is about."""
    about = {one.deal} if one.deal else one.deals or {None}
    return any(one.who in accounts.roles(asker.person, asker.at, deal) for deal in about)
