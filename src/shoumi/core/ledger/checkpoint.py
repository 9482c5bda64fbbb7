"""A log's head as C2SP has it (c2sp.org/tlog-checkpoint): a signed note of three lines.

::

    <origin>
    <size, decimal>
    <base64 of the root, 32 bytes>

The log signs under its origin as key name.  Extension lines are refused: nobody can audit them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from shoumi.core.errors import Invalid
from shoumi.core.ledger import note, tree
from shoumi.core.ledger.note import Note, NoteRefused, Signer, Verifier

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


class CheckpointRefused(Invalid):
    """Not a checkpoint, or not one of the log asked for.  It does not say which."""

    code = "ledger.checkpoint_refused"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """``size`` leaves under ``root`` in the log named ``origin``."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        if not note.is_key_name(self.origin) or not 0 <= self.size <= tree.MAX_SIZE:
            raise CheckpointRefused
        if len(self.root) != tree.SIZE or (self.size == 0 and self.root != tree.EMPTY):
            raise CheckpointRefused

    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{note.encode64(self.root)}\n"


def sign(checkpoint: Checkpoint, signer: Signer) -> str:
    """The signed note.

    Raises:
        CheckpointRefused: the signer's name is not the origin.
    """
    if signer.name != checkpoint.origin:
        raise CheckpointRefused
    return note.sign(checkpoint.text(), signer)


def read(text: str) -> Checkpoint:
    """Read the three lines of a note's text.

    Raises:
        CheckpointRefused: they are not a checkpoint in its one spelling.
    """
    lines = text.split("\n")
    if len(lines) != 4 or lines[3]:
        raise CheckpointRefused
    try:
        return Checkpoint(lines[0], decimal(lines[1]), note.decode64(lines[2]))
    except ValueError:
        raise CheckpointRefused from None


def open_checkpoint(signed: str | bytes, log: Verifier, *witnesses: Verifier) -> Checkpoint:
    """Verify a signed checkpoint of ``log``.  Each witness named must have signed as well.

    Witnesses here are plain Ed25519 keys over the same text.

    Raises:
        CheckpointRefused: it is none, it is another log's, or a signature is missing or wrong.
    """
    try:
        opened: Note = note.open_note(signed, (log, *witnesses))
    except NoteRefused:
        raise CheckpointRefused from None
    have = {(one.name, one.key_id) for one in opened.signatures}
    checkpoint = read(opened.text)
    wanted = {(one.name, one.key_id) for one in (log, *witnesses)}
    if checkpoint.origin != log.name or not wanted <= have:
        raise CheckpointRefused
    return checkpoint


def decimal(text: str) -> int:
    """ASCII decimal digits without leading zeros.

    Raises:
        ValueError: it is not that, or beyond 63 bits.
    """
    if not _DECIMAL.fullmatch(text) or int(text) > tree.MAX_SIZE:
        raise ValueError
    return int(text)
