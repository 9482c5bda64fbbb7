"""Doors that stand open, for tests of something else: how they came to be open is told elsewhere.

Tests of a chapter's own services have a handful of people and no house around them.
"""

from __future__ import annotations

from shoumi.base.attestations import controls
from shoumi.base.deals import queries as deals
from shoumi.base.deals.services import locks
from shoumi.base.registry import Holding
from shoumi.core.handbook import demands
from shoumi.core.terms import ControlState


def every_demand_holds(at, deal=None, wanted=None):
    return [(one, Holding(ControlState.PASS)) for one in demands()]


def open_doors(monkeypatch):
    """Every demand holds, every milestone that owns an act is open, and nothing lies over a
    deal."""
    monkeypatch.setattr(controls, "survey", every_demand_holds)
    monkeypatch.setattr(deals, "require_stage", lambda deal, act, *, is_again=False: None)
    monkeypatch.setattr(locks, "lock_free", lambda deal: None)
