"""The part of a course's page that says in which section each of its topics is taught."""

from __future__ import annotations

from shoumi.base.messages import names
from shoumi.base.pages import scoping
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Column, Table
from shoumi.chapters.learning.models import Course
from shoumi.chapters.learning.rules import Topic
from shoumi.chapters.learning.rules.lesson_sections import sections
from shoumi.chapters.learning.syllabus_models import TopicSection
from shoumi.core.messages import Both

_COLUMNS = (
    Column(("内容", "Topic")),
    Column(("课文的哪一节", "Section of the lesson")),
    Column(("核对人", "Found by")),
)
_TITLE: Both = ("课文讲了什么", "What the lesson teaches")
_NOT_YET: Both = ("还没有人核对", "Nobody found it yet")


def table(request: PageRequest, one: Course) -> Table:
    found = {each.topic: each for each in TopicSection.objects.filter(course=one.ref)}
    headings = {
        each.number: request.say(each.heading) for each in sections((one.text_zh, one.text_en))
    }
    known = scoping.people({each.found_by for each in found.values()})
    rows = []
    for word in one.topics:
        each, name = found.get(word), names.of(Topic(word), request.lang)
        if each is None:
            rows.append((name, request.say(_NOT_YET), ""))
        else:
            rows.append((name, headings.get(each.section, ""), known.get(each.found_by, "")))
    return Table(_COLUMNS, rows, _TITLE, _NOT_YET)
