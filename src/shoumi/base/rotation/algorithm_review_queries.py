"""Which review counts, until when, and what it found in words."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.ledger import texts
from shoumi.base.registry import Holding
from shoumi.base.rotation import duty_clocks
from shoumi.base.rotation.errors import NoSuchReview
from shoumi.base.rotation.models import AlgorithmReview
from shoumi.base.row_authentication import verification
from shoumi.core import constants
from shoumi.core.handbook import Reach
from shoumi.core.terms import ControlState
from shoumi.core.vault.cryptoperiods import add_months

OVERDUE = "rotation.review_overdue"
_LOOKED_AT = 12


def newest() -> AlgorithmReview | None:
    """The one in force: the newest that nobody invented or changed."""
    found = AlgorithmReview.objects.order_by("-position")[:_LOOKED_AT]
    return next(iter(verification.authentic(found)), None)


def due_at(last: AlgorithmReview | None = None) -> datetime | None:
    """When the next review is due; None in a home without a keyring.

    ``last``  the newest one, for who has asked already
    """
    if (last := last or newest()) is not None:
        return last.due_at
    home = duty_clocks.beginning()
    return None if home is None else duty_clocks.first_review(home)


def counted_from(last: AlgorithmReview | None, at: datetime) -> datetime:
    """Since when the time to the next review runs."""
    if last is not None:
        return last.reviewed_at
    home = duty_clocks.beginning()
    return at if home is None else home.at


def holding(at: datetime) -> Holding:
    """Reviewed in time.  From the day it was due nothing is written, a month later nothing read."""
    last = newest()
    due = due_at(last)
    if due is None:
        return Holding(ControlState.FAIL, reason="vault.not_set_up")
    if at < due:
        return Holding(ControlState.PASS, position=last.position if last else None, until=due)
    shut_at = add_months(due, constants.get("encryption.algorithm_review_read_only").number)
    return Holding(
        ControlState.FAIL,
        until=due,
        reason=OVERDUE,
        reach=Reach.ALL if at >= shut_at else Reach.WRITE,
        turns=shut_at if at < shut_at else None,
    )


def review(ref: str) -> AlgorithmReview:
    """
    Raises:
        NoSuchReview
    """
    found = AlgorithmReview.objects.filter(ref=ref).first()
    if found is None:
        raise NoSuchReview
    return found


def findings(one: AlgorithmReview) -> str:
    """What was found, in words; empty where the text was erased or changed."""
    return texts.of_entry(one.position, "findings")
