"""Which topics of which course somebody other than its writer found in the lesson."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from shoumi.base.ledger import latest_entries
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.models import Course
from shoumi.chapters.learning.syllabus_models import TopicSection


def is_begun() -> bool:
    """Whether the house looks for topics: from the first that was found on."""
    return bool(latest_entries.all_of([Tag.TOPIC_FOUND]))


def found_topics() -> Mapping[str, set[str]]:
    """By course.

    Raises:
        NotAuthentic
    """
    writers = {one.ref: one.drafted_by for one in queries.every(Course)}
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for one in queries.every(TopicSection):
        if one.found_by != writers.get(one.course):
            seen[one.course].add(one.topic)
    return seen


def not_found(course: Course) -> list[str]:
    """The topics of it that nobody found yet.

    Raises:
        NotAuthentic
    """
    found = found_topics()[course.ref]
    return [topic for topic in course.topics if topic not in found]
