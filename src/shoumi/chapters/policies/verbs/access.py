"""The verbs of the access review: opened each quarter, each role kept or ended by its head."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shoumi.base.accounts import access_reviews as services
from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.review_models import AccessReview, ReviewedRole
from shoumi.base.messages import names
from shoumi.base.messages.text import minute
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.verbs import OnPage, OnTerminal, Place, Verb
from shoumi.chapters.policies.verbs.place import in_api
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

# As many as one reads through before saying yes.
MOST = 50


def role_of(reviewedrole: str) -> ReviewedRole:
    """
    Raises:
        NoSuchReviewedRole
    """
    found = ReviewedRole.objects.filter(ref=reviewedrole).first()
    if found is None:
        raise services.NoSuchReviewedRole(role=reviewedrole)
    return found


HOUSE = Place("", "access-reviews")
ROLE = Place(
    "reviewedrole",
    "access-reviews/roles/<str:reviewedrole>",
    lambda request, ref: Ref(role_of(ref).ref),
)


def told(review: AccessReview) -> dict[str, Any]:
    own = ReviewedRole.objects.filter(review=review.ref)
    return {
        "ref": review.ref,
        "number": review.number,
        "opened_at": review.opened_at,
        "due_at": review.due_at,
        "roles": own.count(),
        "kept": own.filter(is_kept=True).count(),
        "ended": own.filter(is_kept=False).count(),
    }


def told_role(one: ReviewedRole) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "review": one.review,
        "grant": one.grant,
        "person": one.person,
        "role": Role(one.role),
        "deal": one.deal or None,
        "kept": one.is_kept,
        "answered_at": one.answered_at,
    }


def _told_kept(found: Sequence[ReviewedRole]) -> dict[str, Any]:
    return {"kept": len(found), "roles": [told_role(one) for one in found]}


def _waiting(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    try:
        found = services.waiting_for(request.who(), request.at)[:MOST]
    except NotAuthentic:
        return
    known = accounts.names([one.person for one in found])
    for one in found:
        zh, en = names.pair(Role(one.role))
        ends = [f"– {minute(one.ends_at)}"] if one.ends_at else []
        name = known[one.person]
        yield one.ref, (" · ".join((name, zh, *ends)), " · ".join((name, en, *ends)))


def _about(request: PageRequest, reviewedrole: str) -> Iterator[tuple[Both, object]]:
    one = role_of(reviewedrole)
    yield ("谁", "Who"), accounts.names([one.person])[one.person]
    yield ("岗位", "Role"), names.of(Role(one.role), request.lang)


OPEN = Verb(
    noun="access",
    name="open",
    on=HOUSE,
    do=lambda call: services.open_review(actor=call.actor, at=call.at),
    tells=told,
    title=("开始岗位复核", "Open an access review"),
    done=("已开始，到期没有确认的岗位自动收回", "It is open; what nobody confirms ends by itself"),
    roles=services.OPENERS,
    help=(
        (
            "现有的每个岗位都要有人确认：负责人确认其余的人，个人信息保护负责人确认负责人。"
            "到期没有确认的自动收回，已登录的也一样；以后每季度自动开始。"
        ),
        (
            "Every role there is has to be confirmed: by the head, and the head's own by the "
            "protection officer. What nobody confirms ends on the day by itself, in open "
            "sessions too; from now on one opens each quarter."
        ),
    ),
    button=("开始", "Open it"),
    is_final=True,
    is_fresh=True,
    page=OnPage(back="access-reviews", to=("access-review", "accessreview")),
    command=OnTerminal(),
    operation=in_api(
        "Open an access review.",
        "AccessReviewLine",
        told,
        name="access_open",
        status=201,
        path="",
    ),
)
KEEP = Verb(
    noun="access",
    name="keep",
    on=HOUSE,
    do=lambda call: services.keep_each(roles=call.given["wanted"], actor=call.actor, at=call.at),
    tells=_told_kept,
    title=("确认岗位", "Confirm roles"),
    done=("已确认，照旧", "Confirmed: they run on"),
    roles=services.ANSWERERS,
    fields=(
        Field(
            "wanted",
            ("还需要的岗位", "Roles that are still needed"),
            forms.Kind.MANY,
            (
                "逐个看清是谁、什么岗位；不选的不确认，到期自动收回。自己的不在这里。",
                (
                    "Read each: who, which role. What you leave out is not confirmed and ends on "
                    "the day. Your own are not here."
                ),
            ),
            options=_waiting,
            of=Ref,
            most=MOST,
            option="role",
            empty=("没有等您确认的岗位。", "No role waits for you."),
        ),
    ),
    button=("确认选中的", "Confirm the chosen"),
    is_fresh=True,
    page=OnPage(back="access-reviews", to=("access-reviews", "")),
    command=OnTerminal(said=("确认了 {kept} 个岗位", "roles confirmed: {kept}")),
    operation=in_api("Confirm roles, all or none.", "KeptRoles", _told_kept, name="access_keep"),
)
REMOVE = Verb(
    noun="access",
    name="remove",
    on=ROLE,
    do=lambda call: services.answer(role=call.on, kept=False, actor=call.actor, at=call.at),
    tells=told_role,
    title=("收回岗位", "End the role"),
    done=("已收回", "The role is ended"),
    roles=services.ANSWERERS,
    help=("马上收回，已登录的也一样。", "It ends at once, in open sessions too."),
    button=("收回", "End it"),
    is_final=True,
    is_fresh=True,
    page=OnPage(back="reviewed-role", to=("access-reviews", ""), facts=_about),
    command=OnTerminal(),
    operation=in_api(
        "End a role that is under review.", "ReviewedRoleLine", told_role, name="access_remove"
    ),
)
VERBS = (OPEN, KEEP, REMOVE)
