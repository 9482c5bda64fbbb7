"""The addresses of chapter 1, for the portal and the console."""

from __future__ import annotations

from django.urls import path

from shoumi.base.verbs import page
from shoumi.chapters.policies.pages import (
    access,
    comparison,
    customer_answer,
    editor,
    field_proposals,
    field_reviews,
    group,
    parts,
    processing_record,
    tellings,
    versions,
)
from shoumi.chapters.policies.pages import portal as public
from shoumi.chapters.policies.verbs import VERBS

portal = [
    path("rules", public.rules_in_force, name="rules"),
    path("rules/answer", customer_answer.answer, name="rules-answer"),
    path("rules/<int:edition>", public.rules_version, name="rules-version"),
]
console = [
    path("policies", versions.policies, name="policies"),
    path("policies/<str:version>", versions.policy, name="policy"),
    path("policies/<str:version>/register", versions.register, name="policy-register"),
    path(
        "policies/<str:version>/record.jsonld",
        processing_record.processing_record,
        name="policy-record",
    ),
    path("policies/<str:draft>/text", editor.write, name="policy-text"),
    path("policies/<str:version>/compare", comparison.compare, name="policy-compare"),
    path("working-group", group.working_group, name="working-group"),
    path("working-group/meetings/<str:meeting>", group.meeting, name="meeting"),
    path("working-group/members/<str:groupmember>", parts.member, name="group-member"),
    path("working-group/remarks/<str:remark>", parts.remark, name="remark"),
    path("access-reviews/roles/<str:reviewedrole>", parts.reviewed_role, name="reviewed-role"),
    path("field-reviews", field_reviews.reviews, name="field-reviews"),
    path("field-proposals", field_proposals.proposals, name="field-proposals"),
    path("field-proposals/<str:fieldproposal>", field_proposals.proposal, name="field-proposal"),
    path("policy-tellings", tellings.records, name="policy-tellings"),
    path("policy-tellings/<str:policytelling>", tellings.record, name="policy-telling"),
    path(
        "policy-tellings/<str:policytelling>/evidence",
        tellings.evidence,
        name="policy-telling-evidence",
    ),
    path("access-reviews", access.access_reviews, name="access-reviews"),
    path("access-reviews/<str:accessreview>", access.access_review, name="access-review"),
    *page.addresses(VERBS),
]
