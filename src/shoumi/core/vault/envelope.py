"""Seal one compartment of one record of one person.

The plaintext is ``canonical``.  Its length shows in the length of the envelope.  Layout: ``box``.

Authenticated but not stored, each after its length: version, tenant, compartment, subject, record
kind, suite, epoch.  So an envelope that was moved to another person, kind or compartment does not
open.  Two records of one kind of one person need different kinds (``service/2``), or they could
be swapped unnoticed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from shoumi.core.terms import DataGrade
from shoumi.core.vault import box, canonical
from shoumi.core.vault.canonical import Values
from shoumi.core.vault.errors import WillNotOpen
from shoumi.core.vault.keys import SubjectKey
from shoumi.core.vault.suites import NONCE_BYTES, Suite

# Key and subject, record kind, compartment, plaintext or envelope.
Item = tuple[SubjectKey, str, str, DataGrade, bytes]


class Place(NamedTuple):
    """Where an envelope belongs."""

    tenant: str
    compartment: DataGrade
    subject: str
    kind: str


def seal(values: Values, *, place: Place, key: SubjectKey, suite: Suite) -> bytes:
    """Seal ``values`` for ``place`` under the subject's own key in ``suite``.

    Raises:
        NotSealable: a name or value is not text, or has half a character in it.
    """
    tenant, compartment, subject, kind = place
    item = key, subject, kind, compartment, canonical.encode(values)
    return seal_many([item], tenant=tenant, suite=suite)[0]


def seal_many(items: Iterable[Item], *, tenant: str, suite: Suite) -> list[bytes]:
    """An envelope for each item, in order.  This is the loop that an import spends its time in."""
    number, places = suite.number, _Places(tenant, suite.number)
    urandom = os.urandom
    sealed = []
    for key, subject, kind, compartment, plain in items:
        who = subject.encode()
        before, after, heading = places[compartment, kind, key.epoch, len(who)]
        aead = key.cipher(compartment, number)
        nonce = urandom(NONCE_BYTES)
        sealed.append(heading + nonce + aead.encrypt(nonce, plain, before + who + after))
    return sealed


def unseal(sealed: bytes, *, place: Place, key: SubjectKey) -> dict[str, str]:
    """The values again, whatever allowed suite they are sealed in.

    Raises:
        WillNotOpen: another key, place or epoch, or changed bytes.
    """
    tenant, compartment, subject, kind = place
    return unseal_many([(key, subject, kind, compartment, sealed)], tenant=tenant)[0]


def unseal_many(items: Iterable[Item], *, tenant: str) -> list[dict[str, str]]:
    """The values of each item, in order.

    Raises:
        WillNotOpen: as ``unseal``, for the first that does not open.
    """
    return [canonical.decode(plain) for plain in _open_many(items, tenant)]


def reseal_many(
    items: Iterable[Item], *, new: Iterable[SubjectKey], tenant: str, suite: Suite
) -> list[bytes]:
    """Each envelope once more, under the key of ``new`` at its place and in ``suite``.

    What is in them is neither read nor told.

    Raises:
        WillNotOpen: as ``unseal``, for the first that does not open.
    """
    batch = list(items)
    again = [
        (key, subject, kind, compartment, plain)
        for key, (_, subject, kind, compartment, _), plain in zip(
            new, batch, _open_many(batch, tenant), strict=True
        )
    ]
    return seal_many(again, tenant=tenant, suite=suite)


def _open_many(items: Iterable[Item], tenant: str) -> Iterator[bytes]:
    of_suite: dict[int, _Places] = {}
    for key, subject, kind, compartment, sealed in items:
        number, epoch = box.header(sealed)
        if epoch != key.epoch:
            raise WillNotOpen
        places = of_suite.get(number)
        if places is None:
            places = of_suite[number] = _Places(tenant, number)
        who = subject.encode()
        before, after, _ = places[compartment, kind, epoch, len(who)]
        aead = key.cipher(compartment, number)
        yield box.decrypt(sealed, aead=aead, bound_to=before + who + after)


_Kind = tuple[DataGrade, str, int, int]  # compartment, record kind, epoch, bytes of the subject


class _Places(dict[_Kind, tuple[bytes, bytes, bytes]]):
    """What items of one kind have in common: associated data before and after the subject, and
    the heading.  Held for one batch."""

    __slots__ = ("_number", "_tenant")

    def __init__(self, tenant: str, number: int) -> None:
        self._tenant, self._number = tenant, number

    def __missing__(self, kind: _Kind) -> tuple[bytes, bytes, bytes]:
        self[kind] = found = _common(self._tenant, self._number, *kind)
        return found


# Whoever opens the records of one person at a time asks for the same few again and again.
@lru_cache(maxsize=1024)
def _common(
    tenant: str, number: int, compartment: DataGrade, record: str, epoch: int, subject_bytes: int
) -> tuple[bytes, bytes, bytes]:
    first = tenant.encode(), compartment.encode()
    before = box.join([bytes((box.VERSION,)), *first]) + box.length(subject_bytes)
    after = box.join([part.encode() for part in (record, str(number), str(epoch))])
    return before, after, box.heading(number, epoch)
