"""Stand-ins for the chapters: a card that states whatever a test wants to hold."""

from __future__ import annotations

import pytest

from shoumi.base import registry
from shoumi.base.registry import Card, Holding
from shoumi.core.terms import ControlState


@pytest.fixture
def cards(monkeypatch):
    """The registry with only what a test puts in, besides the deals' own card."""
    own = {"deals": registry._cards["deals"]}
    monkeypatch.setattr(registry, "_cards", own)
    return own


@pytest.fixture
def stated(cards):
    """``stated("keys.rotated", "8.1")``: conditions and demands that hold from now on."""

    def state(*names, holding=None):
        held = holding or Holding(ControlState.PASS, position=7)
        registry.register(
            Card(
                slug=f"stand-in-{len(cards)}",
                zh="",
                en="",
                conditions={n: lambda deal, at: held for n in names if n[0].isalpha()},
                checks={n: lambda at: held for n in names if n[0].isdigit()},
            )
        )

    return state
