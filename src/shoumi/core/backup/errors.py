"""Why a copy is not taken.  Each kind of damage has a word of its own, so that who restores knows
whether to look for a file, for another copy or for whoever did it."""

from __future__ import annotations

from enum import StrEnum

from shoumi.core.errors import Invalid


class Fault(StrEnum):
    EMPTY = "empty"  # there is no copy at all, or none that old
    UNREADABLE = "unreadable"  # a manifest or pack is not of the form we write
    FOREIGN = "foreign"  # signed by nobody we trust: another home's, or forged
    MISPLACED = "misplaced"  # a genuine manifest under another's name
    CHAIN_BROKEN = "chain_broken"  # a manifest between others is gone or is not the one named
    ROLLED_BACK = "rolled_back"  # the newest copies are gone: what is known to exist is not there
    PACK_MISSING = "pack_missing"
    PACK_CHANGED = "pack_changed"
    WRONG_IDENTITY = "wrong_identity"  # the key opens none of it
    CONTENT_DIFFERS = "content_differs"  # what was put together is not what was copied


class CopyRefused(Invalid):
    """Facts: ``fault``; where it is known ``number`` of the copy, ``store``."""

    code = "copies.refused"

    @property
    def fault(self) -> Fault:
        return Fault(str(self.facts["fault"]))
