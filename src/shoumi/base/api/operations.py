"""Keywords of an operation: what it answers, and the refusals that any operation may answer."""

from __future__ import annotations

from typing import Any

from shoumi.base.api.approvals import ApprovalWhole
from shoumi.base.api.schemas import Problem


def answers(ok: Any, *, status: int = 200, is_act: bool = False) -> dict[Any, Any]:
    """What an operation may answer: ``ok``, and the refusals that any operation has."""
    refused = [400, 401, 403, 404, 422, 429]
    if is_act:
        refused += [409, 413]
    return {status: ok, frozenset(refused): Problem}


def reads(ok: Any) -> dict[str, Any]:
    """Keywords of an operation that reads and answers ``ok``."""
    return {"response": answers(ok), "by_alias": True}


def acts(ok: Any, status: int = 200, *, takes_two: bool = False) -> dict[str, Any]:
    """Keywords of an operation that changes something and answers ``ok``; where it takes two
    persons, 202 with the request until another has approved it."""
    response = answers(ok, status=status, is_act=True)
    if takes_two:
        response[202] = ApprovalWhole
    return {"response": response, "by_alias": True}
