"""A new key-encryption key: the keys below it are wrapped anew."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, connections, transaction
from django.db.models import ProtectedError, QuerySet

from shoumi.base.vault import key_erasure, keyring, secrets
from shoumi.base.vault.errors import StillOpens
from shoumi.base.vault.models import (
    CompartmentKey,
    IndexKey,
    Kek,
    KeptSecret,
    SigningKey,
    WrappedKey,
)
from shoumi.base.vault.rotation import CHUNK
from shoumi.core.vault import suites
from shoumi.core.vault.errors import WillNotOpen
from shoumi.core.vault.keys import Name, Secret, Wrapped, WrappingKey

# Rows of each have a ``kek``.
_BELOW: dict[str, tuple[Any, ...]] = {
    keyring.SUBJECTS: (CompartmentKey,),
    keyring.INDEX: (IndexKey,),
    keyring.SIGNING: (SigningKey, KeptSecret),
}
_SAMPLE = 100


class KekTurn:
    """``name``: which of the three; ``epoch``: that of the new key."""

    def __init__(self, name: str, epoch: int) -> None:
        self._name, self._epoch = name, epoch
        self._tables = [table._default_manager for table in _BELOW[name]]

    def begin(self, at: datetime) -> None:
        def make(opened: keyring.Ring) -> None:
            with transaction.atomic(using="keyring"):
                if Kek.objects.filter(name=self._name, epoch=self._epoch).exists():
                    return
                key_erasure.loosen()
                wrapped = opened.make_kek(self._name, keyring.suite(), epoch=self._epoch)
                Kek.objects.create(
                    name=self._name,
                    epoch=self._epoch,
                    suite=wrapped.suite,
                    wrapped=wrapped.sealed,
                    commit=wrapped.commit,
                    created_at=at,
                )

        keyring.steadily(make)

    def left(self) -> int:
        return sum(rows.count() for rows in self._hanging())

    def olds(self) -> int:
        return self._old().count()

    def move(self, at: datetime) -> int:
        return keyring.steadily(self._move)

    def _move(self, opened: keyring.Ring) -> int:
        with transaction.atomic(using="keyring"):
            new = Kek.objects.get(name=self._name, epoch=self._epoch)
            by = opened.kek(new)
            moved = 0
            for row in self._chunk():
                wrapped = _again(row, opened.kek(row.kek), by, opened.tenant)
                type(row)._default_manager.filter(pk=row.pk).update(
                    kek=new, suite=wrapped.suite, wrapped=wrapped.sealed, commit=wrapped.commit
                )
                moved += 1
        return moved

    def _chunk(self) -> list[Any]:
        """Rows of the first table that has any left."""
        for hanging in self._hanging():
            if rows := list(_locked(hanging.select_related("kek").order_by("pk"))[:CHUNK]):
                return rows
        return []

    def attempt(self) -> int:
        return keyring.steadily(self._attempt)

    def _attempt(self, opened: keyring.Ring) -> int:
        under = {"kek__epoch": self._epoch, "kek__name": self._name}
        moved = [row for rows in self._tables for row in rows.filter(**under)[:_SAMPLE]]
        tried = 0
        for old in self._old():
            key = opened.kek(old)
            for row in moved:
                tried += 1
                try:
                    key.unwrap(keyring.stored(row), name=_name(row, opened.tenant), epoch=row.epoch)
                except WillNotOpen:
                    continue
                raise StillOpens(what="kek")
        return tried

    def drop(self) -> None:
        try:
            with transaction.atomic(using="keyring"):
                self._old().delete()
        except (ProtectedError, IntegrityError):
            return  # a writer was faster; what it made is moved as well
        keyring.lock()

    def _old(self) -> QuerySet[Kek]:
        return Kek.objects.filter(name=self._name, epoch__lt=self._epoch)

    def _hanging(self) -> list[QuerySet[Any]]:
        older = {"kek__name": self._name, "kek__epoch__lt": self._epoch}
        return [rows.filter(**older) for rows in self._tables]


def _locked(rows: QuerySet[Any]) -> QuerySet[Any]:
    """On SQLite the transaction is IMMEDIATE: it holds the one write lock already."""
    if connections["keyring"].features.has_select_for_update_of:
        return rows.select_for_update(of=("self",))
    return rows


def _again(row: WrappedKey, old: WrappingKey, new: WrappingKey, tenant: str) -> Wrapped:
    name = _name(row, tenant)
    secret = Secret(old.unwrap(keyring.stored(row), name=name, epoch=row.epoch).reveal())
    # Tokens are made with the hash of the suite their key's row names: it may not change here.
    suite = suites.suite(row.suite) if isinstance(row, IndexKey) else keyring.suite()
    return new.wrap(secret, name=name, epoch=row.epoch, suite=suite)


def _name(row: WrappedKey, tenant: str) -> Name:
    match row:
        case CompartmentKey():
            return ("deal", tenant, row.deal)
        case IndexKey():
            return ("index", tenant, row.field)
        case SigningKey():
            return ("signing", tenant, row.name)
        case KeptSecret():
            return secrets.name_of(tenant, row.name)
    raise TypeError(type(row).__name__)
