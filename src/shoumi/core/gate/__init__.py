"""The gate: no plaintext without a decision."""

from shoumi.core.gate.decision import (
    Act,
    Decision,
    Fact,
    Facts,
    GateClosed,
    Question,
    Reason,
    Rule,
    Verdict,
    decide,
    decide_each,
    judge,
)

__all__ = [
    "Act",
    "Decision",
    "Fact",
    "Facts",
    "GateClosed",
    "Question",
    "Reason",
    "Rule",
    "Verdict",
    "decide",
    "decide_each",
    "judge",
]
