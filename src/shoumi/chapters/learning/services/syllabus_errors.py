"""What is refused of the sections that teach the topics of a course."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid


class NotItsTopic(Conflict):
    """The course does not say that it teaches it."""

    code = "learning.not_its_topic"


class NoSuchSection(Invalid):
    """No heading of the lesson has that number, or nothing stands below it in one language."""

    code = "learning.no_such_section"
    field = "section"


class TopicsNotFound(Conflict):
    """Facts: ``topics`` that nobody has found in the lesson yet."""

    code = "learning.topics_not_found"


class SectionTaken(Conflict):
    """The topic was found already, or the section teaches another."""

    code = "learning.section_taken"
