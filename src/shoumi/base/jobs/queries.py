"""What waits, runs and was given up."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, QuerySet

from shoumi.base.jobs.models import Job, State


def counts() -> Mapping[State, int]:
    """How many jobs are in each state."""
    found = dict(Job.objects.values_list("state").annotate(Count("id")))
    return {state: found.get(state, 0) for state in State}


def dead() -> QuerySet[Job]:
    """Jobs that were given up, oldest first."""
    return Job.objects.filter(state=State.DEAD).order_by("id")
