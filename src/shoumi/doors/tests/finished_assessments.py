"""A drawn-up assessment whose words are written, for tests that only want it approved."""

from __future__ import annotations

from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.tests import whole_assessments


def finish_newest(*, actor, at):
    """As the officer writes passages and reasons on the pages."""
    newest = Assessment.objects.order_by("number").last()
    whole_assessments.finish(newest, actor, at)
