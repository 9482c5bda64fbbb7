"""A new key for one field's search tokens: each is made again from the opened value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction
from django.db.models import QuerySet

from shoumi.base.rotation.events import What
from shoumi.base.subjects.models import Record, Token
from shoumi.base.subjects.services import RECORD_KIND
from shoumi.base.vault import keyring, keys, reencryption, search_tokens
from shoumi.base.vault.errors import StillOpens
from shoumi.base.vault.models import IndexKey
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade

CHUNK = 500
_SAMPLE = 100
_WRITE = f"UPDATE {Token._meta.db_table} SET token = %s, epoch = %s WHERE id = %s"  # noqa: S608


class IndexTurn:
    """``epoch``: that of the new key."""

    def __init__(self, field: str, epoch: int) -> None:
        self._field, self._epoch = field, epoch

    def begin(self, at: datetime) -> None:
        keyring.steadily(
            lambda opened: search_tokens.make(self._field, at, opened, epoch=self._epoch)
        )

    def left(self) -> int:
        return self._old().count()

    def olds(self) -> int:
        return self._old_keys().count()

    def move(self, at: datetime) -> int:
        with transaction.atomic():
            rows = self._old().order_by("id")
            if connection.features.has_select_for_update_of:
                rows = rows.select_for_update()
            chunk = list(rows.values_list("id", "subject")[:CHUNK])
            found = self._tokens({Ref(subject) for _, subject in chunk}).get(self._epoch, {})
            changes = [
                (found[Ref(subject)], self._epoch, pk)
                for pk, subject in chunk
                if Ref(subject) in found
            ]
            with connection.cursor() as cursor:
                cursor.executemany(_WRITE, changes)
            # Of somebody who was erased, or who no longer has the field.
            gone = [pk for pk, subject in chunk if Ref(subject) not in found]
            Token.objects.filter(pk__in=gone).delete()
        return len(chunk)

    def _tokens(self, subjects: set[Ref]) -> dict[int, Mapping[Ref, int]]:
        living = keys.existing(subjects)
        records = Record.objects.filter(subject__in=living)
        items = [
            (Ref(subject), RECORD_KIND, DataGrade(grade), bytes(blob))
            for subject, grade, blob in records.values_list("subject", "compartment", "blob")
        ]
        return reencryption.tokens(items, self._field)

    def attempt(self) -> int:
        """No token of a person may be what the old key makes of the value."""
        rows = Token.objects.filter(field=self._field, epoch=self._epoch)[:_SAMPLE]
        stored = {Ref(row.subject): row.token for row in rows}
        olds = [made for epoch, made in self._tokens(set(stored)).items() if epoch < self._epoch]
        if any(made[ref] == stored[ref] for made in olds for ref in made):
            raise StillOpens(what=What.INDEX)
        return sum(len(made) for made in olds)

    def drop(self) -> None:
        self._old_keys().delete()

    def _old(self) -> QuerySet[Token]:
        return Token.objects.filter(field=self._field, epoch__lt=self._epoch)

    def _old_keys(self) -> QuerySet[IndexKey]:
        return IndexKey.objects.filter(field=self._field, epoch__lt=self._epoch)
