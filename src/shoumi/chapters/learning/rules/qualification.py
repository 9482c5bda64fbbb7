"""Whether somebody has learned enough by now, and which lack comes first if not.

A certificate counts for one course on one version of the policy, so with the next version in force
only that of its own course counts: it may have been earned before.  It counts as long as the newest
version of the course teaches nothing that the holder's own left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shoumi.chapters.learning.rules import CERTIFICATE_DAYS, FAILURES_TO_SUSPEND, Lack


@dataclass(frozen=True, slots=True)
class Taught:
    """A published version of a course, ``number`` among those of its ``series``.  ``ended_at``:
    nobody has to take it from then on."""

    series: str
    policy: str
    roles: frozenset[str]
    begins_at: datetime
    ended_at: datetime | None = None
    number: int = 1
    topics: frozenset[str] = frozenset()

    def is_on(self, at: datetime) -> bool:
        return self.begins_at <= at and (self.ended_at is None or at < self.ended_at)


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate of ``series`` on the version ``policy``, of a lesson on ``topics``."""

    series: str
    policy: str
    since: datetime
    topics: frozenset[str] = frozenset()

    @property
    def until(self) -> datetime:
        return self.since + timedelta(days=CERTIFICATE_DAYS)


@dataclass(frozen=True, slots=True)
class Tried:
    """One examination.  ``ended_at`` is when it was handed in, or when its time was over."""

    series: str
    ended_at: datetime
    passed: bool


@dataclass(frozen=True, slots=True)
class Due:
    """Something everybody reads by a day.  ``read_at``: None where this person has not."""

    due_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of one person's learning.

    ``roles``     held now, of those that touch personal information
    ``released``  series -> when somebody let this person try again
    """

    roles: frozenset[str]
    certificates: Sequence[Certified] = ()
    tried: Sequence[Tried] = ()
    due: Sequence[Due] = ()
    released: dict[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """``until`` it holds; None where it does not, and ``lack`` says why."""

    until: datetime | None
    lack: Lack | None = None


def wanted(
    taught: Collection[Taught], policy: str, roles: frozenset[str], at: datetime
) -> set[str]:
    """The courses that ``roles`` take on the policy in force."""
    return {
        one.series for one in taught if one.policy == policy and one.is_on(at) and one.roles & roles
    }


def asked_topics(
    taught: Collection[Taught], policy: str, series: str, at: datetime
) -> frozenset[str]:
    """What the newest version that is on teaches: who learned from one that left some of it out
    has not learned that."""
    own = [one for one in taught if (one.series, one.policy) == (series, policy) and one.is_on(at)]
    return max(own, key=lambda one: one.number).topics if own else frozenset()


def judge(taught: Collection[Taught], policy: str, known: Known, at: datetime) -> Standing:
    """
    ``policy``  the version in force; empty where there is none
    """
    courses = wanted(taught, policy, known.roles, at)
    if not courses:
        return Standing(None, Lack.NO_COURSE)
    if any(failures(series, known, at) >= FAILURES_TO_SUSPEND for series in courses):
        return Standing(None, Lack.FAILED_TWICE)
    ends = []
    for series in courses:
        topics = asked_topics(taught, policy, series, at)
        own = [
            one.until
            for one in known.certificates
            if (one.series, one.policy) == (series, policy)
            and one.since <= at < one.until
            and topics <= one.topics
        ]
        if not own:
            return Standing(None, Lack.NO_CERTIFICATE)
        ends.append(max(own))
    if any(_is_unread(one, at) for one in known.due):
        return Standing(None, Lack.UNREAD)
    coming = [one.due_at for one in known.due if one.read_at is None and at < one.due_at]
    return Standing(min([*ends, *coming]))


def _is_unread(one: Due, at: datetime) -> bool:
    return one.due_at <= at and (one.read_at is None or one.read_at > at)


def failures(series: str, known: Known, at: datetime) -> int:
    """How often the examination was failed since it was last passed or somebody let this person try
    again."""
    since = known.released.get(series)
    count = 0
    for one in sorted(known.tried, key=lambda one: one.ended_at):
        if one.series != series or one.ended_at > at or (since and one.ended_at <= since):
            continue
        count = 0 if one.passed else count + 1
    return count


def edges(taught: Collection[Taught], known: Known) -> Iterator[datetime]:
    """The moments at which ``judge`` may say something else because of the time alone."""
    for course in taught:
        yield course.begins_at
        if course.ended_at:
            yield course.ended_at
    for certificate in known.certificates:
        yield from (certificate.since, certificate.until)
    for one in known.tried:
        yield one.ended_at
    for item in known.due:
        yield item.due_at
        if item.read_at:
            yield item.read_at
    yield from known.released.values()
