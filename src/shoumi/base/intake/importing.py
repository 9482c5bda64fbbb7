"""Take a plan in: all of its people or none, as one act.

A plan was made without writing anything; this is the only place that turns one into people.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from shoumi.base.gate import opening
from shoumi.base.gate.tasks import question
from shoumi.base.intake.events import Tag
from shoumi.base.intake.people import Person
from shoumi.base.intake.plan import Change, Plan
from shoumi.base.ledger import writer
from shoumi.base.subjects import queries, services
from shoumi.base.subjects.models import Kind, State, Subject
from shoumi.base.subjects.services import NewSubject, row
from shoumi.base.vault import blind
from shoumi.core.gate import Act
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import LegalBasis

# What a target's books call a contract whose contact person a buyer must know by name.
KEY_CONTRACT = frozenset({"重点", "key"})


@dataclass(frozen=True, slots=True)
class Imported:
    """How many were stored new and how many updated, and under which references."""

    new: Sequence[Ref]
    updated: Sequence[Ref]
    position: int


@dataclass(frozen=True, slots=True)
class HeldPeople:
    """The people already held, as a plan may know them: through blind indexes and the gate."""

    deal: Ref
    dataset: Ref
    task: Ref
    actor: Ref
    at: datetime
    fields: frozenset[str]

    def find(self, field: str, values: Sequence[str]) -> Sequence[Collection[Ref]]:
        tokens = blind.tokens(field, values)
        hits = queries.holding_token(self.dataset, field, tokens)
        return [hits.get(token, ()) for token in tokens]

    def open(self, subjects: Collection[Ref]) -> Mapping[Ref, Mapping[str, str]]:
        if not subjects:
            return {}
        asked = question(
            actor=self.actor, act=Act.REVEAL, task=self.task, at=self.at, fields=self.fields
        )
        opened, _ = opening.open_many(asked, sorted(subjects))
        return dict(opened)

    def everybody(self) -> Collection[Ref]:
        found = Subject.objects.filter(dataset=self.dataset).exclude(state=State.DESTROYED)
        return [Ref(ref) for ref in found.values_list("ref", flat=True)]


def take_in(
    *,
    deal: Ref,
    dataset: Ref,
    plan: Plan,
    files: Sequence[Path],
    bases: Mapping[str, LegalBasis],
    actor: Ref,
    at: datetime,
) -> Imported:
    """Store the people of ``plan``.

    ``bases``  legal basis by service type, where it is not the contract of service.

    Raises:
        ImportRefused: the plan has errors.
        FieldNotRegistered: the register changed since the plan was made.
    """
    plan.require()
    told = list(zip(plan.people, plan.changes, strict=True))
    new = [person for person, change in told if change is Change.NEW]
    again = {
        person.held: person.values
        for person, change in told
        if change in (Change.CHANGED, Change.ENDED) and person.held is not None
    }
    # Hashed before the transaction: the files may be large, and a lock is held inside it.
    digests = [_digest(path) for path in files]
    with transaction.atomic():
        people = [new_subject(person, bases) for person in new]
        refs = services.store(deal=deal, dataset=dataset, people=people, actor=actor, at=at)
        if again:
            services.update(deal=deal, dataset=dataset, changes=again, actor=actor, at=at)
        facts: dict[str, Value] = {
            "people": len(told),
            "new": len(new),
            "changed": len(again),
            "doubtful": len(plan.doubtful),
            "excluded": len(plan.excluded),
            "warnings": len(plan.warnings),
        }
        event = Event(Tag.IMPORTED, actor, dataset, at, facts, ("1.2", "1.4"), deal)
        written = writer.record(event, rows=(row(file=digest.hex()) for digest in digests))
    return Imported(refs, list(again), written.position)


def _digest(path: Path) -> Digest:
    with path.open("rb") as file:
        return Digest(hashlib.file_digest(file, "sha256").digest())


def new_subject(person: Person, bases: Mapping[str, LegalBasis]) -> NewSubject:
    """What is stored of a person found in the files."""
    values = person.values
    return NewSubject(
        kind=_kind(person),
        basis=bases.get(values.get("service_type", ""), LegalBasis.CONTRACT),
        values=values,
        retention_until=person.retention_until,
        in_service=not values.get("closed_on"),
        is_key_contract=values.get("contract_level", "") in KEY_CONTRACT,
    )


def _kind(person: Person) -> Kind:
    if person.is_child:
        return Kind.CHILD
    return Kind.CONTACT if person.is_contact else Kind.INDIVIDUAL
