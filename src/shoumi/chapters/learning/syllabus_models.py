"""Where in a lesson each of its topics is taught."""

from __future__ import annotations

from django.db import models

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.rules import Topic

_REF = 53


class TopicSection(AuthenticatedRow):
    """Somebody other than the writer of a course read it and found the section that teaches one of
    its topics.

    ``section``  its number in the lesson, from 1, the same in both languages
    """

    ref = models.CharField(max_length=_REF, unique=True)
    course = models.CharField(max_length=_REF)
    topic = models.CharField(max_length=8, choices=[(one, one) for one in Topic])
    section = models.PositiveSmallIntegerField()
    found_by = models.CharField(max_length=_REF)
    found_at = models.DateTimeField()

    coverage = Coverage(
        columns=("ref", "course", "topic", "section", "found_by", "found_at"),
        told_by=(("ref", (Tag.TOPIC_FOUND,)),),
        made_by=(Tag.TOPIC_FOUND,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "topic"], name="one_section_of_a_topic"),
            models.UniqueConstraint(fields=["course", "section"], name="one_topic_of_a_section"),
        ]

    def __str__(self) -> str:
        return self.ref
