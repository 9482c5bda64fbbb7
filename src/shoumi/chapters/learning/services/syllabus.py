"""Another person than its writer finds in a course the section that teaches each topic."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.models import Course
from shoumi.chapters.learning.rules import CourseState, Topic
from shoumi.chapters.learning.rules.lesson_sections import sections
from shoumi.chapters.learning.services import rows
from shoumi.chapters.learning.services.courses import PUBLISHERS
from shoumi.chapters.learning.services.errors import NotPublished, OwnDraft
from shoumi.chapters.learning.services.syllabus_errors import (
    NoSuchSection,
    NotItsTopic,
    SectionTaken,
)
from shoumi.chapters.learning.syllabus_models import TopicSection
from shoumi.core.ledger.leaf import Value
from shoumi.core.refs import Ref

DUTIES = ("19.1",)


@transaction.atomic
def find_topic(
    *, course: Ref, topic: Topic, section: int, actor: Ref, at: datetime
) -> TopicSection:
    """``section``  its number among the headings of the lesson, from 1

    Raises:
        NotPermitted, NoSuchCourse, NotAuthentic
        OwnDraft: the actor wrote it.
        NotPublished: it is ended.
        NotItsTopic: the course does not say that it teaches it.
        NoSuchSection: there is none, or it says nothing in one of the languages.
        SectionTaken: the topic was found, or the section teaches another.
    """
    accounts.require(actor, at, *PUBLISHERS)
    found = rows.held(Course, course)
    if found.state == CourseState.ENDED:
        raise NotPublished
    if actor == found.drafted_by:
        raise OwnDraft
    if topic not in found.topics:
        raise NotItsTopic
    if section not in {one.number for one in sections((found.text_zh, found.text_en))}:
        raise NoSuchSection
    made = TopicSection(
        ref=Ref.new("section"),
        course=course,
        topic=topic,
        section=section,
        found_by=actor,
        found_at=at,
    )
    facts: dict[str, Value] = {"course": course, "topic": topic, "section": section}
    try:
        with transaction.atomic():
            return rows.keep(made, Tag.TOPIC_FOUND, facts, DUTIES, actor, at)
    except IntegrityError as error:
        raise SectionTaken from error
