"""Refusals of the check of papers."""

from __future__ import annotations

from shoumi.core.errors import Invalid, Unavailable


class TooLarge(Invalid):
    """Too large as sent or unpacked, or it took too much memory or time."""

    code = "check.too_large"


class NotAPaper(Invalid):
    code = "check.not_a_paper"


class CheckBusy(Unavailable):
    """As many papers are being checked as the house checks at once.  Facts: ``seconds``."""

    code = "check.busy"
