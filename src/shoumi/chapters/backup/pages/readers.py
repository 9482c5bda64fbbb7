"""Who may see how copies stand."""

from __future__ import annotations

from shoumi.core.terms import Role

READERS = (Role.AUD, Role.DPO, Role.HEAD, Role.OPS, Role.SEC, Role.SUP)
