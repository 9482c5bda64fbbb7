"""Who knows the address of a recipient.

The app that keeps such recipients brings a resolver for their kind of reference.  It is asked at
the moment of sending, inside the gate, and its answer is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from shoumi.base.outbox.errors import NoResolver
from shoumi.base.outbox.rules import Channel
from shoumi.core.refs import Ref

# (recipient, channel, at) -> address, or None where there is none
Resolver = Callable[[Ref, Channel, datetime], str | None]


class ResolvedTwice(RuntimeError):
    """A bug: two apps know the same kind of recipient."""


_resolvers: dict[str, Resolver] = {}


def register(kind: str, resolver: Resolver) -> None:
    """Have ``resolver`` asked for recipients whose reference begins with ``kind``.

    Raises:
        ResolvedTwice: a bug.
    """
    if kind in _resolvers:
        raise ResolvedTwice(kind)
    _resolvers[kind] = resolver


def resolve(to: Ref, channel: Channel, at: datetime) -> str | None:
    """
    Raises:
        NoResolver: no app knows this kind of recipient.
        Refused: the gate does not let the address be read.
    """
    resolver = _resolvers.get(to.kind)
    if resolver is None:
        raise NoResolver(kind=to.kind)
    return resolver(to, channel, at)
