"""The verb of who finds where a course teaches each of its topics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse

from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.learning.rules import Topic
from shoumi.chapters.learning.rules.lesson_sections import sections
from shoumi.chapters.learning.services import courses, syllabus
from shoumi.chapters.learning.syllabus_models import TopicSection
from shoumi.chapters.learning.verbs.courses import about
from shoumi.chapters.learning.verbs.place import COURSE, course_of
from shoumi.chapters.learning.verbs.told import operation


def topics_left(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """The topics of the course that nobody has found in its text yet."""
    one = course_of(request, place["course"])
    found = set(TopicSection.objects.filter(course=one.ref).values_list("topic", flat=True))
    for word in one.topics:
        if word not in found:
            yield word, names.pair(Topic(word))


def sections_left(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """The sections of the lesson that teach no topic yet."""
    one = course_of(request, place["course"])
    taken = set(TopicSection.objects.filter(course=one.ref).values_list("section", flat=True))
    for each in sections((one.text_zh, one.text_en)):
        if each.number not in taken:
            yield str(each.number), each.heading


def told(one: TopicSection) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "course": one.course,
        "topic": one.topic,
        "section": one.section,
        "found_at": one.found_at,
    }


def _find(call: Call) -> TopicSection:
    return syllabus.find_topic(
        course=call.on,
        topic=call.given["topic"],
        section=call.given["section"],
        actor=call.actor,
        at=call.at,
    )


FIND = Verb(
    noun="course",
    name="find-topic",
    on=COURSE,
    do=_find,
    tells=told,
    title=("核对课文讲了什么", "Find where a topic is taught"),
    done=("已核对", "It is found"),
    roles=courses.PUBLISHERS,
    fields=(
        Field(
            "topic",
            ("哪一类内容", "Which topic"),
            forms.Kind.ONE,
            options=topics_left,
            among=words_of(Topic),
            of=Topic,
            empty=("每一类都核对过了。", "Each was found."),
        ),
        Field(
            "section",
            ("在课文的哪一节", "In which section of the lesson"),
            forms.Kind.ONE,
            (
                "中英文都要有这一节；一节只算一类。",
                "It stands in both languages; a section counts for one topic.",
            ),
            options=sections_left,
            of=int,
            empty=("请写的人给课文分节。", "Have its writer give the lesson headings."),
        ),
    ),
    help=(
        "由起草人以外的人读过课文再填。没有核对的内容不算讲过。",
        "By another than its writer, after reading. A topic nobody found does not count as taught.",
    ),
    button=("就在这一节", "It is there"),
    page=OnPage(
        back="course",
        href=lambda made: reverse("course", kwargs={"course": made.course}),
        facts=about,
    ),
    command=OnTerminal(),
    operation=operation("Find where a topic is taught.", "TopicSectionLine", told, status=201),
)
VERBS = (FIND,)
