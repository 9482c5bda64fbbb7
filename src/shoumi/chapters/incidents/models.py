"""Plans, who is on duty and how they are reached, changes that are called for."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.chapters.incidents.drill_models import DrawnDrill, DrillInject
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.incident_models import (
    Breach,
    BreachOrigin,
    BreachStep,
    Exposure,
    Lowering,
    never_by,
    ref_to,
    word,
)
from shoumi.chapters.incidents.outcome_models import BreachNotice, Liability, NoticeLetters
from shoumi.chapters.incidents.rules.words import Cause, Post
from shoumi.chapters.incidents.status_models import StatusNote

__all__ = [
    "Breach",
    "BreachNotice",
    "BreachOrigin",
    "BreachStep",
    "ContingencyPlan",
    "DrawnDrill",
    "DrillInject",
    "DutyContact",
    "DutyPost",
    "Exposure",
    "Liability",
    "Lowering",
    "NoticeLetters",
    "PlanChange",
    "StatusNote",
]


class ContingencyPlan(AuthenticatedRow):
    """One version of the plan.

    ``sections``  what it says, by ``rules.words.Section``
    ``changes``   those that called for this version; they are adopted with its approval
    """

    ref = ref_to(unique=True)
    number = models.PositiveIntegerField(unique=True)
    sections = models.JSONField()
    cause = word(Cause)
    changes = models.JSONField(default=list)
    written_by = ref_to()
    written_at = models.DateTimeField()
    approved_by = ref_to(default="")
    approved_at = models.DateTimeField(null=True)

    coverage = Coverage(
        columns=(
            *("ref", "number", "sections", "cause", "changes", "written_by", "written_at"),
            *("approved_by", "approved_at"),
        ),
        told_by=(("ref", (Tag.PLAN_DRAFTED, Tag.PLAN_APPROVED)),),
        made_by=(Tag.PLAN_DRAFTED,),
    )

    class Meta:
        constraints = [
            by_someone("approved_at", "approved_by", name="plan_approved_by_someone"),
            never_by("approved_by", "written_by", "plan_not_by_its_writer"),
        ]

    def __str__(self) -> str:
        return self.ref


class DutyPost(AuthenticatedRow):
    """Who holds a post when something happens, with a deputy, until others do."""

    ref = ref_to(unique=True)
    post = word(Post)
    person = ref_to()
    deputy = ref_to()
    named_by = ref_to()
    named_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    left_by = ref_to(default="")

    coverage = Coverage(
        columns=("ref", "post", "person", "deputy", "named_by", "named_at", "left_at", "left_by"),
        told_by=(("ref", (Tag.POST_NAMED, Tag.POST_LEFT)),),
        made_by=(Tag.POST_NAMED,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post"], condition=Q(left_at__isnull=True), name="a_post_is_held_once"
            ),
            models.CheckConstraint(
                condition=~Q(person=F("deputy")), name="nobody_is_an_own_deputy"
            ),
            by_someone("left_at", "left_by", name="post_left_by_someone"),
        ]

    def __str__(self) -> str:
        return self.ref


class DutyContact(AuthenticatedRow):
    """How somebody on duty is reached, and when it was tried last.

    ``way``  the name of the text in the keyring
    """

    ref = ref_to(unique=True)
    person = ref_to(unique=True)
    way = ref_to()
    told_by_whom = ref_to()
    told_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    tried_by = ref_to(default="")
    is_reached = models.BooleanField(null=True)

    coverage = Coverage(
        columns=(
            *("ref", "person", "way", "told_by_whom", "told_at", "tried_at", "tried_by"),
            "is_reached",
        ),
        told_by=(("ref", (Tag.CONTACT_TOLD, Tag.CONTACT_TRIED)),),
        made_by=(Tag.CONTACT_TOLD,),
    )

    class Meta:
        constraints = [
            by_someone("tried_at", "tried_by", name="contact_tried_by_someone"),
            never_by("tried_by", "person", "nobody_tries_an_own_contact"),
        ]

    def __str__(self) -> str:
        return self.ref


class PlanChange(AuthenticatedRow):
    """Something that calls for the plan to be changed, until it is, or somebody says why not.

    ``of``  the incident or drill it comes from; ``missed`` the expectation a drill did not meet
    """

    ref = ref_to(unique=True)
    number = models.PositiveIntegerField(unique=True)
    cause = word(Cause)
    of = ref_to(default="")
    missed = models.CharField(max_length=20, default="")
    what = models.TextField()
    raised_by = ref_to()
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    plan = ref_to(default="")
    declined_for = models.TextField(default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = ref_to(default="")

    coverage = Coverage(
        columns=(
            *("ref", "number", "cause", "of", "missed", "what", "raised_by", "raised_at"),
            *("due_at", "plan", "declined_for", "decided_at", "decided_by"),
        ),
        told_by=(("ref", (Tag.CHANGE_RAISED, Tag.CHANGE_ADOPTED, Tag.CHANGE_DECLINED)),),
        made_by=(Tag.CHANGE_RAISED,),
    )

    class Meta:
        constraints = [
            by_someone("decided_at", "decided_by", name="change_decided_by_someone"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, plan="", declined_for="")
                | (Q(decided_at__isnull=False) & (~Q(plan="") ^ ~Q(declined_for=""))),
                name="change_decided_means_plan_or_why_not",
            ),
        ]

    def __str__(self) -> str:
        return self.ref
