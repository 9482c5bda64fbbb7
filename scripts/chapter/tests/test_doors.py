"""The same verbs by page, by command and over the API."""

from __future__ import annotations

import json

import pytest
import time_machine
from click.testing import CliRunner

from shoumi.base.tests.believed_names import believe
from shoumi.chapters.chapter_slug.commands import command
from shoumi.chapters.chapter_slug.models import Item
from shoumi.chapters.chapter_slug.pages.urls import console
from shoumi.chapters.chapter_slug.queries import NoSuchItem
from shoumi.chapters.chapter_slug.rules import State
from shoumi.doors.api.tests.programs import program

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
PAGES = {one.name: one.callback for one in console}


def text(answer):
    return answer.content.decode()


@pytest.fixture
def now(desk):
    """Doors read the home's clock; here it is the desk's."""
    with time_machine.travel(desk.at, tick=False):
        yield


def test_the_pages_show_an_item_and_what_can_be_done(desk):
    one = desk.open()
    for lang, words in (("zh", "待办"), ("en", "to be done")):
        listed = text(PAGES["chapter_slug"](desk.request(lang=lang)))
        assert f"/chapter_slug/{one.ref}" in listed
        shown = text(PAGES["chapter_slug-item"](desk.request(lang=lang), item=one.ref))
        assert words in shown
        assert f"/chapter_slug/{one.ref}/do/chapter_slug-close" in shown


def test_what_is_none_of_ones_own_is_not_there(desk):
    one = desk.open()
    request = desk.request()
    request.reach = frozenset()
    with pytest.raises(NoSuchItem):
        PAGES["chapter_slug-item"](request, item=one.ref)


def test_a_page_opens_and_closes(desk):
    sent = {"subject": desk.first, "topic": "QUESTION", "due": "2026-09-20"}
    answer = PAGES["act-chapter_slug-open"](desk.request(sent=sent), deal=desk.deal)
    one = Item.objects.get()
    assert answer.status_code == 303
    assert answer["Location"].startswith(f"/chapter_slug/{one.ref}")
    PAGES["act-chapter_slug-close"](desk.request(sent={}), item=one.ref)
    assert Item.objects.get().state == State.DONE


def shoumi(*words):
    answer = CliRunner().invoke(command, [*words, "--json"], catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)


def test_a_command_opens_lists_and_closes(desk, now, monkeypatch):
    believe(monkeypatch)
    told = ["--subject", desk.first, "--topic", "question", "--due", "2026-09-20"]
    made = shoumi("open", desk.deal, *told, "--as", desk.legal)
    assert [row["ref"] for row in shoumi("list", desk.deal)["items"]] == [made["ref"]]
    shoumi("close", made["ref"], "--as", desk.legal)
    assert shoumi("list", desk.deal)["items"][0]["state"] == "DONE"


@pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
def test_the_api_opens_lists_and_closes(desk, now):
    caller = program(desk.legal)
    given = {"subject": desk.first, "topic": "QUESTION", "due": "2026-09-20"}
    made = caller.done(f"/deals/{desk.deal}/chapter_slug", given)
    assert caller.told(f"/chapter_slug/{made['ref']}")["state"] == "OPEN"
    listed = caller.told(f"/deals/{desk.deal}/chapter_slug")["items"]
    assert [row["ref"] for row in listed] == [made["ref"]]
    caller.done(f"/chapter_slug/{made['ref']}/close")
    assert caller.told(f"/chapter_slug/{made['ref']}")["state"] == "DONE"
