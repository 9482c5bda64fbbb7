"""The ledger's signing key.  Its public half is what a stranger is given by another way."""

from __future__ import annotations

from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shoumi.base.ledger import checkpoints
from shoumi.base.vault import signing_keys
from shoumi.base.vault.errors import NotSetUp, WeakKey
from shoumi.base.vault.models import Setup
from shoumi.core.ledger.note import Signer

NAME = "log"


def signer() -> Ed25519PrivateKey:
    """Raises NoSigningKey, and WeakKey for a log key that is not Ed25519."""
    key = signing_keys.private_key(NAME)
    if not isinstance(key, Ed25519PrivateKey):
        raise WeakKey
    return key


def origin() -> str:
    """Name of the log and of its key in checkpoints.  Raises NotSetUp."""
    row = Setup.objects.first()
    if row is None:
        raise NotSetUp
    return row.origin


def vkey() -> str:
    """The verification key as C2SP signed notes spell it."""
    return Signer(origin(), signer()).verifier().vkey()


def checkpoint() -> str:
    """The head of now as a signed note.  Outside every transaction."""
    return checkpoints.checkpoint(signer(), origin())


def proof(position: int) -> str:
    """The entry at ``position`` under the head of now: c2sp.org/tlog-proof@v1 text."""
    return checkpoints.tlog_proof(position, signer(), origin())


def proofs(positions: Sequence[int]) -> list[str]:
    """As ``proof``, all under one checkpoint."""
    return checkpoints.tlog_proofs(list(positions), signer(), origin())
