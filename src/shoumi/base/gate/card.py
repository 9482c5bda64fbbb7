"""The card of the gate's own app."""

from __future__ import annotations

from collections.abc import Iterable

from shoumi.base.gate import access_check, events, health, ledger_agreement, queries
from shoumi.base.registry import Asker, Card, HeldPart, InboxItem, Remedy
from shoumi.base.registry.replays import Replays
from shoumi.core.gate import Fact
from shoumi.core.refs import Ref


def _replays() -> Replays:
    from shoumi.base.gate import replays

    return replays.of_events()


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.base.gate import inbox_items

    return inbox_items.items(asker)


def _held(subject: Ref) -> Iterable[HeldPart]:
    from shoumi.base.gate import held_data

    return held_data.of(subject)


card = Card(
    slug="gate",
    zh="闸门",
    en="Gate",
    events=events.Tag,
    held=_held,
    checks={"1.5": access_check.check},
    partial={
        "1.5": "gate.missing_1_5",
    },
    remedies={
        "1.5": Remedy(("人员", "People"), "people", "person grant end"),
    },
    states=frozenset(
        {
            Fact.TASK_OPEN,
            Fact.TASK_ACTORS,
            Fact.TASK_ACTS,
            Fact.TASK_FIELDS,
            Fact.TASK_PERSONS,
            Fact.TASK_NAMED,
            Fact.TASK_CONFIRMED,
            Fact.TRAINED_UNTIL,
            Fact.READS_WITHIN,
        }
    ),
    facts=queries.facts,
    edges=queries.edges,
    guarded=ledger_agreement.guarded,
    health=health.findings,
    replays=_replays,
    inbox=_inbox,
)
