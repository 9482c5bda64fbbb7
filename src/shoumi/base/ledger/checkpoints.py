"""Signing what is committed: the head as a checkpoint, an entry as a proof anyone can check.

A log must never sign a head that it then takes back, so these refuse to run inside a transaction:
what is recorded there is not committed yet.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from shoumi.base.ledger import highwater, reader
from shoumi.base.ledger.errors import Empty
from shoumi.core.ledger import checkpoint as heads
from shoumi.core.ledger.note import Signer
from shoumi.core.ledger.proof import Proof
from shoumi.core.ledger.tree import Frontier


def checkpoint(signer: Ed25519PrivateKey, origin: str) -> str:
    """The head of now as a signed note under the key name ``origin``.

    Raises:
        Empty: there is no entry.
        Shortened, Forked, MarkMissing, MarkUnreadable: this is not the ledger it was.
        RuntimeError: a bug, called inside a transaction.
    """
    with transaction.atomic(using="default", durable=True):
        return _signed(_head(), signer, origin)


def tlog_proof(
    position: int, signer: Ed25519PrivateKey, origin: str, extra: bytes | None = None
) -> str:
    """The entry at ``position`` under the head of now, as c2sp.org/tlog-proof@v1 text.

    Raises:
        NoSuchEntry: the ledger has not that many entries.
        Empty, Shortened, Forked, MarkMissing, MarkUnreadable, RuntimeError: as ``checkpoint``.
    """
    return tlog_proofs([position], signer, origin, extra)[0]


def tlog_proofs(
    positions: list[int], signer: Ed25519PrivateKey, origin: str, extra: bytes | None = None
) -> list[str]:
    """As ``tlog_proof``, all under one checkpoint.

    Raises:
        Broken: the stored leaves do not give the head's root.
    """
    with transaction.atomic(using="default", durable=True):
        head = _head()
        signed = _signed(head, signer, origin)
    # What is committed is tiled, so this needs no lock.
    found = reader.prove_under(head, positions)
    return [Proof(one.index, one.proof, signed, extra).text() for one in found]


def _head() -> Frontier:
    head = highwater.head()
    if not head.size:
        raise Empty
    return head


def _signed(head: Frontier, signer: Ed25519PrivateKey, origin: str) -> str:
    point = heads.Checkpoint(origin, head.size, head.root())
    return heads.sign(point, Signer(origin, signer))
