"""What an act that narrows is to a restore."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Narrowing:
    """``before(house)`` makes what ``act(house, made)`` narrows; ``holds(house, made)`` after."""

    before: Callable[[Any], Any]
    act: Callable[[Any, Any], Any]
    holds: Callable[[Any, Any], bool]
