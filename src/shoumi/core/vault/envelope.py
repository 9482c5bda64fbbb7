"""Seal one compartment of one record of one person.

The plaintext is canonical JSON of ``{field: text}``: names sorted, no spaces, UTF-8.  Its length
shows in the length of the envelope.  Layout: ``box``.

Authenticated but not stored, each after its length: version, tenant, compartment, subject, record
kind, suite, epoch.  So an envelope that was moved to another person, kind or compartment does not
open.  Two records of one kind of one person need different kinds (``service/2``), or they could
be swapped unnoticed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from shoumi.core.terms import DataGrade
from shoumi.core.vault import box
from shoumi.core.vault.errors import NotSealable, WillNotOpen
from shoumi.core.vault.keys import SubjectKey
from shoumi.core.vault.suites import Suite

Values = Mapping[str, str]

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


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
    number = suite.number
    return box.encrypt(
        _plaintext(values),
        aead=key.cipher(place.compartment, number),
        suite=number,
        epoch=key.epoch,
        bound_to=_bound(place, number, key.epoch),
    )


def unseal(sealed: bytes, *, place: Place, key: SubjectKey) -> dict[str, str]:
    """The values again, whatever allowed suite they are sealed in.

    Raises:
        WillNotOpen: another key, place or epoch, or changed bytes.
    """
    suite, epoch = box.header(sealed)
    if epoch != key.epoch:
        raise WillNotOpen
    plain = box.decrypt(
        sealed,
        aead=key.cipher(place.compartment, suite),
        bound_to=_bound(place, suite, epoch),
    )
    values: dict[str, str] = json.loads(plain)
    return values


def _plaintext(values: Values) -> bytes:
    for name, value in values.items():
        if not isinstance(name, str) or not isinstance(value, str):
            raise NotSealable
    try:
        return _encode(values).encode()
    except UnicodeEncodeError:
        pass
    # Outside the except clause: the encoder's error carries the whole text.
    raise NotSealable


@lru_cache(maxsize=64)
def _head(tenant: str, compartment: DataGrade) -> bytes:
    return box.join([bytes((box.VERSION,)), tenant.encode(), compartment.encode()])


@lru_cache(maxsize=1024)
def _tail(kind: str, suite: int, epoch: int) -> bytes:
    return box.join([kind.encode(), str(suite).encode(), str(epoch).encode()])


def _bound(place: Place, suite: int, epoch: int) -> bytes:
    subject = box.join([place.subject.encode()])
    return _head(place.tenant, place.compartment) + subject + _tail(place.kind, suite, epoch)
