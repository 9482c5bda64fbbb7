"""What a token may be for: the scopes that cards bring, this app's own among them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum

from shoumi.base import registry
from shoumi.base.api_tokens import rules


def every() -> tuple[StrEnum, ...]:
    return tuple(registry.scopes())


def named(word: str) -> StrEnum:
    """
    Raises:
        ValueError: no card brings such a scope.
    """
    found = kept([word])
    if not found:
        raise ValueError(word)
    return next(iter(found))


def kept(words: Collection[str]) -> frozenset[StrEnum]:
    """Those of a stored token; the scope of an app that was taken out opens nothing."""
    return frozenset(one for one in registry.scopes() if one.value in words)


def is_strong(scopes: Collection[StrEnum]) -> bool:
    known = registry.scopes()
    return any(known[one] for one in scopes)


def longest(scopes: Collection[StrEnum]) -> timedelta:
    """How long a token with these scopes may last."""
    return rules.longest(is_strong=is_strong(scopes))
