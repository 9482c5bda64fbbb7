"""What the house needs to know of calls out: what changes to the list write to the ledger."""

from shoumi.base.egress import ledger_agreement
from shoumi.base.egress.events import Tag
from shoumi.base.registry import Card
from shoumi.base.registry.replays import Replays


def _replays() -> Replays:
    from shoumi.base.egress import replays

    return replays.of_events()


card = Card(
    slug="egress",
    zh="出站白名单",
    en="Calls out",
    events=Tag,
    guarded=ledger_agreement.guarded,
    replays=_replays,
)
