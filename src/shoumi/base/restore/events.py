"""What a restore writes to the ledger, about the restore.

restore.replayed  facts: size (entries of the ledger as it was put back), caught_up (entries taken
                  over), missing (known to have been and not found), proved (how the newer ledger
                  was), done, lost, blocked (entries); rows: tag, how, count
restore.opened    facts: size, copy (SHA-256 of its manifest, where there is one); by two persons
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    REPLAYED = "restore.replayed"
    OPENED = "restore.opened"


class How(StrEnum):
    """What became of an entry that is newer than the copy.  In rows of the ledger."""

    DONE = "done"  # it narrows, and was done again
    LOST = "lost"  # it widens, and is to be asked for again
    BLOCKED = "blocked"  # it narrows and could not be done again: whom it concerns waits


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
    Tag.OPENED: Sentence(
        (
            "恢复的安装由两人启封，副本的账本有 {size} 条",
            "opened the restored home with a second person; the copy's ledger has {size} entries",
        )
    ),
}
