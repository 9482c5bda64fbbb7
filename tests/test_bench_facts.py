"""What the rows of the bench ask the gate is in order, whatever fact a rule came to need."""

from __future__ import annotations

import pytest
from bench.rows import gate as rows

from shoumi.core.gate import Act, decide
from shoumi.core.gate.policy import POLICY
from shoumi.core.terms import Purpose


@pytest.mark.parametrize("purpose", [Purpose.HANDOVER, Purpose.DUE_DILIGENCE, Purpose.SERVICE])
def test_a_question_of_the_bench_is_let_through(purpose):
    decision = decide(rows._question(purpose), rows._in_order(), POLICY)
    assert [reason.code for reason in decision.reasons] == []


def test_a_list_of_the_bench_is_let_through():
    decision = decide(rows._question(Purpose.HANDOVER, Act.EXPORT), rows._in_order(), POLICY)
    assert decision.allowed
