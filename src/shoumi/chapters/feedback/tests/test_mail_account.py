"""The mailbox is set by a page and tried before it is kept; it is looked into each minute, waited
at, and what is destroyed here is taken out of it."""

from __future__ import annotations

import threading
from contextlib import contextmanager

import pytest
import time_machine

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.tests.cast import asker
from shoumi.base.correspondence.channels.outcome import Broken
from shoumi.base.correspondence.errors import MailboxFailed
from shoumi.base.egress.errors import HostNotAllowed
from shoumi.base.home_settings import queries as home_settings
from shoumi.base.home_settings.rules import Setting
from shoumi.base.jobs import queues
from shoumi.base.registry import Health
from shoumi.base.vault import secrets
from shoumi.chapters.feedback import health, inbox_items, jobs, queries
from shoumi.chapters.feedback.models import Mail, MailOut, Request, SealedFile
from shoumi.chapters.feedback.queries import kept_texts
from shoumi.chapters.feedback.rules import Kind, Way
from shoumi.chapters.feedback.rules.channel_trials import Back
from shoumi.chapters.feedback.rules.mail_fates import Delivery, Fate, Purpose
from shoumi.chapters.feedback.services import (
    channels,
    erasure,
    mail_account,
    mail_out,
    mail_round,
    mails_aside,
    request_kinds,
)
from shoumi.chapters.feedback.services.errors import (
    NoSuchFile,
    NotReachedByMail,
    NotSetAside,
    UnreadMail,
)
from shoumi.chapters.feedback.tests.mailbox_house import ADDRESS, WU, mail_house, written
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
MACHINE = [("Precedence", "bulk")]


@pytest.fixture
def house(desk):
    with mail_house(desk) as found:
        yield found


@contextmanager
def at(desk):
    with time_machine.travel(desk.at, tick=False):
        yield


def parts(**more):
    told = {"host": "127.0.0.1", "port": 1, "user": "notice", "folder": "INBOX"}
    return {**told, "password": "right", "address": ADDRESS, "server": "", **more}


def test_a_mailbox_that_lets_nobody_in_is_not_kept(desk):
    account = mail_account.judged(**parts())
    with pytest.raises(MailboxFailed):
        mail_account.keep(account, is_tried=True, with_old=False, actor=desk.head, at=desk.at)
    assert home_settings.read(Setting.REQUESTS) is None


def test_one_elsewhere_is_on_the_list_of_calls_out_first(desk):
    with pytest.raises(HostNotAllowed):
        mail_account.judged(**parts(host="imap.example.com", port=993))


def test_only_who_keeps_the_machines_sets_it(house):
    with pytest.raises(NotPermitted):
        mail_account.keep(
            house.account,
            is_tried=False,
            with_old=False,
            actor=house.desk.qian,
            at=house.desk.at,
        )


def test_what_is_destroyed_here_is_taken_out_of_the_mailbox(house):
    desk = house.desk
    request = Ref(house.asked(files=[("a.pdf", b"paper")]).ref)
    house.come(written("别人的", sender="li@people.example", number=7))
    desk.assign(request, desk.qian)
    desk.prove(request, subject=desk.first)
    assert kept_texts.remaining([desk.first]) == 4  # who asks, the text, the file, the receipt
    assert erasure.forget([desk.first]) == 4
    assert kept_texts.remaining([desk.first]) == 0
    assert SealedFile.objects.count() == 0
    assert len(house.mails.mails) == 2
    house.look()
    assert [WU.encode() in one for one in house.mails.mails.values()] == [False]
    assert house.send() == 1, "the other's receipt alone"
    assert house.sent[0]["To"] == "li@people.example"


@pytest.mark.parametrize("refusing", [{"is_read_only": True}, {"refuses_deletion": True}])
def test_where_the_server_refuses_it_is_said(desk, refusing):
    with mail_house(desk, **refusing) as house, at(desk):
        request = Ref(house.asked().ref)
        desk.assign(request, desk.qian)
        desk.prove(request, subject=desk.first)
        erasure.forget([desk.first])
        house.look()
        found = [one for one in health.findings() if one.check == "requests-mailbox"]
        assert [(one.state, one.facts) for one in found] == [(Health.WARN, {"left": 1})]
        assert len(house.mails.mails) == 1


