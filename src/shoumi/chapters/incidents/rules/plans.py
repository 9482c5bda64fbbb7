"""Whether a plan says what it has to, who is on duty, and by when it is looked at again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shoumi.chapters.incidents.rules.words import Post, Section
from shoumi.core import constants
from shoumi.core.calendar import anniversary, day_in_china, end_of_day

# A section that says less names no measure.
LEAST = 20
# Where a starter text leaves a place to be filled in.
_GAP = re.compile(r"【[^】]*】")


class Fault(StrEnum):
    """What is wrong with a plan or with who is on duty.  The values are codes of refusals."""

    SECTION_MISSING = "incidents.section_missing"
    SECTION_SHORT = "incidents.section_short"
    SECTION_GAP = "incidents.section_gap"
    NO_POST = "incidents.no_post"
    NOT_HERE = "incidents.not_here"
    NOT_REACHED = "incidents.not_reached"


@dataclass(frozen=True, slots=True)
class Duty:
    """Who holds a post, and the deputy."""

    post: Post
    person: str
    deputy: str


def section_faults(sections: Mapping[str, str]) -> Iterator[tuple[Section, Fault]]:
    """What the texts lack, in the order of the plan."""
    for section in Section:
        text = sections.get(section, "").strip()
        if not text:
            yield section, Fault.SECTION_MISSING
        elif _GAP.search(text):
            yield section, Fault.SECTION_GAP
        elif len(text) < LEAST:
            yield section, Fault.SECTION_SHORT


def duty_faults(duties: Collection[Duty], here: Collection[str]) -> Iterator[tuple[str, Fault]]:
    """Posts nobody holds, and people who are not ``here`` (of the staff, account running)."""
    held = {one.post for one in duties}
    yield from ((post, Fault.NO_POST) for post in Post if post not in held)
    for one in duties:
        yield from ((who, Fault.NOT_HERE) for who in (one.person, one.deputy) if who not in here)


def people_on_duty(duties: Iterable[Duty]) -> list[str]:
    """Each once, in the order of the posts."""
    ordered = sorted(duties, key=lambda one: list(Post).index(one.post))
    return list(dict.fromkeys(who for one in ordered for who in (one.person, one.deputy)))


def contact_good_until(reached_at: datetime) -> datetime:
    """A contact is tried each quarter (20.1)."""
    return end_of_day(_on(reached_at, "training_and_drill.plan_contact_test_every"))


def review_due(approved_at: datetime) -> datetime:
    """A plan is looked at yearly at least (20.3)."""
    return end_of_day(_on(approved_at, "training_and_drill.plan_review_every"))


def _on(since: datetime, period: str) -> date:
    return anniversary(day_in_china(since), months=constants.get(period).months)
