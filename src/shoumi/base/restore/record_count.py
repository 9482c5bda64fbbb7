"""Before a home that was put back is opened: every record is held against what the ledger says was
stored, and a few living people are opened in memory.  What does not agree is named, and the home
stays shut.
"""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shoumi.base.gate import opening_samples
from shoumi.base.ledger import latest_entries, reader, writer
from shoumi.base.restore.events import Differs, Tag
from shoumi.base.row_authentication import review
from shoumi.base.subjects.events import Tag as PeopleTag
from shoumi.base.subjects.ledger_pseudonyms import digest_of, row
from shoumi.base.subjects.models import Finding, Record, Subject
from shoumi.base.subjects.queries import NOBODY
from shoumi.base.vault import keys
from shoumi.base.vault.errors import NoKey
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.vault.errors import WillNotOpen

DUTIES = ("13.2",)
SAMPLE = 20
_CHUNK = 2_000
# So many are named in the ledger; with more, something is wrong with the whole.
_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Difference:
    """``name``  a person, or a table with the row or the number of rows"""

    what: Differs
    name: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of each, and what is not as the ledger says."""

    people: int
    records: int
    rows: int
    differences: Sequence[Difference]


def count(restore: Ref) -> Count:
    """Hold all there is against the ledger; nothing is opened and nothing written."""
    known = _known(restore)
    reviewed = review.review(known=known)
    found = [
        Difference(Differs.ALTERED, f"{one.table}:{name}")
        for one in reviewed
        for name in one.altered
    ]
    found += [Difference(Differs.GONE, f"{one.table}:{one.gone}") for one in reviewed if one.gone]
    people = records = 0
    stored = _stored()
    for part in _people():
        held = _held(part)
        people, records = people + len(part), records + sum(map(len, held.values()))
        found += _differing(part, held, stored)
    return Count(people, records, sum(one.rows for one in reviewed), found)


def count_and_open(restore: Ref, *, people: int, at: datetime) -> Count:
    """Count, open ``people`` of the living who are drawn at random, and enter what came of it."""
    found = count(restore)
    shut = {one.name for one in found.differences}
    drawn = _drawn(people, shut)
    unopened: Sequence[Ref] = ()
    if drawn:
        event = Event(Tag.SAMPLED, SYSTEM, restore, at, {"count": len(drawn)}, DUTIES)
        unopened = opening_samples.unopened(event, drawn)
    differ = [*found.differences, *(Difference(Differs.UNOPENED, ref) for ref in unopened)]
    facts: dict[str, Value] = {
        "people": found.people,
        "records": found.records,
        "rows": found.rows,
        "sampled": len(drawn),
        "opened": len(drawn) - len(unopened),
        "differ": len(differ),
    }
    event = Event(Tag.COUNTED, SYSTEM, restore, at, facts, DUTIES)
    with transaction.atomic(durable=True):
        writer.record(event, rows=[_told(one) for one in differ[:_MOST]] or None)
    return Count(found.people, found.records, found.rows, differ)


def _known(restore: Ref) -> set[str]:
    """What rows that do not hold may be about: what could not be done again, and what was so in the
    copy already."""
    listed = _listed(restore)
    positions = [int(one["position"]) for one in listed if "position" in one]
    known = {one["row"] for one in listed if "row" in one}
    return known | {str(one.line().about) for one in reader.some(positions)}


def _listed(restore: Ref) -> list[Mapping[str, str]]:
    return [
        json.loads(content)
        for position in latest_entries.about([Tag.BLOCKED], restore)
        for content in reader.rows(position)
    ]


def _people() -> Iterator[list[Ref]]:
    """Everybody who is held, a part at a time; whom the examination found wanting, in the home that
    was lost, is shut alone and left out."""
    wanting = Finding.objects.values("subject")
    held = Subject.objects.exclude(state__in=NOBODY).exclude(ref__in=wanting).order_by("id")
    after = 0
    while part := list(held.filter(id__gt=after).values_list("id", "ref")[:_CHUNK]):
        after = part[-1][0]
        yield [Ref(ref) for _, ref in part]


def _held(part: Collection[Ref]) -> Mapping[str, list[str]]:
    """By person the grades of the records that are there."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = Record.objects.filter(subject__in=part).values_list("subject", "compartment")
    for subject, grade in rows:
        found[subject].append(grade)
    return found


def _stored() -> Mapping[str, str]:
    """By the ledger's name of each person the grades that were stored last; what a restore took
    over was lost with the copy."""
    taken_over = latest_entries.restored()
    found: dict[str, str] = {}
    for position in latest_entries.all_of([PeopleTag.STORED, PeopleTag.UPDATED]):
        if any(position in one for one in taken_over):
            continue
        for content in reader.rows(position):
            told = json.loads(content)
            found[told["subject"]] = told["grades"]
    return found


def _differing(
    part: Sequence[Ref], held: Mapping[str, list[str]], stored: Mapping[str, str]
) -> Iterator[Difference]:
    found = keys.find(part)
    for ref in part:
        try:
            name = found.of(ref).pseudonym()
        except (NoKey, WillNotOpen):
            yield Difference(Differs.KEY, ref)
            continue
        if stored.get(name) != "".join(sorted(held.get(ref, ()))):
            yield Difference(Differs.RECORDS, ref)


def _drawn(people: int, shut: Collection[str]) -> list[Ref]:
    held = [ref for part in _people() for ref in part if ref not in shut]
    return secrets.SystemRandom().sample(held, min(people, len(held)))


def _told(one: Difference) -> bytes:
    """As a row of the ledger, which calls people by its own names."""
    if one.what in (Differs.ALTERED, Differs.GONE):
        return row(what=one.what, name=one.name)
    try:
        return row(what=one.what, subject=keys.pseudonym(Ref(one.name)))
    except (NoKey, WillNotOpen):
        return row(what=one.what, reference=digest_of(Ref(one.name)))
