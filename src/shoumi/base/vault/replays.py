"""A copy whose key of the log was replaced since is not taken over (``ledger.newer``)."""

from __future__ import annotations

from shoumi.base.registry.replays import Replays, Told, replays
from shoumi.base.vault.events import Tag


def _log_key_replaced(told: Told) -> bool:
    return False


def of_events() -> Replays:
    return replays(
        tells=[Tag.SET_UP, Tag.UNLOCKED], narrows={Tag.LOG_KEY_REPLACED: _log_key_replaced}
    )
