"""What the house needs to know of pushing events: what it writes to the ledger, whom it calls."""

from collections.abc import Iterable, Sequence

from shoumi.base.egress import queries as egress
from shoumi.base.registry import Card, NetworkPath, PathKind
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit
from shoumi.base.webhooks import queries
from shoumi.base.webhooks.events import Tag


def _paths() -> Sequence[NetworkPath]:
    """To every receiver."""
    known = queries.all_endpoints().values_list("url", flat=True)
    return egress.paths(PathKind.CALL_OUT, known)


def _replays() -> Replays:
    from shoumi.base.webhooks import replays

    return replays.of_events()


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.base.webhooks import search

    return search.hits(wanted)


card = Card(
    slug="webhooks",
    zh="事件推送",
    en="Webhooks",
    events=Tag,
    paths=_paths,
    replays=_replays,
    search=_search,
)
