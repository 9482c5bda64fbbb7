"""The gate: no plaintext without a decision."""

from shoumi.core.gate.batch import Decisions, decide_each
from shoumi.core.gate.decision import (
    Decision,
    Facts,
    GateClosed,
    Reason,
    Verdict,
    decide,
    judge,
)
from shoumi.core.gate.question import Act, Kind, Question
from shoumi.core.gate.rule import Check, Fact, Policy, Rule
from shoumi.core.gate.sql_condition import NoTwin, Sql, condition

__all__ = [
    "Act",
    "Check",
    "Decision",
    "Decisions",
    "Fact",
    "Facts",
    "GateClosed",
    "Kind",
    "NoTwin",
    "Policy",
    "Question",
    "Reason",
    "Rule",
    "Sql",
    "Verdict",
    "condition",
    "decide",
    "decide_each",
    "judge",
]
