"""Take a plan in: all of its people or none, as one act; what has to be mended is set aside.

A plan was made without writing anything; this is the only place that turns one into people.  It
does so only while everything the plan was made from is as it was: the files, the field register and
the people held.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.attestations import doors, staff_qualification
from shoumi.base.collection_notices import queries as collection_notices
from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import DataSet
from shoumi.base.deals.services.locks import lock_free
from shoumi.base.gate import decisions as gate_decisions
from shoumi.base.gate import disclosure
from shoumi.base.gate.tasks import question
from shoumi.base.intake import columns_left_out, readers, set_aside
from shoumi.base.intake.errors import (
    FileChanged,
    NoSuchDataSet,
    PeopleChanged,
    ReadsTooLittle,
    RegisterChanged,
)
from shoumi.base.intake.events import Tag
from shoumi.base.intake.models import Import
from shoumi.base.intake.new_subjects import Newcomers, Terms
from shoumi.base.intake.plan import Change, Delta, Plan
from shoumi.base.intake.record_linkage import People, Person
from shoumi.base.intake.subject_flags import CHILD, CONTACT, EXPIRED
from shoumi.base.ledger import reader, writer
from shoumi.base.registry import field_register
from shoumi.base.subjects import events as subjects
from shoumi.base.subjects import queries, services
from shoumi.base.subjects.ledger_pseudonyms import row, rows
from shoumi.base.subjects.models import Kind, Subject
from shoumi.base.subjects.services import NewSubject
from shoumi.core.gate import Act
from shoumi.core.gate.policy import Code
from shoumi.core.handbook import DoorAct
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.milestones import StageAct
from shoumi.core.refs import Ref
from shoumi.core.terms import LegalBasis, Role

# Why the gate does not open those who are frozen, sealed or on the way out, whose record is not as
# it should be, or who asked for a restriction.
_AT_REST = {Code.SUBJECT_NOT_HELD, Code.RECORD_UNSOUND, Code.RESTRICTED}

IMPORTERS = (Role.DPO, Role.CON, Role.OPS)


@dataclass(frozen=True, slots=True)
class Imported:
    """Who was stored new and who updated, and where the ledger says so.

    ``set_aside``  under which names rows wait to be mended; ``returned`` how many came back
    """

    new: Sequence[Ref]
    updated: Sequence[Ref]
    position: int
    set_aside: Sequence[Ref] = ()
    returned: int = 0


@dataclass(frozen=True, slots=True)
class HeldPeople:
    """The people already held, as a plan may know them: through blind indexes and the gate."""

    deal: Ref
    dataset: Ref
    task: Ref
    actor: Ref
    at: datetime
    fields: frozenset[str]
    as_of: int = field(default_factory=reader.size)

    def delta(self, cut_off: date | None = None, *, is_complete: bool = False) -> Delta:
        """What to compare a later file with."""
        return Delta(self, cut_off, is_complete, self.as_of)

    def find(self, field: str, values: Sequence[str]) -> Sequence[Collection[Ref]]:
        return queries.holding(self.dataset, field, values)

    def open(self, subjects: Collection[Ref]) -> Mapping[Ref, Mapping[str, str]]:
        """
        Raises:
            ReadsTooLittle: what a person has in other fields would be lost with the update.
            GateClosed: nobody may be read, for another reason than that they are at rest.
        """
        if not subjects:
            return {}
        if unread := field_register().keys() - self.fields:
            raise ReadsTooLittle(fields=tuple(sorted(unread)))
        asked = question(
            actor=self.actor,
            act=Act.REVEAL,
            task=self.task,
            at=self.at,
            fields=self.fields,
            in_act=True,
        )
        wanted = sorted(subjects)
        decisions = gate_decisions.ask_each(asked, wanted).values()
        if all(set() < {reason.code for reason in one.reasons} <= _AT_REST for one in decisions):
            return {}
        opened, _ = disclosure.open_many(asked, wanted)
        return dict(opened)

    def everybody(self) -> Collection[Ref]:
        found = Subject.objects.filter(dataset=self.dataset).exclude(state__in=queries.NOBODY)
        return [Ref(ref) for ref in found.values_list("ref", flat=True)]


def _require_let_in(deal: Ref, actor: Ref, at: datetime) -> None:
    """
    Raises:
        NotPermitted, DoorShut, NotQualified
    """
    accounts.require(actor, at, *IMPORTERS, deal=deal)
    doors.require(DoorAct.IMPORT, deal=deal, at=at)
    staff_qualification.require(actor, at)


@doors.evident
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

    ``files``  those it was made from, to see that they still are what was read.
    ``bases``  legal basis by service type, where it is not the contract of service.

    Raises:
        ImportRefused: the plan has errors.
        RowsDoNotAddUp: a row of the files would be lost, or come twice.
        NotSetAside: a row comes back that does not wait here.
        FileChanged, RegisterChanged, PeopleChanged: the plan holds no more.
        NoSuchDataSet: the deal has none of that name.
        NotTold, ToldNothing, ToldTooLittle, ToldUnjudged: nobody knows that they were told.
        NotStored: somebody may not be changed any more.
        NoSuchDeal, Suspended, Terminated, NotPermitted
        DoorShut, NotQualified: nothing may be written, or not by this person.
        StageNotOpen: the inventory is not open, or a later file comes after the handover.
    """
    _require_let_in(deal, actor, at)
    plan.require()
    told_rows = set_aside.require_sum(plan)
    _require_same_files(plan, files)
    told = sum(1 for change in plan.changes if change is not Change.UNTOUCHED)
    terms = Terms.of(_KINDS, bases)
    new = _new(plan, terms)
    again = {
        person.held: new_subject(person, terms)
        for at, change in enumerate(plan.changes)
        if change in (Change.CHANGED, Change.ENDED) and (person := plan.people[at]).held is not None
    }
    with transaction.atomic():
        _require_fresh(deal, dataset, plan, doubles=len(new) > 0)
        refs: Sequence[Ref] = []
        if len(new):
            refs = services.store(deal=deal, dataset=dataset, people=new, actor=actor, at=at)
        if again:
            services.update(
                deal=deal,
                dataset=dataset,
                changes={ref: found.values for ref, found in again.items()},
                found=again,
                actor=actor,
                at=at,
            )
        own = Import(ref=Ref.new("imp"), deal=deal, dataset=dataset, at=at, position=0, **told_rows)
        own.save()
        returned = set_aside.bring_back(dataset=dataset, plan=plan, by=own, at=at)
        aside = set_aside.keep(deal=deal, dataset=dataset, plan=plan, by=own, at=at)
        facts: dict[str, Value] = {
            "people": told,
            "new": len(new),
            "changed": len(again),
            "doubtful": len(plan.doubtful),
            "excluded": len(plan.excluded),
            "warnings": len(plan.warnings),
            "returned": returned,
            **set_aside.facts(told_rows),
        }
        _require_still(deal, actor, at)
        event = Event(Tag.IMPORTED, actor, dataset, at, facts, ("1.2", "1.4"), deal)
        written = writer.record(event, rows=(row(file=digest) for digest in plan.digests))
        own.position = written.position
        own.save(update_fields=["position"])
        columns_left_out.tell(plan.mappings, dataset, actor, at)
        if aside:
            count: dict[str, Value] = {"dataset": dataset, "count": len(aside)}
            writer.record(replace(event, tag=Tag.SET_ASIDE, facts=count), rows=rows(aside))
    return Imported(refs, list(again), written.position, aside, returned)


