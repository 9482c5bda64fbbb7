"""What the house needs to know of calls out: what changes to the list write to the ledger."""

from collections.abc import Sequence

from shoumi.base.egress import queries
from shoumi.base.egress.events import Tag
from shoumi.base.registry import Card, NetworkPath, PathKind

_HTTPS = 443


def _paths() -> Sequence[NetworkPath]:
    """To every host that may be called."""
    known = queries.in_force().values_list("name", "authority")
    return [NetworkPath(PathKind.CALL_OUT, name, _HTTPS, authority=own) for name, own in known]


card = Card(slug="egress", zh="外呼名单", en="Calls out", events=Tag, paths=_paths)
