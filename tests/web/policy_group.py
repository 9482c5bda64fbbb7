"""What a told home lacks of the working group: its seats, a meeting that was called, a comment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from shoumi.chapters.policies.rules.group import Seat
from shoumi.chapters.policies.services import comments, group
from shoumi.core.refs import Ref


def make(*, version: Ref, seats: Mapping[Seat, Ref], head: Ref, officer: Ref, at: datetime) -> None:
    """About a draft; nothing is decided on it."""
    for seat, person in seats.items():
        group.appoint(person=person, seat=seat, actor=head, at=at)
    group.call(version=version, held_at=at, agenda="讨论草稿", actor=officer, at=at)
    said = "保存期限写得太长"
    comments.comment(version=version, words=said, actor=seats[Seat.BUSINESS], at=at)
