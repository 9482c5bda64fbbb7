"""A statement and a grace by their reference."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.attestations.models import Attestation, Grace, Statement
from shoumi.base.registry.search import SearchHit
from shoumi.core.handbook import GraceReason
from shoumi.core.messages import Both

_STATEMENT: Both = ("声明", "Attestation")
_GRACE: Both = ("宽限", "Grace")


def hits(wanted: str) -> Iterator[SearchHit]:
    for one in Attestation.objects.filter(ref=wanted):
        place, said = {"attestation": one.ref}, Statement(one.statement)
        yield SearchHit(_STATEMENT, one.duty, "attestation", place, one.deal, said)
    for grace in Grace.objects.filter(ref=wanted):
        place = {"grace": grace.ref}
        yield SearchHit(_GRACE, grace.ref, "grace", place, state=GraceReason(grace.reason))
