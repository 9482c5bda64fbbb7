"""One seat of the working group, one comment, one role under review: what is done to each, and what
the ledger says of it."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.base.pages import detail_page
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.chapters.policies.group_models import DraftComment, GroupMember
from shoumi.chapters.policies.pages.access import READERS
from shoumi.chapters.policies.queries import group as queries
from shoumi.chapters.policies.rules.group import Seat, Treatment
from shoumi.chapters.policies.verbs.access import role_of
from shoumi.chapters.policies.verbs.place import version_of
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

_GROUP: Both = ("政策起草小组", "Working group")
_REVIEW: Both = ("岗位复核", "Access review")


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def member(request: PageRequest, groupmember: str) -> HttpResponse:
    one: GroupMember = queries.get(GroupMember, groupmember)
    name = accounts.names([one.person])[one.person]
    may_end = one.left_at is None and (request.who() == one.person or Role.HEAD in request.roles)
    ended: Both = ("席位已结束。", "The seat is ended.")
    sits: Both = ("在席。", "Sits there.")
    told = DetailPage(
        title=("小组席位", "A seat of the group"),
        answer=request.say(ended if one.left_at else sits),
        crumbs=[(request.say(_GROUP), reverse("working-group"))],
        pairs=[
            (("谁", "Who"), name),
            (("席位", "Seat"), names.of(Seat(one.seat), request.lang)),
            (("专职", "Full time"), one.is_full_time),
            (("任命", "Appointed"), one.appointed_at),
            (("结束", "Ended"), one.left_at),
        ],
        acts=detail_page.offers(request, ("group-leave",), groupmember=one.ref) if may_end else (),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def remark(request: PageRequest, remark: str) -> HttpResponse:
    one: DraftComment = queries.get(DraftComment, remark)
    version = version_of(one.version)
    waits: Both = (
        "等答复；答复之前这一版不会发布。",
        "It waits, and so does the version.",
    )
    may_answer = one.answered_at is None and request.who() != one.by
    told = DetailPage(
        title=("对草稿的意见", "Comment on a draft"),
        answer=names.of(Treatment(one.treatment), request.lang)
        if one.treatment
        else request.say(waits),
        crumbs=[
            (
                request.say((f"第 {version.number} 版政策", f"Policy, version {version.number}")),
                reverse("policy", args=[version.ref]),
            )
        ],
        pairs=[
            (("意见", "Comment"), one.words),
            (("谁", "By"), accounts.names([one.by])[one.by]),
            (("理由", "Why"), one.answer),
        ],
        next=detail_page.offers(request, ("remark-answer",), remark=one.ref) if may_answer else (),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def reviewed_role(request: PageRequest, reviewedrole: str) -> HttpResponse:
    one = role_of(reviewedrole)
    kept: Both = ("已确认。", "Confirmed.") if one.is_kept else ("已收回。", "Ended.")
    waits: Both = ("还没有答复。", "Nobody has answered.")
    told = DetailPage(
        title=("复核中的岗位", "A role under review"),
        answer=request.say(waits if one.is_kept is None else kept),
        crumbs=[(request.say(_REVIEW), reverse("access-review", args=[one.review]))],
        pairs=[
            (("谁", "Who"), accounts.names([one.person])[one.person]),
            (("岗位", "Role"), names.of(Role(one.role), request.lang)),
            (("原定到期", "Was to end"), one.ends_at),
        ],
        history=detail_page.history(request, Ref(one.ref), Ref(one.grant)),
    )
    return detail_page.show(request, told)
