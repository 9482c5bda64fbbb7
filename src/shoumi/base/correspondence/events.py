"""What this app writes to the ledger: counts, references and closed words.

letters.queued    about the batch; facts: count, occasion, of (what it is about), one for each way
letters.held      about the batch; facts: count (that wait), code
letters.printed   about the batch's subject; facts: count
letters.posted    about the batch's subject; facts: count
letters.account   about the account; facts: vendor
letters.tried     facts: way, failed
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    QUEUED = "letters.queued"
    HELD = "letters.held"
    PRINTED = "letters.printed"
    POSTED = "letters.posted"
    ACCOUNT = "letters.account"
    TRIED = "letters.tried"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.QUEUED: Sentence(
        ("排好 {count} 封信待寄：{occasion}", "queued {count:letter|letters}: {occasion}"),
        {"occasion": "correspondence.Occasion"},
    ),
    Tag.HELD: Sentence(
        ("寄发停下，{count} 封信还没寄", "stopped sending; {count:letter waits|letters wait}")
    ),
    Tag.PRINTED: Sentence(("排版了 {count} 封信待打印", "set {count:letter|letters} for printing")),
    Tag.POSTED: Sentence(("交寄了 {count} 封信", "posted {count:letter|letters}")),
    Tag.ACCOUNT: Sentence(
        ("设置了短信账号：{vendor}", "set up an account for text messages: {vendor}"),
        {"vendor": "correspondence.Vendor"},
    ),
    Tag.TRIED: Sentence(
        ("试发了一条：{way}", "sent a test message: {way}"), {"way": "letters.Way"}
    ),
}
