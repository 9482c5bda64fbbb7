"""Another than its writer finds in the lesson the section that teaches each topic."""

from __future__ import annotations

import time

import pytest

from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.learning.rules import Topic
from shoumi.chapters.learning.rules.lesson_sections import sections
from shoumi.chapters.learning.services import errors, starters, syllabus
from shoumi.chapters.learning.services.syllabus_errors import (
    NoSuchSection,
    NotItsTopic,
    SectionTaken,
    TopicsNotFound,
)
from shoumi.chapters.learning.syllabus_models import TopicSection
from shoumi.core.refs import Ref

find = pytest.mark.django_db(databases=("default", "keyring"))


def found(academy, course, topic, section, actor=None):
    return syllabus.find_topic(
        course=Ref(course.ref),
        topic=topic,
        section=section,
        actor=actor or academy.officer,
        at=academy.at,
    )


def numbers(zh, en):
    return [one.number for one in sections((zh, en))]


def test_a_section_is_a_heading_with_words_below_it_in_both_languages():
    assert numbers("# 甲\n文\n## 乙\n文", "# A\ntext\n## B\ntext") == [1, 2]
    assert numbers("# 甲\n文\n## 乙\n文", "# A\n\n## B\ntext") == [2]
    assert numbers("# 甲\n文\n## 乙\n文", "# A\ntext") == []
    assert numbers("没有标题", "no heading") == []


def test_a_heading_is_read_without_its_marks_and_no_other_line_is_one():
    for line, heading in (
        ("# A", "A"),
        ("#### A b  ", "A b"),
        ("## A ##", "A"),
        ("## C# ", "C"),
        ("## ###", "#"),
        ("##\tA", "A"),
    ):
        [one] = sections((f"{line}\ntext", f"{line}\ntext"))
        assert one.heading == (heading, heading), line
    for line in ("##### A", "#A", " # A", "## ", "A # B"):
        assert numbers(f"{line}\ntext", f"{line}\ntext") == [], line


def test_a_heading_full_of_blanks_and_marks_takes_no_time():
    for gap in (" ", "#", " #", "# "):
        line = f"# a{gap * 1_500}b\ntext"
        begun = time.perf_counter()
        assert numbers(line, line) == [1]
        assert time.perf_counter() - begun < 1, gap


def test_each_course_of_the_library_has_a_section_for_each_of_its_topics():
    for one in starters.library():
        assert len(sections(one.text)) >= len(one.topics), one.name


@find
def test_a_topic_is_found_once_in_a_section_of_its_own_by_another(academy):
    course = academy.course(begins_at=academy.at)
    with pytest.raises(errors.OwnDraft):
        found(academy, course, Topic.LAW, 1, actor=academy.hr)
    with pytest.raises(NotItsTopic):
        found(academy, course, Topic.VENDORS, 1)
    with pytest.raises(NoSuchSection):
        found(academy, course, Topic.LAW, 4)
    found(academy, course, Topic.LAW, 1)
    for topic, section in ((Topic.LAW, 2), (Topic.POLICY, 1)):
        with pytest.raises(SectionTaken):
            found(academy, course, topic, section)
    assert academy.state("19.1") == ("FAIL", "learning.topic_not_found")
    found(academy, course, Topic.POLICY, 2)
    found(academy, course, Topic.MEASURES, 3)
    assert academy.state("19.1") == ("PASS", "")


@find
def test_a_house_that_looks_for_topics_publishes_no_version_in_which_some_were_not_found(academy):
    first = academy.course(begins_at=academy.at)
    academy.find_topics(first)
    second = academy.draft(earlier=Ref(first.ref))
    found(academy, second, Topic.LAW, 1)
    with pytest.raises(TopicsNotFound) as refused:
        academy.publish(second, academy.at)
    assert refused.value.facts == {"topics": (Topic.POLICY, Topic.MEASURES)}
    found(academy, second, Topic.POLICY, 2)
    found(academy, second, Topic.MEASURES, 3)
    academy.publish(second, academy.at)
    assert academy.state("19.1") == ("PASS", "")


@find
def test_the_demand_fails_once_a_finding_was_made_by_hand(academy):
    course = academy.course(begins_at=academy.at)
    academy.find_topics(course)
    TopicSection.objects.filter(topic=Topic.LAW).update(found_by=academy.head)
    assert academy.state("19.1") == ("FAIL", NotAuthentic.code)
