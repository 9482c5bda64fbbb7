"""A leaf's proof as one text file (c2sp.org/tlog-proof@v1), kept as ``….tlog-proof``.

::

    c2sp.org/tlog-proof@v1
    extra <base64>                 only where there is some; nothing vouches for it
    index <decimal>
    <base64 of a hash>             the audit path, the leaf's sibling first; may be none
    <empty line>
    <signed checkpoint>

With the log's vkey it shows, without any server, that a leaf is in the log.
"""

from __future__ import annotations

from dataclasses import dataclass

from shoumi.core.errors import Invalid
from shoumi.core.ledger import note, tree
from shoumi.core.ledger.checkpoint import (
    Checkpoint,
    CheckpointRefused,
    decimal,
    open_checkpoint,
)
from shoumi.core.ledger.note import Verifier

FIRST_LINE = "c2sp.org/tlog-proof@v1"
# A path is as long as the tree is deep, and sizes have 63 bits.
MAX_PATH = 63


class ProofRefused(Invalid):
    """Not a proof, or not one of this leaf in this log.  It does not say which."""

    code = "ledger.proof_refused"


@dataclass(frozen=True, slots=True)
class Proof:
    """``signed`` is the checkpoint as it stands.  Not verified."""

    index: int
    path: tuple[bytes, ...]
    signed: str
    extra: bytes | None = None

    def text(self) -> str:
        extra = [] if self.extra is None else [f"extra {note.encode64(self.extra)}"]
        path = [note.encode64(one) for one in self.path]
        return "\n".join([FIRST_LINE, *extra, f"index {self.index}", *path, "", self.signed])


def read(text: str | bytes) -> Proof:
    """Take a proof apart without verifying anything.

    Raises:
        ProofRefused: it is not a proof in its one spelling.
    """
    try:
        whole = text if isinstance(text, str) else text.decode()
        head, gap, signed = whole.partition("\n\n")
        first, *lines = head.split("\n")
        extra = note.decode64(lines.pop(0)[6:]) if lines[0].startswith("extra ") else None
        word, index, *more = lines.pop(0).split(" ")
        found = Proof(decimal(index), tuple(note.decode64(one) for one in lines), signed, extra)
    except (ValueError, IndexError):
        raise ProofRefused from None
    if first != FIRST_LINE or not gap or word != "index" or more or found.text() != whole:
        raise ProofRefused
    if len(found.path) > MAX_PATH or any(len(one) != tree.SIZE for one in found.path):
        raise ProofRefused
    return found


def verify(text: str | bytes, *, leaf: bytes, log: Verifier) -> Checkpoint:
    """Show that the leaf hash ``leaf`` is in ``log``, at the index and under the checkpoint given.

    Raises:
        ProofRefused: it does not show that.
    """
    found = read(text)
    try:
        checkpoint = open_checkpoint(found.signed, log)
    except CheckpointRefused:
        raise ProofRefused from None
    if not tree.verify_inclusion(
        leaf=leaf,
        index=found.index,
        size=checkpoint.size,
        proof=found.path,
        root=checkpoint.root,
    ):
        raise ProofRefused
    return checkpoint
