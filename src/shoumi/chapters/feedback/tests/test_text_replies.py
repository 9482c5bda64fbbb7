"""Replies by text message: in one queue, once each; words that end them; nobody learns anything."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.ledger import reader
from shoumi.base.outbox.models import Message
from shoumi.chapters.feedback.chat_models import TextReply
from shoumi.chapters.feedback.models import Communication, Request
from shoumi.chapters.feedback.rules import Kind, Part, State, Way, text_replies
from shoumi.chapters.feedback.services import text_replies as service
from shoumi.chapters.feedback.services import texts
from shoumi.chapters.feedback.services.errors import NumberUnfit, TextLong, TextMissing
from shoumi.core.refs import Ref

database = pytest.mark.django_db(databases=("default", "keyring"))
NUMBER, OTHER = "+86 154 0000 0003", "154 0000 0004"
ENDS = [
    *("STOP", "Stop.", "ＳＴＯＰ", "unsubscribe", "T", "TD", "r", "退订", "【退订】", "退订TD"),
    *("拒收", "不要再发！", "取消订阅", "我要退订，别再发了", "please stop texting me", "回T"),
]
ASKS = [
    *("怎么退订？", "可以退订吗", "你们是谁", "please call me", "stop by at noon?", "订单到哪了"),
    *("我的退款呢", "t 恤到了", "how do I unsubscribe", "1", "好的"),
]


@pytest.mark.parametrize("text", ENDS)
def test_words_that_end_messages_are_an_objection(text):
    assert text_replies.kind(text) is Kind.OBJECT


@pytest.mark.parametrize("text", ASKS)
def test_what_only_asks_or_means_something_else_is_a_question(text):
    assert text_replies.kind(text) is Kind.QUESTION


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ("+8615400000003", "15400000003"),
        ("008615400000003", "15400000003"),
        ("154-0000-0003", "15400000003"),
        ("１５４００００００３", "1540000003"),
        ("106912345678", "106912345678"),
        ("+4915112345678", "+4915112345678"),
        ("8612345", "8612345"),
        ("Shoumi", None),
        ("12", None),
        ("", None),
        ("154000000031540000000315400", None),
    ],
)
def test_a_number_is_the_same_however_it_is_written(told, number):
    assert text_replies.number(told) == number


def comes(desk, text, number=NUMBER, relay_id=None, actor=None, received_at=None):
    comes.count += 1
    return service.receive(
        number=number,
        text=text,
        relay_id=relay_id or f"m-{comes.count}",
        received_at=received_at or desk.at,
        actor=actor or desk.qian,
        at=desk.at,
    )


comes.count = 0


@database
def test_it_stands_in_the_queue_with_its_number_sealed(desk):
    comes(desk, "你们从哪里拿到我的号码")
    found = Request.objects.get()
    told = (found.kind, found.way, found.state, found.assignee, found.lang)
    assert told == (Kind.QUESTION, Way.TEXT_MESSAGE, State.OPEN, "", "zh")
    assert texts.asker(found).contact == "15400000003"
    assert desk.state("10.2") == ("FAIL", "feedback.unassigned")
    assert desk.check("10.3").state.value == "PASS"


@database
def test_what_the_same_number_writes_belongs_to_its_request_and_to_no_other(desk):
    comes(desk, "你们是谁")
    comes(desk, "在吗", OTHER)
    comes(desk, "请回电", "15400000003")
    first, second = Request.objects.order_by("number")
    parts = Communication.objects.filter(request=first.ref).order_by("place")
    assert [one.part for one in parts] == [Part.RECEIVED, Part.ADDED]
    assert Communication.objects.filter(request=second.ref).count() == 1
    assert desk.check("10.3").state.value == "PASS"


@database
def test_a_word_that_ends_messages_begins_a_request_of_its_own_once(desk):
    comes(desk, "你们是谁")
    comes(desk, "退订")
    comes(desk, "STOP")
    comes(desk, "还在发")
    kinds = [one.kind for one in Request.objects.order_by("number")]
    assert kinds == [Kind.QUESTION, Kind.OBJECT]
    objection = Request.objects.get(kind=Kind.OBJECT)
    assert Communication.objects.filter(request=objection.ref).count() == 3


@database
def test_a_message_that_the_relay_hands_over_again_is_there_once(desk):
    for _ in range(3):
        comes(desk, "你们是谁", relay_id="same")
    assert Communication.objects.count() == Request.objects.count() == 1
    comes(desk, "你们是谁", relay_id="another")
    assert Communication.objects.count() == 2


@database
def test_after_the_answer_the_number_begins_another(desk):
    comes(desk, "你们是谁")
    request = Ref(Request.objects.get().ref)
    desk.assign(request, desk.qian)
    desk.reply(request, way=Way.TEXT_MESSAGE)
    comes(desk, "还有一件事")
    assert Request.objects.count() == 2


@database
def test_nothing_says_whether_a_number_is_known(desk):
    comes(desk, "你们是谁")
    answers = {comes(desk, "在吗"), comes(desk, "在吗", OTHER), comes(desk, "退订", OTHER)}
    assert answers == {None}
    assert not Message.objects.exists()
    told = " ".join(str(one.line().facts) for one in reader.latest(50))
    for secret in ("15400000003", "15400000004", "在吗"):
        assert secret not in told
        assert secret not in str(list(TextReply.objects.values()))
        assert secret not in str(list(Request.objects.values()))


@database
def test_what_is_no_message_and_who_takes_nothing_in_is_refused(desk):
    for number, text, refusal in (
        ("Shoumi", "hello", NumberUnfit),
        (NUMBER, " ", TextMissing),
        (NUMBER, "长" * 2_001, TextLong),
    ):
        with pytest.raises(refusal):
            comes(desk, text, number)
    with pytest.raises(NotPermitted):
        comes(desk, "在吗", actor=desk.seller)
    assert not Request.objects.exists()
    assert not TextReply.objects.exists()


@database
def test_a_clock_of_the_relay_that_is_ahead_moves_no_deadline(desk):
    comes(desk, "在吗", received_at=desk.at + timedelta(days=3))
    assert Request.objects.get().received_at == desk.at


@database
def test_a_request_changed_by_hand_gets_no_message_of_another(desk):
    comes(desk, "在吗")
    Request.objects.update(deal="deal-forged")
    comes(desk, "还在吗")
    assert Request.objects.count() == 2


@database
def test_ids_are_kept_for_ninety_days(desk):
    comes(desk, "在吗")
    assert service.forget_old(desk.go(days=89)) == 0
    assert service.forget_old(desk.go(days=2)) == 1
