"""A new deal key: the data keys of the deal's people and files are wrapped anew.

Millions of rows may hang on one deal key, so this goes past the models: one statement reads a
chunk, one writes it, in the order in which the rows lie.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import IntegrityError, connections, transaction
from django.db.models import QuerySet

from shoumi.base.pools import local_worker
from shoumi.base.vault import key_erasure, keyring, keys
from shoumi.base.vault.errors import MovedOn, StillOpens
from shoumi.base.vault.models import CompartmentKey, NextKey, SubjectKey
from shoumi.core.refs import Ref
from shoumi.core.vault import reencryption
from shoumi.core.vault.keys import Branch

# Writers of the keyring wait for one chunk, some 40 ms; what each chunk costs is spread over many.
CHUNK = 8_000
# Wrapped keys that are given to a worker; they take a tenth of the time of envelopes.
LEAST = 4_000
_SAMPLE = 100
# Where a chunk begins and how a row is found again: by its place in the file, or by its name.
_PLACE = {"sqlite": ("rowid", -1), "postgresql": ("subject", "")}
_READ = (
    'SELECT {place}, subject, epoch, wrapped, "commit" FROM vault_subjectkey'
    " WHERE compartment_id = %s AND {place} > %s AND NOT is_erased"
    " ORDER BY {place} LIMIT %s"
)
# Only where it is still what was read: whoever was erased or moved on meanwhile is left alone.
_WRITE = (
    'UPDATE vault_subjectkey SET compartment_id = %s, suite = %s, wrapped = %s, "commit" = %s'
    " WHERE {place} = %s AND wrapped = %s"
)
_DROP = "DELETE FROM vault_compartmentkey WHERE deal = %s AND epoch < %s"


class _Chunk(NamedTuple):
    """Rows as they were read, and what they become: for which deal key, in which suite."""

    number: int
    suite: int
    rows: Sequence[tuple[Any, str, int, bytes, bytes]]
    promised: local_worker.Promise[list[tuple[bytes, bytes]]]


class DealTurn:
    """``epoch``: that of the new key."""

    def __init__(self, deal: Ref, epoch: int) -> None:
        self._deal, self._epoch = deal, epoch
        vendor = connections["keyring"].vendor
        self._place, self._start = _PLACE[vendor]
        self._read = _READ.format(place=self._place)
        self._write = _WRITE.format(place=self._place)
        # Of each old key, how far this process has read.
        self._at: dict[int, Any] = {}
        self._ahead: _Chunk | None = None

    def begin(self, at: datetime) -> None:
        keyring.steadily(lambda opened: self._begin(opened, at))

    def _begin(self, opened: keyring.Ring, at: datetime) -> None:
        with transaction.atomic(using="keyring"):
            rows = CompartmentKey.objects.filter(deal=self._deal)
            if rows.filter(epoch=self._epoch).exists():
                return
            key_erasure.loosen()
            before = rows.order_by("-epoch").first()
            made = keys.make_deal_key(self._deal, at, opened, epoch=self._epoch)
            if before is not None:
                CompartmentKey.objects.filter(pk=made.pk).update(data_epoch=before.data_epoch)

    def left(self) -> int:
        # Each count looks at every row; under a key that is not there the database keeps none.
        if not self._old().exists():
            return 0
        return sum(
            table._default_manager.filter(compartment__in=self._old()).count()
            for table in (SubjectKey, NextKey)
        )

    def olds(self) -> int:
        return self._old().count()

    def move(self, at: datetime) -> int:
        moved = keyring.steadily(self._move)
        if not moved:
            # A writer that was slow to commit may have left rows behind us: if any is counted, all
            # is gone through once more.
            self._at.clear()
        return moved

    def _move(self, opened: keyring.Ring) -> int:
        """Write one chunk while the next is encrypted."""
        chunk, self._ahead = self._ahead or self._read_on(opened), None
        while chunk is not None:
            moved = chunk.promised.result()
            self._ahead = self._read_on(opened)
            if written := self._store(chunk, moved):
                return written
            chunk, self._ahead = self._ahead, None
        return 0

    def _read_on(self, opened: keyring.Ring) -> _Chunk | None:
        new, suite = self._new(), keyring.suite().number
        for old in self._old():
            if rows := self._chunk(old):
                self._at[old.pk] = rows[-1][0]
                before, after = opened.deal_key(old).reveal(), opened.deal_key(new).reveal()
                above = tuple(map(str, keys.above(opened.tenant, self._deal)))
                wrapped = [row[1:] for row in rows]
                promised = local_worker.promise(
                    reencryption.rewrap, before, after, above, suite, rows=wrapped, least=LEAST
                )
                return _Chunk(new.pk, suite, rows, promised)
        return None

    def _chunk(self, old: CompartmentKey) -> list[tuple[Any, str, int, bytes, bytes]]:
        with connections["keyring"].cursor() as cursor:
            cursor.execute(self._read, [old.pk, self._at.get(old.pk, self._start), CHUNK])
            rows: list[tuple[Any, str, int, bytes, bytes]] = cursor.fetchall()
        if rows and type(rows[0][3]) is bytes:
            return rows
        return [(at, who, epoch, bytes(key), bytes(commit)) for at, who, epoch, key, commit in rows]

    def _store(self, chunk: _Chunk, moved: Sequence[tuple[bytes, bytes]]) -> int:
        number, suite = chunk.number, chunk.suite
        changes = [
            (number, suite, sealed, commit, row[0], row[3])
            for row, (sealed, commit) in zip(chunk.rows, moved, strict=True)
        ]
        connection = connections["keyring"]
        # SQLite would look up the key before and the key after for every row, a third of what the
        # row costs; here all of a chunk come under one key.  Nobody can take it out meanwhile.
        with (
            connection.constraint_checks_disabled(),
            transaction.atomic(using="keyring"),
            connection.cursor() as cursor,
        ):
            if not CompartmentKey.objects.filter(pk=number).exists():
                raise MovedOn
            cursor.executemany(self._write, changes)
            written: int = cursor.rowcount
        return written

    def attempt(self) -> int:
        return keyring.steadily(self._attempt)

    def _attempt(self, opened: keyring.Ring) -> int:
        found = SubjectKey.objects.filter(compartment=self._new())[:_SAMPLE]
        rows = [(row.subject, row.epoch, *keyring.stored(row)) for row in found]
        olds = [self._branch(opened, old) for old in self._old()]
        if any(branch.opens_any(rows) for branch in olds):
            raise StillOpens(what="deal")
        return len(rows) * len(olds)

    def drop(self) -> None:
        try:
            with transaction.atomic(using="keyring"):
                key_erasure.loosen()
                # What was erased has nothing left that could be moved.
                SubjectKey.every.filter(compartment__in=self._old(), is_erased=True).delete()
                # The database itself refuses while something hangs on one of them.
                with connections["keyring"].cursor() as cursor:
                    cursor.execute(_DROP, [self._deal, self._epoch])
        except IntegrityError:
            return  # a writer was faster; what it made is moved as well
        keyring.lock()

    def _branch(self, opened: keyring.Ring, row: CompartmentKey) -> Branch:
        return opened.deal_key(row).branch(keys.above(opened.tenant, self._deal))

    def _new(self) -> CompartmentKey:
        return CompartmentKey.objects.select_related("kek").get(deal=self._deal, epoch=self._epoch)

    def _old(self) -> QuerySet[CompartmentKey]:
        rows = CompartmentKey.objects.select_related("kek")
        return rows.filter(deal=self._deal, epoch__lt=self._epoch)
