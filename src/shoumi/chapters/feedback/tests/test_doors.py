"""The same verbs by command and over the API; what waits in the inbox; what the doctor says."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from click.testing import CliRunner

from shoumi.base.accounts.tests.cast import asker
from shoumi.base.api_tokens.models import Answer
from shoumi.base.correspondence.mailbox import Mailbox
from shoumi.base.registry import Health
from shoumi.base.tests.believed_names import believe
from shoumi.chapters.feedback import health, inbox_items, jobs, queries
from shoumi.chapters.feedback.commands import contact, mail, request
from shoumi.chapters.feedback.models import Mail, MailMark, Request
from shoumi.chapters.feedback.rules import Kind, State, Way
from shoumi.chapters.feedback.services import mail_account, mail_intake
from shoumi.chapters.feedback.tests.feedback_house import WORDS
from shoumi.doors.api.tests.programs import program

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


@pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
def test_the_api_takes_in_opens_and_closes(desk, now):
    caller = program(desk.officer)
    given = {"kind": "QUESTION", "way": "API", "text": WORDS}
    made = caller.done("/requests", given)
    address = f"/requests/{made['ref']}"
    assert caller.told(address)["assignee"] == ""
    assert WORDS not in json.dumps(
        [caller.told("/requests"), caller.told(address)], ensure_ascii=False
    )
    caller.done(f"{address}/take")
    assert caller.done(f"{address}/open")["said"][0]["text"] == WORDS
    reply = {"text": "可以", "way": "MAIL"}
    caller.done(f"{address}/reply", reply)
    caller.done(f"{address}/close", {"outcome": "ANSWERED"})
    assert caller.told(address)["state"] == "CLOSED"
    channel = caller.done("/contacts", {"way": "PHONE", "contact": "400"})
    caller.done(f"/contacts/{channel['ref']}/try", {"back": "ANSWERED"})
    assert caller.told("/contacts")["items"][0]["back"] == "ANSWERED"


@pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
def test_what_programs_were_answered_is_readable_in_no_row(desk, now):
    caller = program(desk.officer)
    given = {"kind": "QUESTION", "way": "API", "text": WORDS}
    made = caller.done("/requests", given, key="the-first-call")
    assert caller.done("/requests", given, key="the-first-call") == made
    address = f"/requests/{made['ref']}"
    caller.done(f"{address}/take")
    assert caller.done(f"{address}/open", key="the-other-call")["said"]
    kept = b"".join(map(bytes, Answer.objects.values_list("body", flat=True)))
    for told in (made["receipt"], made["ref"], WORDS):
        assert told.encode() not in kept
        assert json.dumps(told)[1:-1].encode() not in kept


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
def test_the_api_lists_and_opens_mails_that_are_set_aside(desk, now):
    caller = program(desk.officer)
    first, second = set_aside(desk, 1), set_aside(desk, 2)
    (newest, oldest) = caller.told("/mails")["items"]
    assert (newest["ref"], oldest["aside"]) == (second, "MACHINE")
    opened = caller.done(f"/mails/{first}/open")
    assert opened["text"] == "All for half."
    made = caller.done(f"/mails/{first}/accept", {"kind": "QUESTION"})
    assert made["way"] == "MAIL"
    assert caller.done(f"/mails/{second}/dismiss")["fate"] == "DISMISSED"


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
