"""The working group as it stands: its members, what it decided, comments that wait."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from shoumi.base.accounts import queries as accounts
from shoumi.base.clock import home
from shoumi.base.ledger import latest_entries
from shoumi.base.row_authentication import verification
from shoumi.chapters.policies.events import Tag
from shoumi.chapters.policies.field_models import FieldProposal
from shoumi.chapters.policies.group_models import (
    DraftComment,
    GroupMeeting,
    GroupMember,
    GroupVote,
)
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.rules import group as rules
from shoumi.chapters.policies.rules.group import MeetingState, Outcome, Seat
from shoumi.core.errors import Missing
from shoumi.core.refs import Ref


class NoSuchMember(Missing):
    code = "policy.no_member"


class NoSuchMeeting(Missing):
    code = "policy.no_meeting"


class NoSuchComment(Missing):
    code = "policy.no_comment"


class NoSuchProposal(Missing):
    code = "policy.no_proposal"


_ABSENT: dict[type[Any], type[Missing]] = {
    GroupMember: NoSuchMember,
    GroupMeeting: NoSuchMeeting,
    DraftComment: NoSuchComment,
    FieldProposal: NoSuchProposal,
}


def get(table: type[Any], ref: str) -> Any:
    """
    Raises:
        NoSuchMember, NoSuchMeeting, NoSuchComment
    """
    found = table.objects.filter(ref=ref).first()
    if found is None:
        raise _ABSENT[table](ref=ref)
    return found


def locked(table: type[Any], ref: str) -> Any:
    """The same, locked, and as the house left it.

    Raises:
        NotAuthentic, and as ``get``
    """
    found = table.objects.select_for_update().filter(ref=ref).first()
    if found is None:
        raise _ABSENT[table](ref=ref)
    verification.require([found])
    return found


def is_asked() -> bool:
    """Whether a version is published on the group's decision alone: in every real home, and
    wherever a group was once appointed.  The ledger says so, for rows can be deleted."""
    is_real = home.path().exists() and home.kind() is home.Kind.REAL
    return is_real or is_appointed()


def is_appointed() -> bool:
    return latest_entries.last([Tag.MEMBER_APPOINTED]) is not None


def sitting(at: datetime) -> Mapping[Ref, frozenset[Seat]]:
    """Who sits in the group, each with the seats that the own roles still fill.

    Raises:
        NotAuthentic
    """
    roles = accounts.roles_of_everybody(at)
    found: dict[Ref, set[Seat]] = {}
    for one in verification.require_all(GroupMember):
        seat, person = Seat(one.seat), Ref(one.person)
        if one.left_at is None and roles.get(person, frozenset()) & rules.FILLED_BY[seat]:
            found.setdefault(person, set()).add(seat)
    return {person: frozenset(seats) for person, seats in found.items()}


def seats_lacking(at: datetime) -> tuple[Seat, ...]:
    """
    Raises:
        NotAuthentic
    """
    return rules.lacking({seat for seats in sitting(at).values() for seat in seats})


def is_officer_full_time() -> bool:
    """Whether who sits there as protection officer does nothing else.

    Raises:
        NotAuthentic
    """
    every = [one for one in verification.require_all(GroupMember) if one.left_at is None]
    return any(one.is_full_time for one in every if one.seat == Seat.OFFICER)


def turns(at: datetime) -> datetime | None:
    """When the first role of a member ends, or an account stops, by the clock alone."""
    own = [one.person for one in GroupMember.objects.filter(left_at=None)]
    grants = accounts.live_anywhere(at).filter(person__in=own)
    ends = grants.values_list("until", "person__stops_at")
    return min((end for pair in ends for end in pair if end and end > at), default=None)


def decision(version: PolicyVersion) -> GroupMeeting | None:
    """The meeting that adopted the text of ``version`` as it stands, and whose minutes a second
    member confirmed.

    Raises:
        NotAuthentic
    """
    found = [
        one
        for one in verification.require_all(GroupMeeting)
        if (one.version, one.outcome) == (version.ref, Outcome.ADOPTED)
        and one.text_sha256 == version.text_sha256
        and one.confirmed_at is not None
    ]
    return max(found, key=lambda one: one.number, default=None)


def votes(meeting: GroupMeeting) -> Sequence[GroupVote]:
    """
    Raises:
        NotAuthentic
    """
    return [one for one in verification.require_all(GroupVote) if one.meeting == meeting.ref]


def open_comments(version: str) -> Sequence[DraftComment]:
    """Those of a draft that nobody answered.

    Raises:
        NotAuthentic
    """
    every = verification.require_all(DraftComment)
    return [one for one in every if one.version == version and one.answered_at is None]


def state_of(meeting: GroupMeeting) -> MeetingState:
    if meeting.confirmed_at is not None:
        return MeetingState.CONFIRMED
    return MeetingState.CALLED if meeting.minuted_at is None else MeetingState.MINUTED
