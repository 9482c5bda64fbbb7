"""Keep small secrets that are no keys of the vault, such as what one-time codes are made from.

Each has a fresh reference for a name and is never replaced.  It is committed in the keyring before
what names it is committed in the data; when the data is rolled back, a secret is left over that
nobody will ask for.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import connections, transaction
from django.db.models import F

from shoumi.base.vault import key_erasure, keyring
from shoumi.base.vault.errors import NoKey, StillOnDisk
from shoumi.base.vault.models import GoneSecrets, KeptSecret
from shoumi.core.refs import Ref
from shoumi.core.vault.keys import Name, Secret


def name_of(tenant: str, name: str) -> Name:
    """What the wrapped secret is bound to."""
    return ("secret", tenant, name)


def keep(name: Ref, secret: bytes, *, at: datetime) -> None:
    """Seal ``secret`` under ``name``, which must be new.

    Raises:
        NotSetUp and the other refusals of ``keyring.unlock``.
    """

    def write(opened: keyring.Ring) -> None:
        row, kek = opened.newest_kek(keyring.SIGNING)
        wrapped = kek.wrap(
            Secret(secret), name=name_of(opened.tenant, name), epoch=1, suite=keyring.suite()
        )
        with transaction.atomic(using="keyring"):
            KeptSecret.objects.create(
                name=name,
                kek=row,
                suite=wrapped.suite,
                wrapped=wrapped.sealed,
                commit=wrapped.commit,
                created_at=at,
            )

    keyring.steadily(write)


def read(name: Ref) -> Secret:
    """The secret again.

    Raises:
        NoKey: it was never kept, or forgotten.
        WillNotOpen: the row was tampered with.
    """

    def opening(opened: keyring.Ring) -> Secret:
        row = KeptSecret.objects.select_related("kek").filter(name=name).first()
        if row is None:
            raise NoKey(subject=name)
        return keyring.open_secret(
            row, by=opened.kek(row.kek), name=name_of(opened.tenant, row.name)
        )

    return keyring.steadily(opening)


def existing(names: Iterable[Ref]) -> frozenset[Ref]:
    """Those of ``names`` whose secret is still there."""
    found = KeptSecret.objects.filter(name__in=[str(name) for name in names])
    return frozenset(map(Ref, found.values_list("name", flat=True)))


def of_kind(kind: str, *, made_before: datetime) -> frozenset[Ref]:
    """The names of that kind, to find secrets whose data was never committed."""
    found = KeptSecret.objects.filter(name__startswith=f"{kind}-", created_at__lt=made_before)
    return frozenset(map(Ref, found.values_list("name", flat=True)))


def forget(name: Ref) -> None:
    """Delete the secret.  Backups of the keyring still hold it, sealed, and so do its files until
    they are written anew (``purge``)."""
    with transaction.atomic(using="keyring"):
        if KeptSecret.objects.filter(name=name).delete()[0]:
            GoneSecrets.objects.get_or_create(defaults={"count": 0})
            GoneSecrets.objects.update(count=F("count") + 1)


def purge() -> bool:
    """Take the bytes of what was forgotten, by whichever process, out of the keyring's files: once
    at the end of an act, not for each of its secrets.  Outside transactions.

    False: somebody reads or writes just now, or a transaction is open; the next call does it.
    """
    found = GoneSecrets.objects.filter(count__gt=0).first()
    if found is None:
        return True
    if any(connections[alias].in_atomic_block for alias in ("default", "keyring")):
        return False
    try:
        key_erasure.rewrite_secrets()
    except StillOnDisk:
        return False
    # What was forgotten meanwhile may have come too late for this: it is still counted.
    GoneSecrets.objects.filter(count=found.count).update(count=0)
    return True
