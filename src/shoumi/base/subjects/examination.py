"""Look at everything that is stored of people, a slice at a time, for ever.

Each slice visits what is new first, then goes on where the last one ended: every record, then every
key.  What is wrong is a finding and shuts the person it belongs to; what is right again, or gone,
is none any more.  No value is opened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import BinaryField, Count
from django.db.models.functions import Length, Substr

from shoumi.base.jobs import server_time
from shoumi.base.ledger import latest_entries, reader, writer
from shoumi.base.row_authentication import codes, verification
from shoumi.base.subjects.events import Tag
from shoumi.base.subjects.models import Examination, Finding, Record, State, Subject
from shoumi.base.vault import keys, row_keys
from shoumi.base.vault import queries as vault
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.vault import box
from shoumi.core.vault.suites import ALLOWED

SLICE = 5_000
# A pass begins this long after the last one began, and has to end within ``WITHIN`` of its end.
EVERY = timedelta(hours=1)
WITHIN = timedelta(hours=72)
# With more than these something is wrong with the house, not with somebody's record.
MOST = 1_000

NOT_SEALED = ("1.4", "subject.not_sealed")
FOREIGN_SUITE = ("3.1", "subject.suite_not_allowed")
NO_KEY = ("3.3", "subject.key_missing")
KEY_BROKEN = ("3.3", "subject.key_broken")
_Wrong = tuple[str, str]


class _Row(NamedTuple):
    id: int
    subject: str
    head: bytes
    size: int


@dataclass(frozen=True, slots=True)
class Progress:
    """``visited`` of about ``of`` records and keys in the pass that runs; None: none runs."""

    visited: int | None
    of: int
    ended_at: datetime | None
    findings: int


def ensure() -> None:
    """Before the very first people of a home are stored: count the time from now on.

    Later a row that is missing was taken away, or the home is older than the examination.
    """
    if not Examination.objects.exists() and not Record.objects.exists():
        row = Examination(since=server_time.now())
        _keep(row, digest(), None)


def whole(*, at: datetime | None = None) -> None:
    """A new pass from the beginning to its end, also where the row was tampered with.

    ``at``  the time of the house, for the entry; None: that of its last act
    """
    with transaction.atomic():
        writer.hold()
        row, before = _row()
        _begin(row)
        _keep(row, before, at)
    while go_on(at=at):
        pass


def begin_old(*, at: datetime) -> None:
    """In a home that is older than the examination all is looked at once, as it is upgraded."""
    if not Examination.objects.exists():
        whole(at=at)


def go_on(*, at: datetime | None = None) -> bool:
    """One slice; whether there is more to do in this pass.  ``at`` as for ``whole``."""
    if not row_keys.is_set_up():
        return False
    try:
        return _slice(at)
    except _Tells:
        return _slice(at, is_telling=True)


class _Tells(Exception):
    """What this slice found is to be entered in the ledger, which must be held before the row."""


def _slice(at: datetime | None, *, is_telling: bool = False) -> bool:
    with transaction.atomic():
        if is_telling:
            writer.hold()
        row, before = _row()
        if not row.is_running and _is_due(row):
            _begin(row)
        _again_found()
        _visit_new(row)
        if row.is_running:
            _visit_next(row)
        if not is_telling and digest() != before:
            raise _Tells
        _keep(row, before, at)
    return row.is_running


def digest() -> str:
    """Of the table of findings."""
    rows = Finding.objects.order_by("subject").values_list("subject", "demand", "reason", "deal")
    told = "\n".join(" ".join(row) for row in rows)
    return hashlib.sha256(told.encode()).hexdigest()


def progress() -> Progress:
    row = Examination.objects.first()
    of, findings = Record.objects.count() + vault.subject_keys().count(), Finding.objects.count()
    if row is None:
        return Progress(None, of, None, findings)
    return Progress(row.visited if row.is_running else None, of, row.ended_at, findings)


def forget(subjects: Sequence[Ref]) -> None:
    """Of people whose records are written anew or gone.  In the transaction of that."""
    found = Finding.objects.filter(subject__in=subjects)
    if found.exists():
        writer.hold()
        row, before = Examination.objects.select_for_update().first(), digest()
        found.delete()
        # A row that was tampered with stays so until somebody has all examined again.
        if row is not None and row.findings == before and verification.is_authentic(row):
            _keep(row, before, None)


def _row() -> tuple[Examination, str]:
    """The row, locked, and the digest of what the ledger knows was found.

    A new one, of nothing known, where it is missing or not as the house left it: then everything
    is looked at from the beginning, and until that has ended nothing is known.
    """
    row = Examination.objects.select_for_update().first()
    if row is not None and row.findings == digest() and verification.is_authentic(row):
        return row, row.findings
    Examination.objects.all().delete()
    row = Examination(since=server_time.now() - WITHIN)
    _begin(row)
    return row, ""


def _begin(row: Examination) -> None:
    row.begun_at, row.is_running = server_time.now(), True
    row.record, row.key, row.visited, row.newest = 0, "", 0, _last()


def _last() -> int:
    last = Record.objects.order_by("-id").values_list("id", flat=True).first()
    return last or 0


def _is_due(row: Examination) -> bool:
    return row.begun_at is None or server_time.now() - row.begun_at >= EVERY


def _keep(row: Examination, before: str, at: datetime | None) -> None:
    """Store the row with what is found now; whatever differs from ``before`` gets its entry."""
    row.findings = digest()
    row.is_crowded = Finding.objects.count() >= MOST
    last = _record(at) if row.findings != before else latest_entries.last([Tag.EXAMINED])
    codes.put(row, 0 if last is None else last)
    row.save()


def _record(at: datetime | None) -> int:
    count = dict(Finding.objects.values_list("demand").annotate(Count("pk")))
    facts: dict[str, Value] = {
        "count": sum(count.values()),
        "unsealed": count.get("1.4", 0),
        "suites": count.get("3.1", 0),
        "keys": count.get("3.3", 0),
    }
    duties = ("1.4", "3.1", "3.3")
    when = at or reader.last_at() or server_time.now()
    event = Event(Tag.EXAMINED, SYSTEM, SYSTEM, when, facts, duties)
    return writer.record(event).position


def _visit_new(row: Examination) -> None:
    found = _records(id__gt=row.newest)
    if found:
        _tell(found)
        row.newest = found[-1].id


def _visit_next(row: Examination) -> None:
    """Records from where the last slice ended; after the last of them the keys."""
    if row.record < row.newest:
        found = _records(id__gt=row.record, id__lte=row.newest)
        _tell(found)
        row.record = found[-1].id if found else row.newest
        row.visited += len(found)
        return
    names = list(_keys(row.key))
    _tell_keys(names)
    row.visited += len(names)
    if len(names) == SLICE:
        row.key = names[-1]
        return
    row.is_running, row.ended_at = False, server_time.now()
    row.visited_last = row.visited


def _again_found() -> None:
    """What was found before is looked at in every slice, so that what is mended opens at once."""
    for finding in list(Finding.objects.all()):
        wrong = _of_records(_records(subject=finding.subject)).get(finding.subject)
        wrong = wrong or _of_keys([finding.subject]).get(finding.subject)
        if wrong is None:
            finding.delete()


def _records(**where: Any) -> list[_Row]:
    rows = Record.objects.filter(**where).order_by("id")
    head = Substr("blob", 1, box.HEADING_BYTES, output_field=BinaryField())
    found = rows.annotate(head=head, size=Length("blob"))
    return [
        _Row(id_, subject, bytes(head), size)
        for id_, subject, head, size in found.values_list("id", "subject", "head", "size")[:SLICE]
    ]


def _keys(after: str) -> Iterable[str]:
    rows = vault.subject_keys().filter(subject__gt=after).order_by("subject")
    return rows.values_list("subject", flat=True)[:SLICE]


def _tell(found: Sequence[_Row]) -> None:
    _store(_of_records(found))


def _tell_keys(names: Sequence[str]) -> None:
    _store(_of_keys(names))


def _of_records(found: Sequence[_Row]) -> dict[str, _Wrong]:
    """What is wrong with records, by person; the first demand counts where there are several."""
    wrong: dict[str, _Wrong] = {}
    epochs = vault.epochs({row.subject for row in found})
    for row in found:
        told = _of_record(row, epochs.get(row.subject, ()))
        if told is not None:
            wrong[row.subject] = min(told, wrong.get(row.subject, told))
    return wrong


def _of_record(row: _Row, epochs: Collection[int]) -> _Wrong | None:
    suite = box.claimed(row.head, row.size)
    if suite is None:
        return NOT_SEALED
    if suite not in ALLOWED:
        return FOREIGN_SUITE
    _, epoch = box.header(row.head + bytes(box.OVERHEAD))
    return None if epoch in epochs else NO_KEY


def _of_keys(names: Sequence[str]) -> dict[str, _Wrong]:
    foreign = vault.of_foreign_suite(names)
    wrong = dict.fromkeys(foreign, FOREIGN_SUITE)
    broken = [name for name in names if name not in foreign]
    # Twice: one that a rotation moved while it was read opens when it is read again.
    for _ in range(2):
        broken = keys.find([Ref(name) for name in broken]).broken() if broken else []
    return wrong | dict.fromkeys(broken, KEY_BROKEN)


def _store(wrong: dict[str, _Wrong]) -> None:
    if not wrong:
        return
    room = MOST - Finding.objects.count()
    held = Subject.objects.filter(ref__in=wrong).values_list("ref", "deal", "state")
    known = {ref: (deal, state) for ref, deal, state in held}
    for subject in sorted(wrong)[: max(room, 0)]:
        deal, state = known.get(subject, ("", ""))
        if state == State.DESTROYED:
            continue  # its keys die before its records
        demand, reason = wrong[subject]
        Finding.objects.get_or_create(
            subject=subject,
            defaults={
                "demand": demand,
                "reason": reason,
                "deal": deal,
                "found_at": server_time.now(),
            },
        )
