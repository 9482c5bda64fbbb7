"""What lies at a place though no copy names it: taken out of the list of copies, and still there.

A repository takes a copy away in two steps, ``forget`` and ``prune``; between them its bytes can be
read by whoever keeps the place.  How old they are cannot be told from outside, so what is seen is
remembered here, with the moment it was first seen.  A copy that is being sent and an hourly prune
that is at work leave some for a while as well; so only what stays counts.

It is a memory and no evidence.  Where it is gone, what lies there is taken for new once more.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime, timedelta

from shoumi.base.copies.known_blocks import folder
from shoumi.base.ledger import atomic_files
from shoumi.core.refs import Ref

# Whoever keeps a place prunes once an hour, and that takes a few minutes.
PRUNED_WITHIN = timedelta(minutes=75)


def remember(place: Ref, left: Collection[str], at: datetime) -> timedelta:
    """For how long some of ``left`` has been known to lie there; zero where that is no longer than
    an hourly prune takes.  What is not in ``left`` any more is forgotten."""
    before = _read(place)
    since = {name: before.get(name, at) for name in left}
    plain = {name: when.isoformat() for name, when in sorted(since.items())}
    path = folder() / _name(place)
    if plain:
        atomic_files.replace(path, json.dumps(plain).encode())
    else:
        path.unlink(missing_ok=True)
    longest = at - min(since.values(), default=at)
    return longest if longest > PRUNED_WITHIN else timedelta()


def forget(place: Ref) -> None:
    (folder() / _name(place)).unlink(missing_ok=True)


def _read(place: Ref) -> dict[str, datetime]:
    try:
        plain = json.loads((folder() / _name(place)).read_bytes())
        return {name: datetime.fromisoformat(when) for name, when in plain.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _name(place: Ref) -> str:
    return f"{Ref(place)}-leftovers.json"
