"""The versions of the policy."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shoumi.chapters.policies.rules import State


class PolicyVersion(models.Model):
    """One version, with the field register it brings into force."""

    ref = models.CharField(max_length=40, unique=True)
    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=12, choices=[(s, s) for s in State], default=State.DRAFT)
    items = models.JSONField()
    register = models.TextField()
    register_sha256 = models.CharField(max_length=64)
    approvals = models.JSONField(default=dict)  # role -> person
    approved_at = models.JSONField(null=True, default=dict)  # role -> moment, ISO 8601
    drafted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)
    position = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=State.PUBLISHED), name="one_policy_in_force"
            ),
        ]

    def __str__(self) -> str:
        return self.ref
