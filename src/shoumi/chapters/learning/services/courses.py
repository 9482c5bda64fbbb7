"""A course is written by one person and published by another, for one version of the policy."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shoumi.base import registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.rules import DATA_ROLES
from shoumi.base.ledger import writer
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.models import Course
from shoumi.chapters.learning.queries import syllabus
from shoumi.chapters.learning.rules import CourseState, Topic
from shoumi.chapters.learning.services import rows
from shoumi.chapters.learning.services.errors import (
    AlreadyPublished,
    BeginsBeforeNow,
    FewQuestions,
    NotPublished,
    OwnDraft,
    PolicyUnknown,
    RolesLack,
    SizeUnfit,
    TopicsLack,
)
from shoumi.chapters.learning.services.syllabus_errors import TopicsNotFound
from shoumi.core.ledger.leaf import Value
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

KEEPERS = (Role.HR, Role.DPO)
PUBLISHERS = (Role.DPO, Role.LEG, Role.HEAD, Role.HR)
DUTIES = ("4.1", "19.1")
LEAST_QUESTIONS, MOST_QUESTIONS = 5, 50
LEAST_MINUTES, MOST_MINUTES = 5, 180


@dataclass(frozen=True, slots=True)
class Content:
    """What a course says: Markdown in both languages, ``roles`` it is for, ``topics`` it teaches,
    how many ``questions`` its examination asks in how many ``minutes``."""

    title: Both
    text: Both
    roles: Collection[Role]
    topics: Collection[Topic]
    questions: int
    minutes: int


def draft(
    *, content: Content, policy: Ref, actor: Ref, at: datetime, earlier: Ref | None = None
) -> Course:
    """
    ``policy``   the version it teaches; one that is not published yet too, so that people can pass
                 before it comes into force
    ``earlier``  the version of the course that this one follows

    Raises:
        NotPermitted: the actor is neither personnel nor the protection officer.
        TextLacks, PersonalDataInText, RolesLack, TopicsLack, SizeUnfit, PolicyUnknown, NoSuchCourse
    """
    accounts.require(actor, at, *KEEPERS)
    _require(content, at)
    known = {one.ref for one in registry.register_versions() if one.is_authentic}
    if policy not in known:
        raise PolicyUnknown(policy=policy)
    with transaction.atomic():
        writer.hold()  # versions are numbered one after the other
        series = queries.get(Course, earlier).series if earlier else str(Ref.new("series"))
        made = Course(
            ref=Ref.new("course"),
            series=series,
            number=queries.newest_number(series) + 1,
            policy=policy,
            title_zh=content.title[0].strip(),
            title_en=content.title[1].strip(),
            text_zh=content.text[0],
            text_en=content.text[1],
            roles=sorted(content.roles),
            topics=[topic for topic in Topic if topic in content.topics],
            questions=content.questions,
            minutes=content.minutes,
            drafted_by=actor,
            drafted_at=at,
        )
        facts: dict[str, Value] = {
            "series": Ref(series),
            "number": made.number,
            "policy": policy,
        }
        return rows.keep(made, Tag.DRAFTED, facts, DUTIES, actor, at)


def _require(content: Content, at: datetime) -> None:
    rows.require_texts(content.title, content.text, rows.today(at))
    if not content.roles or not DATA_ROLES.issuperset(content.roles):
        raise RolesLack
    if not content.topics:
        raise TopicsLack
    is_fit = LEAST_QUESTIONS <= content.questions <= MOST_QUESTIONS
    if not (is_fit and LEAST_MINUTES <= content.minutes <= MOST_MINUTES):
        raise SizeUnfit


@transaction.atomic
def publish(*, course: Ref, begins_at: datetime, actor: Ref, at: datetime) -> Course:
    """People can take it from now on; a certificate of it is asked for from ``begins_at`` on.

    Raises:
        NotPermitted, NoSuchCourse, NotAuthentic, AlreadyPublished
        OwnDraft: the actor wrote it.
        BeginsBeforeNow
        FewQuestions: the bank has not as many that another person checked.
        TopicsNotFound: the house looks for topics in lessons, and some were not found in this one.
    """
    accounts.require(actor, at, *PUBLISHERS)
    found = rows.held(Course, course)
    if found.state != CourseState.DRAFT:
        raise AlreadyPublished
    if actor == found.drafted_by:
        raise OwnDraft
    if begins_at < at:
        raise BeginsBeforeNow
    there = len(queries.askable(found.topics))
    if there < found.questions:
        raise FewQuestions(there=there, wanted=found.questions)
    if syllabus.is_begun() and (left := syllabus.not_found(found)):
        raise TopicsNotFound(topics=tuple(Topic(one) for one in left))
    found.state = CourseState.PUBLISHED
    found.published_by, found.published_at, found.begins_at = actor, at, begins_at
    facts: dict[str, Value] = {
        "series": Ref(found.series),
        "number": found.number,
        "policy": Ref(found.policy),
        "begins": begins_at,
    }
    return rows.keep(found, Tag.PUBLISHED, facts, DUTIES, actor, at)


@transaction.atomic
def end(*, course: Ref, actor: Ref, at: datetime) -> Course:
    """Nobody has to take it any more; whoever has no other course for a role is kept away then.

    Raises:
        NotPermitted, NoSuchCourse, NotAuthentic, NotPublished
    """
    accounts.require(actor, at, *PUBLISHERS)
    found = rows.held(Course, course)
    if found.state != CourseState.PUBLISHED:
        raise NotPublished
    found.state, found.ended_by, found.ended_at = CourseState.ENDED, actor, at
    return rows.keep(found, Tag.ENDED, {"series": Ref(found.series)}, DUTIES, actor, at)
