from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc as oracle

from shoumi.core.scan.recognisers import uscc
from shoumi.core.scan.tests.spans import of

SAMPLE = "91350100M000100Y43"  # printed in GB 32100-2015
INVENTED = "91990000MA0DEM0138"


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        (SAMPLE, ["VALID"]),
        (SAMPLE.lower(), ["VALID"]),
        (f"税号{SAMPLE}，电话", ["VALID"]),
        (f"公司代码为{SAMPLE}的企业", ["VALID"]),
        (SAMPLE[:-1] + "4", []),
        ("统一社会信用代码：" + SAMPLE[:-1] + "4", ["SUSPECT"]),
        (INVENTED, ["SHAPE"]),
        ("统一社会信用代码：" + INVENTED, ["SUSPECT"]),
        (SAMPLE + "1", []),
        ("运单号" + SAMPLE, []),
        ("I" + SAMPLE[1:], []),
    ],
)
def test_credit_codes(text, grades):
    assert [grade for _, grade in of("USCC", text)] == grades


@given(st.from_regex(r"[1-9][0-9]{7}[0-9A-HJ-NP-RTUWXY]{9}", fullmatch=True))
def test_the_check_character_is_the_oracles(seventeen):
    assert uscc.check_digit(seventeen) == oracle.calc_check_digit(seventeen)
