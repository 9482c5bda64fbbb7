"""New data keys for a deal's people and files, and for what waits for work: everything sealed for
them is sealed anew."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial

from django.db import connection, transaction
from django.db.models import QuerySet

from shoumi.base.documents import store
from shoumi.base.documents.models import Document
from shoumi.base.jobs import sealed_staging
from shoumi.base.subjects import cleanup
from shoumi.base.subjects.models import Record, Subject
from shoumi.base.subjects.services import RECORD_KIND
from shoumi.base.vault import reencryption, successor_keys
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade
from shoumi.core.vault import box

CHUNK = 500
_WRITE = f"UPDATE {Record._meta.db_table} SET blob = %s, epoch = %s WHERE id = %s"  # noqa: S608


class DataTurn:
    """``epoch``: that of the new keys."""

    def __init__(self, deal: Ref, epoch: int) -> None:
        self._deal, self._epoch = deal, epoch
        self._after = ""
        self._tried = 0

    def begin(self, at: datetime) -> None:
        successor_keys.begin(self._deal, self._epoch)
        cleanup.sweep_empty(deal=self._deal, at=at)

    def left(self) -> int:
        people = Subject.objects.filter(deal=self._deal).values("ref")
        records = Record.objects.filter(subject__in=people, epoch__lt=self._epoch).count()
        return successor_keys.left(self._deal, self._epoch) + records + self._files()

    def olds(self) -> int:
        return 0  # a key before is overwritten by the one that follows it

    def _files(self) -> int:
        refs = Document.objects.filter(deal=self._deal).values_list("ref", flat=True)
        heads = store.headers([Ref(ref) for ref in refs])
        return sum(box.header(head, box.LAYOUTS)[1] < self._epoch for head in heads.values())

    def move(self, at: datetime) -> int:
        while chunk := successor_keys.due(self._deal, self._epoch, after=self._after, limit=CHUNK):
            self._after = chunk[-1]
            people, papers = _refs(Subject, chunk), _refs(Document, chunk)
            slips = [ref for ref in chunk if sealed_staging.is_there(ref)]
            # Of others the data is not committed yet: an import that runs, or one that was killed.
            if people or papers or slips:
                successor_keys.prepare([*people, *papers, *slips], self._deal, self._epoch, at)
                self._reseal(people)
                self._refile(papers)
                return self._take_place(people, papers) + self._restage(slips)
        self._after = ""
        return 0

    def _reseal(self, people: Sequence[Ref]) -> None:
        with transaction.atomic():
            _lock(people)
            old = Record.objects.filter(subject__in=people, epoch__lt=self._epoch)
            rows = list(old.values_list("id", "subject", "compartment", "blob"))
            items = [
                (Ref(subject), RECORD_KIND, DataGrade(grade), bytes(blob))
                for _, subject, grade, blob in rows
            ]
            moved, tried = reencryption.records(items)
            changes = [
                (blob, self._epoch, row[0])
                for row, blob in zip(rows, moved, strict=True)
                if blob is not None
            ]
            with connection.cursor() as cursor:
                cursor.executemany(_WRITE, changes)
        self._tried += tried

    def _refile(self, papers: Sequence[Ref]) -> None:
        for ref in papers:
            store.reseal(ref, partial(reencryption.file, ref))

    def _restage(self, slips: Sequence[Ref]) -> int:
        kept = []
        # Nothing is asked of the data's database here: who takes a slip away may hold its lock.
        with sealed_staging.alone():
            for ref in slips:
                with suppress(FileNotFoundError):  # it waits no longer
                    sealed_staging.reseal(ref, partial(reencryption.file, ref))
                    kept.append(ref)
            return successor_keys.take_place(kept)

    def _take_place(self, people: Sequence[Ref], papers: Sequence[Ref]) -> int:
        """Whoever writes records holds the lock taken here from the key's opening to the commit, so
        none can still come in under a key that goes."""
        with transaction.atomic():
            _lock(people)
            behind = Record.objects.filter(subject__in=people, epoch__lt=self._epoch)
            late = set(behind.values_list("subject", flat=True))
            return successor_keys.take_place([ref for ref in (*people, *papers) if ref not in late])

    def attempt(self) -> int:
        """The old keys were tried on what was sealed anew while both were at hand."""
        tried, self._tried = self._tried, 0
        return tried

    def drop(self) -> None:
        """The keys before were overwritten one by one."""


def _refs(table: type[Subject] | type[Document], chunk: Sequence[Ref]) -> list[Ref]:
    rows: QuerySet[Subject] | QuerySet[Document] = table.objects.filter(ref__in=chunk)
    return [Ref(ref) for ref in rows.order_by("ref").values_list("ref", flat=True)]


def _lock(people: Sequence[Ref]) -> None:
    """On SQLite the transaction is IMMEDIATE: it holds the one write lock already."""
    if connection.features.has_select_for_update_of:
        list(Subject.objects.select_for_update().filter(ref__in=people).order_by("id"))
