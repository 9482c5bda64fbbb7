"""One key of a log takes the place of another: a signed note (c2sp.org/signed-note) of five lines.

::

    shoumi.log-key/v1
    <origin>
    <vkey of the old key>
    <vkey of the new key>
    <position of the entry that says so, decimal>

Both keys sign it, under the origin as key name.  Checkpoints over at most ``position`` entries are
the old key's, all larger ones the new key's.
"""

from __future__ import annotations

from shoumi.core.errors import Invalid
from shoumi.core.ledger import note
from shoumi.core.ledger.checkpoint import decimal
from shoumi.core.ledger.note import KeyRefused, NoteRefused, Signer, Verifier

FORMAT = "shoumi.log-key/v1"


class SuccessionRefused(Invalid):
    """Not such a note, not of this log, or not signed by both keys.  It does not say which."""

    code = "ledger.succession_refused"


def sign(old: Signer, new: Signer, position: int) -> str:
    """
    Raises:
        SuccessionRefused: the keys are of two logs, or are the same.
    """
    if old.name != new.name or old.verifier().key_id == new.verifier().key_id:
        raise SuccessionRefused
    lines = [FORMAT, old.name, old.verifier().vkey(), new.verifier().vkey(), str(position)]
    return note.sign("".join(f"{line}\n" for line in lines), old, new)


def origin_of(signed: str) -> str:
    """Which log it claims to be about.

    Raises:
        SuccessionRefused
    """
    try:
        return note.read(signed).text.splitlines()[1]
    except (NoteRefused, IndexError):
        raise SuccessionRefused from None


def successor(signed: str, old: Verifier) -> Verifier:
    """The key that takes the place of ``old``.

    Raises:
        SuccessionRefused
    """
    try:
        kind, origin, before, after, position = note.read(signed).text.splitlines()
        new = note.read_vkey(after)
        decimal(position)
        opened = note.open_note(signed, (old, new))
    except (ValueError, NoteRefused, KeyRefused):
        raise SuccessionRefused from None
    said = (kind, origin, before, new.name)
    if said != (FORMAT, old.name, old.vkey(), old.name) or len(opened.signatures) != 2:
        raise SuccessionRefused
    return new
