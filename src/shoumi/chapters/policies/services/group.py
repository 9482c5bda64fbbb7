"""Acts of the working group: appointed by the head, called, voted, minuted, confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import writer
from shoumi.base.ledger.numbers import next_number
from shoumi.base.row_authentication import codes, verification
from shoumi.base.row_authentication.models import AuthenticatedRow
from shoumi.chapters.policies.events import Tag
from shoumi.chapters.policies.group_models import GroupMeeting, GroupMember, GroupVote
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.queries import group as queries
from shoumi.chapters.policies.rules import State
from shoumi.chapters.policies.rules import group as rules
from shoumi.chapters.policies.rules.group import Answer, Seat
from shoumi.chapters.policies.services import plain_texts
from shoumi.chapters.policies.services.errors import (
    AlreadyVoted,
    CommentsOpen,
    GroupIncomplete,
    MeetingNotYet,
    MeetingOver,
    MeetingRuns,
    MemberLeft,
    MinutesBySame,
    NoSuchVersion,
    NotADraft,
    NotAMember,
    NotDecided,
    SeatTaken,
    SeatUnfit,
    TextChanged,
)
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

CALLERS = (Role.HEAD, Role.DPO, Role.PWG)
DUTIES = ("1.1",)


def put(row: AuthenticatedRow, event: Event) -> None:
    """Record the entry about the row, and store the row with its code."""
    is_new = row.pk is None
    codes.put(row, writer.record(event).position)
    row.save(force_insert=is_new)


def drafted(version: str) -> PolicyVersion:
    """The draft a meeting or a comment is about, locked.

    Raises:
        NoSuchVersion, NotADraft, NotAuthentic
    """
    found = PolicyVersion.objects.select_for_update().filter(ref=version).first()
    if found is None:
        raise NoSuchVersion(version=version)
    verification.require([found])
    if found.state != State.DRAFT:
        raise NotADraft(version=version)
    return found


def require_decision(version: PolicyVersion, at: datetime) -> None:
    """Let a version through that the group decided on; where no group is asked, any.

    Raises:
        GroupIncomplete: a seat is empty, or who sat there holds the role no more.
        CommentsOpen, NotDecided, NotAuthentic
    """
    if not queries.is_asked():
        return
    if seats := queries.seats_lacking(at):
        raise GroupIncomplete(seats=seats)
    if found := queries.open_comments(version.ref):
        raise CommentsOpen(count=len(found))
    if queries.decision(version) is None:
        raise NotDecided


def appoint(
    *, person: Ref, seat: Seat, actor: Ref, at: datetime, full_time: bool = False
) -> GroupMember:
    """The head of the company does, who is responsible for the whole.

    Raises:
        NotPermitted: the actor is not the head.
        SeatUnfit: the person holds no role that fills the seat.
        SeatTaken
    """
    accounts.require(actor, at, Role.HEAD)
    if not accounts.all_roles(person, at) & rules.FILLED_BY[seat]:
        raise SeatUnfit(seat=seat)
    made = GroupMember(
        ref=Ref.new("gmember"),
        person=person,
        seat=seat,
        is_full_time=bool(full_time),
        appointed_by=actor,
        appointed_at=at,
    )
    facts: dict[str, Value] = {"person": person, "seat": seat, "full_time": full_time}
    try:
        with transaction.atomic():
            put(made, Event(Tag.MEMBER_APPOINTED, actor, Ref(made.ref), at, facts, DUTIES))
    except IntegrityError as error:
        raise SeatTaken from error
    return made


@transaction.atomic
def leave(*, member: Ref, actor: Ref, at: datetime) -> GroupMember:
    """The head ends a seat, or whoever has it gives it up.

    Raises:
        NoSuchMember, MemberLeft, NotPermitted, NotAuthentic
    """
    found: GroupMember = queries.locked(GroupMember, member)
    if actor != found.person:
        accounts.require(actor, at, Role.HEAD)
    if found.left_at is not None:
        raise MemberLeft
    found.left_by, found.left_at = actor, at
    facts: dict[str, Value] = {"person": Ref(found.person), "seat": Seat(found.seat)}
    put(found, Event(Tag.MEMBER_LEFT, actor, member, at, facts, DUTIES))
    return found


@transaction.atomic
def call(*, version: Ref, held_at: datetime, agenda: str, actor: Ref, at: datetime) -> GroupMeeting:
    """Call the group together about a draft.

    Raises:
        NotPermitted, NoSuchVersion, NotADraft, WordsMissing, PersonalDataInText, NotAuthentic
        GroupIncomplete: a seat is empty; the head fills it first.
    """
    accounts.require(actor, at, *CALLERS)
    drafted(version)
    said = plain_texts.required(agenda, part="agenda", at=at)
    if seats := queries.seats_lacking(at):
        raise GroupIncomplete(seats=seats)
    number = next_number(GroupMeeting)
    made = GroupMeeting(
        ref=Ref.new("gmeeting"),
        number=number,
        version=version,
        held_at=held_at,
        agenda=said,
        called_by=actor,
        called_at=at,
    )
    facts: dict[str, Value] = {
        "number": number,
        "version": version,
        "held": held_at,
        "agenda": Digest.of(said.encode()),
    }
    put(made, Event(Tag.MEETING_CALLED, actor, Ref(made.ref), at, facts, DUTIES))
    return made


def vote(*, meeting: Ref, answer: Answer, seen: str, actor: Ref, at: datetime) -> GroupVote:
    """A member says yes, no, or neither to the text as it stands; that is being there as well.

    ``seen``  digest of the text that was read

    Raises:
        NotAMember, MeetingNotYet, MeetingOver, AlreadyVoted
        TextChanged: somebody saved the text since it was read.
        NoSuchMeeting, NoSuchVersion, NotADraft, NotAuthentic
    """
    try:
        with transaction.atomic():
            return _vote(meeting, answer, seen, actor, at)
    except IntegrityError as error:
        raise AlreadyVoted from error


def _vote(meeting: Ref, answer: Answer, seen: str, actor: Ref, at: datetime) -> GroupVote:
    _require_member(actor, at)
    found: GroupMeeting = queries.locked(GroupMeeting, meeting)
    if found.minuted_at is not None:
        raise MeetingOver
    if at < found.held_at:
        raise MeetingNotYet(held=found.held_at)
    version = drafted(found.version)
    if seen != version.text_sha256:
        raise TextChanged(version=version.ref)
    made = GroupVote(
        ref=Ref.new("gvote"),
        meeting=meeting,
        person=actor,
        answer=answer,
        text_sha256=version.text_sha256,
        at=at,
    )
    facts: dict[str, Value] = {
        "meeting": meeting,
        "answer": answer,
        "text": Digest.fromhex(version.text_sha256),
    }
    put(made, Event(Tag.VOTED, actor, Ref(made.ref), at, facts, DUTIES))
    return made


def _require_member(actor: Ref, at: datetime) -> Mapping[Ref, frozenset[Seat]]:
    members = queries.sitting(at)
    if actor not in members:
        raise NotAMember
    return members


@transaction.atomic
def minute(*, meeting: Ref, minutes: str, actor: Ref, at: datetime) -> GroupMeeting:
    """Write the minutes, which close the meeting; what it came to follows from what members said
    of the text as it stands now.

    Raises:
        NotAMember, MeetingNotYet, MeetingOver, WordsMissing, PersonalDataInText
        NoSuchMeeting, NoSuchVersion, NotADraft, NotAuthentic
    """
    members = _require_member(actor, at)
    found: GroupMeeting = queries.locked(GroupMeeting, meeting)
    if found.minuted_at is not None:
        raise MeetingOver
    if at < found.held_at:
        raise MeetingNotYet(held=found.held_at)
    version = drafted(found.version)
    said = plain_texts.required(minutes, part="minutes", at=at)
    answers = {
        Ref(one.person): Answer(one.answer)
        for one in queries.votes(found)
        if one.text_sha256 == version.text_sha256
    }
    outcome, yes, no = rules.outcome(members, answers)
    found.minutes, found.outcome, found.yes, found.no = said, outcome, yes, no
    found.members, found.present = len(members), sorted(answers.keys() & members.keys())
    found.text_sha256 = version.text_sha256
    found.minuted_by, found.minuted_at = actor, at
    facts: dict[str, Value] = {
        "number": found.number,
        "outcome": outcome,
        "members": found.members,
        "present": len(found.present),
        "yes": yes,
        "no": no,
        "text": Digest.fromhex(found.text_sha256),
        "minutes": Digest.of(said.encode()),
    }
    put(found, Event(Tag.MINUTED, actor, meeting, at, facts, DUTIES))
    return found


@transaction.atomic
def confirm(*, meeting: Ref, actor: Ref, at: datetime) -> GroupMeeting:
    """Another member who was there says that the minutes are right; then the decision counts.

    Raises:
        MinutesBySame, NotAMember, MeetingRuns, MeetingOver, NoSuchMeeting, NotAuthentic
    """
    _require_member(actor, at)
    found: GroupMeeting = queries.locked(GroupMeeting, meeting)
    if found.minuted_at is None:
        raise MeetingRuns
    if found.confirmed_at is not None:
        raise MeetingOver
    if actor == found.minuted_by or actor not in found.present:
        raise MinutesBySame
    found.confirmed_by, found.confirmed_at = actor, at
    facts: dict[str, Value] = {"number": found.number}
    put(found, Event(Tag.MINUTES_CONFIRMED, actor, meeting, at, facts, DUTIES))
    return found
