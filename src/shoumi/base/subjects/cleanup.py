"""Keys that protect nothing: what they were made for never committed.

A key is committed in the keyring before the person or document it is for is committed in the data,
so a process that dies in between leaves a key that nobody will ever ask for; so does a file that is
refused after it was stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from shoumi.base.documents import store
from shoumi.base.documents.models import Document
from shoumi.base.jobs import sealed_staging
from shoumi.base.ledger import writer
from shoumi.base.subjects.events import Tag
from shoumi.base.subjects.models import Subject
from shoumi.base.vault import keys
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import SYSTEM, Ref

# Longer than any import or sealing runs.  Younger leftovers may belong to one that still does.
PATIENCE = timedelta(hours=24)
# Longer than from the commit of a file's key to the first byte of the file.
_BEGUN = timedelta(minutes=10)
_FILE = "doc"


def orphans(*, made_before: datetime) -> list[Ref]:
    """Keys made before that moment, of people and documents that are not there.

    Let it lie some hours back: a younger key may belong to an import that is still running.
    """
    found: list[Ref] = []
    for part in keys.chunks(keys.subjects(made_before=made_before)):
        found += _unknown(part)
    return found


def _unknown(part: Sequence[Ref]) -> list[Ref]:
    known = set(Subject.objects.filter(ref__in=part).values_list("ref", flat=True))
    known |= set(Document.objects.filter(ref__in=part).values_list("ref", flat=True))
    return [ref for ref in part if ref not in known]


def sweep(*, made_before: datetime, at: datetime, actor: Ref = SYSTEM) -> int:
    """Erase the orphans; answers how many there were.

    The intent is in the ledger first, as for every key that dies.  That also refuses where an
    older copy of the data stands beside today's keyring: there people who live look like orphans.

    Raises:
        Shortened, Forked, MarkMissing: the ledger is not the one it was.
        StillOnDisk: gone, but bytes remain in the keyring's files.
    """
    return _erase(orphans(made_before=made_before), actor, at)


def sweep_empty(*, deal: Ref, at: datetime) -> int:
    """Erase keys of files of a deal under which nothing lies: what waited for work was taken away.

    New data keys of the deal, after an incident say, would otherwise wait a day for the sweep.

    Raises:
        as ``sweep``
    """
    old = keys.subjects(made_before=at - _BEGUN, deal=deal)
    found = [
        ref
        for part in keys.chunks(old)
        for ref in _unknown(part)
        if ref.kind == _FILE and not store.is_there(ref) and not sealed_staging.is_there(ref)
    ]
    return _erase(found, SYSTEM, at)


def _erase(found: Sequence[Ref], actor: Ref, at: datetime) -> int:
    if found:
        with transaction.atomic(durable=True):
            facts = {"count": len(found)}
            writer.record(Event(Tag.KEYS_SWEPT, actor, SYSTEM, at, facts, ("3.3", "8.2")))
        keys.erase(found)
    return len(found)
