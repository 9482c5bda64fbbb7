"""A new deal key: the data keys of the deal's people and files are wrapped anew.

Millions of rows may hang on one deal key, so this goes past the models: one statement reads a
chunk, one writes it, in the order in which the rows lie.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, connections, transaction
from django.db.models import ProtectedError, QuerySet

from shoumi.base.vault import keys, ring, shredding
from shoumi.base.vault.errors import StillOpens
from shoumi.base.vault.models import CompartmentKey, NextKey, SubjectKey
from shoumi.core.refs import Ref
from shoumi.core.vault.keys import Branch

# Writers of the keyring wait for one chunk, some 40 ms; what each chunk costs is spread over many.
CHUNK = 8_000
_SAMPLE = 100
# Where a chunk begins and how a row is found again: by its place in the file, or by its name.
_PLACE = {"sqlite": ("rowid", -1), "postgresql": ("subject", "")}
_READ = (
    'SELECT {place}, subject, epoch, wrapped, "commit" FROM vault_subjectkey'
    " WHERE compartment_id = %s AND {place} > %s AND NOT is_erased"
    " ORDER BY {place} LIMIT %s{lock}"
)
_WRITE = (
    'UPDATE vault_subjectkey SET compartment_id = %s, suite = %s, wrapped = %s, "commit" = %s'
    " WHERE {place} = %s"
)


class DealTurn:
    """``epoch``: that of the new key."""

    def __init__(self, deal: Ref, epoch: int) -> None:
        self._deal, self._epoch = deal, epoch
        vendor = connections["keyring"].vendor
        self._place, self._start = _PLACE[vendor]
        lock = " FOR UPDATE" if vendor == "postgresql" else ""
        self._read = _READ.format(place=self._place, lock=lock)
        self._write = _WRITE.format(place=self._place)
        # Of each old key, how far this process has come; rows before that are moved.
        self._at: dict[int, Any] = {}

    def begin(self, at: datetime) -> None:
        ring.steadily(lambda opened: self._begin(opened, at))

    def _begin(self, opened: ring.Ring, at: datetime) -> None:
        with transaction.atomic(using="keyring"):
            rows = CompartmentKey.objects.filter(deal=self._deal)
            if rows.filter(epoch=self._epoch).exists():
                return
            shredding.loosen()
            before = rows.order_by("-epoch").first()
            made = keys.make_deal_key(self._deal, at, opened, epoch=self._epoch)
            if before is not None:
                CompartmentKey.objects.filter(pk=made.pk).update(data_epoch=before.data_epoch)

    def left(self) -> int:
        return sum(
            table._default_manager.filter(compartment__in=self._old()).count()
            for table in (SubjectKey, NextKey)
        )

    def olds(self) -> int:
        return self._old().count()

    def move(self, at: datetime) -> int:
        moved = ring.steadily(self._move)
        if not moved and self._at:
            # A writer that was slow to commit may have left rows behind us.
            self._at.clear()
            moved = ring.steadily(self._move)
        return moved

    def _move(self, opened: ring.Ring) -> int:
        with transaction.atomic(using="keyring"):
            new = self._new()
            branch, suite = self._branch(opened, new), ring.suite()
            for old in self._old():
                rows = self._chunk(old)
                if not rows:
                    continue
                moved = self._branch(opened, old).move(
                    [row[1:] for row in rows], to=branch, suite=suite
                )
                changes = [
                    (new.pk, suite.number, sealed, commit, row[0])
                    for row, (sealed, commit) in zip(rows, moved, strict=True)
                ]
                with connections["keyring"].cursor() as cursor:
                    cursor.executemany(self._write, changes)
                self._at[old.pk] = rows[-1][0]
                return len(rows)
        return 0

    def _chunk(self, old: CompartmentKey) -> list[tuple[Any, str, int, bytes, bytes]]:
        with connections["keyring"].cursor() as cursor:
            cursor.execute(self._read, [old.pk, self._at.get(old.pk, self._start), CHUNK])
            rows = cursor.fetchall()
        if rows and type(rows[0][3]) is bytes:
            return rows
        return [(at, who, epoch, bytes(key), bytes(commit)) for at, who, epoch, key, commit in rows]

    def attempt(self) -> int:
        return ring.steadily(self._attempt)

    def _attempt(self, opened: ring.Ring) -> int:
        found = SubjectKey.objects.filter(compartment=self._new())[:_SAMPLE]
        rows = [(row.subject, row.epoch, *ring.stored(row)) for row in found]
        olds = [self._branch(opened, old) for old in self._old()]
        if any(branch.opens_any(rows) for branch in olds):
            raise StillOpens(what="deal")
        return len(rows) * len(olds)

    def drop(self) -> None:
        try:
            with transaction.atomic(using="keyring"):
                shredding.loosen()
                # What was erased has nothing left that could be moved.
                SubjectKey.every.filter(compartment__in=self._old(), is_erased=True).delete()
                self._old().delete()
        except (ProtectedError, IntegrityError):
            return  # a writer was faster; what it made is moved as well
        ring.lock()

    def _branch(self, opened: ring.Ring, row: CompartmentKey) -> Branch:
        return opened.deal_key(row).branch(keys.above(opened.tenant, self._deal))

    def _new(self) -> CompartmentKey:
        return CompartmentKey.objects.select_related("kek").get(deal=self._deal, epoch=self._epoch)

    def _old(self) -> QuerySet[CompartmentKey]:
        rows = CompartmentKey.objects.select_related("kek")
        return rows.filter(deal=self._deal, epoch__lt=self._epoch)
