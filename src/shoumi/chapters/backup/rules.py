"""Chapter 13 in plain functions.  No database, no clock, no framework.

Sources: handbook 13.1 and 13.3; Network Data Security Management Regulations 9 and 12; GB/T 20988
(3-2-1: three copies, two media, one of them elsewhere).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shoumi.base.copies.places import Deletion
from shoumi.core import constants
from shoumi.core.handbook import demand
from shoumi.core.refs import Ref
from shoumi.core.vault.cryptoperiods import add_months


class Scope(StrEnum):
    """What an access token may be for here.  Stored values."""

    READ = "backup:read"


class Medium(StrEnum):
    """On what copies lie.  Stored values: changing one needs a migration."""

    DISK = "disk"
    NAS = "nas"
    SERVER = "server"
    OBJECT = "object"
    TAPE = "tape"


class Lack(StrEnum):
    """Why a copy does not count, the gravest first.  Stored values of facts in the ledger."""

    NOT_IN_CHINA = "not_in_china"
    DAMAGED = "damaged"
    NEVER_COPIED = "never_copied"
    TOO_OLD = "too_old"
    SAME_PLACE = "same_place"
    NOT_SEPARATE = "not_separate"
    UNTRIED = "untried"
    DELETABLE = "deletable"
    KEYS_KEPT = "keys_kept"
    DATA_SHORT = "data_short"
    UNVERIFIED = "unverified"
    STATED_LONG_AGO = "stated_long_ago"


# What concerns the place and not how old the copy is: demand 13.3.
OF_THE_PLACE = frozenset(Lack) - {Lack.NEVER_COPIED, Lack.TOO_OLD}


class KeyForm(StrEnum):
    """In which form the offline key was brought to a drill.  Stored values of facts in the
    ledger."""

    FILE = "file"
    SHEETS = "sheets"


@dataclass(frozen=True, slots=True)
class Way:
    """How a drill was done: the form the key was brought in, whether who did it had never done it
    before, and by which plan; None: none is filed."""

    key: KeyForm
    is_new: bool
    plan: Ref | None


# Why the whole does not hold: codes of reasons.
NO_RECIPIENT, NO_TARGET = "backup.no_recipient", "backup.no_target"
TOO_FEW, ONE_MEDIUM = "backup.too_few", "backup.one_medium"
NONE_ELSEWHERE, ABROAD, UNSAFE = "backup.none_elsewhere", "backup.abroad", "backup.unsafe"
NEVER_DRILLED, DRILL_FAILED = "backup.never_drilled", "backup.drill_failed"
DRILL_OVER, DRILL_OF_NOBODY = "backup.drill_over", "backup.drill_of_nobody"

# What of the rule of 13.2 is missing though drills pass.
NO_PLAN, NO_REHEARSAL = "backup.missing_plan", "backup.missing_rehearsal"
NEITHER = "backup.missing_13_2"

# What is left out of the rule where the databases are a server's.
SERVER_DISK = "backup.missing_server_disk"

COPIES, MEDIA, ELSEWHERE = 3, 2, 1
# What the home itself lies on: a disk of its machine.
OWN_MEDIUM = Medium.DISK
# A full look through a place is made each day; it may be late by half of one.
VERIFIED_WITHIN, VERIFIED_LATE = timedelta(hours=36), timedelta(hours=26)
# The backup host takes keys away once a day has passed; it looks every hour.
KEYS_WITHIN = timedelta(hours=25)
# What somebody states of a place counts as long as a statement about demand 13.3 would.
STATED_FOR = timedelta(days=demand("13.3").valid_days)
LOSS_LIMIT = timedelta(minutes=5)


# A quarter, as people count it: not later than the same day three months on.
_DRILL_MONTHS = 3
Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a drill ended.

    ``is_whole``  every living person who was drawn was proved, nobody destroyed could be read
    ``waiting``   entries that were missing or could not be done again
    """

    took: timedelta
    is_whole: bool
    is_sound: bool
    waiting: int


def drill_passed(one: Outcome) -> bool:
    return one.is_whole and one.is_sound and not one.waiting and one.took <= restored_within()


def restored_within() -> timedelta:
    return timedelta(hours=constants.get("operations.rto").number)


def next_drill(tested_at: datetime) -> datetime:
    """By when the next one has to be done."""
    quarters = int(constants.get("operations.restore_test_every").number)
    return add_months(tested_at, _DRILL_MONTHS * quarters)


def next_rehearsal(rehearsed_at: datetime) -> datetime:
    """By when somebody else has to drill with printed sheets."""
    quarters = int(constants.get("operations.key_loss_rehearsed_every").number)
    return add_months(rehearsed_at, _DRILL_MONTHS * quarters)


def newest_within() -> timedelta:
    return timedelta(hours=constants.get("operations.rpo").number)


