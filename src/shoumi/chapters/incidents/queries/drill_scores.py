"""What was expected in a drill, and what of it was met in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from shoumi.base.ledger import latest_entries, reader
from shoumi.base.messages import names
from shoumi.base.row_authentication import verification
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.models import Breach, BreachStep, DutyPost
from shoumi.chapters.incidents.queries import courses
from shoumi.chapters.incidents.rules import drill_score, playbooks
from shoumi.chapters.incidents.rules.drill_score import ASKING, INJECT, POST, Expected, Part
from shoumi.chapters.incidents.rules.words import Channel, Kind, Milestone, Post, StepKind
from shoumi.core.ledger.leaf import Line
from shoumi.core.messages import Both


@dataclass(frozen=True, slots=True)
class Came:
    """An inject that happened, as its entry says: rows of injects have no code."""

    number: int
    channel: Channel
    at: datetime


def expected(one: Breach) -> list[Expected]:
    """Until its end, whatever is done later.

    Raises:
        NotAuthentic
    """
    tasks = playbooks.of(Kind(one.kind))
    done = steps(one, StepKind.TASK)
    answers = steps(one, StepKind.ANSWER)
    asked = [
        drill_score.of_inject(each.number, each.at, answers.get(inject))
        for inject, each in came(one).items()
        if each.channel in ASKING
    ]
    return [
        *drill_score.of_clocks(courses.clocks(one)),
        *asked,
        *drill_score.of_posts(tasks, one.found_at, reached(one)),
        *drill_score.of_tasks(tasks, one.found_at, done),
    ]


def missed(found: Sequence[Expected]) -> list[Expected]:
    """Whatever of it was not done, or too late: each calls for a change."""
    return [each for each in found if not each.is_met]


def named(word: str) -> Both:
    """What was expected, by the word that is kept of it (``Expected.word``)."""
    kind, _, key = word.partition("-")
    if not key:
        return names.pair(Milestone(word))
    if kind == INJECT:
        part, which = Part.INJECTS, (f"第 {key} 条", f"number {key}")
    elif kind == POST:
        part, which = Part.POSTS, names.pair(Post(key.upper()))
    else:
        part, which = Part.TASKS, playbooks.words().get(word, (key, key))
    zh, en = names.pair(part)
    return f"{zh}（{which[0]}）", f"{en} ({which[1]})"


def is_of_all(one: Breach) -> bool:
    """Whether what it missed is of all that its score knows, and not of its milestones alone, as of
    those that ended earlier."""
    closed = latest_entries.about([Tag.CLOSED], one.ref)
    return all("expected" in line.line().facts for line in reader.some(closed))


def steps(one: Breach, kind: StepKind) -> dict[str, datetime]:
    """What a step of that kind is about -> when it was taken.

    Raises:
        NotAuthentic
    """
    found = BreachStep.objects.filter(breach=one.ref, kind=kind).order_by("-at")
    return {step.of: step.at for step in verification.require(found)}


def came(one: Breach) -> dict[str, Came]:
    """Inject -> when it happened first."""
    found: dict[str, Came] = {}
    for line in _since_its_begin(one, Tag.INJECT_FIRED):
        if line.facts["breach"] == one.ref:
            channel = Channel(str(line.facts["channel"]))
            found.setdefault(str(line.about), Came(int(line.facts["number"]), channel, line.at))
    return found


def reached(one: Breach) -> dict[Post, datetime]:
    """Post -> when somebody who held it at that moment, or the deputy, was first reached.

    Raises:
        NotAuthentic
    """
    found: dict[Post, datetime] = {}
    calls = list(_answered(one))
    for post in verification.require_all(DutyPost):
        for person, at in calls:
            is_held = post.named_at <= at and (post.left_at is None or at < post.left_at)
            if is_held and person in (post.person, post.deputy):
                key = Post(post.post)
                found[key] = min(at, found.get(key, at))
    return found


def _answered(one: Breach) -> Iterator[tuple[str, datetime]]:
    """Whom a call reached, and when, from its begin to its end.

    The ledger has each call; a contact's row has the newest alone.
    """
    for line in _since_its_begin(one, Tag.CONTACT_TRIED):
        is_before_end = one.closed_at is None or line.at <= one.closed_at
        if one.found_at <= line.at and is_before_end and line.facts["reached"]:
            yield str(line.facts["person"]), line.at


def _since_its_begin(one: Breach, tag: Tag) -> Iterator[Line]:
    begun = min(latest_entries.about([Tag.REPORTED], one.ref), default=0)
    return (entry.line() for entry in reader.entries(begun, tag=tag))
