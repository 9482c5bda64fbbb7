"""A chat is begun, taken, written in, handed over, and ends as a request or as nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.outbox.models import Message
from shoumi.base.vault.models import KeptSecret
from shoumi.chapters.feedback import health, queries
from shoumi.chapters.feedback.models import Channel, Chat, ChatLine, Request
from shoumi.chapters.feedback.rules import Kind, Part, State, Way
from shoumi.chapters.feedback.rules.channel_trials import Back
from shoumi.chapters.feedback.rules.chats import MOST_A_MINUTE, ChatPart, ChatState
from shoumi.chapters.feedback.services import chat_endings, chats, erasure
from shoumi.chapters.feedback.services.chat_errors import (
    ChatEnded,
    ChatNotTheirs,
    ChatShut,
    ChatTaken,
    ChatTooFast,
    OthersData,
)
from shoumi.chapters.feedback.services.errors import NotForThem
from shoumi.chapters.feedback.services.texts import Asker
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
ASKS = "你们怎么有我的邮箱"


@pytest.fixture
def open_desk(desk):
    desk.channel(Way.CHAT, None)
    return desk


def begun(desk, text=ASKS) -> Ref:
    made, desk.code = chats.open_chat(text=text, who=Asker("吴虚丙"), lang="zh", at=desk.at)
    return Ref(made.ref)


def taken(desk, **more) -> Ref:
    chat = begun(desk, **more)
    chats.take(chat=chat, actor=desk.qian, at=desk.at)
    return chat


def says(desk, chat, text, once=""):
    return chats.say(chat=chat, text=text, once=once, at=desk.at)


def answers(desk, chat, text, once="", actor=None):
    actor = actor or desk.qian
    return chats.answer(chat=chat, text=text, once=once, actor=actor, at=desk.at)


def outside(chat):
    read = chats.read_outside(chat=Chat.objects.get(ref=chat), since=0)
    return [(line.part, text) for line, text in read]


def test_both_sides_read_what_was_said_and_a_note_stays_inside(open_desk):
    chat = taken(open_desk)
    answers(open_desk, chat, "您好，请说")
    chats.note(chat=chat, text="像是老客户", actor=open_desk.qian, at=open_desk.at)
    says(open_desk, chat, "我要删除")
    wanted = [("PERSON", ASKS), ("TAKEN", ""), ("HOUSE", "您好，请说"), ("PERSON", "我要删除")]
    assert outside(chat) == wanted
    found = Chat.objects.get(ref=chat)
    inside = chats.read_inside(chat=found, since=0, actor=open_desk.qian, at=open_desk.at)
    assert [text for _, text in inside] == [ASKS, "", "您好，请说", "像是老客户", "我要删除"]
    assert [line.place for line, _ in inside] == [1, 2, 3, 4, 5]


def test_nobody_begins_one_at_night_on_a_holiday_or_where_none_is_listed(desk):
    with pytest.raises(ChatShut):
        begun(desk)
    desk.channel(Way.CHAT, None)
    begun(desk)
    for at in (datetime(2026, 9, 24, 12, tzinfo=UTC), datetime(2026, 10, 1, 2, tzinfo=UTC)):
        desk.at = at
        with pytest.raises(ChatShut):
            begun(desk)


def test_one_takes_it_and_nobody_else_reads_or_writes_in_it(open_desk):
    desk = open_desk
    chat = taken(desk)
    with pytest.raises(ChatTaken):
        chats.take(chat=chat, actor=desk.sun, at=desk.at)
    with pytest.raises(ChatNotTheirs):
        answers(desk, chat, "您好", actor=desk.sun)
    found = Chat.objects.get(ref=chat)
    with pytest.raises(ChatNotTheirs):
        chats.read_inside(chat=found, since=0, actor=desk.sun, at=desk.at)
    with pytest.raises(NotPermitted):
        chats.take(chat=begun(desk), actor=desk.seller, at=desk.at)


def test_it_is_handed_over_by_whoever_has_it_or_by_the_protection_officer(open_desk):
    desk = open_desk
    chat = taken(desk)
    with pytest.raises(NotForThem):
        chats.hand_over(chat=chat, to=desk.seller, actor=desk.qian, at=desk.at)
    with pytest.raises(ChatNotTheirs):
        chats.hand_over(chat=chat, to=desk.sun, actor=desk.sun, at=desk.at)
    chats.hand_over(chat=chat, to=desk.sun, actor=desk.qian, at=desk.at)
    with pytest.raises(ChatNotTheirs):
        answers(desk, chat, "您好")
    answers(desk, chat, "您好", actor=desk.sun)
    chats.hand_over(chat=chat, to=desk.officer, actor=desk.officer, at=desk.at)
    assert Chat.objects.get(ref=chat).assignee == desk.officer
    assert [part for part, _ in outside(chat)].count("HANDED") == 2


def test_a_text_sent_again_is_there_once_even_when_the_chat_is_over(open_desk):
    desk = open_desk
    chat = taken(desk)
    first = says(desk, chat, "在吗", once="one")
    assert says(desk, chat, "在吗", once="one").place == first.place
    answers(desk, chat, "在", once="two")
    answers(desk, chat, "在", once="two")
    assert [text for _, text in outside(chat)].count("在") == 1
    chat_endings.accept(chat=chat, kind=Kind.QUESTION, actor=desk.qian, at=desk.at)
    assert says(desk, chat, "在吗", once="one").place == first.place
    with pytest.raises(ChatEnded):
        says(desk, chat, "还在吗", once="three")


def test_who_writes_faster_than_anybody_types_has_to_wait(open_desk):
    desk = open_desk
    chat = begun(desk)
    for number in range(MOST_A_MINUTE - 1):
        says(desk, chat, f"第 {number} 句")
    with pytest.raises(ChatTooFast):
        says(desk, chat, "再来一句")
    desk.go(minutes=2)
    says(desk, chat, "再来一句")


@pytest.mark.parametrize("data", ["wu@kehu.example", "990000199001010017"])
def test_what_the_person_did_not_say_of_anybody_does_not_leave(open_desk, data):
    desk = open_desk
    chat = taken(desk)
    with pytest.raises(OthersData):
        answers(desk, chat, f"您登记的是 {data} 吗")
    assert not ChatLine.objects.filter(part=ChatPart.HOUSE).exists()
    says(desk, chat, f"我的是 {data}")
    answers(desk, chat, f"您说的是 {data}，对吗")
    with pytest.raises(OthersData):
        answers(desk, chat, "那 zheng@kehu.example 呢")


def test_it_becomes_a_request_with_its_whole_text_read_by_the_same_code(open_desk):
    desk = open_desk
    chat = taken(desk)
    answers(desk, chat, "您好，请说")
    chats.note(chat=chat, text="像是老客户", actor=desk.qian, at=desk.at)
    desk.go(minutes=5)
    says(desk, chat, "我要删除")
    before = set(KeptSecret.objects.values_list("name", flat=True))
    made = chat_endings.accept(chat=chat, kind=Kind.DELETE, actor=desk.qian, at=desk.at)
    assert set(KeptSecret.objects.values_list("name", flat=True)) == before
    opened = desk.opened(made.ref)
    told = [(Part(line.part), opened.said[line.ref]) for line in opened.lines]
    assert told == [
        (Part.RECEIVED, ASKS),
        (Part.CHAT, "您好，请说"),
        (Part.NOTE, "像是老客户"),
        (Part.ADDED, "我要删除"),
    ]
    found = Request.objects.get()
    assert (found.assignee, found.state, found.way) == (desk.qian, State.OPEN, Way.CHAT)
    assert found.received_at == Chat.objects.get(ref=chat).opened_at
    assert queries.by_code(desk.code) == found
    assert opened.who.name == "吴虚丙"
    shown = [text for _, text in erasure.open_for_person(request=found, at=desk.at)]
    assert shown == [None, "您好，请说", "我要删除"]
    assert desk.state("10.3")[0] == "PASS"


def test_its_texts_go_with_the_record_of_its_request(open_desk):
    desk = open_desk
    chat = taken(desk)
    made = chat_endings.accept(chat=chat, kind=Kind.DELETE, actor=desk.qian, at=desk.at)
    desk.prove(made.ref, subject=desk.first)
    assert erasure.forget([desk.first]) == 2  # who asks, and what was said
    assert outside(chat) == [("PERSON", ""), ("TAKEN", ""), ("ENDED", "")]
    assert erasure.sweep(desk.go(hours=2)) == 0


def test_one_that_asks_for_nothing_is_destroyed_and_what_a_killed_process_left_is_swept(open_desk):
    desk = open_desk
    chat, other = taken(desk), taken(desk)
    chat_endings.dismiss(chat=chat, actor=desk.qian, at=desk.at)
    assert outside(chat) == [("PERSON", ""), ("TAKEN", ""), ("ENDED", "")]
    row = Chat.objects.get(ref=other)
    chat_endings._end(row, chat_endings.ChatEnding.NOTHING, desk.qian, desk.at)
    assert erasure.sweep(desk.at) == 0  # it might still be at work
    assert erasure.sweep(desk.go(hours=2)) == 2
    assert not Request.objects.exists()


def test_a_silent_chat_becomes_a_request_and_keeps_who_had_it(open_desk):
    desk = open_desk
    alone, attended = begun(desk), taken(desk)
    desk.go(minutes=29)
    assert chat_endings.end_idle(desk.at) == 0
    says(desk, attended, "还在吗")
    desk.go(minutes=2)
    assert chat_endings.end_idle(desk.at) == 1
    desk.go(minutes=40)
    assert chat_endings.end_idle(desk.at) == 1
    assert chat_endings.end_idle(desk.at) == 0
    found = {one.ref: one for one in Request.objects.all()}
    assert found[Chat.objects.get(ref=alone).request].assignee == ""
    assert found[Chat.objects.get(ref=attended).request].assignee == desk.qian


def test_who_waits_too_long_is_told_of_once_and_nothing_of_what_was_said(open_desk):
    desk = open_desk
    begun(desk)
    assert chat_endings.tell_of_waiting(desk.go(minutes=1)) == 0
    assert chat_endings.tell_of_waiting(desk.go(minutes=2)) == 2
    assert chat_endings.tell_of_waiting(desk.go(minutes=9)) == 0
    assert not [one for one in Message.objects.all() if ASKS in one.body]


def test_a_real_answer_is_the_trial_of_the_channel_once_a_day(open_desk):
    desk = open_desk
    channel = Channel.objects.get()
    chat = taken(desk)
    assert Channel.objects.get().tried_at is None
    answers(desk, chat, "您好")
    first = Channel.objects.get()
    assert (first.back, first.tried_by) == (Back.ANSWERED, desk.qian)
    desk.go(minutes=3)
    answers(desk, taken(desk), "您好")
    assert Channel.objects.get().tried_at == first.tried_at
    desk.tried(Ref(channel.ref), Back.NOBODY)
    answers(desk, taken(desk), "您好")
    assert Channel.objects.get().back == Back.ANSWERED


def test_a_chat_that_was_edited_by_hand_opens_nothing(open_desk):
    desk = open_desk
    chat = taken(desk)
    Chat.objects.filter(ref=chat).update(assignee=desk.sun)
    found = Chat.objects.get(ref=chat)
    with pytest.raises(Exception, match="not_authentic"):
        chats.read_inside(chat=found, since=0, actor=desk.sun, at=desk.at)


def test_rows_of_chats_agree_with_the_ledger_until_one_is_edited(open_desk):
    desk = open_desk
    chat = taken(desk)
    chats.hand_over(chat=chat, to=desk.sun, actor=desk.qian, at=desk.at)
    chat_endings.leave(chat=chat, kind=Kind.COMPLAINT, at=desk.at)
    begun(desk)
    [table] = [one for one in health.guarded if one.table is Chat]
    rows = list(Chat.objects.order_by("id"))
    assert table.agreed(rows) == [row.entry_position for row in rows]
    rows[0].assignee, rows[1].state = desk.qian, ChatState.ENDED
    assert table.agreed(rows) == [None, None]


def test_a_chat_waits_for_no_longer_than_its_hours(open_desk):
    desk = open_desk
    begun(desk)
    assert [one.state for one in Chat.objects.all()] == [ChatState.WAITING]
    desk.at += timedelta(days=1)
    chat_endings.end_idle(desk.at)
    assert Chat.objects.get().state == ChatState.ENDED
