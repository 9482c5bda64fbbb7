"""A version of the policy that waits for a yes, or for being put in force; what the working group
has to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shoumi.base.accounts import access_reviews
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.policies import queries, rules
from shoumi.chapters.policies.group_models import GroupMeeting
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.queries import acceptances, field_proposals, group, told
from shoumi.chapters.policies.rules.group import MeetingState
from shoumi.chapters.policies.services import (
    FactsMissing,
    GapsLeft,
    ItemsMissing,
    TextMissing,
    comments,
    require_whole,
)
from shoumi.chapters.policies.services.acceptances import ACCEPTERS
from shoumi.chapters.policies.services.field_proposals import SETTLERS
from shoumi.chapters.policies.services.tellings import CONFIRMERS, TELLERS
from shoumi.chapters.policies.told_models import PolicyTelling
from shoumi.core.messages import Both
from shoumi.core.terms import Role

_APPROVE: Both = ("批准隐私政策的新一版", "Approve a new version of the policy")
_PUBLISH: Both = ("发布批准了的隐私政策", "Publish the policy that was approved")


def items(asker: Asker) -> Iterator[InboxItem]:
    yield from _versions(asker)
    try:
        yield from _group(asker)
        yield from _reviews(asker)
        yield from _proposals(asker)
        yield from _acceptance(asker)
        yield from _tellings(asker)
    except NotAuthentic:
        return  # the demand itself fails then


def _group(asker: Asker) -> Iterator[InboxItem]:
    """A seat that is empty, a meeting one sits in, a comment that waits for an answer."""
    if Role.HEAD in asker.roles and group.is_asked() and group.seats_lacking(asker.at):
        what: Both = ("政策起草小组", "the working group")
        words: Both = ("任命缺席位的小组成员", "Fill the empty seats of the working group")
        yield _item("group:seats", words, what, "working-group", {})
    is_member = asker.person in group.sitting(asker.at)
    for one in GroupMeeting.objects.filter(confirmed_at=None).order_by("number"):
        if is_member and (said := _owed(one, asker)):
            what = (f"第 {one.number} 次会议", f"meeting {one.number}")
            key = f"meeting:{one.ref}:{group.state_of(one).lower()}"
            yield _item(key, said, what, "meeting", {"meeting": one.ref}, one.held_at)
    if asker.roles & set(comments.ANSWERERS):
        newest = PolicyVersion.objects.filter(state=rules.State.DRAFT).order_by("-number").first()
        for waits in group.open_comments(newest.ref) if newest else ():
            if waits.by != asker.person:
                what = (f"第 {newest.number} 版", f"version {newest.number}") if newest else what
                words = ("答复对草稿的意见", "Answer a comment on the draft")
                place = {"version": waits.version}
                yield _item(f"remark:{waits.ref}", words, what, "policy", place, waits.at)


def _acceptance(asker: Asker) -> Iterator[InboxItem]:
    """Everybody of the staff is asked once for each version that the group decided on."""
    version = acceptances.asked_of_staff()
    if asker.is_party or not asker.roles & set(ACCEPTERS) or version is None:
        return
    if not acceptances.has_accepted(version, asker.person):
        what: Both = (f"第 {version.number} 版", f"version {version.number}")
        words: Both = ("读隐私政策并确认", "Read the policy and accept it")
        key, place = f"policy:{version.ref}:accept", {"version": version.ref}
        yield _item(key, words, what, "policy", place, version.published_at)


def _tellings(asker: Asker) -> Iterator[InboxItem]:
    """People who are not told of a new purpose, and tellings that another looks at."""
    version = queries.in_force()
    if version is not None and asker.roles & set(TELLERS) and (left := told.waiting(version)):
        count = len(left)
        what: Both = (f"{count} 个数据集", f"{count} data sets")
        words: Both = ("逐一告知新用途", "Tell people of new purposes")
        key, since = f"policy:{version.ref}:tell", version.published_at
        yield _item(key, words, what, "policy-tellings", {}, since)
    if asker.roles & set(CONFIRMERS):
        for one in PolicyTelling.objects.filter(confirmed_at=None).exclude(noted_by=asker.person):
            words = ("核对告知凭证", "Look at evidence that people were told")
            what = (f"第 {one.number} 版", f"version {one.number}")
            key, place = f"telling:{one.ref}", {"policytelling": one.ref}
            yield _item(key, words, what, "policy-telling", place, one.noted_at)


def _proposals(asker: Asker) -> Iterator[InboxItem]:
    """One item for all of them: each is decided on by itself."""
    waiting = field_proposals.waiting() if asker.roles & set(SETTLERS) else []
    if waiting:
        count = len(waiting)
        what: Both = (f"{count} 个", str(count))
        words: Both = ("决定文件里发现的字段要不要登记", "Decide on fields that files had")
        since = min(one.found_at for one in waiting)
        yield _item("policy:proposals", words, what, "field-proposals", {}, since)


def _reviews(asker: Asker) -> Iterator[InboxItem]:
    """One item for all roles of a review: each of hundreds would bury what else waits."""
    last = access_reviews.newest()
    waiting = access_reviews.waiting_for(asker.person, asker.at) if last else []
    if last and waiting:
        count = len(waiting)
        what: Both = (f"还有 {count} 个", f"{count} left")
        yield InboxItem(
            InboxKind.TASK,
            f"access:{last.ref}",
            ("确认还需要的岗位", "Confirm the roles that are still needed"),
            what,
            "access-reviews",
            {},
            since=last.opened_at,
            until=last.due_at,
        )


def _owed(meeting: GroupMeeting, asker: Asker) -> Both | None:
    """What a member still does in a meeting; nothing before it begins, or where it failed."""
    state = group.state_of(meeting)
    if state is MeetingState.CALLED and asker.at >= meeting.held_at:
        has_said = any(one.person == asker.person for one in group.votes(meeting))
        return None if has_said else ("参加起草小组会议并表决", "Attend the meeting and vote")
    is_another = asker.person != meeting.minuted_by and asker.person in meeting.present
    if state is MeetingState.MINUTED and is_another:
        return ("确认会议纪要", "Confirm the minutes")
    return None


def _item(
    key: str,
    words: Both,
    what: Both,
    route: str,
    place: dict[str, str],
    since: datetime | None = None,
) -> InboxItem:
    return InboxItem(InboxKind.TASK, key, words, what, route, place, since=since)


def _versions(asker: Asker) -> Iterator[InboxItem]:
    """Of the newest version alone: what was drafted before it is not asked about any more."""
    found = PolicyVersion.objects.order_by("-number").first()
    if found is None or found.state != rules.State.DRAFT:
        return
    what = _wanted(found, asker)
    if what is None or not _is_whole(found):
        return
    # A text that was written again is another thing to approve; when it became whole nothing says.
    yield InboxItem(
        InboxKind.APPROVAL,
        f"{found.ref} {found.text_sha256[:12]}",
        what,
        (f"第 {found.number} 版", f"version {found.number}"),
        "policy",
        {"version": found.ref},
        two=what is _APPROVE,
    )


def _wanted(version: PolicyVersion, asker: Asker) -> Both | None:
    lacking = rules.lacking(version.approvals)
    if not lacking:
        return _PUBLISH if Role.DPO in asker.roles else None
    is_second = asker.person in version.approvals.values()
    return _APPROVE if asker.roles & set(lacking) and not is_second else None


def _is_whole(version: PolicyVersion) -> bool:
    try:
        require_whole(version)
    except (TextMissing, ItemsMissing, FactsMissing, GapsLeft):
        return False
    return True
