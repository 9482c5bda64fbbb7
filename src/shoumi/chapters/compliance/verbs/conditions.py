"""Which act helps where a milestone waits for an assessment."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.base.pages.request import PageRequest
from shoumi.chapters.compliance import queries
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import Scope, State, written
from shoumi.core import risk
from shoumi.core.refs import Ref
from shoumi.core.terms import RiskGrade

SCOPES = {"pipia.approved": Scope.DUE_DILIGENCE, "pipia.transfer": Scope.TRANSFER}
ALL = frozenset(SCOPES)


def scope(request: PageRequest, condition: str, **place: object) -> Mapping[str, str] | None:
    """Begin one where none is under way."""
    found = _draft(condition, place)
    return None if found else {"scope": SCOPES[condition].value}


def to_mend(request: PageRequest, condition: str, **place: object) -> Mapping[str, str] | None:
    found = _draft(condition, place)
    if found is None or not risk.blocks(RiskGrade(found.residual)):
        return None
    return {"assessment": found.ref}


def to_approve(request: PageRequest, condition: str, **place: object) -> Mapping[str, str] | None:
    found = _draft(condition, place)
    if found is None or risk.blocks(RiskGrade(found.residual)):
        return None
    said = written.read(found.written)
    is_whole = not said.drafts and not queries.lacking(found)
    if not is_whole or request.actor in {found.assessor, *said.authors}:
        return None
    return {"assessment": found.ref}


def _draft(condition: str, place: Mapping[str, object]) -> Assessment | None:
    """The draft that the condition of this deal waits for."""
    if "deal" not in place:
        return None
    found = queries.latest(Ref(str(place["deal"])), SCOPES[condition])
    return found if found and found.state == State.DRAFT else None
