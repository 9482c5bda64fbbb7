"""The policy over the API: its versions, one, and the verbs."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router

from shoumi.base.accounts.review_models import AccessReview
from shoumi.base.api import paging
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import operation
from shoumi.chapters.policies.field_models import FieldProposal, FieldReview
from shoumi.chapters.policies.group_models import DraftComment, GroupMeeting, GroupMember
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.rules import Scope
from shoumi.chapters.policies.verbs import VERBS, access, fields, proposals, told, told_whole
from shoumi.chapters.policies.verbs.answer import (
    AccessReviewLine,
    FieldProposalLine,
    FieldReviewLine,
    GroupMemberLine,
    MeetingLine,
    PolicyLine,
    PolicyWhole,
    RemarkLine,
)
from shoumi.chapters.policies.verbs.group import told_meeting, told_member, told_remark
from shoumi.chapters.policies.verbs.place import version_of

router = Router(tags=["policies"])


@router.get("/policies", operation_id="policies_list", **reads(Page[PolicyLine]))
@needs(Scope.READ)
def policies(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The versions of the policy, the newest first."""
    found = PolicyVersion.objects.defer("register", "passages")
    return paging.newest_first(request, wanted, found, told)


@router.get("/policies/{version}", operation_id="policies_policy", **reads(PolicyWhole))
@needs(Scope.READ)
def policy(request: PageRequest, version: str) -> dict[str, Any]:
    """One version, with its text."""
    return told_whole(version_of(version))


@router.get("/working-group", operation_id="groups_list", **reads(Page[GroupMemberLine]))
@needs(Scope.READ)
def members(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """Who sits, and who sat, in the working group, the newest first."""
    return paging.newest_first(request, wanted, GroupMember.objects.all(), told_member)


@router.get("/working-group/meetings", operation_id="meetings_list", **reads(Page[MeetingLine]))
@needs(Scope.READ)
def meetings(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The meetings of the working group, the newest first."""
    return paging.newest_first(request, wanted, GroupMeeting.objects.all(), told_meeting)


@router.get("/policies/{version}/remarks", operation_id="remarks_list", **reads(Page[RemarkLine]))
@needs(Scope.READ)
def remarks(request: PageRequest, version: str, wanted: Query[Paging]) -> dict[str, Any]:
    """The comments on a version, the newest first."""
    found = DraftComment.objects.filter(version=version_of(version).ref)
    return paging.newest_first(request, wanted, found, told_remark)


@router.get("/field-reviews", operation_id="fields_list", **reads(Page[FieldReviewLine]))
@needs(Scope.READ)
def field_reviews(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """What was found of fields, the newest first."""
    return paging.newest_first(request, wanted, FieldReview.objects.all(), fields.told)


@router.get("/field-proposals", operation_id="fields_proposed", **reads(Page[FieldProposalLine]))
@needs(Scope.READ)
def field_proposals(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """Fields that imported files asked for, the newest first."""
    return paging.newest_first(request, wanted, FieldProposal.objects.all(), proposals.told)


@router.get("/access-reviews", operation_id="access_list", **reads(Page[AccessReviewLine]))
@needs(Scope.READ)
def reviews(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The access reviews, the newest first."""
    return paging.newest_first(request, wanted, AccessReview.objects.all(), access.told)


operation.add(router, VERBS)
