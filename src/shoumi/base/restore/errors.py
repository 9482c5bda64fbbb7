"""What restoring refuses."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Missing, Refused


class NotSealed(Conflict):
    """The home is open: there is nothing to restore or open."""

    code = "restore.not_sealed"


class SealUnreadable(Conflict):
    """``home.sealed`` is there and is not as it was written."""

    code = "restore.seal_unreadable"


class AlreadyServes(Conflict):
    """The folder holds a home that is in use; what is put back goes into a folder of its own."""

    code = "restore.already_serves"


class LedgerMissing(Refused):
    """Entries are known to be missing and nobody said to go on without.  Facts: ``missing``."""

    code = "restore.ledger_missing"


class NotCaughtUp(Conflict):
    """What happened after the copy was not done again yet."""

    code = "restore.not_caught_up"


class RecordsDiffer(Refused):
    """What is there is not what the ledger says.  Facts: ``count``, and the first of them as
    ``named``."""

    code = "restore.records_differ"


class NothingAsked(Missing):
    """Nobody has asked to open the home."""

    code = "restore.nothing_asked"


class NotBlocked(Conflict):
    """No restore froze this person, or the person is in another state by now."""

    code = "restore.not_blocked"
