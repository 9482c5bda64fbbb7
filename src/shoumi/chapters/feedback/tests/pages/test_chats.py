"""A visitor and customer service in one chat, by page, with and without a script."""

from __future__ import annotations

import re

import pytest
import time_machine

from shoumi.base import clock
from shoumi.chapters.feedback.models import Chat, ChatLine, Request
from shoumi.chapters.feedback.rules import Way
from shoumi.chapters.feedback.services import channels
from shoumi.chapters.feedback.tests.pages.test_portal import sends, visitor
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
ASKS = "你们从哪里拿到我的邮箱"
QUICK = {"HX-Request": "true"}


@pytest.fixture
def staffed(house):
    """A working day, ten in the morning in China."""
    with time_machine.travel("2026-09-24T02:00:00Z"):
        channels.list_channel(way=Way.CHAT, contact="/ask/chat", actor=house.dpo, at=clock.now())
        yield house


def begins(text=ASKS, lang="zh", **more):
    shown = sends("/ask/chat", lang, text=text, name="", **more)
    return shown, re.search(r"data-talk-code[^>]*>([\w-]{43})</pre>", shown)[1]


def news(path, last, client=None, **given):
    """The events after ``last``: their numbers, and all that they say."""
    ask = (client or visitor()).post if given else client.get
    answer = ask(path, given, secure=True, headers={"Last-Event-ID": str(last), **QUICK})
    told = answer.content.decode()
    return answer, [int(one) for one in re.findall(r"^id: (\d+)$", told, re.M)], told


def page_of_one():
    return f"/chats/{Chat.objects.get().ref}"


def test_a_visitor_begins_a_chat_and_comes_back_by_the_code_alone(staffed):
    assert "/ask/chat" in visitor().get("/ask", secure=True).content.decode()
    assert "Chat with us now" in visitor("en").get("/ask", secure=True).content.decode()
    shown, code = begins()
    assert ASKS in shown
    assert code not in str(Chat.objects.values().get())
    again = sends("/ask/chat", code=code)
    assert ASKS in again
    assert ASKS not in sends("/ask/chat", status=404, code="nobody-has-this-code")
    assert "Somebody comes soon" in begins(lang="en")[0]


def test_outside_the_hours_the_form_takes_its_place_and_open_ones_are_still_read(staffed):
    _, code = begins()
    with time_machine.travel("2026-09-24T14:00:00Z"):
        shown = visitor().get("/ask/chat", secure=True).content.decode()
        assert "9:00 至 18:00" in shown
        assert 'name="text"' not in shown
        sends("/ask/chat", text=ASKS, name="")
        assert Chat.objects.count() == 1
        assert ASKS in sends("/ask/chat", code=code)


def test_a_house_that_lists_no_chat_says_so_and_not_that_nobody_is_there(house):
    shown = visitor().get("/ask/chat", secure=True).content.decode()
    assert "没有开在线客服" in shown
    assert "客服时间" not in shown
    assert "has no chat" in visitor("en").get("/ask/chat", secure=True).content.decode()


def test_both_sides_hear_each_other_in_order_and_no_line_comes_twice(staffed):
    _, code = begins()
    service = signed_in(staffed[people.SERVICE])
    path = page_of_one()
    assert ASKS not in service.get(path, secure=True).content.decode()
    service.post(f"{path}/do/chat-take", secure=True)
    assert ASKS in service.get(path, secure=True).content.decode()
    said = {"text": "您好，请说", "once": "one"}
    for _ in range(2):  # sent again, as after a lost answer
        assert service.post(f"{path}/say", said, secure=True, headers=QUICK).status_code == 204
    service.post(f"{path}/do/chat-note", {"text": "像是老客户"}, secure=True)
    _, numbers, told = news("/ask/chat/events", 1, code=code)
    assert (numbers, "您好，请说" in told) == ([2, 3], True)
    assert (
        visitor()
        .post(
            "/ask/chat/say",
            {"code": code, "text": "要删除", "once": "x"},
            secure=True,
            headers=QUICK,
        )
        .status_code
        == 204
    )
    _, numbers, told = news("/ask/chat/events", 3, code=code)
    assert (numbers, "要删除" in told) == ([5], True)
    assert "像是老客户" not in sends("/ask/chat", code=code)
    answer, numbers, told = news(f"{path}/events", 3, service)
    assert (numbers, "像是老客户" in told, "要删除" in told) == ([4, 5], True, True)
    assert answer.watched.version == "5"
    assert answer.headers["Content-Type"].startswith("text/event-stream")
    assert [line.place for line in ChatLine.objects.order_by("id")] == [1, 2, 3, 4, 5]


