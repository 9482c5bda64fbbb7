"""Connections to other machines over the API: what each agreed to; try them now."""

from __future__ import annotations

from typing import Any

from ninja import Router

from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import operation
from shoumi.doors.api.house_schemas import PathLines
from shoumi.doors.verbs.transport import VERBS, lines

router = Router(tags=["transport"])


@router.get("/transport", **reads(PathLines))
@needs(Scope.JOBS_READ)
def transport_listed(request: PageRequest) -> dict[str, Any]:
    """Every connection to other machines, with what the last try found."""
    return {"paths": list(lines())}


operation.add(router, VERBS)
