"""A version of the policy by its reference, and what the working group did about it."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.accounts.review_models import AccessReview, ReviewedRole
from shoumi.base.registry.search import SearchHit
from shoumi.chapters.policies.acceptance_models import PolicyAcceptance
from shoumi.chapters.policies.field_models import FieldProposal, FieldReview
from shoumi.chapters.policies.group_models import (
    DraftComment,
    GroupMeeting,
    GroupMember,
    GroupVote,
)
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.rules import State
from shoumi.chapters.policies.told_models import PolicyTelling
from shoumi.core.messages import Both

_KIND: Both = ("隐私政策", "Policy")
_REVIEW: Both = ("岗位复核", "Access review")
_FIELDS: Both = ("字段复核", "Fields looked at")
_PROPOSED: Both = ("建议的字段", "Proposed field")
_ACCEPTED: Both = ("政策确认", "Acceptance of the policy")
_TOLD: Both = ("新政策的告知", "People told of a version")
_MEMBER: Both = ("起草小组成员", "Member of the working group")
_REMARK: Both = ("对草稿的意见", "Comment on a draft")


def hits(wanted: str) -> Iterator[SearchHit]:
    for one in PolicyVersion.objects.filter(ref=wanted):
        place = {"version": one.ref}
        yield SearchHit(_KIND, f"V{one.number}", "policy", place, state=State(one.state))
    for meeting in GroupMeeting.objects.filter(ref=wanted):
        told: Both = (f"起草小组第 {meeting.number} 次会议", f"Meeting {meeting.number}")
        yield SearchHit(told, wanted, "meeting", {"meeting": wanted})
    for vote in GroupVote.objects.filter(ref=wanted):
        yield SearchHit(("表决", "Vote"), wanted, "meeting", {"meeting": vote.meeting})
    if GroupMember.objects.filter(ref=wanted).exists():
        yield SearchHit(_MEMBER, wanted, "group-member", {"groupmember": wanted})
    for remark in DraftComment.objects.filter(ref=wanted):
        yield SearchHit(_REMARK, wanted, "remark", {"remark": remark.ref})
    for accepted in PolicyAcceptance.objects.filter(ref=wanted):
        yield SearchHit(_ACCEPTED, wanted, "policy", {"version": accepted.version})
    if PolicyTelling.objects.filter(ref=wanted).exists():
        yield SearchHit(_TOLD, wanted, "policy-telling", {"policytelling": wanted})
    if FieldReview.objects.filter(ref=wanted).exists():
        yield SearchHit(_FIELDS, wanted, "field-reviews", {})
    if FieldProposal.objects.filter(ref=wanted).exists():
        yield SearchHit(_PROPOSED, wanted, "field-proposal", {"fieldproposal": wanted})
    for review in AccessReview.objects.filter(ref=wanted):
        yield SearchHit(_REVIEW, wanted, "access-review", {"accessreview": review.ref})
    for role in ReviewedRole.objects.filter(ref=wanted):
        yield SearchHit(_REVIEW, wanted, "reviewed-role", {"reviewedrole": role.ref})
