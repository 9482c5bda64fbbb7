"""One field of a person is corrected by two people (PIPL 46; handbook 10.2): the first enters the
new value, the second enters it again from the request, and only the same is taken."""

from __future__ import annotations

from datetime import datetime, timedelta

from shoumi.chapters.feedback.rules import Kind

# As long as the yes of a second person is good elsewhere in the house (handbook 1.5).
VALID = timedelta(hours=24)
MOST = 400


def corrects(kind: Kind) -> bool:
    return kind in (Kind.CORRECT, Kind.RELATIVES)  # PIPL 46, 49


def is_same(first: str, second: str) -> bool:
    """What two people typed from one request: blanks around it do not count."""
    return first.strip() == second.strip()


def is_good(entered_at: datetime, at: datetime) -> bool:
    return at < entered_at + VALID
