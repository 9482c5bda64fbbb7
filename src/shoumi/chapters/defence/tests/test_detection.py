"""What looks like an attack becomes a case within the minute, and waits for somebody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from shoumi.base import clock
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.ledger import reader, texts, writer
from shoumi.base.outbox.models import Message
from shoumi.base.registry import Asker, Health
from shoumi.base.signin.events import By
from shoumi.base.signin.events import Tag as SignIn
from shoumi.base.tests import authenticated
from shoumi.base.tests.memories import forget
from shoumi.chapters.defence import health, inbox_items, jobs
from shoumi.chapters.defence.models import SecurityCase, Watch
from shoumi.chapters.defence.pages.urls import console
from shoumi.chapters.defence.queries import detection as queries
from shoumi.chapters.defence.queries.detection import NoSuchCase
from shoumi.chapters.defence.rules.detection import CaseState, Code, Verdict
from shoumi.chapters.defence.services import detection
from shoumi.chapters.defence.services.errors import (
    AlreadyBegun,
    AlreadyTaken,
    NobodyToBlock,
    NoReason,
    NotBegun,
    NotTaken,
    NotYours,
)
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
PAGES = {one.name: one.callback for one in console}


class Attack:
    """Somebody guesses the consultant's password."""

    def __init__(self, desk):
        self.desk = desk

    def tries(self, count=8, person=None):
        for _ in range(count):
            self.desk.go(seconds=5)
            about = person or self.desk.consultant
            event = Event(
                SignIn.REFUSED, SYSTEM, about, self.desk.at, {"by": By.PASSWORD}, ("1.5",)
            )
            writer.record(event)

    def found(self, **other):
        self.tries(**other)
        self.desk.go(seconds=30)
        (one,) = detection.look(at=self.desk.at)
        return Ref(one.ref)


@pytest.fixture
def attack(desk):
    detection.begin(actor=desk.security, at=desk.at)
    return Attack(desk)


def state(desk):
    forget()
    found = queries.check_detection(desk.at)
    return (found.state.value, found.reason)


def test_a_home_that_never_switched_it_on_leaves_the_word_to_a_statement(desk):
    assert state(desk) == ("NOT_BUILT", "")
    assert detection.look(at=desk.at) == []
    with pytest.raises(NotPermitted):
        detection.begin(actor=desk.operations, at=desk.at)


def test_guessing_becomes_a_case_that_waits_fifteen_minutes_and_then_shuts(desk, attack):
    assert state(desk) == ("PASS", "")
    one = attack.found()
    found = SecurityCase.objects.get(ref=one)
    assert (found.rule, found.who, found.count) == (Code.SIGNIN_GUESSING, desk.consultant, 8)
    assert reader.entry(found.last).line().tag == SignIn.REFUSED
    assert found.opened_at - reader.entry(found.last).line().at <= timedelta(minutes=1)
    assert state(desk) == ("PASS", "")
    assert queries.check_detection(desk.at).turns == found.opened_at + timedelta(minutes=15)
    desk.go(minutes=15)
    detection.look(at=desk.at)
    assert state(desk) == ("FAIL", "detection.case_waits")
    detection.take(case=one, actor=desk.security, at=desk.at)
    assert state(desk) == ("PASS", "")


def test_one_attack_that_goes_on_is_one_case_and_another_later_is_another(desk, attack):
    one = attack.found()
    attack.tries(30)
    assert detection.look(at=desk.at) == []
    detection.take(case=one, actor=desk.security, at=desk.at)
    closing = {"verdict": Verdict.FALSE_ALARM, "reasons": "本人忘了口令，已核实。"}
    detection.close(case=one, **closing, actor=desk.security, at=desk.at)
    assert detection.look(at=desk.go(seconds=30)) == []
    desk.go(hours=1)
    assert attack.found() != one


