"""Connections to other machines over the API: what each agreed to; try them now."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from ninja import Router, Schema
from pydantic import WithJsonSchema

from shoumi.base.api.fields import words_of
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.pages.request import PageRequest
from shoumi.base.registry import PathKind
from shoumi.base.transport.negotiation import Found
from shoumi.base.verbs import operation
from shoumi.doors.verbs.transport import VERBS, lines

router = Router(tags=["transport"])


class PathLine(Schema):
    """A connection to another machine and what the last try found; ``found`` empty: not tried."""

    kind: Annotated[PathKind, WithJsonSchema(words_of(PathKind))]
    host: str
    port: int | None
    found: Annotated[Found, WithJsonSchema(words_of(Found))] | None
    version: str
    certificate_until: datetime | None


class PathLines(Schema):
    paths: list[PathLine]


class PathsTried(PathLines):
    """``position``  the entry of the try"""

    position: int


@router.get("/transport", **reads(PathLines))
@needs(Scope.JOBS_READ)
def transport_listed(request: PageRequest) -> dict[str, Any]:
    """Every connection to other machines, with what the last try found."""
    return {"paths": list(lines())}


operation.add(router, VERBS)
