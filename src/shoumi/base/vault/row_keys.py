"""The keys that rows are authenticated with: whoever writes the data alone cannot make a code.

They are kept secrets of the keyring, one an epoch.  Codes name their epoch, so those of an earlier
key go on holding after ``make`` has put a newer one beside it.  A code is HMAC-SHA256 in every
suite: it outlives a change of suite, as pseudonyms do.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from django.db import IntegrityError
from django.db.models import Min

from shoumi.base.registry.shared_reads import shared
from shoumi.base.vault import keyring, secrets
from shoumi.base.vault.errors import NoRowKey, NotSetUp
from shoumi.base.vault.models import KeptSecret
from shoumi.core.refs import Ref
from shoumi.core.vault import hkdf
from shoumi.core.vault.keys import KEY_BYTES

_KIND = "rowkey-"
_UNDER_WAY = Ref("rowreview-begun")


def make(*, at: datetime, epoch: int = 1) -> None:
    """Make the key of that epoch, where it is not there yet.

    Raises:
        NotSetUp and the other refusals of ``keyring.unlock``.
    """
    name = Ref(f"{_KIND}{epoch}")
    if KeptSecret.objects.filter(name=name).exists():
        return
    try:
        secrets.keep(name, os.urandom(KEY_BYTES), at=at)
    except IntegrityError:
        return  # another process was faster, and its key serves as well
    keyring.unlock().row_keys.clear()


def begin(*, at: datetime) -> bool:
    """Make the first key of a home that had none; whether rows older than it are to be taken in.

    What says so is kept beside the key until ``finish``, where nobody can put it who has the data.

    Raises:
        NotSetUp and the other refusals of ``keyring.unlock``.
    """
    if KeptSecret.objects.filter(name=_UNDER_WAY).exists():
        make(at=at)
        return True
    if KeptSecret.objects.filter(name__startswith=_KIND).exists():
        return False
    secrets.keep(_UNDER_WAY, os.urandom(KEY_BYTES), at=at)
    make(at=at)
    return True


def is_missing() -> bool:
    """Whether ``begin`` would say yes."""
    kept = KeptSecret.objects.filter(name__startswith="row")
    names = set(kept.values_list("name", flat=True))
    return _UNDER_WAY in names or not any(name.startswith(_KIND) for name in names)


def finish() -> None:
    """All old rows were looked at."""
    secrets.forget(_UNDER_WAY)


def made_at() -> datetime | None:
    """When the home got its first key, from which on it works as it does now; None: it has none."""
    kept = KeptSecret.objects.filter(name__startswith=_KIND)
    first: datetime | None = kept.aggregate(first=Min("created_at"))["first"]
    return first


@shared
def is_set_up() -> bool:
    """Whether this home has a keyring.  Without one no row is authenticated, and nothing opens."""
    try:
        keyring.steadily(lambda ring: None)
    except NotSetUp:
        return False
    return True


@shared
def known() -> Mapping[int, HMAC] | None:
    """Every key by its epoch; None in a home without a keyring."""
    try:
        return _known()
    except NotSetUp:
        return None


def newest() -> tuple[int, HMAC]:
    """Epoch and key that codes are made with.

    Raises:
        NotSetUp, NoRowKey: there is none.
    """
    found = _known()
    if not found:
        raise NoRowKey
    epoch = max(found)
    return epoch, found[epoch]


def of(epoch: int) -> HMAC | None:
    """The key of that epoch; None where there is none."""
    found = _known().get(epoch)
    if found is None:
        keyring.unlock().row_keys.clear()
        found = _known().get(epoch)
    return found


def _known() -> Mapping[int, HMAC]:
    """By epoch, each opened once in the life of the ring."""
    return keyring.steadily(_of_ring)


def _of_ring(ring: keyring.Ring) -> Mapping[int, HMAC]:
    if not ring.row_keys:
        names = KeptSecret.objects.filter(name__startswith=_KIND).values_list("name", flat=True)
        read = {int(name.removeprefix(_KIND)): secrets.read(Ref(name)) for name in names}
        keyed = {epoch: hkdf.keyed(secret.reveal(), SHA256()) for epoch, secret in read.items()}
        ring.row_keys.update(keyed)
    return ring.row_keys
