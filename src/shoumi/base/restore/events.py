"""What a restore writes to the ledger, about the restore.

restore.replayed  facts: size (entries of the ledger as it was put back), caught_up (entries taken
                  over), missing (known to have been and not found), proved (how the newer ledger
                  was), done, lost, blocked (entries); rows: tag, how, count
restore.blocked   facts: count (entries); rows: of each entry that could not be done again position
                  and tag; of each guarded row that did not hold in the copy already, row
restore.sampled   facts: count; rows: the people who are opened in memory next, shown to nobody
restore.counted   facts: people, records, rows (guarded ones), sampled, opened (of those people),
                  differ (what does not agree with the ledger); rows of that: what, name or subject
restore.opened    facts: size, copy (SHA-256 of its manifest, where there is one); by two persons
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    REPLAYED = "restore.replayed"
    BLOCKED = "restore.blocked"
    SAMPLED = "restore.sampled"
    COUNTED = "restore.counted"
    OPENED = "restore.opened"


class How(StrEnum):
    """What became of an entry that is newer than the copy.  In rows of the ledger."""

    DONE = "done"  # it narrows, and was done again
    LOST = "lost"  # it widens, and is to be asked for again
    BLOCKED = "blocked"  # it narrows and could not be done again: whom it concerns waits


class Differs(StrEnum):
    """How something is not as the ledger says.  In rows of the ledger."""

    ALTERED = "altered"  # a guarded row was changed or added from outside
    GONE = "gone"  # rows, or people, of whom the ledger knows are not there
    RECORDS = "records"  # somebody's records are others than were stored
    KEY = "key"  # somebody's key is missing, or does not open
    UNOPENED = "unopened"  # what is held of somebody does not open


class Proved(StrEnum):
    """By what the newer ledger was found to be the house's own."""

    NONE = "none"  # there was none
    TREE = "tree"  # it goes on from the copy's, entry by entry
    SIGNED = "signed"  # besides, the log's key signed it
    WITNESSED = "witnessed"  # besides, the witness has cosigned it


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.REPLAYED: Sentence(
        (
            "恢复后补做 {done} 条，没有带回 {lost} 条，停下 {blocked} 条，缺 {missing} 条",
            "after a restore: {done} done again, {lost} lost, {blocked} blocked, {missing} missing",
        )
    ),
    Tag.BLOCKED: Sentence(
        (
            "恢复时有 {count} 条补不上，逐条列出",
            "listed {count:entry|entries} that could not be done again after a restore",
        )
    ),
    Tag.SAMPLED: Sentence(
        (
            "启封前抽 {count} 人，在内存里解开核对，不给任何人看",
            "drew {count:person|people} to be opened in memory before the opening, shown to nobody",
        )
    ),
    Tag.COUNTED: Sentence(
        (
            "清点 {people} 人、{records} 份记录，{opened}/{sampled} 人解得开，{differ} 处对不上",
            "counted {people} people, {records} records; {opened}/{sampled} open, {differ} differ",
        )
    ),
    Tag.OPENED: Sentence(
        (
            "恢复的安装由两人启封，副本的账本有 {size} 条",
            "opened the restored home with a second person; the copy's ledger has {size} entries",
        )
    ),
}
