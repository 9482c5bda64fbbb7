"""Decoys in files of letters: made-up people among those a file is about, where a card has some.

They are in the file alone: nobody counts them, nothing is recorded of them as of people.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from shoumi.base.registry.decoy_card import decoys
from shoumi.base.registry.decoys import Decoy
from shoumi.core import receipt_codes
from shoumi.core.entrustment import Way
from shoumi.core.refs import Ref


def of_file(at: datetime) -> Sequence[Decoy]:
    """Those that a file of letters carries which is written now."""
    known = decoys()
    return known.of(Way.FILE, at) if known is not None else ()


def record(found: Sequence[Decoy], deal: Ref, actor: Ref, at: datetime) -> None:
    """A file of the deal carries them."""
    known = decoys()
    if found and known is not None:
        known.carried(found, deal, actor, at)


def without(codes: Sequence[str]) -> list[str]:
    """Receipt codes that a file names, without those that are decoys'."""
    known = decoys()
    ours = known.codes() if known is not None else frozenset()
    return [code for code in codes if receipt_codes.canonical(code) not in ours]
