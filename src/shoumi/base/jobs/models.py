"""The rows of background work: one per job, one per plan of recurring work."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q

REF_LENGTH = 53


class State(StrEnum):
    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"  # given up: a person looks at it


class Job(models.Model):
    """One call of one task.  All times are the database server's.

    ``lease`` grows with every delivery and fences off whoever held an older one.  ``failures``
    names the exceptions, never their texts, which could quote a person's data.  ``key`` keeps a
    second copy of the same work out.
    """

    ref = models.CharField(unique=True, max_length=REF_LENGTH)
    task = models.CharField(max_length=200)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    queue = models.CharField(max_length=40, default="default")
    priority = models.SmallIntegerField(default=0)
    key = models.CharField(max_length=120, null=True, unique=True)

    state = models.CharField(
        max_length=8, default=State.READY, choices=[(state.value, state.value) for state in State]
    )
    enqueued_at = models.DateTimeField()
    run_after = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    last_attempted_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    lease = models.PositiveIntegerField(default=0)
    lease_expires_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    workers = models.JSONField(default=list)
    failures = models.JSONField(default=list)
    result = models.JSONField(null=True)

    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["-priority", "run_after", "id"],
                condition=Q(state__in=["ready", "running"]),
                name="job_next",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="running") | Q(lease_expires_at__isnull=False),
                name="job_runs_under_a_lease",
            )
        ]

    def __str__(self) -> str:
        return self.ref


class End(StrEnum):
    """How an errand ended.  One whose job was given up has not ended: it may be tried again."""

    DONE = "done"
    REFUSED = "refused"
    STOPPED = "stopped"


class Errand(models.Model):
    """One long act that ``actor`` asked for; its job runs it in that person's name.

    ``kind``   the word of a ``registry.Operation``
    ``about``  what it is done to; ``busy`` keeps a second one off the same thing meanwhile
    ``slip``   where what was said with it lies sealed, "" where nothing was
    ``mark``   what stood there when it first began, to know its own deed again after a crash
    ``result`` references and numbers, or a refusal's code with its facts; never a person's value
    """

    ref = models.CharField(unique=True, max_length=REF_LENGTH)
    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="errand")
    kind = models.CharField(max_length=20)
    actor = models.CharField(max_length=REF_LENGTH)
    about = models.CharField(max_length=REF_LENGTH)
    deal = models.CharField(max_length=REF_LENGTH)
    slip = models.CharField(max_length=REF_LENGTH, default="", blank=True)
    busy = models.CharField(max_length=80, null=True, unique=True)
    mark = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=8, null=True, choices=[(end.value, end.value) for end in End])
    result = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["actor", "about", "-id"], name="errand_of_somebody")]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True, ended_at__isnull=True)
                | Q(end__isnull=False, ended_at__isnull=False, busy__isnull=True),
                name="errand_ends_once_and_frees_its_thing",
            )
        ]

    def __str__(self) -> str:
        return self.ref


class Plan(models.Model):
    """When a recurring task is due next; what it is stands in code (``cron``)."""

    name = models.CharField(primary_key=True, max_length=80)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
