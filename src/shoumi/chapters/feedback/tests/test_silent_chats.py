"""A chat that ended in silence is a question until whoever closes it says otherwise."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.chapters.feedback import health
from shoumi.chapters.feedback.models import Chat, Request
from shoumi.chapters.feedback.rules import Kind, Outcome, State, Way
from shoumi.chapters.feedback.services import answers, chat_endings, chats
from shoumi.chapters.feedback.services.errors import KindSaid, RecordLacks
from shoumi.chapters.feedback.services.texts import Asker
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))


@pytest.fixture
def open_desk(desk):
    desk.channel(Way.CHAT, None)
    return desk


def silent(desk) -> Ref:
    chats.open_chat(text="这样行吗", who=Asker("吴虚丙"), lang="zh", at=desk.at)
    desk.go(minutes=40)
    chat_endings.end_idle(desk.at)
    request = Ref(Request.objects.get().ref)
    desk.assign(request, desk.qian)
    desk.reply(request, way=Way.CHAT)
    return request


def close(desk, request, kind):
    return answers.close(
        request=request, outcome=Outcome.GRANTED, kind=kind, actor=desk.qian, at=desk.at
    )


def agreed(request) -> bool:
    [table] = [one for one in health.guarded if one.table is Request]
    return None not in table.agreed(list(Request.objects.filter(ref=request)))


def test_whoever_closes_it_says_what_it_asked_for(open_desk):
    request = silent(open_desk)
    assert Request.objects.get().kind == Kind.QUESTION
    close(open_desk, request, Kind.COMPLAINT)
    found = Request.objects.get()
    assert (found.kind, found.state) == (Kind.COMPLAINT, State.CLOSED)
    assert agreed(request)
    assert open_desk.check("10.3").state.value == "PASS"


def test_what_takes_a_proof_is_not_said_of_whoever_gave_none(open_desk):
    request = silent(open_desk)
    with pytest.raises(RecordLacks):
        close(open_desk, request, Kind.DELETE)
    assert Request.objects.get().kind == Kind.QUESTION
    close(open_desk, request, None)
    assert Request.objects.get().kind == Kind.QUESTION


def test_of_what_somebody_said_nobody_says_another_at_the_end(open_desk):
    desk = open_desk
    made, _ = chats.open_chat(text="这样行吗", who=Asker(), lang="zh", at=desk.at)
    chat_endings.leave(chat=Ref(made.ref), kind=Kind.QUESTION, at=desk.at + timedelta(minutes=1))
    request = Ref(Chat.objects.get().request)
    desk.go(minutes=40)
    desk.assign(request, desk.qian)
    desk.reply(request, way=Way.CHAT)
    with pytest.raises(KindSaid):
        close(desk, request, Kind.COMPLAINT)
    close(desk, request, Kind.QUESTION)
    asked = desk.answered(kind=Kind.OBJECT)
    with pytest.raises(KindSaid):
        close(desk, asked, Kind.QUESTION)


def test_a_chat_given_to_another_by_hand_fails_the_record(open_desk):
    desk = open_desk
    made, _ = chats.open_chat(text="这样行吗", who=Asker(), lang="zh", at=desk.at)
    chats.take(chat=Ref(made.ref), actor=desk.qian, at=desk.at)
    assert desk.check("10.3").state.value == "PASS"
    Chat.objects.update(assignee=desk.sun)
    assert desk.state("10.3") == ("FAIL", "row.not_authentic")
