"""The same verbs by command and over the API; what waits in the inbox; what the doctor says."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from click.testing import CliRunner
from django.test import Client

from shoumi.base.accounts.tests.cast import asker
from shoumi.base.api_tokens import services as tokens
from shoumi.base.correspondence.mailbox import Mailbox
from shoumi.base.registry import Health
from shoumi.base.tests.believed_names import believe
from shoumi.chapters.feedback import health, inbox_items, jobs, queries
from shoumi.chapters.feedback.commands import contact, mail, request
from shoumi.chapters.feedback.models import Mail, MailMark, Request
from shoumi.chapters.feedback.rules import Kind, Scope, State, Way
from shoumi.chapters.feedback.services import mail_account, mail_intake
from shoumi.chapters.feedback.tests.feedback_house import WORDS

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))


@pytest.fixture
def now(desk):
    """Doors read the home's clock; here it is the desk's."""
    with time_machine.travel(desk.at, tick=False):
        yield


def shoumi(group, *words):
    answer = CliRunner().invoke(group, [*words, "--json"], catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)


def test_commands_take_in_answer_and_close(desk, now, monkeypatch):
    believe(monkeypatch)
    who = ["--as", desk.qian]
    told = ["--kind", "question", "--way", "phone", "--text", WORDS]
    made = shoumi(request, "receive", *told, *who)
    assert made["receipt"]
    ref = made["ref"]
    assert [row["ref"] for row in shoumi(request, "list")["requests"]] == [ref]
    shoumi(request, "take", ref, *who)
    shoumi(request, "reply", ref, "--text", "可以", "--way", "phone", *who)
    assert shoumi(request, "open", ref, *who)["said"][0]["text"] == WORDS
    assert shoumi(request, "close", ref, "--outcome", "answered", *who)["state"] == "CLOSED"
    assert shoumi(request, "list")["requests"] == []


def test_commands_list_and_try_channels(desk, now, monkeypatch):
    believe(monkeypatch)
    told = ["--way", "phone", "--contact", "400-000-0000"]
    made = shoumi(contact, "add", *told, "--as", desk.officer)
    shoumi(contact, "try", made["ref"], "--back", "nobody", "--as", desk.qian)
    assert shoumi(contact, "list")["contacts"][0]["back"] == "NOBODY"


@pytest.fixture
def program(desk, now):
    """Calls the API by a token of the officer's; answers what was answered."""
    _, token = tokens.make(
        name="程序",
        scopes=list(Scope),
        actor=desk.officer,
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
def test_the_api_takes_in_opens_and_closes(desk, program):
    given = {"kind": "QUESTION", "way": "API", "text": WORDS}
    made = program("/requests", given, key="the-first-call")
    address = f"/requests/{made['ref']}"
    assert program(address)["assignee"] == ""
    assert WORDS not in json.dumps([program("/requests"), program(address)], ensure_ascii=False)
    program(f"{address}/take", key="the-second-call")
    assert program(f"{address}/open", key="the-third-call")["said"][0]["text"] == WORDS
    reply = {"text": "可以", "way": "MAIL"}
    program(f"{address}/reply", reply, key="the-fourth-call")
    program(f"{address}/close", {"outcome": "ANSWERED"}, key="the-fifth-call")
    assert program(address)["state"] == "CLOSED"
    channel = program("/contacts", {"way": "PHONE", "contact": "400"}, key="the-sixth-call")
    program(f"/contacts/{channel['ref']}/try", {"back": "ANSWERED"}, key="the-seventh-call")
    assert program("/contacts")["items"][0]["back"] == "ANSWERED"


RAW = b"From: shop@people.example\r\nPrecedence: bulk\r\nSubject: sale\r\n\r\nAll for half.\r\n"


def set_aside(desk, uid):
    box = Mailbox("127.0.0.1", 143, "notice", "INBOX", is_encrypted=False)
    MailMark.objects.get_or_create(of=box.digest, defaults={"since": desk.at})
    raw = RAW.replace(b"sale", b"sale %d" % uid)
    found = mail_intake.Fetched(box.digest, 1, uid, len(raw), desk.at, raw)
    mail_intake.take(found, mail_account.Account(box, "privacy@house.example"), desk.at)
    return Mail.objects.get(uid=uid).ref


def test_commands_look_at_mails_that_are_set_aside(desk, now, monkeypatch):
    believe(monkeypatch)
    who = ["--as", desk.qian]
    first, second = set_aside(desk, 1), set_aside(desk, 2)
    assert [row["ref"] for row in shoumi(mail, "list")["mails"]] == [first, second]
    assert shoumi(mail, "open", first, *who)["sender"] == "shop@people.example"
    assert shoumi(mail, "accept", first, "--kind", "question", *who)["kind"] == "QUESTION"
    assert shoumi(mail, "dismiss", second, "--yes", *who)["fate"] == "DISMISSED"
    assert shoumi(mail, "list")["mails"] == []


@pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
def test_the_api_lists_and_opens_mails_that_are_set_aside(desk, program):
    first, second = set_aside(desk, 1), set_aside(desk, 2)
    (newest, oldest) = program("/mails")["items"]
    assert (newest["ref"], oldest["aside"]) == (second, "MACHINE")
    opened = program(f"/mails/{first}/open", key="the-first-call")
    assert opened["text"] == "All for half."
    made = program(f"/mails/{first}/accept", {"kind": "QUESTION"}, key="the-second-call")
    assert made["way"] == "MAIL"
    assert program(f"/mails/{second}/dismiss", key="the-third-call")["fate"] == "DISMISSED"


def waiting(desk, person):
    return [one.ref.rsplit(":", 1)[-1] for one in inbox_items.items(asker(person, desk.at))]


def test_everybody_who_might_is_told_of_a_request_that_nobody_has(desk):
    request_ = desk.received(kind=Kind.QUESTION)
    for person in (desk.qian, desk.sun, desk.officer, desk.legal):
        assert waiting(desk, person) == ["take"]
    assert waiting(desk, desk.seller) == []
    desk.assign(request_, desk.qian)
    told = {one: waiting(desk, one) for one in (desk.qian, desk.sun, desk.officer)}
    assert told == {desk.qian: ["answer"], desk.sun: [], desk.officer: []}


def test_whoever_has_it_and_the_officer_are_reminded_at_each_warning_and_once_it_is_late(desk):
    request_ = desk.assigned(kind=Kind.QUESTION)
    begun, seen = desk.at, []
    until = queries.timed(queries.get(request_)).due.until
    for percent in (49, 50, 75, 90):
        desk.at = begun + (until - begun) * percent / 100
        seen += waiting(desk, desk.qian)
    assert seen == ["answer", "50", "75", "90"]
    assert waiting(desk, desk.officer) == ["90"]
    desk.at = until
    assert waiting(desk, desk.qian) == waiting(desk, desk.officer) == ["late"]
    desk.reply(request_)
    assert (waiting(desk, desk.qian), waiting(desk, desk.officer)) == (["close"], [])


def test_channels_wait_to_be_tried_a_week_before_their_trial_counts_no_more(desk):
    assert waiting(desk, desk.qian) == []
    desk.reachable()
    assert waiting(desk, desk.qian) == []
    desk.go(days=22)
    assert waiting(desk, desk.qian) == []
    desk.go(days=1)
    assert waiting(desk, desk.qian) == ["channels"]
    desk.channel(Way.CHAT, None)
    assert waiting(desk, desk.seller) == []


def test_an_edited_row_keeps_the_inbox_quiet_as_the_demand_fails(desk):
    desk.reachable()
    desk.go(days=25)
    desk.assigned()
    Request.objects.update(assignee=desk.sun)
    assert "answer" not in waiting(desk, desk.sun)


def test_the_doctor_names_what_is_overdue(desk, now):
    assert next(health.findings()).state is Health.OK
    desk.received()
    found = next(health.findings())
    assert (found.state, found.facts) == (Health.WARN, {"late": 0, "alone": 1})


def test_each_day_what_is_past_its_term_goes(desk):
    desk.closed()
    assert jobs.clear(desk.at) == 0
    assert jobs.clear(desk.go(days=3 * 366)) == 3
    assert Request.objects.get().state == State.CLOSED
    assert jobs.clear(desk.at + timedelta(days=1)) == 0
