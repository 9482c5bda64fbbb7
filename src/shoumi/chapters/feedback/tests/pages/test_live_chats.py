"""The list of chats tells that somebody came, and where chats of others are read."""

from __future__ import annotations

import re

import pytest
import time_machine

from shoumi.base import clock
from shoumi.chapters.feedback.models import Chat
from shoumi.chapters.feedback.queries import chats as found_chats
from shoumi.chapters.feedback.rules import Way
from shoumi.chapters.feedback.services import channels, chat_endings, chats
from shoumi.chapters.feedback.tests.pages.test_chats import ASKS, QUICK, begins
from shoumi.chapters.feedback.tests.pages.test_chats import news as lines_after
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
EVENTS = "/chats/events"


@pytest.fixture
def staffed(house):
    """A working day, ten in the morning in China."""
    with time_machine.travel("2026-09-24T02:00:00Z"):
        channels.list_channel(way=Way.CHAT, contact="/ask/chat", actor=house.dpo, at=clock.now())
        yield house


def listed(client):
    shown = client.get("/chats", secure=True).content.decode()
    return shown, re.search(r'data-last="([^"]+)"', shown)[1]


def news(client, last):
    headers = {"Last-Event-ID": last, **QUICK}
    return client.get(EVENTS, secure=True, headers=headers)


def test_each_step_of_a_chat_is_news_for_the_list_and_no_line_of_it_is(staffed):
    service = signed_in(staffed[people.SERVICE])
    _, last = listed(service)
    _, code = begins()
    page = f"/chats/{Chat.objects.get().ref}"
    steps = (
        lambda: None,
        lambda: service.post(f"{page}/do/chat-take", secure=True),
        lambda: service.post(f"{page}/do/chat-hand", {"to": str(staffed.dpo)}, secure=True),
    )
    for step in steps:
        step()
        answer = news(service, last)
        told = answer.content.decode()
        assert "event: changed" in told
        assert code not in told
        assert ASKS not in told
        last = answer.watched.version
        assert f"id: {last}" in told
        assert listed(service)[1] == last
        assert "event:" not in news(service, last).content.decode()
    signed_in(staffed.dpo).post(f"{page}/say", {"text": "您好"}, secure=True)
    assert found_chats.list_version() == last
    ended = Ref(Chat.objects.get().ref)
    chat_endings.dismiss(chat=ended, actor=staffed.dpo, at=clock.now())
    assert found_chats.list_version() != last


def test_a_stream_waits_for_that_and_every_name_of_it_has_one_version(staffed):
    answer = news(signed_in(staffed[people.SERVICE]), "0")
    watched = answer.watched
    assert watched.versions(["chats", "other"]) == dict.fromkeys(
        ("chats", "other"), watched.version
    )
    begins()
    assert watched.versions([watched.topic])[watched.topic] != watched.version


def test_without_a_script_a_link_renews_the_list(staffed):
    service = signed_in(staffed[people.SERVICE])
    shown, _ = listed(service)
    part = shown[shown.index("data-live-stale") :]
    assert re.search(r"<a href=\"/chats\"", part[: part.index("</p>")])
    assert "hidden" not in shown[shown.index("data-live-stale") :].split(">")[0]
    begins()
    assert "1 人在等" in service.get("/chats", secure=True).content.decode()


def test_news_is_for_nobody_who_serves_no_customers(stranger, staffed):
    assert news(signed_in(stranger), "0").status_code in (403, 404)
    service = signed_in(staffed[people.SERVICE])
    with time_machine.travel("2026-09-24T02:16:00Z"):
        assert news(service, "0").status_code == 401


def test_who_only_follows_the_list_is_signed_out_as_well(staffed):
    service = signed_in(staffed[people.SERVICE])
    for minutes in (5, 10, 14):
        with time_machine.travel(f"2026-09-24T02:{minutes:02}:30Z"):
            assert news(service, "0").status_code == 200
            headers = {"Last-Event-ID": "0", **QUICK}
            assert service.get("/chats", secure=True, headers=headers).status_code == 200
    with time_machine.travel("2026-09-24T02:16:00Z"):
        assert news(service, "0").status_code == 401


def test_the_page_of_a_chat_of_another_begins_with_what_is_known_of_it(staffed):
    begins()
    found = Chat.objects.get()
    signed_in(staffed[people.SERVICE]).post(f"/chats/{found.ref}/do/chat-take", secure=True)
    shown = signed_in(staffed.dpo).get(f"/chats/{Ref(found.ref)}", secure=True).content.decode()
    assert ASKS not in shown
    left = shown[shown.index('class="columns"') :]
    first_column = left[: left.index("</section>")]
    assert "概况" in first_column
    assert "</div>\n        <div>" not in first_column.split("概况")[0].strip()
    assert shown.count("概况") == 1


@pytest.mark.parametrize("is_inside", [True, False])
def test_a_line_said_while_a_stream_is_read_comes_once(staffed, monkeypatch, is_inside):
    _, code = begins()
    service, path = signed_in(staffed[people.SERVICE]), f"/chats/{Chat.objects.get().ref}"
    service.post(f"{path}/do/chat-take", secure=True)
    name = "read_inside" if is_inside else "read_outside"
    read = getattr(chats, name)

    def read_late(**given):
        monkeypatch.undo()
        service.post(f"{path}/say", {"text": "刚说的"}, secure=True)
        return read(**given)

    monkeypatch.setattr(chats, name, read_late)
    where = (f"{path}/events", 1, service) if is_inside else ("/ask/chat/events", 1)
    given = {} if is_inside else {"code": code}
    answer, numbers, _ = lines_after(*where, **given)
    assert numbers[-1] == 3
    assert answer.watched.version == "3"
    _, again, _ = lines_after(where[0], answer.watched.version, *where[2:], **given)
    assert again == []
