"""Tokens that were ended after the copy are ended again."""

from __future__ import annotations

from shoumi.base.api_tokens.events import Tag
from shoumi.base.api_tokens.models import Token
from shoumi.base.registry.replays import Replays, Told, replays


def _revoked(told: Told) -> bool:
    Token.objects.filter(ref=told.line.about, revoked_at=None).update(revoked_at=told.line.at)
    return True


def of_events() -> Replays:
    return replays(widens=[Tag.MADE], narrows={Tag.REVOKED: _revoked})
