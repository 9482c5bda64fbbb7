"""What was expected in a drill, and what of it was met in time."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from shoumi.base.ledger import reader
from shoumi.base.row_authentication import verification
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.models import (
    Breach,
    BreachStep,
    DrillInject,
    DutyContact,
    DutyPost,
)
from shoumi.chapters.incidents.queries import courses
from shoumi.chapters.incidents.rules import drill_score, playbooks
from shoumi.chapters.incidents.rules.drill_score import ASKING, Expected
from shoumi.chapters.incidents.rules.words import Kind, Post, StepKind
from shoumi.core.refs import Ref


def expected(one: Breach) -> list[Expected]:
    """Until its end, whatever is done later.

    Raises:
        NotAuthentic
    """
    tasks = playbooks.of(Kind(one.kind))
    done = steps(one, StepKind.TASK)
    answers = steps(one, StepKind.ANSWER)
    asked = [
        drill_score.of_inject(each.number, each.fired_at, answers.get(each.ref))
        for each in DrillInject.objects.filter(breach=one.ref).order_by("number")
        if each.channel in ASKING and each.fired_at is not None
    ]
    return [
        *drill_score.of_clocks(courses.clocks(one)),
        *asked,
        *drill_score.of_posts(tasks, one.found_at, reached(one)),
        *drill_score.of_tasks(tasks, one.found_at, done),
    ]


def steps(one: Breach, kind: StepKind) -> dict[str, datetime]:
    """What a step of that kind is about -> when it was taken.

    Raises:
        NotAuthentic
    """
    found = BreachStep.objects.filter(breach=one.ref, kind=kind).order_by("-at")
    return {step.of: step.at for step in verification.require(found)}


def reached(one: Breach) -> dict[Post, datetime]:
    """Post -> when somebody who held it during the drill, or a deputy, was first reached.

    Raises:
        NotAuthentic
    """
    first = _answered(one)
    held = DutyPost.objects.filter(Q(left_at=None) | Q(left_at__gt=one.found_at))
    if one.closed_at is not None:
        held = held.filter(named_at__lte=one.closed_at)
    found: dict[Post, datetime] = {}
    for post in verification.require(held):
        for who in (post.person, post.deputy):
            if (at := first.get(who)) is not None:
                key = Post(post.post)
                found[key] = min(at, found.get(key, at))
    return found


def _answered(one: Breach) -> dict[str, datetime]:
    """Person -> when a call was answered for the first time since the drill began.

    The ledger has each call; a contact's row has the newest alone.
    """
    found: dict[str, datetime] = {}
    for contact in DutyContact.objects.all():
        for entry in reader.entries(about=Ref(contact.ref), tag=Tag.CONTACT_TRIED):
            line = entry.line()
            is_within = one.found_at <= line.at and (
                one.closed_at is None or line.at <= one.closed_at
            )
            if is_within and line.facts["reached"]:
                found.setdefault(contact.person, line.at)
    return found
