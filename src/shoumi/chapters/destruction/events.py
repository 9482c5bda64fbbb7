"""What chapter 8 writes in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    # Rows: pseudonym; of whom the key does not open (``unread`` so many) the reference's digest.
    PROPOSED = "destruction.proposed"  # bulk; facts: number, basis, unread
    CONFIRMED = "destruction.confirmed"  # facts: number, count (confirmations so far)
    BEGUN = "destruction.begun"  # bulk; facts: number, count, unread.  Before any key dies
    VERIFIED = "destruction.verified"  # facts: number, intent, keys, records, left (always 0)
    CERTIFIED = "destruction.certified"  # facts: number, document, residual_until
    FINAL = "destruction.final"  # facts: number, document
    REPLAYED = "tombstone.replayed"  # facts: count
    HOLD_PLACED = "hold.placed"  # facts: cause, until
    HOLD_LIFTED = "hold.lifted"
    RECIPIENT_DUE = "recipient.due"  # facts: due, certificate (where one is noted)
    RECIPIENT_PROVED = "recipient.proved"  # facts: document, count, copies, method, destroyed


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.PROPOSED: Sentence(
        (
            "提出第 {number} 号销毁，共 {rows} 人[，其中 {unread} 人的密钥打不开]，因为{basis}",
            (
                "proposed destruction {number} of {rows:person|people}"
                "[, {unread} with a key that does not open]: {basis}"
            ),
        ),
        {"basis": "destruction.Basis"},
    ),
    Tag.CONFIRMED: Sentence(
        (
            "见证并确认了第 {number} 号销毁，已有 {count} 人确认",
            "witnessed destruction {number}, {count:confirmation|confirmations} so far",
        )
    ),
    Tag.BEGUN: Sentence(
        (
            "开始第 {number} 号销毁，共 {count} 人[，其中 {unread} 人的密钥打不开]",
            (
                "began destruction {number} of {count:person|people}"
                "[, {unread} with a key that does not open]"
            ),
        )
    ),
    Tag.VERIFIED: Sentence(
        (
            "核实了第 {number} 号销毁：毁 {keys} 把密钥，删 {records} 条，剩 {left}",
            "verified destruction {number}: {keys} keys and {records} records gone, {left} left",
        )
    ),
    Tag.CERTIFIED: Sentence(
        (
            "出具了第 {number} 号销毁证明，备份最迟 {residual_until} 失效",
            "certified destruction {number}; backups run out by {residual_until}",
        )
    ),
    Tag.FINAL: Sentence(
        (
            "办结了第 {number} 号销毁，备份也已失效",
            "closed destruction {number}; backups are gone too",
        )
    ),
    Tag.REPLAYED: Sentence(
        (
            "恢复备份后，再次销毁了 {count} 人的资料",
            "destroyed {count:person|people} again after a restore",
        )
    ),
    Tag.HOLD_PLACED: Sentence(
        (
            "要求暂缓销毁：{cause}[，到 {until} 为止]",
            "put destruction on hold: {cause}[, until {until}]",
        ),
        {"cause": "destruction.Cause"},
    ),
    Tag.HOLD_LIFTED: Sentence(("解除了暂缓销毁", "lifted a hold on destruction")),
    Tag.RECIPIENT_DUE: Sentence(
        ("要求接收方在 {due} 前返还或销毁", "asked a recipient to return or destroy by {due}")
    ),
    Tag.RECIPIENT_PROVED: Sentence(
        (
            "收到接收方签名的销毁证明[：{count} 项、{copies} 份，{method}]",
            (
                "received a recipient's signed proof of destruction"
                "[: {count} things in {copies} copies, {method}]"
            ),
        ),
        {"method": "destruction.Method"},
    ),
}
