"""Names for people in the ledger and in bulk rows; they die with the person's key."""

from __future__ import annotations

from collections.abc import Iterable

from shoumi.base.vault import keys
from shoumi.core.refs import Ref


def pseudonym(subject: Ref) -> Ref:
    """Raises NoKey."""
    return keys.load([subject]).of(subject).pseudonym()


def pseudonyms(subjects: Iterable[Ref], *, opened: keys.Keys | None = None) -> dict[Ref, Ref]:
    """Subject to pseudonym.  Raises NoKey."""
    wanted = list(subjects)
    held = opened if opened is not None else keys.load(wanted)
    return {subject: held.of(subject).pseudonym() for subject in wanted}
