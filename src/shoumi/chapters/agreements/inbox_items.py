"""Agreements that wait for somebody's signature."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.deals import queries as deals
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.chapters.agreements import queries
from shoumi.chapters.agreements.rules import State
from shoumi.core.messages import Both

_WHAT: Both = ("签署保密协议", "Sign the confidentiality agreement")


def items(asker: Asker) -> Iterator[InboxItem]:
    drafts = queries.naming(asker.person).filter(state=State.DRAFT).order_by("id")
    mine = [one for one in drafts if asker.person not in one.signed]
    numbers = deals.numbers({one.deal for one in mine})
    for one in mine:
        number = numbers.get(one.deal, "")
        yield InboxItem(
            InboxKind.PAPER,
            one.ref,
            _WHAT,
            (number, number),
            "agreement",
            {"agreement": one.ref},
            deal=one.deal,
            two=True,
        )
