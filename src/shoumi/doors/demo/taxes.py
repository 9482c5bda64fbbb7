"""Two taxes of a sale of shares, to the fen.  An aid for the deadline, not tax advice."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from shoumi.core import constants

_FEN = Decimal("0.01")


def income_tax(*, price: Decimal, cost: Decimal, fees: Decimal) -> Decimal:
    """Individual income tax of the seller: on the gain after cost and fees, never below nought."""
    gain = max(price - cost - fees, Decimal(0))
    return _to_fen(gain * constants.get("tax.iit_rate_property_transfer").ratio)


def stamp_duty(price: Decimal) -> Decimal:
    """Stamp duty on the agreement, owed by each side."""
    return _to_fen(price * constants.get("tax.stamp_duty_equity").ratio)


def _to_fen(amount: Decimal) -> Decimal:
    return amount.quantize(_FEN, ROUND_HALF_UP)
