"""Backups over the API: what a monitor asks for."""

from __future__ import annotations

from typing import Any

from ninja import Router

from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.pages.request import PageRequest
from shoumi.chapters.backup import queries
from shoumi.chapters.backup.rules import Scope
from shoumi.chapters.backup.verbs.answer import BackupStatus

router = Router(tags=["backup"])


@router.get("/backup", operation_id="backup_status", **reads(BackupStatus))
@needs(Scope.READ)
def status(request: PageRequest) -> dict[str, Any]:
    """Places, the newest copy at each, and how much would be lost now."""
    loss = queries.loss(request.at)
    return {
        "targets": [queries.line(one) for one in queries.seen(request.at)],
        "loss_seconds": None if loss is None else int(loss.total_seconds()),
    }
