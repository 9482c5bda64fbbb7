"""The line on Today: copies are late, or were never read back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shoumi.base.deals import setup_steps
from shoumi.base.pages.request import PageRequest
from shoumi.base.registry import Panel
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.backup import queries, rules
from shoumi.chapters.backup.pages import meter
from shoumi.chapters.backup.pages.readers import READERS
from shoumi.core.refs import Ref


def _late(request: PageRequest, thing: Ref) -> Mapping[str, Any] | None:
    if not request.roles & set(READERS) or not queries.is_kept_here():
        return None
    try:
        loss = queries.loss(request.at)
    except NotAuthentic:
        return None  # the demand itself says so
    if loss is None:
        # Before there is anybody to lose, the check-list of a new house asks for the first copy.
        return {"loss": ""} if setup_steps.is_under_way() else None
    if loss <= rules.LOSS_LIMIT:
        return None
    return {"loss": meter.told(loss, request.lang)}


PANELS = (Panel("today", 10, "backup/late.html", _late),)
