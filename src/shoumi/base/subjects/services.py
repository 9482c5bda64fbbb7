"""Store people, sealed; change what may be done with them.  Reading them is the gate's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from shoumi.base import bulk, registry
from shoumi.base.attestations import doors, recheck
from shoumi.base.jobs.progress import Step, report
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.base.subjects import (
    examination,
    flags,
    incoming_subjects,
    queries,
    row_codes,
    sealed_records,
    stored_rows,
)
from shoumi.base.subjects.events import Tag
from shoumi.base.subjects.incoming_subjects import Few, IncomingSubjects, Relation
from shoumi.base.subjects.ledger_pseudonyms import row, rows
from shoumi.base.subjects.models import POSITION, Kind, Record, State, Subject, Token
from shoumi.base.vault import bulk_operations, keys, search_tokens
from shoumi.core.calendar import day_in_china
from shoumi.core.errors import Conflict, Invalid
from shoumi.core.fields import FieldRegister
from shoumi.core.handbook import DoorAct
from shoumi.core.ledger.leaf import Event
from shoumi.core.minors import Minority
from shoumi.core.refs import Ref, Refs
from shoumi.core.terms import DataGrade, LegalBasis

# People written in one round: bounds memory, and stays under SQLite's limit of host parameters.
BATCH = 2_000

RECORD_KIND = "person"

FLAGS = incoming_subjects.FLAGS


class FieldNotRegistered(Invalid):
    """Handbook 1.2: no purpose, basis and retention, no storage."""

    code = "subject.field_not_registered"


class FieldUnused(Invalid):
    """Handbook 1.2: nobody looked within the year whether the field is still necessary, or somebody
    found that it is not.  Facts: ``field``."""

    code = "subject.field_unused"


class NotStored(Conflict):
    code = "subject.not_stored"


@dataclass(frozen=True, slots=True)
class NewSubject:
    """One person as found in the files.  ``values``: field code -> text."""

    kind: Kind
    basis: LegalBasis
    values: Mapping[str, str]
    retention_until: date | None = None
    in_service: bool = True
    is_key_contract: bool = False

    @property
    def relation(self) -> Relation:
        return Relation(
            str(self.kind),
            str(self.basis),
            self.retention_until,
            self.in_service,
            self.is_key_contract,
        )


def compartments(
    values: Mapping[str, str], register: FieldRegister
) -> dict[DataGrade, dict[str, str]]:
    """Split a person's values by the grade of their fields.

    Raises:
        FieldNotRegistered: a field is not in the register in force.
    """
    split: dict[DataGrade, dict[str, str]] = {}
    for code, value in values.items():
        rule = register.get(code)
        if rule is None:
            raise FieldNotRegistered(field=code)
        grade = rule.grade
        if grade in split:
            split[grade][code] = value
        else:
            split[grade] = {code: value}
    return split


def _require_used(fields: Collection[str], at: datetime) -> None:
    """
    Raises:
        FieldUnused
    """
    if unused := registry.unused_fields(at).intersection(fields):
        raise FieldUnused(field=min(unused))


def store(
    *,
    deal: Ref,
    dataset: Ref,
    people: Sequence[NewSubject] | IncomingSubjects,
    actor: Ref,
    at: datetime,
) -> Sequence[Ref]:
    """Seal and keep ``people``, all of them or none; one ledger entry commits to the list.

    The keys are made first, in the keyring.  If the data never commits they name nobody, and
    ``shoumi doctor`` sweeps them.  Gives the reference of each, in order.

    ``people``  looked at in order, a part at a time: they need not be in memory together.

    Raises:
        FieldNotRegistered: a field is not in the register in force.
        FieldUnused: nothing of a field is stored now.
        DoorShut: nothing may be written.
    """
    register = registry.field_register()
    crowd = Few(people) if isinstance(people, Sequence) else people
    # Before the first key is made: what is refused leaves nothing behind.
    if unknown := crowd.fields - register.keys():
        raise FieldNotRegistered(field=min(unknown))
    _require_used(crowd.fields, at)
    doors.require(DoorAct.WRITE, deal=deal, at=at)
    refs = Refs.fresh("sub", len(crowd))
    with transaction.atomic():
        doors.require(DoorAct.WRITE, deal=deal, at=at)
        examination.ensure()
        rows = writer.gather(_stored(deal, dataset, refs, crowd, register, at))
        recheck.require(DoorAct.WRITE, deal=deal, at=at)
        writer.record(
            Event(
                Tag.STORED,
                actor,
                dataset,
                at,
                {"dataset": dataset},
                ("1.2", "1.4", "3.3"),
                deal,
            ),
            rows=rows,
        )
    return refs


def _stored(
    deal: Ref,
    dataset: Ref,
    refs: Sequence[Ref],
    people: IncomingSubjects,
    register: FieldRegister,
    at: datetime,
) -> Iterator[bytes]:
    """Store the people part by part; the rows of the ledger as they come."""
    minority = Minority(day_in_china(at))

    def parts() -> Iterator[bulk_operations.Part]:
        for start in range(0, len(refs), bulk_operations.PART):
            values, relate = people.handed(start, start + bulk_operations.PART)
            yield bulk_operations.Part(
                refs[start : start + bulk_operations.PART],
                values,
                incoming_subjects.SubjectColumns(relate, minority),
            )

    done = 0
    sealed = bulk_operations.seal(
        parts(),
        deal=deal,
        kind=RECORD_KIND,
        grades={code: DataGrade(rule.grade) for code, rule in register.items()},
        indexed=[code for code, rule in register.items() if rule.is_indexed],
        at=at,
        of=len(refs),
    )
    with bulk.roomy(Subject):
        for group in sealed:
            report(Step.SEALING, done, len(refs))
            done += sum(len(part.refs) for part, _, _ in group)
            stored_rows.insert(deal, dataset, group, at)
            # Let go as they are told, before the next ones come.
            while group:
                yield from group.pop(0)[1].rows


@dataclass(frozen=True, slots=True)
class _Batch:
    """People with their values by compartment, in the same order."""

    refs: Sequence[Ref]
    split: Sequence[Mapping[DataGrade, Mapping[str, str]]]

    def items(self) -> list[keys.Item]:
        return [
            (ref, RECORD_KIND, grade, values)
            for ref, parts in zip(self.refs, self.split, strict=True)
            for grade, values in parts.items()
        ]

    def rows(self, opened: keys.Keys) -> Iterator[bytes]:
        names = keys.pseudonyms(self.refs, opened=opened)
        for ref, parts in zip(self.refs, self.split, strict=True):
            yield row(subject=names[ref], grades="".join(sorted(parts)))


def _restate(held: Iterable[Subject], found: Mapping[Ref, NewSubject]) -> None:
    again = [subject for subject in held if subject.ref in found]
    known = {subject.ref for subject in verification.authentic(again)}
    for subject in again:
        own = found[Ref(subject.ref)]
        subject.kind, subject.is_key_contract = own.kind, own.is_key_contract
        subject.in_service, subject.retention_until = own.in_service, own.retention_until
        if subject.ref in known:
            codes.put(subject, POSITION)
    if again:
        columns = ("kind", "is_key_contract", "in_service", "retention_until", *codes.STORED)
        Subject.objects.bulk_update(again, columns)


def _index(
    refs: Sequence[Ref], values: Sequence[Mapping[str, str]], register: FieldRegister
) -> None:
    for code, rule in register.items():
        if not rule.is_indexed:
            continue
        held = [(ref, own[code]) for ref, own in zip(refs, values, strict=True) if code in own]
        epoch, tokens = search_tokens.dated(code, [value for _, value in held])
        bulk.insert(
            Token,
            ("subject", "field", "token", "epoch"),
            ((ref, code, token, epoch) for (ref, _), token in zip(held, tokens, strict=True)),
        )


def update(
    *,
    deal: Ref,
    dataset: Ref,
    changes: Mapping[Ref, Mapping[str, str]],
    found: Mapping[Ref, NewSubject] | None = None,
    actor: Ref,
    at: datetime,
) -> None:
    """Replace what is held of people by complete new values (a later file of the same company).

    ``found``  people whose relation is told anew as well: kind, whether the service goes on and how
    long what is held is kept.  The basis stays the one it was collected on.

    Raises:
        FieldNotRegistered: a field is not in the register in force.
        FieldUnused: nothing of a field is stored now.
        NotStored: someone is not held in this data set, or may no longer be changed.
        DoorShut: nothing may be written.
    """
    register = registry.field_register()
    _require_used({code for values in changes.values() for code in values}, at)
    refs = list(changes)
    told: list[bytes] = []
    with transaction.atomic():
        doors.require(DoorAct.WRITE, deal=deal, at=at)
        for start in range(0, len(refs), BATCH):
            report(Step.SEALING, start, len(refs))
            part = refs[start : start + BATCH]
            batch = _Batch(part, [compartments(changes[ref], register) for ref in part])
            held = Subject.objects.select_for_update().filter(
                ref__in=part, deal=deal, dataset=dataset, state=State.ACTIVE
            )
            if len(held) != len(part):
                raise NotStored(dataset=dataset)
            _restate(held, found or {})
            flags.restate(part, changes, day_in_china(at))
            Record.objects.filter(subject__in=part).delete()
            Token.objects.filter(subject__in=part).delete()
            examination.forget(part)
            opened = keys.load(part)
            sealed_records.insert(batch.items(), opened)
            told += batch.rows(opened)
            _index(part, [changes[ref] for ref in part], register)
        recheck.require(DoorAct.WRITE, deal=deal, at=at)
        writer.record(
            Event(Tag.UPDATED, actor, dataset, at, {"dataset": dataset}, ("1.2", "1.4"), deal),
            rows=told,
        )


@transaction.atomic
def change_state(
    *, deal: Ref, subjects: Sequence[Ref], to: State, duty: str, actor: Ref, at: datetime
) -> None:
    """Move people to ``to``, any state but DESTROYED, which is ``mark_destroyed``'s.

    Raises:
        NotStored: someone is not held under this deal, or is destroyed already.
    """
    _change(deal, subjects, state=to)
    writer.record(
        Event(Tag.STATE_CHANGED, actor, deal, at, {"state": to}, (duty,), deal),
        rows=rows(subjects),
    )


def _change(deal: Ref, subjects: Sequence[Ref], **columns: object) -> None:
    for start in range(0, len(subjects), BATCH):
        part = subjects[start : start + BATCH]
        living = Subject.objects.filter(ref__in=part, deal=deal).exclude(state__in=queries.NOBODY)
        if row_codes.change(living, **columns) != len(part):
            raise NotStored(deal=deal)


def mark_destroyed(subjects: Sequence[Ref], at: datetime) -> None:
    """Set people destroyed whose keys are gone; the destruction's own entry tells of it.

    Who is destroyed already keeps the time at which it happened.
    """
    for start in range(0, len(subjects), BATCH):
        living = Subject.objects.filter(ref__in=subjects[start : start + BATCH])
        living = living.exclude(state=State.DESTROYED)
        row_codes.change(living, state=State.DESTROYED, destroyed_at=at)


@transaction.atomic
def stop_marketing(*, deal: Ref, subjects: Sequence[Ref], actor: Ref, at: datetime) -> None:
    """Keep serving these people and send them no marketing (an objection under a contract).

    Raises:
        NotStored: someone is not held under this deal, or is destroyed already.
    """
    _change(deal, subjects, is_marketing_off=True)
    writer.record(
        Event(Tag.MARKETING_OFF, actor, deal, at, {}, ("6.2",), deal), rows=rows(subjects)
    )
