"""What chapter 7 writes in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    DRAFTED = "pipia.drafted"  # facts: number, scope, grade, about, covers, words (digests)
    MITIGATED = "pipia.mitigated"  # facts: number, grade, words (digest)
    WRITTEN = "pipia.written"  # facts: number, words (digest of all that people wrote in it)
    APPROVED = "pipia.approved"  # facts: number, grade, until, keep_until, document, fields,
    # recipients, words (digests of what it is about and says), people (how many)
    STALE = "pipia.stale"  # facts: number


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.DRAFTED: Sentence(
        (
            "起草了第 {number} 号影响评估：{scope}，风险：{grade}",
            "drafted assessment {number}: {scope}, risk {grade}",
        ),
        {"scope": "compliance.Scope", "grade": "terms.RiskGrade"},
    ),
    Tag.MITIGATED: Sentence(
        (
            "为第 {number} 号影响评估写下措施，剩余风险：{grade}",
            "wrote down the measures of assessment {number}, risk left: {grade}",
        ),
        {"grade": "terms.RiskGrade"},
    ),
    Tag.WRITTEN: Sentence(
        ("写了第 {number} 号影响评估的内容", "wrote in assessment {number}"),
    ),
    Tag.APPROVED: Sentence(
        (
            "批准了第 {number} 号影响评估，剩余风险：{grade}，有效至 {until}",
            "approved assessment {number}, risk left: {grade}, until {until}",
        ),
        {"grade": "terms.RiskGrade"},
    ),
    Tag.STALE: Sentence(("记下第 {number} 号影响评估已失效", "found assessment {number} stale")),
}
