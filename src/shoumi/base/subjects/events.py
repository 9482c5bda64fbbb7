"""What the subjects app writes in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    STORED = "subject.stored"  # bulk; facts: dataset (ref); rows: pseudonym, grades
    UPDATED = "subject.updated"  # bulk; facts: dataset (ref); rows: pseudonym, grades
    STATE_CHANGED = "subject.state_changed"  # bulk; facts: state; rows: pseudonym
    MARKETING_OFF = "subject.marketing_off"  # bulk; rows: pseudonym
    KEYS_SWEPT = "subject.keys_swept"  # facts: count.  Before they die
    # Where it finds something else than before, or all is looked at anew.
    EXAMINED = "subject.examined"  # facts: count, unsealed (1.4), suites (3.1), keys (3.3)


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.STORED: Sentence(
        ("加密存入了 {rows} 人的资料", "sealed and stored the data of {rows:person|people}")
    ),
    Tag.UPDATED: Sentence(("更新了 {rows} 人的资料", "updated the data of {rows:person|people}")),
    Tag.STATE_CHANGED: Sentence(
        ("把 {rows} 人的资料改为{state}", "changed the state of {rows:person|people}: {state}"),
        {"state": "subjects.State"},
    ),
    Tag.MARKETING_OFF: Sentence(
        ("停止向 {rows} 人营销", "stopped marketing to {rows:person|people}")
    ),
    Tag.KEYS_SWEPT: Sentence(
        ("清除 {count} 把无主的密钥", "cleared {count:key|keys} that nobody's data needs")
    ),
    Tag.EXAMINED: Sentence(
        (
            "核对了存量数据，{count} 项不合规（未加密 {unsealed}，算法 {suites}，密钥 {keys}）",
            "examined: {count:finding|findings} (unsealed {unsealed}, suite {suites}, key {keys})",
        )
    ),
}
