"""The mailbox by page, what is set aside, the files of a request, what went out."""

from __future__ import annotations

import pytest

from shoumi.base import clock
from shoumi.base.correspondence.tests.kept_mailbox import KeptMails, serving
from shoumi.base.outbox import relay_settings
from shoumi.base.outbox.smtp import Relay
from shoumi.base.outbox.tests.relays import Inbox, relay
from shoumi.chapters.feedback import jobs, queries
from shoumi.chapters.feedback.models import Mail, Request
from shoumi.chapters.feedback.rules.mail_fates import Fate
from shoumi.chapters.feedback.services import mail_account
from shoumi.chapters.feedback.tests.mailbox_house import ADDRESS, WU, written
from shoumi.chapters.feedback.tests.pages.test_requests import does, sees
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
BOX = {"host": "127.0.0.1", "user": "notice", "folder": "INBOX", "password": "right"}


@pytest.fixture
def mails():
    return KeptMails(came_at=clock.now())


@pytest.fixture
def inbox():
    return Inbox()


@pytest.fixture
def reached(house, mails, inbox, monkeypatch):
    """The head set the mailbox on its page; this home is no demo to it."""
    monkeypatch.setattr(clock, "is_demo", lambda: False)
    with serving(mails) as imap, relay(inbox) as smtp:
        own = Relay("127.0.0.1", smtp, "answers@house.example")
        relay_settings.keep(own, actor=house[people.HEAD], at=clock.now())
        given = {**BOX, "port": imap, "address": ADDRESS}
        does(house[people.HEAD], "/contacts", "contact-mailbox", **given)
        yield house


def come(mails, *more):
    mails.came_at = clock.now()
    for one in more:
        mails.put(one.as_bytes().replace(b"\n", b"\r\n"))
    jobs.mails.call()


def test_a_mailbox_that_does_not_let_in_is_refused_with_what_it_answered(house, mails):
    with serving(mails) as imap:
        given = {**BOX, "port": imap, "address": ADDRESS, "password": "wrong"}
        told = does(house[people.HEAD], "/contacts", "contact-mailbox", 422, **given)
    assert "没有登进去" in told
    assert mail_account.configured() is None


def test_the_password_does_not_come_back(reached):
    shown = sees(reached[people.HEAD], "/contacts/do/contact-mailbox")
    assert ADDRESS in shown
    assert "right" not in shown.split("<main")[1]


def test_a_mail_is_a_request_whose_record_and_files_are_opened(reached, mails, inbox):
    service = reached[people.SERVICE]
    come(mails, written("请告诉我保存了什么信息", files=[("证明.pdf", b"paper")]))
    page = f"/requests/{Request.objects.get().ref}"
    shown = sees(service, page)
    assert "来信的发件人" in shown
    assert "收到的回执" in shown
    assert WU not in shown
    record = does(service, page, "request-open", 200)
    assert WU in record
    assert "证明.pdf" in record
    file = queries.lines(Request.objects.get())[1].ref
    address = f"{page}/files/{file}"
    assert address in record
    answer = signed_in(service).post(address, secure=True)
    assert (answer.status_code, answer.content) == (200, b"paper")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="DSR-0001.pdf"'
    assert signed_in(service).get(address, secure=True).status_code == 405
    assert len(inbox.mails) == 1


def test_what_is_set_aside_is_seen_opened_and_taken_in_by_page(reached, mails):
    service = reached[people.SERVICE]
    assert "没有来信" in sees(service, "/mails")
    come(mails, written("请删除", subject="促销", heads=[("Precedence", "bulk")]))
    shown = sees(service, "/mails?fate=ASIDE")
    assert "自动回复或群发" in shown
    assert WU not in shown
    page = f"/mails/{Mail.objects.get().ref}"
    assert "an automatic answer or a mailing" in sees(service, page, "en")
    opened = does(service, page, "mail-open", 200)
    assert WU in opened
    assert "促销" in opened
    does(service, page, "mail-accept", kind="DELETE")
    assert Mail.objects.get().fate == Fate.ACCEPTED
    assert "登记为请求" in sees(service, page)
    assert "DSR-0001" in sees(service, "/mails")


def test_a_channel_of_mail_is_tried_by_a_mail(reached, mails, inbox):
    officer = reached.dpo
    does(officer, "/contacts", "contact-add", way="MAIL", contact=ADDRESS)
    channel = queries.channels()[0].ref
    assert "contact-probe" in sees(officer, f"/contacts/{channel}")
    does(officer, f"/contacts/{channel}", "contact-probe")
    jobs.mails.call()
    come(mails, inbox.mails[0])
    assert "收到了，进了队列" in sees(officer, "/contacts")


def test_whoever_takes_no_requests_in_sees_no_mails(reached):
    assert signed_in(reached[people.HEAD]).get("/mails", secure=True).status_code == 403
