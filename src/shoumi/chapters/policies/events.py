"""What chapter 1 writes in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    # ``text`` is the digest of all that is approved: text, items, handler and register.
    DRAFTED = "policy.drafted"  # facts: number, register (digest), fields (count), text (digest)
    SAVED = "policy.saved"  # facts: number, text (digest), passages (count)
    APPROVED = "policy.approved"  # facts: number, role, text (digest)
    PUBLISHED = "policy.published"  # facts: number, register (digest), text (digest)


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.DRAFTED: Sentence(
        (
            "起草了第 {number} 版隐私政策，登记 {fields} 个字段",
            "drafted policy {number} with {fields:field|fields}",
        )
    ),
    Tag.SAVED: Sentence(
        (
            "保存了第 {number} 版隐私政策的正文，{passages} 段",
            "saved the text of policy {number}, {passages:passage|passages}",
        )
    ),
    Tag.APPROVED: Sentence(
        ("以{role}身份批准了第 {number} 版隐私政策", "approved policy {number} as {role}"),
        {"role": "terms.Role"},
    ),
    Tag.PUBLISHED: Sentence(("发布了第 {number} 版隐私政策", "published policy {number}")),
}
