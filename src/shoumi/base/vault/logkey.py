"""The ledger's signing keys.  Their public halves are what a stranger is given by another way.

The key is replaced by an entry of the ledger itself: checkpoints that do not hold the entry are
signed by the old key, all others by the new one, so which key is right for a size is never in
question.  Both keys sign a note that names both and the entry (``core.ledger.succession``), so who
trusts either can go on to the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from shoumi.base.ledger import checkpoints, latest_entries, reader
from shoumi.base.vault import signing_keys
from shoumi.base.vault.errors import NotSetUp, WeakKey
from shoumi.base.vault.events import Tag
from shoumi.base.vault.models import FormerSigningKey, Setup
from shoumi.core.ledger.leaf import Digest
from shoumi.core.ledger.note import Signer, Verifier

NAME = "log"
Made = TypeVar("Made")
# A key is replaced once a year: who meets two in a row meets no third.
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Former:
    """A key that was replaced by the entry at ``position``; ``note`` says by which."""

    vkey: str
    position: int
    note: str


def signer() -> Ed25519PrivateKey:
    """The key that signs now.  Raises NoSigningKey, and WeakKey for one that is not Ed25519."""
    return _signer(epoch())


def _signer(number: int) -> Ed25519PrivateKey:
    key = signing_keys.private_key(NAME, number)
    if not isinstance(key, Ed25519PrivateKey):
        raise WeakKey
    return key


def epoch() -> int:
    """That of the key in force: the newest that an entry put in the place of another."""
    position = latest_entries.last([Tag.LOG_KEY_REPLACED])
    return 1 if position is None else int(reader.entry(position).line().facts["epoch"])


def origin() -> str:
    """Name of the log and of its key in checkpoints.  Raises NotSetUp."""
    row = Setup.objects.first()
    if row is None:
        raise NotSetUp
    return row.origin


def vkey() -> str:
    """The verification key as C2SP signed notes spell it."""
    return Signer(origin(), signer()).verifier().vkey()


def former() -> list[Former]:
    """The keys that were replaced, the oldest first."""
    found, positions = list[Former](), latest_entries.all_of([Tag.LOG_KEY_REPLACED])
    name = origin() if positions else ""
    for position in positions:
        facts = reader.entry(position).line().facts
        row = FormerSigningKey.objects.filter(name=NAME, epoch=int(facts["epoch"]) - 1).first()
        if row is None or Digest.of(row.succession.encode()).hex() != facts["succession"]:
            continue  # it was taken away or altered; the verifier misses it
        public = load_der_public_key(bytes(row.public))
        if isinstance(public, Ed25519PublicKey):
            found.append(Former(Verifier(name, public).vkey(), position, row.succession))
    return found


@dataclass(frozen=True, slots=True)
class Proved:
    """Proofs under one checkpoint, with the key that signed it and the notes that lead to it."""

    texts: list[str]
    vkey: str
    log_keys: list[str]


def proved(positions: Sequence[int]) -> Proved:
    """What goes beside papers that stand alone.  Outside every transaction."""
    name = origin()

    def make(key: Ed25519PrivateKey) -> Proved:
        texts = checkpoints.tlog_proofs(list(positions), key, name)
        own = Signer(name, key).verifier().vkey()
        return Proved(texts, own, [one.note for one in former()])

    return signed(make)


def checkpoint() -> str:
    """The head of now as a signed note.  Outside every transaction."""
    return signed(lambda key: checkpoints.checkpoint(key, origin()))


def proof(position: int) -> str:
    """The entry at ``position`` under the head of now: c2sp.org/tlog-proof@v1 text."""
    return proofs([position])[0]


def proofs(positions: Sequence[int]) -> list[str]:
    """As ``proof``, all under one checkpoint."""
    return signed(lambda key: checkpoints.tlog_proofs(list(positions), key, origin()))


def signed(make: Callable[[Ed25519PrivateKey], Made]) -> Made:
    """What ``make`` makes with the key in force; once more where that was replaced meanwhile.

    Outside every transaction.
    """
    for _ in range(_TRIES - 1):
        number = epoch()
        made = make(_signer(number))
        if epoch() == number:
            return made
    return make(signer())
