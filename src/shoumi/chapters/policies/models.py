"""The versions of the policy."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage
from shoumi.chapters.policies import (  # noqa: F401 - tables too
    acceptance_models,
    field_models,
    group_models,
    told_models,
)
from shoumi.chapters.policies.events import Tag
from shoumi.chapters.policies.rules import State


class PolicyVersion(AuthenticatedRow):
    """One version: its text, and the field register it brings into force.

    ``tier``, ``handler``, ``passages`` and ``text_sha256`` are empty in versions older than texts.
    """

    ref = models.CharField(max_length=40, unique=True)
    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=12, choices=[(s, s) for s in State], default=State.DRAFT)
    items = models.JSONField()
    tier = models.CharField(max_length=12, blank=True, default="", db_default="")
    handler = models.JSONField(null=True, default=dict)  # fact -> what is printed of it
    passages = models.JSONField(null=True, default=list)  # as ``texts.Passage.stored`` has them
    text_sha256 = models.CharField(max_length=64, blank=True, default="", db_default="")
    register = models.TextField()
    register_sha256 = models.CharField(max_length=64)
    approvals = models.JSONField(default=dict)  # role -> person
    approved_at = models.JSONField(null=True, default=dict)  # role -> moment, ISO 8601
    drafted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)
    position = models.BigIntegerField(null=True)

    # No entry is about a version that another replaced: which is the newest, the ledger says.
    coverage = Coverage(
        columns=(
            "ref",
            "number",
            "state",
            "items",
            "tier",
            "handler",
            "passages",
            "text_sha256",
            "register",
            "register_sha256",
            "approvals",
            "approved_at",
            "drafted_at",
            "published_at",
            "superseded_at",
            "position",
        ),
        told_by=(("ref", (Tag.DRAFTED, Tag.SAVED, Tag.APPROVED, Tag.PUBLISHED)),),
        made_by=(Tag.DRAFTED,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=State.PUBLISHED), name="one_policy_in_force"
            ),
        ]

    def __str__(self) -> str:
        return self.ref
