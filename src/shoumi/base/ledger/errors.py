"""What the ledger refuses, and the one bug it names."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Missing, Unavailable


class NotInTransaction(RuntimeError):
    """A bug: an event must commit together with the change it describes."""


class TimeBehind(Conflict):
    """Facts: ``minutes`` behind the latest entry, rounded down."""

    code = "ledger.time_behind"


class ClockLeapt(Unavailable):
    """The machine's clock is ahead of the time it has run.  Facts: ``minutes``, rounded down."""

    code = "ledger.clock_leapt"


class NoSuchEntry(Missing):
    """Facts: ``position``."""

    code = "ledger.no_such_entry"


class NoSuchRow(Missing):
    """The entry has no such row, or is no bulk act.  Facts: ``position``, ``row``."""

    code = "ledger.no_such_row"


class NoSuchText(Missing):
    """The entry commits to no text, or the text was erased.  Facts: ``position``."""

    code = "ledger.no_such_text"


class Empty(Conflict):
    """There is no entry yet, so there is nothing to sign."""

    code = "ledger.empty"


class Shortened(Conflict):
    """Entries that were there are gone.  Facts: ``size`` now, ``mark`` the size once reached."""

    code = "ledger.shortened"


class Forked(Conflict):
    """The first ``mark`` entries are not those that were there; the first ``same`` still are."""

    code = "ledger.forked"


class MarkMissing(Conflict):
    """There are entries and no high-water file.  Facts: ``size``."""

    code = "ledger.mark_missing"


class MarkUnreadable(Conflict):
    """The high-water file is not as it was written."""

    code = "ledger.mark_unreadable"


class Broken(Conflict):
    """The ledger does not re-compute.  Facts: ``position`` (-1: no single one), ``fault``."""

    code = "ledger.broken"


class NotRecorded(Conflict):
    """What was to stand in the ledger first does not; whoever waited for it gets nothing."""

    code = "ledger.not_recorded"


class HomeSealed(Unavailable):
    """The home was put back from a copy and nobody has opened it yet.  Facts: ``stage``."""

    code = "home.sealed"


class NewerLedgerUnreadable(Invalid):
    """What was named as the newer ledger is none that can be read."""

    code = "restore.newer_unreadable"


class NewerLedgerOlder(Conflict):
    """It ends before the copy's does, or before a mark that lies beside it.  Facts: ``size``,
    ``wanted``."""

    code = "restore.newer_older"


class NewerLedgerForeign(Conflict):
    """It is not the copy's ledger gone on: another one, a fork, or one that was altered.

    Facts: ``size`` of the copy's, ``fault``.
    """

    code = "restore.newer_foreign"