def immutable_for() -> timedelta:
    return timedelta(days=constants.get("operations.backup_immutable").number)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one target.

    ``is_elsewhere``, ``is_in_china``, ``is_separate``  stated by a person at ``stated_at``
    ``same_place``   it lies on the very disk of the home, as the program sees
    ``copied_at``    when the newest good copy's sentinel was written
    ``verified_at``  when every byte was last read, and ``is_whole`` whether it was all there
    ``keys_since``   of when the oldest keys there are, as seen then
    ``deletion``     what came of trying to delete then
    ``taken_early``  copies of the data that were gone then and were younger than they have to stay
    """

    medium: Medium
    is_elsewhere: bool
    is_in_china: bool
    is_separate: bool
    stated_at: datetime
    same_place: bool
    copied_at: datetime | None = None
    verified_at: datetime | None = None
    is_whole: bool = False
    keys_for: timedelta = timedelta()
    deletion: Deletion | None = None
    taken_early: int = 0


def lacks(one: Standing, at: datetime) -> tuple[Lack, ...]:
    """Why copies of this target do not count; none where they do."""
    found = {
        Lack.NOT_IN_CHINA: not one.is_in_china,
        Lack.DAMAGED: one.verified_at is not None and not one.is_whole,
        Lack.NEVER_COPIED: one.copied_at is None,
        Lack.TOO_OLD: one.copied_at is not None and at - one.copied_at >= newest_within(),
        Lack.SAME_PLACE: one.same_place,
        Lack.NOT_SEPARATE: not one.is_separate,
        Lack.UNTRIED: one.deletion is None,
        Lack.DELETABLE: one.deletion is Deletion.DELETED,
        Lack.KEYS_KEPT: one.keys_for > KEYS_WITHIN,
        Lack.DATA_SHORT: one.taken_early > 0,
        Lack.UNVERIFIED: one.verified_at is None or at - one.verified_at >= VERIFIED_WITHIN,
        Lack.STATED_LONG_AGO: at - one.stated_at >= STATED_FOR,
    }
    return tuple(lack for lack in Lack if found[lack])


def turns(standings: Iterable[Standing], at: datetime) -> datetime | None:
    """The first later moment at which a target may lack something because of the time alone.

    That copies grow old is foreseen once they do: while they are made every few minutes, nothing
    lapses tomorrow.
    """
    edges = []
    for one in standings:
        edges.append(one.stated_at + STATED_FOR)
        if one.copied_at and at - one.copied_at >= newest_within() / 2:
            edges.append(one.copied_at + newest_within())
        if one.verified_at and at - one.verified_at >= VERIFIED_LATE:
            edges.append(one.verified_at + VERIFIED_WITHIN)
    return min((edge for edge in edges if edge > at), default=None)


def policy_lacks(standings: Sequence[Standing], recipients: int, at: datetime) -> str:
    """Demand 13.1: 3-2-1, each copy younger than a day; only what counts is counted.  The code of
    what is lacking; empty: nothing."""
    if not recipients:
        return NO_RECIPIENT
    if not standings:
        return NO_TARGET
    counted = [one for one in standings if not lacks(one, at)]
    if 1 + len(counted) < COPIES:
        return TOO_FEW
    if len({OWN_MEDIUM, *(one.medium for one in counted)}) < MEDIA:
        return ONE_MEDIUM
    if sum(one.is_elsewhere for one in counted) < ELSEWHERE:
        return NONE_ELSEWHERE
    return ""


def place_lacks(standings: Sequence[Standing], recipients: int, at: datetime) -> str:
    """Demand 13.3: enough places are safe, and none is abroad, counted or not."""
    if not recipients:
        return NO_RECIPIENT
    if not standings:
        return NO_TARGET
    if not all(one.is_in_china for one in standings):
        return ABROAD
    safe = [one for one in standings if not OF_THE_PLACE & set(lacks(one, at))]
    return UNSAFE if 1 + len(safe) < COPIES else ""


def is_relied_on(one: Standing) -> bool:
    """Whether there is a copy that would be there if the home were lost now: it does not lie on the
    disk of the home, and the last look through all that it stands on found no damage."""
    is_damaged = one.verified_at is not None and not one.is_whole
    return one.copied_at is not None and not is_damaged and not one.same_place


def written_last(standings: Iterable[Standing]) -> datetime | None:
    """When the sentinel was written that was read back out of the newest copy to rely on."""
    relied = [one.copied_at for one in standings if is_relied_on(one)]
    return max((moment for moment in relied if moment), default=None)


def loss(standings: Iterable[Standing], at: datetime) -> timedelta | None:
    """How much would be lost now; None where no copy is to be relied on."""
    written = written_last(standings)
    return at - written if written else None


def recovery_lacks(
    tested_at: datetime | None, passed: bool, at: datetime, *, is_of_nobody: bool = False
) -> str | None:
    """Demand 13.2: the newest drill passed, and it is of this quarter.

    ``is_of_nobody``  people are held now, and it was of none: a drill of an empty home
    """
    if tested_at is None:
        return NEVER_DRILLED
    if not passed:
        return DRILL_FAILED
    if is_of_nobody:
        return DRILL_OF_NOBODY
    return DRILL_OVER if at >= next_drill(tested_at) else None


def recovery_missing(has_plan: bool, rehearsed_at: datetime | None, at: datetime) -> str:
    """What of the rule of 13.2 is missing beside drills; empty: nothing.

    ``rehearsed_at``  when somebody who had never drilled before put a copy back with printed sheets
    """
    is_rehearsed = rehearsed_at is not None and at < next_rehearsal(rehearsed_at)
    return {
        (True, True): "",
        (False, True): NO_PLAN,
        (True, False): NO_REHEARSAL,
        (False, False): NEITHER,
    }[has_plan, is_rehearsed]
