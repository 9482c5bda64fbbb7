from __future__ import annotations

import pytest

from shoumi.base.messages.core import MESSAGES
from shoumi.core.gate.policy import RULES, Code


@pytest.mark.parametrize("code", Code)
def test_each_reason_of_the_gate_is_told_in_chinese_and_english(code):
    found = MESSAGES[code]
    assert any("\u4e00" <= letter <= "\u9fff" for letter in found.zh)
    assert found.en.isascii()


def test_a_reason_somebody_can_mend_says_how():
    """Those that name a mender and give no way would send people round in circles."""
    silent = {rule.code for rule in RULES if rule.mender and not MESSAGES[rule.code].remedy_zh}
    assert silent <= {"gate.act_not_in_task", "gate.field_not_in_task", "gate.room_level"} | {
        "gate.oversight_reads_no_content",
        "gate.no_instrument",
    }
