from decimal import Decimal

import pytest

from shoumi.doors.demo.taxes import income_tax, stamp_duty


@pytest.mark.parametrize(
    ("price", "cost", "fees", "tax"),
    [
        ("800000", "350000", "400", "89920.00"),
        ("350000", "350000", "175", "0.00"),
        ("100.03", "0", "0", "20.01"),
    ],
)
def test_income_tax_is_a_fifth_of_the_gain(price, cost, fees, tax):
    owed = income_tax(price=Decimal(price), cost=Decimal(cost), fees=Decimal(fees))
    assert str(owed) == tax


def test_stamp_duty_is_half_a_thousandth_for_each_side():
    assert str(stamp_duty(Decimal(800_000))) == "400.00"
