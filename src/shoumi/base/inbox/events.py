"""What this app writes to the ledger.  No entry has an address in it.

mailbox.given      about the person; an address that waits to be confirmed
mailbox.confirmed  about the person
mailbox.removed    about the person
mailbox.chosen     about the person; facts: at_once (yes or no), digest (a time of day, or none)
calendar.linked    about the person; a link made before is worth nothing any more
calendar.unlinked  about the person
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    GIVEN = "mailbox.given"
    CONFIRMED = "mailbox.confirmed"
    REMOVED = "mailbox.removed"
    CHOSEN = "mailbox.chosen"
    LINKED = "calendar.linked"
    UNLINKED = "calendar.unlinked"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.GIVEN: Sentence(("登记了 {person} 的邮箱", "gave a mail address for {person}")),
    Tag.CONFIRMED: Sentence(("确认了自己的邮箱", "confirmed the mail address")),
    Tag.REMOVED: Sentence(("删除了 {person} 的邮箱", "removed the mail address of {person}")),
    Tag.CHOSEN: Sentence(
        (
            "设定了待办邮件，每日汇总：{digest}；要两个人的事立刻告知",
            "chose mails of the inbox, digest: {digest}; told at once of what takes two",
        ),
        {"digest": "inbox.Digest"},
        asks="at_once",
        otherwise=(
            "设定了待办邮件，每日汇总：{digest}；不逐件告知",
            "chose mails of the inbox, digest: {digest}; not told at once",
        ),
    ),
    Tag.LINKED: Sentence(("制作了日历订阅链接", "made a link to the calendar")),
    Tag.UNLINKED: Sentence(("撤销了日历订阅链接", "revoked the link to the calendar")),
}