def waiting(desk, person):
    return {one.ref.rsplit(":", 1)[-1] for one in inbox_items.items(asker(person, desk.at))}


def test_what_is_set_aside_waits_for_somebody_and_is_taken_in_or_destroyed(house):
    desk = house.desk
    first = house.come(written("请删除我的信息", heads=MACHINE, number=1))
    second = house.come(written("大促销", heads=MACHINE, number=2))
    assert "mails-aside" not in waiting(desk, desk.qian), "of machines nobody is reminded"
    opened = mails_aside.open_mail(mail=Ref(first.ref), actor=desk.qian, at=desk.at)
    assert (opened.sender, opened.text) == (WU, "请删除我的信息")
    made, code = mails_aside.accept(
        mail=Ref(first.ref), kind=Kind.DELETE, actor=desk.qian, at=desk.at
    )
    assert (made.kind, made.way, made.received_at, bool(code)) == (
        Kind.DELETE,
        Way.MAIL,
        first.came_at,
        True,
    )
    assert mail_out.is_by_mail(made)
    mails_aside.dismiss(mail=Ref(second.ref), actor=desk.qian, at=desk.at)
    for one in (first, second):
        with pytest.raises(NotSetAside):
            mails_aside.open_mail(mail=Ref(one.ref), actor=desk.qian, at=desk.at)
        assert not secrets.existing([Ref(one.ref)])
    house.look()
    assert len(house.mails.mails) == 1
    with pytest.raises(NotPermitted):
        mails_aside.dismiss(mail=Ref(first.ref), actor=desk.seller, at=desk.at)


def test_what_nobody_looks_at_goes_after_the_term_of_a_record(house):
    mail = house.come(written("大促销", heads=MACHINE))
    desk = house.desk
    assert jobs.clear(desk.go(days=3 * 365)) == 0
    assert jobs.clear(desk.go(days=2)) == 1
    assert not secrets.existing([Ref(mail.ref)])
    assert SealedFile.objects.count() == 0
    house.look()
    assert house.mails.mails == {}


def test_of_a_mail_that_cannot_be_read_people_are_told(house):
    desk = house.desk
    mail = house.come(b"\0" * 500)
    assert "mails-aside" in waiting(desk, desk.qian)
    opened = mails_aside.open_mail(mail=Ref(mail.ref), actor=desk.qian, at=desk.at)
    assert (opened.text, opened.content[:3]) == (None, b"\0\0\0")
    with pytest.raises(UnreadMail):
        mails_aside.accept(mail=Ref(mail.ref), kind=Kind.QUESTION, actor=desk.qian, at=desk.at)
    mails_aside.dismiss(mail=Ref(mail.ref), actor=desk.qian, at=desk.at)
    assert "mails-aside" not in waiting(desk, desk.qian)


def test_a_file_is_had_by_who_answers_the_request_and_by_nobody_else(house):
    desk = house.desk
    request = Ref(house.asked(files=[("证明.pdf", b"paper")]).ref)
    other = Ref(house.come(written("别的", sender="li@people.example", number=5)).request)
    desk.assign(request, desk.qian)
    file = queries.lines(queries.get(request))[1].ref
    found = mails_aside.open_file(request=request, file=file, actor=desk.qian, at=desk.at)
    assert (found.name, found.content) == ("证明.pdf", b"paper")
    with pytest.raises(NoSuchFile):
        mails_aside.open_file(request=other, file=file, actor=desk.qian, at=desk.at)
    from shoumi.chapters.feedback.services.errors import NotTheirs

    with pytest.raises(NotTheirs):
        mails_aside.open_file(request=request, file=file, actor=desk.sun, at=desk.at)


def test_what_a_mail_asks_for_is_said_by_who_reads_it(house):
    desk = house.desk
    request = Ref(house.asked("我想问一个问题").ref)
    desk.assign(request, desk.qian)
    request_kinds.sort(request=request, kind=Kind.ACCESS, actor=desk.qian, at=desk.at)
    row = Request.objects.get()
    assert row.kind == Kind.ACCESS
    assert health.guarded[0].agreed([row]) == [row.entry_position]


