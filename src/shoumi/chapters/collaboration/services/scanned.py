"""What somebody wants to say, looked at before anything of it is kept.

Who is found by a number and is held becomes a reference, where who writes may look for customers by
such numbers; that look is in the ledger as any other.  All else that names somebody is refused by
label and place, and so is what is of grade L4.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind
from shoumi.base.documents.examined import Format
from shoumi.base.gate import disclosure, searches, tasks
from shoumi.base.gate import queries as gate
from shoumi.base.intake import examination
from shoumi.base.intake.examination import Reading
from shoumi.base.ledger import writer
from shoumi.base.registry import field_register
from shoumi.chapters.collaboration.events import Tag
from shoumi.chapters.collaboration.rules import findings, joined_numbers, threads
from shoumi.chapters.collaboration.rules.findings import Finding
from shoumi.chapters.collaboration.rules.joined_numbers import Piece
from shoumi.chapters.collaboration.services import prose
from shoumi.chapters.collaboration.services.thread_errors import (
    FilesUnfit,
    FileUnread,
    PersonalInformation,
    TextUnfit,
)
from shoumi.chapters.collaboration.thread_models import Thread
from shoumi.core.calendar import day_in_china
from shoumi.core.gate import Act, GateClosed
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import Ref
from shoumi.core.scan.labels import Label
from shoumi.core.scan.text import plain

_DUTIES = ("11.2",)
_MOST_PLACES = 5


@dataclass(frozen=True, slots=True)
class File:
    """A file as it came; its name is kept nowhere."""

    content: bytes
    name: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that may be kept."""

    content: bytes
    format: Format


@dataclass(frozen=True, slots=True)
class Clean:
    """What may be kept.

    ``customers``  who stands in it by reference now, and ``labels`` how often by which number
    """

    text: str
    files: Sequence[Kept]
    customers: Sequence[Ref]
    labels: Mapping[Label, int]


def clean(thread: Thread, text: str, files: Sequence[File], *, actor: Ref, at: datetime) -> Clean:
    """
    Raises:
        TextUnfit, FilesUnfit
        PersonalInformation: recorded by kind and count, before it is raised.
        FileUnread, NotAPaper, FileRefused: a file that cannot be looked at is not kept.
    """
    told = text.strip()
    if not told or len(told) > threads.MOST_TEXT:
        raise TextUnfit(most=threads.MOST_TEXT)
    if len(files) > threads.MOST_FILES or any(
        len(one.content) > threads.MOST_BYTES for one in files
    ):
        raise FilesUnfit(most=threads.MOST_FILES, megabytes=threads.MOST_BYTES // 2**20)
    found = findings.of_text(told, today=day_in_china(at), prose=prose.reader())
    known = _known(thread, told, found, actor=actor, at=at)
    readings = [_read(one, number) for number, one in enumerate(files, start=1)]
    stopped = [one for one in found if one not in known]
    if findings.never_stands(one.label for one in found):
        stopped = found
    labels = Counter(one.label for one in stopped)
    places = [str(one.line) for one in stopped]
    for number, reading in enumerate(readings, start=1):
        inside = list(in_file(reading, today=day_in_china(at)))
        labels.update(label for label, _ in inside)
        places += [f"{number}:{place}" for _, place in inside]
    if labels:
        _record(thread, labels, actor=actor, at=at)
        told_places = tuple(dict.fromkeys(places))[:_MOST_PLACES]
        raise PersonalInformation(labels=tuple(sorted(labels)), places=told_places)
    customers = sorted({ref for ref in known.values() if ref.kind != "person"})
    replaced = findings.replaced(told, known.items())
    counted = Counter(one.label for one, ref in known.items() if ref.kind != "person")
    kept = [Kept(file.content, one.format) for file, one in zip(files, readings, strict=True)]
    return Clean(replaced, kept, customers, counted)


def _known(
    thread: Thread, text: str, found: Sequence[Finding], *, actor: Ref, at: datetime
) -> dict[Finding, Ref]:
    """Whose reference takes the place of which finding: staff by name, customers by number."""
    known: dict[Finding, Ref] = {}
    for one in found:
        said = plain(text[one.start : one.end]).text
        if one.label is Label.PERSON:
            ref = _colleague(said)
        elif one.label in findings.FIELDS:
            ref = _customer(thread, findings.FIELDS[one.label], said, actor=actor, at=at)
        else:
            ref = None
        if ref is not None:
            known[one] = ref
    return known


def _colleague(name: str) -> Ref | None:
    """The one of the staff who is called so."""
    found = Person.objects.filter(name=name, kind=Kind.STAFF, is_active=True)[:2]
    return Ref(found[0].ref) if len(found) == 1 else None


def _customer(thread: Thread, field: str, value: str, *, actor: Ref, at: datetime) -> Ref | None:
    """The one of the thread's deal who has that number, for somebody who may look for it."""
    rule = field_register().get(field)
    if rule is None or not rule.is_indexed:
        return None
    task = next(
        (
            one
            for one in gate.open_for(actor, at)
            if one.deal == thread.deal and Act.LIST in one.acts and field in one.fields
        ),
        None,
    )
    if task is None:
        return None
    number = "".join(sign for sign in value if sign.isalnum() or sign in "@._+-")
    asked = tasks.question(actor=actor, act=Act.LIST, task=Ref(task.ref), at=at, fields={field})
    try:
        may = searches.enter(asked, field, number)
        if not may.let:
            return None
        opened, _ = disclosure.open_many(asked, may.let)
        hits = [ref for ref, values in opened if _same(values.get(field, ""), number)]
    except GateClosed:
        return None  # recorded by the gate
    return hits[0] if len(hits) == 1 else None


def _same(one: str, other: str) -> bool:
    return _squeezed(one) == _squeezed(other)


def _squeezed(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum() or sign == "@").casefold()


def _read(file: File, number: int) -> Reading:
    found = examination.read(file.content, file.name, with_pictures=True)
    if found.unread or not any(text.strip() for _, text in found.texts):
        raise FileUnread(number=number)
    return found


def in_file(one: Reading, *, today: date) -> Iterator[tuple[Label, str]]:
    """Everything in a file that may not stand there, with its place."""
    for place, text in one.texts:
        for finding in findings.of_text(text, today=today, prose=prose.reader()):
            yield finding.label, place
    pieces = [Piece(*told) for told in one.pieces]
    yield from joined_numbers.over_pieces(pieces, today=today)


@transaction.atomic
def _record(thread: Thread, labels: Mapping[Label, int], *, actor: Ref, at: datetime) -> None:
    for label, count in sorted(labels.items()):
        facts: dict[str, Value] = {"kind": label, "count": count}
        about, deal = Ref(thread.ref), Ref(thread.deal)
        writer.record(Event(Tag.STOPPED, actor, about, at, facts, _DUTIES, deal))