def _require_still(deal: Ref, actor: Ref, at: datetime) -> None:
    """An import lasts, and a role may be over meanwhile."""
    writer.hold()
    accounts.require(actor, reader.not_before(at), *IMPORTERS, deal=deal)


def _new(plan: Plan, terms: Terms) -> Newcomers | Sequence[NewSubject]:
    numbers = array("i", (at for at, one in enumerate(plan.changes) if one is Change.NEW))
    if isinstance(plan.people, People):
        return Newcomers(plan.people, numbers, terms)
    return [new_subject(plan.people[at], terms) for at in numbers]


def _require_same_files(plan: Plan, files: Sequence[Path]) -> None:
    """Before the transaction: the files may be large, and a lock is held inside it."""
    left = list(plan.digests)
    for path in files:
        digest = readers.digest(path)
        if digest not in left:
            raise FileChanged(place=path.name)
        left.remove(digest)
    if left:
        raise FileChanged(place="—")


def _require_fresh(deal: Ref, dataset: Ref, plan: Plan, *, doubles: bool) -> None:
    """The deal stays locked: of two imports at once, the second sees what the first has done."""
    lock_free(deal)
    deals.require_stage(deal, StageAct.IMPORT, is_again=plan.as_of is not None)
    if not DataSet.objects.filter(ref=dataset, deal=deal).exists():
        raise NoSuchDataSet(dataset=dataset)
    collection_notices.require_told(dataset, deal)
    if plan.register != field_register():
        raise RegisterChanged
    if plan.as_of is None:
        living = Subject.objects.filter(dataset=dataset).exclude(state__in=queries.NOBODY)
        is_stale = doubles and living.exists()
    else:
        is_stale = any(
            True
            for tag in (subjects.Tag.STORED, subjects.Tag.UPDATED)
            for _ in reader.entries(plan.as_of, about=dataset, tag=tag)
        )
    if is_stale:
        raise PeopleChanged


def new_subject(person: Person, terms: Terms) -> NewSubject:
    """What is stored of a person found in the files."""
    marks = person.is_child * CHILD | person.is_contact * CONTACT
    own = terms.relation(person.values, marks, person.retention_until)
    return NewSubject(
        kind=Kind(own.kind),
        basis=LegalBasis(own.basis),
        values=person.values,
        retention_until=own.retention_until,
        in_service=own.in_service,
        is_key_contract=own.is_key_contract,
    )


def _kind(marks: int) -> Kind:
    if marks & CHILD:
        return Kind.CHILD
    return Kind.CONTACT if marks & CONTACT else Kind.INDIVIDUAL


# By all marks that there are.
_KINDS = tuple(str(_kind(marks)) for marks in range(2 * max(CHILD, CONTACT, EXPIRED)))