def test_nobody_else_of_the_house_reads_it_and_none_after_it_is_handed_over(staffed):
    begins()
    service = signed_in(staffed[people.SERVICE])
    path = page_of_one()
    service.post(f"{path}/do/chat-take", secure=True)
    officer = signed_in(staffed.dpo)
    assert ASKS not in officer.get(path, secure=True).content.decode()
    assert news(f"{path}/events", 0, officer)[0].status_code == 410
    officer.post(f"{path}/do/chat-hand", {"to": str(staffed.dpo)}, secure=True)
    assert ASKS in officer.get(path, secure=True).content.decode()
    assert news(f"{path}/events", 0, service)[0].status_code == 410
    told = service.post(f"{path}/say", {"text": "还有一句"}, secure=True)
    assert (told.status_code, "还有一句" in told.content.decode()) == (422, True)
    assert ASKS not in told.content.decode()
    quick = service.post(f"{path}/say", {"text": "在吗"}, secure=True, headers=QUICK)
    assert quick.status_code == 422


def test_who_asks_for_the_head_of_the_events_waits_for_none(staffed):
    begins()
    service = signed_in(staffed[people.SERVICE])
    service.post(f"{page_of_one()}/do/chat-take", secure=True)
    answer = service.head(f"{page_of_one()}/events", secure=True)
    assert (answer.status_code, answer.watched) == (200, None)


def test_who_only_follows_is_signed_out_as_anybody_who_does_nothing(staffed):
    begins()
    service = signed_in(staffed[people.SERVICE])
    path = page_of_one()
    service.post(f"{path}/do/chat-take", secure=True)
    for minutes in (5, 10, 14):
        with time_machine.travel(f"2026-09-24T02:{minutes:02}:30Z"):
            assert news(f"{path}/events", 2, service)[0].status_code == 200
    with time_machine.travel("2026-09-24T02:16:00Z"):
        assert news(f"{path}/events", 2, service)[0].status_code == 401


def test_the_list_says_who_waits_and_how_long(staffed):
    begins()
    service = signed_in(staffed[people.SERVICE])
    with time_machine.travel("2026-09-24T02:07:30Z"):
        shown = service.get("/chats", secure=True).content.decode()
        assert "1 人在等" in shown
        assert re.search(r">\s*7\s*<", shown)
        assert "在线客服有人在等" in service.get("/", secure=True).content.decode()
    assert ASKS not in shown


def test_the_visitor_makes_it_a_request_and_reads_it_by_the_same_code(staffed):
    _, code = begins()
    service = signed_in(staffed[people.SERVICE])
    service.post(f"{page_of_one()}/do/chat-take", secure=True)
    service.post(f"{page_of_one()}/say", {"text": "请登记成正式请求"}, secure=True)
    shown = sends("/ask/chat/end", code=code, kind="DELETE")
    assert "已登记为正式请求" in shown
    found = Request.objects.get()
    receipt = sends("/ask/receipt", code=code)
    assert f"DSR-{found.number:04d}" in receipt
    assert "请登记成正式请求" in receipt
    assert news("/ask/chat/events", 0, code=code)[0].watched is None
    assert news(f"{page_of_one()}/events", 0, service)[0].status_code == 410
    assert "已登记为正式请求" in sends("/ask/chat/end", code=code, kind="DELETE")
    assert Request.objects.count() == 1


def test_without_a_script_what_was_typed_and_refused_stays(staffed):
    _, code = begins()
    shown = sends("/ask/chat/say", status=422, code=code, text="长" * 2_001, once="x")
    assert "长长长" in shown
    assert "2 000" in shown or "2000" in shown
    assert "第二句" in sends("/ask/chat/say", code=code, text="第二句", once="y")


def test_many_chats_from_one_address_have_to_wait(staffed):
    codes = [
        visitor().post("/ask/chat", {"text": ASKS, "name": ""}, secure=True).status_code
        for _ in range(8)
    ]
    assert codes[:5] == [200] * 5
    assert codes[-1] != 200
    assert Chat.objects.count() == codes.count(200)


def test_a_code_in_a_header_of_events_is_no_number(staffed):
    _, code = begins()
    for last in ("-1", "nan", "9" * 40, "²"):
        answer, numbers, _ = news("/ask/chat/events", last.encode().decode("latin-1"), code=code)
        assert (answer.status_code, numbers) == (200, [1])


def test_hand_over_and_take_are_refused_to_who_serves_nobody(stranger, staffed):
    begins()
    found = Chat.objects.get()
    client = signed_in(stranger)
    assert client.get("/chats", secure=True).status_code != 200
    assert client.get(page_of_one(), secure=True).status_code != 200
    client.post(f"{page_of_one()}/do/chat-take", secure=True)
    assert Chat.objects.get(ref=Ref(found.ref)).assignee == ""