def test_what_happened_before_it_was_switched_on_is_past(desk):
    Attack(desk).tries()
    detection.begin(actor=desk.security, at=desk.at)
    assert detection.look(at=desk.at) == []


def test_what_goes_on_across_two_looks_is_seen_together(desk, attack):
    attack.tries(4)
    assert detection.look(at=desk.at) == []
    assert attack.found(count=4)


def test_a_mail_tells_security_without_a_name(desk, attack):
    attack.found()
    (mail,) = Message.objects.filter(key__startswith="detection:")
    assert "1" in mail.subject_line
    assert desk.consultant not in mail.body


def test_a_look_that_is_too_long_ago_does_not_count(desk, attack):
    desk.go(minutes=10)
    assert state(desk) == ("PASS", "")
    desk.go(seconds=1)
    assert state(desk) == ("STALE", "detection.not_running")
    detection.look(at=desk.at)
    assert state(desk) == ("PASS", "")
    assert detection.look(at=desk.at - timedelta(minutes=1)) == []
    assert Watch.objects.get().read_at == desk.at


def test_rows_that_are_edited_or_gone_shut(desk, attack):
    one = attack.found()
    for table, changed in (
        (Watch, {"read_at": desk.at + timedelta(hours=1)}),
        (SecurityCase, {"opened_at": desk.at + timedelta(hours=1)}),
    ):
        kept = table.objects.values().get()
        table.objects.update(**changed)
        assert state(desk) == ("FAIL", "row.not_authentic")
        table.objects.update(**kept)
        assert state(desk) == ("PASS", "")
    SecurityCase.objects.filter(ref=one).delete()
    assert state(desk) == ("FAIL", "row.not_authentic")


def test_a_case_is_taken_once_and_closed_by_who_took_it_with_reasons(desk, attack):
    one = attack.found()
    closing = {"case": one, "verdict": Verdict.INTRUSION, "reasons": "来自同一网段，已封。"}
    with pytest.raises(NotTaken):
        detection.close(**closing, actor=desk.security, at=desk.at)
    with pytest.raises(NotPermitted):
        detection.take(case=one, actor=desk.head, at=desk.at)
    detection.take(case=one, actor=desk.operations, at=desk.at)
    with pytest.raises(AlreadyTaken):
        detection.take(case=one, actor=desk.security, at=desk.at)
    with pytest.raises(NotYours):
        detection.close(**closing, actor=desk.security, at=desk.at)
    with pytest.raises(NoReason):
        detection.close(**{**closing, "reasons": " "}, actor=desk.operations, at=desk.at)
    made = detection.close(**closing, actor=desk.operations, at=desk.at)
    assert queries.state(made) is CaseState.CLOSED
    assert texts.of_entry(made.entry_position, "said") == closing["reasons"]
    with pytest.raises(NotTaken):
        detection.close(**closing, actor=desk.operations, at=desk.at)


def test_nobody_handles_or_sees_a_case_about_himself(desk, attack):
    one = attack.found(person=desk.security)
    with pytest.raises(NoSuchCase):
        detection.take(case=one, actor=desk.security, at=desk.at)
    with pytest.raises(NoSuchCase):
        PAGES["securitycase"](desk.request(), securitycase=one)
    assert f"/detection/{one}" not in PAGES["detection"](desk.request()).content.decode()
    asker = Asker(desk.security, frozenset({Role.SEC}), frozenset({""}), desk.at)
    assert list(inbox_items.items(asker)) == []
    detection.take(case=one, actor=desk.operations, at=desk.at)


def test_blocking_ends_the_sessions_of_whom_it_is_about(desk, attack):
    one = attack.found()
    with pytest.raises(NotPermitted):
        detection.block(case=one, actor=desk.operations, at=desk.at)
    assert detection.block(case=one, actor=desk.security, at=desk.at) == 0
    assert reader.latest(1)[0].line().tag == SignIn.LOCKED_DOWN
    SecurityCase.objects.update(who="")
    authenticated.change(SecurityCase.objects, who="")
    with pytest.raises(NobodyToBlock):
        detection.block(case=one, actor=desk.security, at=desk.at)


