"""A text that was erased after the copy is erased again."""

from __future__ import annotations

from shoumi.base.ledger.events import Tag
from shoumi.base.ledger.models import CommittedText
from shoumi.base.registry.replays import Replays, Told, replays


def _text_erased(told: Told) -> bool:
    CommittedText.objects.filter(position=told.line.facts["position"]).delete()
    return True


def of_events() -> Replays:
    return replays(tells=[Tag.ROW_SET_BACK, Tag.ROW_LOST], narrows={Tag.TEXT_ERASED: _text_erased})