def test_a_trial_is_noted_once_its_mail_is_found_in_the_queue(house):
    desk = house.desk
    channel = Ref(desk.channel(Way.MAIL, None).ref)
    mail_out.begin_trial(channel=channel, actor=desk.qian, at=desk.at)
    house.send()
    assert queries.channels()[0].back == ""
    mail = house.come(house.sent[0].as_bytes())
    (found,) = queries.channels()
    assert (mail.fate, found.back, found.tried_by) == (Fate.TRIAL, Back.ARRIVED, desk.qian)
    assert Request.objects.count() == 0


def test_nobody_can_pretend_that_a_trial_came_through(house):
    desk = house.desk
    channel = Ref(desk.channel(Way.MAIL, None).ref)
    out = mail_out.begin_trial(channel=channel, actor=desk.qian, at=desk.at)
    false = f"{out.ref}.1.{'0' * 24}.{'0' * 24}@house.example"
    raw = written("试", sender=ADDRESS).as_bytes().replace(f"1.{ADDRESS}".encode(), false.encode())
    assert house.come(raw).fate == Fate.ASIDE
    assert queries.channels()[0].back == ""


def test_without_a_mailbox_no_trial_begins(desk):
    channel = Ref(desk.channel(Way.MAIL, None).ref)
    with pytest.raises(NotReachedByMail):
        mail_out.begin_trial(channel=channel, actor=desk.qian, at=desk.at)


def test_an_answer_that_the_relay_refuses_waits_for_who_is_assigned(house):
    desk = house.desk
    request = Ref(house.asked("我想问一个问题").ref)
    house.send()
    desk.assign(request, desk.qian)
    desk.reply(request, way=Way.MAIL)
    house.inbox.replies.append("550 no such user")
    assert house.send() == 0
    out = MailOut.objects.get(purpose=Purpose.ANSWER)
    assert (out.state, out.failure) == (Delivery.FAILED, "smtp.550")
    assert "undelivered" in waiting(desk, desk.qian)


def test_a_relay_that_says_later_is_asked_again(house):
    house.asked()
    house.inbox.replies.append("451 later")
    assert house.send() == 0
    assert MailOut.objects.get().state == Delivery.QUEUED
    assert house.send() == 1


def test_the_job_of_each_minute_takes_in_and_sends(house):
    with at(house.desk):
        house.put(written("请查询"))
        jobs.mails.call()
        assert Request.objects.count() == 1
        assert len(house.sent) == 1
        assert [one.state for one in health.findings() if one.check != "feedback"] == [Health.OK]


def test_a_mailbox_that_cannot_be_reached_is_said_by_the_doctor(house):
    house.mails.password = "another"
    with at(house.desk):
        jobs.mails.call()
        with pytest.raises(Broken):
            house.look()
        found = [one for one in health.findings() if one.check == "requests-mailbox"]
        assert [one.state for one in found] == [Health.WARN]


def test_who_waits_takes_a_mail_in_at_once_and_stops_with_the_worker(house, monkeypatch):
    plain = mail_round.look_into

    def look_and_end(*given):
        plain(*given)
        queues.ENDING.set()

    monkeypatch.setattr(jobs, "_WATCH_SECONDS", 600.0)
    monkeypatch.setattr(mail_round, "look_into", look_and_end)
    queues.ENDING.clear()
    came = threading.Timer(0.5, house.put, [written("请查询")])
    came.start()
    with time_machine.travel(house.desk.at, tick=True):
        jobs.watch.call()  # without the push it would wait for ten minutes
    came.join()
    assert Mail.objects.get().fate == Fate.REQUEST


def test_no_mail_reader_counts_a_channel_as_tried_by_hand(house):
    """A trial whose channel was ended meanwhile is nobody's."""
    desk = house.desk
    channel = Ref(desk.channel(Way.MAIL, None).ref)
    mail_out.begin_trial(channel=channel, actor=desk.qian, at=desk.at)
    house.send()
    channels.end(channel=channel, actor=desk.officer, at=desk.at)
    assert house.come(house.sent[0].as_bytes()).fate == Fate.TRIAL
