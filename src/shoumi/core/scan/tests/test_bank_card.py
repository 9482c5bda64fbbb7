from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from shoumi.core.scan.checks import passes_luhn
from shoumi.core.scan.tests.spans import found, of

UNIONPAY = "6200000000000005"  # published by the scheme for tests, as are the others
INVENTED = "9999990000000014"


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        (UNIONPAY, ["VALID"]),
        ("4111111111111111", ["VALID"]),
        ("4111 1111 1111 1111", ["VALID"]),
        ("4111-1111-1111-1111", ["VALID"]),
        ("378282246310005", ["VALID"]),
        ("3782 822463 10005", ["VALID"]),
        ("5555555555554444", ["VALID"]),
        ("30569309025904", ["VALID"]),
        (f"请汇至{UNIONPAY}谢谢", ["VALID"]),
        ("4111111111111112", []),
        ("41111111111111111", []),  # no such length
        ("1111111111111117", []),  # no such range
        (INVENTED, []),
        ("卡号" + INVENTED, ["SUSPECT"]),
        ("退款账号：" + INVENTED, ["SUSPECT"]),
        ("银行卡号4111111111111112", ["SUSPECT"]),
        ("订单号" + UNIONPAY, []),
        ("流水号：" + UNIONPAY, []),
    ],
)
def test_bank_cards(text, grades):
    assert [grade for _, grade in of("BANK_CARD", text)] == grades


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "开户行及账号：中国银行虚构支行 123456789012",
            [("123456789012", "BANK_ACCOUNT", "VALID")],
        ),
        ("对公账户 1234 5678 9012 3456 78", [("1234 5678 9012 3456 78", "BANK_ACCOUNT", "VALID")]),
        ("银行账号9999991234", [("9999991234", "BANK_ACCOUNT", "SUSPECT")]),
        ("登录账号 123456789012", []),
        ("123456789012", []),
        ("账号 123456789012 金额 50000000", [("123456789012", "BANK_ACCOUNT", "VALID")]),
    ],
)
def test_accounts_need_a_word(text, expected):
    assert found(text) == expected


@given(st.from_regex(r"[0-9]{1,20}", fullmatch=True))
def test_luhn_is_the_oracles(digits):
    assert passes_luhn(digits) == luhn.is_valid(digits)