def test_the_head_switches_it_off_and_the_word_is_left_to_a_statement(desk, attack):
    with pytest.raises(AlreadyBegun):
        detection.begin(actor=desk.security, at=desk.at)
    with pytest.raises(NotPermitted):
        detection.end(actor=desk.security, at=desk.at)
    detection.end(actor=desk.head, at=desk.at)
    assert state(desk) == ("NOT_BUILT", "")
    with pytest.raises(NotBegun):
        detection.end(actor=desk.head, at=desk.at)
    detection.begin(actor=desk.security, at=desk.at)
    assert state(desk) == ("PASS", "")


@pytest.mark.both
def test_the_tables_hold_that_one_watch_runs_and_closed_means_judged(desk, attack):
    attack.found()
    with pytest.raises(IntegrityError), transaction.atomic():
        SecurityCase.objects.update(closed_at=desk.at, closed_by=desk.security)
    with pytest.raises(IntegrityError), transaction.atomic():
        Watch(
            ref="watch-2", begun_by=desk.security, begun_at=desk.at, seen=0, read_at=desk.at
        ).save()


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "没有人用的登录名"), ("en", "log-ins that nobody has")]
)
def test_tries_at_log_ins_that_nobody_has_are_about_nobody(desk, attack, lang, words):
    one = attack.found(person=SYSTEM)
    shown = PAGES["securitycase"](desk.request(lang=lang), securitycase=one).content.decode()
    assert words in shown
    assert "detection-block" not in shown


def test_pages_lead_from_the_alert_to_its_end(desk, attack):
    one = attack.found()
    for lang, words in (("zh", "反复猜一个账号的口令"), ("en", "password is guessed")):
        assert words in PAGES["detection"](desk.request(lang=lang)).content.decode()
        shown = PAGES["securitycase"](desk.request(lang=lang), securitycase=one).content.decode()
        assert f"/detection/{one}/do/detection-take" in shown
        assert "陈示例" in shown
    PAGES["act-detection-take"](desk.request(sent={}), securitycase=one)
    sent = {"verdict": "FALSE_ALARM", "reasons": "本人忘了口令。"}
    PAGES["act-detection-close"](desk.request(sent=sent), securitycase=one)
    shown = PAGES["securitycase"](desk.request(), securitycase=one).content.decode()
    assert "误报" in shown
    assert "本人忘了口令。" in shown


def test_the_job_looks_and_survives_rows_that_were_altered(desk, attack, monkeypatch):
    attack.tries()
    monkeypatch.setattr(clock, "now", lambda: desk.at)
    jobs.watch_due.func()
    assert SecurityCase.objects.count() == 1
    Watch.objects.update(seen=0)
    assert jobs.look_now() == []


def test_the_doctor_and_the_ledger_agree_with_the_rows(desk, attack, monkeypatch):
    one = attack.found()
    detection.take(case=one, actor=desk.security, at=desk.at)
    closing = {"verdict": Verdict.MISUSE, "reasons": "已移交。"}
    detection.close(case=one, **closing, actor=desk.security, at=desk.at)
    monkeypatch.setattr(health.clock, "now", lambda: desk.at)
    assert [one.state for one in health.findings()] == [Health.OK]
    for table in health.guarded:
        rows = list(table.table.objects.all())
        if rows:
            assert table.agreed(rows) == [row.entry_position for row in rows]
    authenticated.change(SecurityCase.objects, verdict=Verdict.FALSE_ALARM)
    authenticated.change(Watch.objects, begun_by=desk.head)
    for table in health.guarded:
        rows = list(table.table.objects.all())
        assert not rows or table.agreed(rows) == [None]
    desk.go(hours=1)
    assert [one.state for one in health.findings()] == [Health.FAIL]
