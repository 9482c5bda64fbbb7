"""What a drill is scored by besides its milestones: each thing that was expected, by when, and when
it was done.

Everything has a clock of the plan's own: a task of the playbook its minutes; a post the minutes of
its first task, as nobody does it who was not reached; what came in by mail, phone or sensor the
time that an alert may wait (12.2); who is told the clocks of a real incident.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shoumi.chapters.incidents.rules.incidents import Clock
from shoumi.chapters.incidents.rules.playbooks import REF, PlaybookTask
from shoumi.chapters.incidents.rules.words import Channel, Milestone, Post
from shoumi.core import constants
from shoumi.core.refs import Ref

_TOLD = (Milestone.AUTHORITY_TOLD, Milestone.PERSONS_TOLD)
# What reaches people in a drill and asks for an answer; what stands on its page tells.
ASKING = (Channel.MAIL, Channel.PHONE, Channel.SENSOR)
# How what was missed is kept, as the ledger takes it: ``inject-3``, ``post-technical``; a task as
# its steps name it, a milestone by its own word.
INJECT, POST = "inject", "post"


class Part(StrEnum):
    """What is counted together, in this order."""

    MILESTONES = "MILESTONES"
    NOTICES = "NOTICES"
    INJECTS = "INJECTS"
    POSTS = "POSTS"
    TASKS = "TASKS"


@dataclass(frozen=True, slots=True)
class Expected:
    """``due``  the first moment that is too late; None: at any time

    ``key``  which one of its part it is
    """

    part: Part
    key: str
    due: datetime | None
    done_at: datetime | None

    @property
    def is_met(self) -> bool:
        return self.done_at is not None and (self.due is None or self.done_at < self.due)

    @property
    def word(self) -> Milestone | Ref:
        """By what the drill, and the change that is called for, keep that it was missed."""
        match self.part:
            case Part.MILESTONES | Part.NOTICES:
                return Milestone(self.key)
            case Part.INJECTS:
                return Ref(f"{INJECT}-{self.key}")
            case Part.POSTS:
                return Ref(f"{POST}-{self.key.lower()}")
            case Part.TASKS:
                return Ref(f"{REF}-{self.key}")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were expected, and how many of them were met."""

    part: Part
    expected: int
    met: int


def answer_within() -> timedelta:
    """How long an inject may wait for an answer."""
    return timedelta(minutes=constants.get("operations.ids_alert_to_ticket").number)


def of_clocks(clocks: Iterable[Clock]) -> list[Expected]:
    """What is done, and who is told."""
    return [
        Expected(
            Part.NOTICES if one.what in _TOLD else Part.MILESTONES,
            one.what.value,
            one.due,
            one.done_at,
        )
        for one in clocks
    ]


def of_tasks(
    tasks: Sequence[PlaybookTask], found_at: datetime, done: Mapping[str, datetime]
) -> list[Expected]:
    """``done``  reference of a task -> when it was ticked"""
    return [
        Expected(Part.TASKS, one.key, one.due(found_at), done.get(str(one.ref))) for one in tasks
    ]


def of_posts(
    tasks: Sequence[PlaybookTask], found_at: datetime, reached: Mapping[Post, datetime]
) -> list[Expected]:
    """Of each post that has a task: whether who holds it was reached before the first is due."""
    first: dict[Post, datetime] = {}
    for one in tasks:
        due = one.due(found_at)
        first[one.post] = min(due, first.get(one.post, due))
    return [
        Expected(Part.POSTS, post.value, first[post], reached.get(post))
        for post in Post
        if post in first
    ]


def of_inject(number: int, fired_at: datetime, answered_at: datetime | None) -> Expected:
    return Expected(Part.INJECTS, str(number), fired_at + answer_within(), answered_at)


def tallies(found: Sequence[Expected]) -> list[Tally]:
    """Of each part of which anything was expected."""
    counted = []
    for part in Part:
        own = [one for one in found if one.part is part]
        if own:
            counted.append(Tally(part, len(own), sum(one.is_met for one in own)))
    return counted
