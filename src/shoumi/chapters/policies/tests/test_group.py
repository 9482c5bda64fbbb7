"""A version is published on the decision of a whole working group, once there is one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base import registry
from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.models import Grant
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.attestations import controls
from shoumi.base.clock import home as kind_of_home
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.policies import queries
from shoumi.chapters.policies.group_models import (
    DraftComment,
    GroupMeeting,
    GroupMember,
    GroupVote,
)
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.queries import acceptances
from shoumi.chapters.policies.queries import group as found
from shoumi.chapters.policies.rules import State
from shoumi.chapters.policies.rules.group import Answer, Outcome, Seat, Treatment
from shoumi.chapters.policies.services import comments, errors, group
from shoumi.chapters.policies.services.acceptances import accept
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

LATER = AT + timedelta(hours=1)


def why(at=AT):
    held = queries.check_policy(at)
    return held.state, held.reason


def say_yes(people):
    return dict.fromkeys(people, Answer.YES)


def test_a_whole_group_that_adopted_the_text_makes_1_1_pass(office):
    members = office.group()
    version = office.approved()
    office.meeting(version, say_yes(members))
    office.publish(version)
    assert why() == (ControlState.PASS, "")
    assert controls.checked("1.1", AT).state is ControlState.PASS
    assert registry.partial("1.1") == ""


def test_without_a_group_what_was_published_stays_in_force_and_1_1_holds_in_part(office):
    office.published()
    assert why() == (ControlState.PARTIAL, "policy.group_missing")
    office.group()
    assert why() == (ControlState.PARTIAL, "policy.in_force_undecided")


def test_a_real_home_publishes_nothing_before_a_group_is_appointed(office):
    version = office.approved()
    kind_of_home.create(kind_of_home.Kind.REAL)
    with pytest.raises(errors.GroupIncomplete) as refused:
        office.publish(version)
    assert set(refused.value.facts["seats"]) == set(Seat) - {Seat.MEMBER}


def test_a_version_that_no_meeting_adopted_is_not_published(office):
    office.group()
    version = office.approved()
    with pytest.raises(errors.NotDecided):
        office.publish(version)
    assert PolicyVersion.objects.get().state == State.DRAFT


def test_half_of_the_members_are_no_quorum_and_neither_is_a_meeting_without_legal(office):
    dora, emil, sara, cora = office.group()
    version = office.approved()
    for there in ((dora, emil), (dora, sara, cora)):
        held = office.meeting(version, say_yes(there))
        assert GroupMeeting.objects.get(ref=held).outcome == Outcome.NOT_QUORATE
        with pytest.raises(errors.NotDecided):
            office.publish(version)


def test_a_draft_that_half_of_those_who_came_do_not_want_is_rejected(office):
    dora, emil, sara, cora = office.group()
    version = office.approved()
    answers = {**say_yes([dora, emil]), sara: Answer.NO, cora: Answer.ABSTAIN}
    held = office.meeting(version, answers)
    one = GroupMeeting.objects.get(ref=held)
    assert (one.outcome, one.yes, one.no, len(one.present)) == (Outcome.REJECTED, 2, 1, 4)
    with pytest.raises(errors.NotDecided):
        office.publish(version)


def test_a_group_that_loses_its_legal_member_publishes_nothing_and_1_1_says_so(office):
    members = office.group()
    version = office.approved()
    office.meeting(version, say_yes(members))
    office.publish(version)
    second = office.approved()
    office.meeting(second, say_yes(members))
    group.leave(member=office.members[Seat.LEGAL], actor=office.head, at=AT)
    with pytest.raises(errors.GroupIncomplete) as refused:
        office.publish(second)
    assert refused.value.facts["seats"] == (Seat.LEGAL,)
    assert why() == (ControlState.PARTIAL, "policy.group_lacks_a_seat")


def test_who_loses_the_role_leaves_the_seat_empty_by_the_clock_alone(office):
    office.group()
    grant = Grant.objects.get(person=office.sara, role=Role.SEC)
    accounts.revoke(grant=Ref(grant.ref), actor=office.head, at=LATER)
    assert found.seats_lacking(AT) == ()
    assert found.seats_lacking(LATER) == (Seat.SECURITY,)


def test_a_text_that_is_saved_after_the_decision_takes_another(office):
    members = office.group()
    version = office.draft()
    office.meeting(version, say_yes(members))
    one = PolicyVersion.objects.get()
    assert found.decision(one) is not None
    one.text_sha256 = "0" * 64
    assert found.decision(one) is None


def test_minutes_that_their_writer_alone_has_seen_decide_nothing(office):
    members = office.group()
    version = office.approved()
    call = {"version": version, "held_at": AT, "agenda": "讨论草稿"}
    held = Ref(group.call(**call, actor=office.dora, at=AT).ref)
    seen = PolicyVersion.objects.get().text_sha256
    for who in members:
        group.vote(meeting=held, answer=Answer.YES, seen=seen, actor=who, at=AT)
    group.minute(meeting=held, minutes="都同意", actor=office.dora, at=AT)
    with pytest.raises(errors.MinutesBySame):
        group.confirm(meeting=held, actor=office.dora, at=AT)
    with pytest.raises(errors.NotDecided):
        office.publish(version)


def test_a_vote_is_given_once_at_the_meeting_by_a_member_who_read_the_text(office):
    office.group()
    version = office.draft()
    call = {"version": version, "held_at": LATER, "agenda": "讨论草稿"}
    held = Ref(group.call(**call, actor=office.dora, at=AT).ref)
    seen = PolicyVersion.objects.get().text_sha256
    told = {"meeting": held, "answer": Answer.YES}
    with pytest.raises(errors.MeetingNotYet):
        group.vote(**told, seen=seen, actor=office.emil, at=AT)
    with pytest.raises(errors.NotAMember):
        group.vote(**told, seen=seen, actor=office.gina, at=LATER)
    with pytest.raises(errors.TextChanged):
        group.vote(**told, seen="", actor=office.emil, at=LATER)
    group.vote(**told, seen=seen, actor=office.emil, at=LATER)
    with pytest.raises(errors.AlreadyVoted):
        group.vote(**told, seen=seen, actor=office.emil, at=LATER)


def test_a_comment_holds_a_version_up_until_somebody_else_answers(office):
    members = office.group()
    version = office.approved()
    office.meeting(version, say_yes(members))
    said = comments.comment(version=version, words="保存期限太长", actor=office.cora, at=AT)
    with pytest.raises(errors.CommentsOpen):
        office.publish(version)
    told = {"comment": Ref(said.ref), "treatment": Treatment.DECLINED, "words": "法律要求"}
    with pytest.raises(NotPermitted):
        comments.answer(**told, actor=office.cora, at=AT)
    comments.answer(**told, actor=office.emil, at=AT)
    office.publish(version)
    with pytest.raises(errors.CommentAnswered):
        comments.answer(**told, actor=office.emil, at=AT)


def test_texts_of_the_group_hold_no_number_of_a_person(office):
    office.group()
    told = {"version": office.draft(), "words": "13800138000 的客户不同意"}
    with pytest.raises(errors.PersonalDataInText):
        comments.comment(**told, actor=office.cora, at=AT)
    assert not DraftComment.objects.exists()


def test_the_head_alone_appoints_and_only_who_holds_the_role(office):
    told = {"person": office.emil, "seat": Seat.LEGAL, "at": AT}
    with pytest.raises(NotPermitted):
        group.appoint(**told, actor=office.dora)
    group.appoint(**told, actor=office.head)
    with pytest.raises(errors.SeatTaken):
        group.appoint(**told, actor=office.head)
    with pytest.raises(errors.SeatUnfit):
        group.appoint(person=office.emil, seat=Seat.SECURITY, actor=office.head, at=AT)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        (GroupMember, {"seat": Seat.MEMBER}),
        (GroupMeeting, {"outcome": Outcome.REJECTED}),
    ],
)
def test_a_row_of_the_group_that_was_edited_decides_nothing(office, table, change):
    members = office.group()
    version = office.approved()
    office.meeting(version, say_yes(members))
    table.objects.update(**change)
    with pytest.raises(NotAuthentic):
        office.publish(version)


def test_a_vote_that_was_taken_away_keeps_the_minutes_from_being_written(office):
    members = office.group()
    version = office.draft()
    call = {"version": version, "held_at": AT, "agenda": "讨论草稿"}
    held = Ref(group.call(**call, actor=office.dora, at=AT).ref)
    seen = PolicyVersion.objects.get().text_sha256
    for who in members:
        group.vote(meeting=held, answer=Answer.NO, seen=seen, actor=who, at=AT)
    GroupVote.objects.filter(person=office.emil).delete()
    with pytest.raises(NotAuthentic):
        group.minute(meeting=held, minutes="都说了", actor=office.dora, at=AT)


def test_a_house_that_outgrew_the_short_form_says_so(office, monkeypatch):
    members = office.group()
    version = office.approved()
    office.meeting(version, say_yes(members))
    office.publish(version)
    monkeypatch.setattr(queries.handler_duties, "needs_full_time_officer", lambda *said: True)
    assert why() == (ControlState.PARTIAL, "policy.officer_part_time")
    group.leave(member=office.members[Seat.OFFICER], actor=office.head, at=AT)
    told = {"person": office.dora, "seat": Seat.OFFICER, "full_time": True}
    group.appoint(**told, actor=office.head, at=AT)
    assert why() == (ControlState.PASS, "")


def test_staff_are_asked_to_accept_a_version_and_asked_anew_by_the_next(office):
    members = office.group()
    for number in (1, 2):
        version = office.approved()
        office.meeting(version, say_yes(members))
        office.publish(version)
        in_force = acceptances.asked_of_staff()
        assert in_force.number == number
        assert not acceptances.has_accepted(in_force, office.cora)
        accept(version=version, actor=office.cora, at=AT)
        assert acceptances.has_accepted(in_force, office.cora)
        assert acceptances.counts(in_force)[0] == 1
        with pytest.raises(errors.AlreadyAccepted):
            accept(version=version, actor=office.cora, at=AT)
    with pytest.raises(errors.NotInForce):
        accept(version=Ref(PolicyVersion.objects.get(number=1).ref), actor=office.emil, at=AT)


def test_a_version_that_no_group_decided_on_asks_nobody_to_accept_it(office):
    office.published()
    assert acceptances.asked_of_staff() is None
