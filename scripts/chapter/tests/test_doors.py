"""The same verbs by page, by command and over the API."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
import time_machine
from click.testing import CliRunner
from django.test import Client

from shoumi.base.api_tokens import services as tokens
from shoumi.base.tests.believed_names import believe
from shoumi.chapters.chapter_slug.commands import command
from shoumi.chapters.chapter_slug.models import Item
from shoumi.chapters.chapter_slug.pages.urls import console
from shoumi.chapters.chapter_slug.queries import NoSuchItem
from shoumi.chapters.chapter_slug.rules import Scope, State

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


@pytest.fixture
def program(desk, now):
    """Calls the API by a token of legal's; answers what was answered."""
    _, token = tokens.make(
        name="程序",
        scopes=list(Scope),
        actor=desk.legal,
        at=desk.at,
        real_at=datetime.now(UTC),
    )
    client = Client(HTTP_HOST="localhost", HTTP_AUTHORIZATION=f"Bearer {token}")

    def call(address, given=None, *, key=""):
        if not key:
            answer = client.get(f"/api/v1{address}", secure=True)
        else:
            told = {"content_type": "application/json", "headers": {"Idempotency-Key": key}}
            answer = client.post(f"/api/v1{address}", given or {}, secure=True, **told)
        assert answer.status_code in (200, 201), answer.content
        return answer.json()

    return call


@pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
def test_the_api_opens_lists_and_closes(desk, program):
    given = {"subject": desk.first, "topic": "QUESTION", "due": "2026-09-20"}
    made = program(f"/deals/{desk.deal}/chapter_slug", given, key="the-first-call")
    assert program(f"/chapter_slug/{made['ref']}")["state"] == "OPEN"
    listed = program(f"/deals/{desk.deal}/chapter_slug")["items"]
    assert [row["ref"] for row in listed] == [made["ref"]]
    program(f"/chapter_slug/{made['ref']}/close", key="the-second-call")
    assert program(f"/chapter_slug/{made['ref']}")["state"] == "DONE"
