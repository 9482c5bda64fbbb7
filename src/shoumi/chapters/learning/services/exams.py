"""An examination is drawn, timed and marked here: nothing rests on what a browser says of it."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import writer
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.models import Course, Exam, Question
from shoumi.chapters.learning.queries import people
from shoumi.chapters.learning.rules import FAILURES_TO_SUSPEND, papers
from shoumi.chapters.learning.services import certificates, lessons, rows
from shoumi.chapters.learning.services.errors import (
    AlreadyHandedIn,
    ExamRuns,
    FewQuestions,
    NothingToRelease,
    NotReadYet,
    NotTheirs,
    OwnDraft,
    TimeOver,
    TwoFailures,
)
from shoumi.core.ledger.leaf import Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

RELEASERS = (Role.HR, Role.DPO)
DUTIES = ("14.3", "19.3")
_SEED_BYTES = 16
# A page that is sent at the last second arrives a little later.
_ON_ITS_WAY = timedelta(seconds=5)


def start(*, course: Ref, actor: Ref, at: datetime) -> Exam:
    """
    Raises:
        NoSuchCourse, NotAuthentic, NotPublished, NotTheirCourse
        NotReadYet: the lesson comes first.
        ExamRuns
        TwoFailures: it was failed twice, and nobody let this person try again.
        FewQuestions
    """
    found = queries.get(Course, course)
    lessons.require_own(found, actor, at)
    with transaction.atomic():
        writer.hold()  # nobody sits two at once
        if not people.has_read_in_a_year(actor, found, at):
            raise NotReadYet
        if people.running(actor, found, at):
            raise ExamRuns
        if people.failures(actor, found, at) >= FAILURES_TO_SUSPEND:
            raise TwoFailures
        bank = [queries.as_asked(one) for one in queries.askable(found.topics)]
        if len(bank) < found.questions:
            raise FewQuestions(there=len(bank), wanted=found.questions)
        seed = secrets.token_hex(_SEED_BYTES)
        drawn = papers.draw(seed, bank, found.questions)
        made = Exam(
            ref=Ref.new("exam"),
            person=actor,
            course=found.ref,
            seed=seed,
            paper=[[one.ref, list(one.order)] for one in drawn],
            started_at=at,
            ends_at=at + timedelta(minutes=found.minutes),
        )
        facts: dict[str, Value] = {
            "person": actor,
            "course": course,
            "questions": len(drawn),
        }
        return rows.keep(made, Tag.STARTED, facts, DUTIES, actor, at)


@transaction.atomic
def hand_in(*, exam: Ref, answers: Mapping[str, Collection[int]], actor: Ref, at: datetime) -> Exam:
    """
    ``answers``  question -> the chosen places, as they were shown

    Raises:
        NoSuchExam, NotAuthentic, NotTheirs, AlreadyHandedIn
        TimeOver: it counts as failed.
    """
    found = rows.held(Exam, exam)
    if found.person != actor:
        raise NotTheirs
    if found.handed_in_at is not None:
        raise AlreadyHandedIn
    if at >= found.ends_at + _ON_ITS_WAY:
        raise TimeOver
    paper = queries.paper_of(found)
    asked = Question.objects.filter(ref__in=[one.ref for one in paper])
    keys = {one.ref: frozenset(one.right) for one in asked}
    marked = papers.mark(paper, keys, answers)
    found.answers = {one.ref: sorted(answers.get(one.ref, ())) for one in paper}
    found.marks = dict(marked.right)
    # What was sent in time counts as handed in within it.
    found.handed_in_at, found.passed = min(at, found.ends_at), marked.passes
    facts: dict[str, Value] = {
        "person": actor,
        "course": Ref(found.course),
        "right": marked.score,
        "of": len(paper),
        "passed": marked.passes,
    }
    rows.keep(found, Tag.HANDED_IN, facts, DUTIES, actor, at)
    if found.passed:
        certificates.issue_if_earned(queries.get(Course, found.course), actor, at)
    return found


def release(*, exam: Ref, actor: Ref, at: datetime) -> Exam:
    """Let somebody who failed twice try twice again.

    Raises:
        NotPermitted, NoSuchExam, NotAuthentic
        OwnDraft: nobody does so for her- or himself.
        NothingToRelease
    """
    accounts.require(actor, at, *RELEASERS)
    with transaction.atomic():
        found = rows.held(Exam, exam)
        if found.person == actor:
            raise OwnDraft
        course = queries.get(Course, found.course)
        person = Ref(found.person)
        if people.failures(person, course, at) < FAILURES_TO_SUSPEND or found.released_at:
            raise NothingToRelease
        found.released_at, found.released_by = at, actor
        facts = {"person": person, "course": Ref(found.course)}
        return rows.keep(found, Tag.RELEASED, facts, ("14.3",), actor, at)
