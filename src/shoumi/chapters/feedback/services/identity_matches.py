"""Who asks proves it by two registered values: they are looked for under the blind index and held
against what is stored, and nobody of the house sees what that is.

Nothing says which of the two is wrong, or whether anybody has either of them.  Each time that
nobody is found counts, and after some of them no more is looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import transaction

from shoumi.base import registry
from shoumi.base.gate.tasks import fields_digest, registered_fields
from shoumi.base.ledger import reader, writer
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.models import State as Held
from shoumi.base.subjects.models import Subject
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.queries import proofs
from shoumi.chapters.feedback.rules import Kind, Proof, enclosures, needs_proof
from shoumi.chapters.feedback.services import own_readings, progress
from shoumi.chapters.feedback.services.enclosure_errors import (
    NobodyMatches,
    ProofUnfit,
    TriedTooOften,
    ValuesUnfit,
)
from shoumi.chapters.feedback.services.errors import AlreadyProven, NoProofAsked
from shoumi.chapters.feedback.services.intake import DUTIES
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose
from shoumi.core.vault.blind_index import normalise

MOST_TRIES = 5
# A number that so many share proves nobody.
_MOST_CANDIDATES = 5


def prove(*, request: Ref, values: Mapping[str, str], actor: Ref, at: datetime) -> Request:
    """``values``  two of them, as the person said them, by field

    Raises:
        NoSuchRequest, NotAuthentic, NotAssigned, NotTheirs, NotPermitted, AlreadyClosed, MergedAway
        NoProofAsked, AlreadyProven
        ProofUnfit: who asks is a relative of somebody who died.
        ValuesUnfit: not two values of registered fields, of which one can be searched by.
        TriedTooOften
        NobodyMatches: nobody has both, or more than one has.
        GateClosed: the actor may look at nobody now.
    """
    with transaction.atomic():
        found = progress.own(request, actor, at, progress.HANDLERS)
    if not needs_proof(Kind(found.kind)):
        raise NoProofAsked
    if proofs.is_proven(found):
        raise AlreadyProven
    if not enclosures.fits(Kind(found.kind), Proof.TWO_VALUES):
        raise ProofUnfit
    said = {field: normalise(value) for field, value in values.items() if value.strip()}
    indexed = _indexed(said)
    if tries(request) >= MOST_TRIES:
        raise TriedTooOften
    right = [one for one in _candidates(found, indexed) if _has(one, said, actor, at)]
    if len(right) != 1:
        with transaction.atomic():
            deal = queries.deal_of(found)
            writer.record(Event(Tag.UNMATCHED, actor, request, at, {}, DUTIES, deal))
        raise NobodyMatches
    subject = Ref(right[0].ref)
    facts: dict[str, Value] = {"proof": Proof.TWO_VALUES, proofs.COMPARED: fields_digest(said)}
    return progress.record_proof(request, facts, subject, actor=actor, at=at)


def tries(request: Ref) -> int:
    """How often nobody was found."""
    return sum(1 for _ in reader.entries(about=request, tag=Tag.UNMATCHED))


def fields() -> list[str]:
    """Those that a person may be asked for, the ones that are searched by first."""
    register = registry.field_register()
    known = registered_fields(Purpose.REQUEST)
    return sorted(known, key=lambda code: not register[code].is_indexed)


def _indexed(said: Mapping[str, str]) -> Mapping[str, str]:
    """
    Raises:
        ValuesUnfit
    """
    if len(said) != 2 or not said.keys() <= set(fields()):
        raise ValuesUnfit
    register = registry.field_register()
    found = {field: value for field, value in said.items() if register[field].is_indexed}
    if not found:
        raise ValuesUnfit
    return found


def _candidates(found: Request, indexed: Mapping[str, str]) -> list[Subject]:
    """Whom the index may mean, of the deal of the request, or of any where it is of none."""
    held = Subject.objects.exclude(state=Held.DESTROYED)
    if (deal := queries.deal_of(found)) is not None:
        held = held.filter(deal=deal)
    sets = [Ref(one) for one in held.order_by().values_list("dataset", flat=True).distinct()]
    hits = [set(_holding(sets, field, value)) for field, value in indexed.items()]
    common = sorted(set.intersection(*hits))
    if len(common) > _MOST_CANDIDATES:
        return []
    return list(held.filter(ref__in=common))


def _holding(sets: list[Ref], field: str, value: str) -> Iterator[Ref]:
    for one in sets:
        yield from subjects.holding(one, field, [value])[0]


def _has(one: Subject, said: Mapping[str, str], actor: Ref, at: datetime) -> bool:
    values = own_readings.opened(Ref(one.ref), Ref(one.deal), tuple(said), actor, at)
    return all(normalise(values.get(field, "")) == value for field, value in said.items())
