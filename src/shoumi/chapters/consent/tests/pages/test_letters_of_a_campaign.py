"""The pages of letters and of the ways they leave by, in a real home and in a demo."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from shoumi.base import clock
from shoumi.base.clock import home
from shoumi.base.correspondence import accounts
from shoumi.base.correspondence.channels.vendors import Vendor
from shoumi.base.correspondence.models import Batch, Letter
from shoumi.base.correspondence.rules import State, Way
from shoumi.base.correspondence.tests.gateway import SECRET
from shoumi.base.egress.tests.https_server import allowed
from shoumi.base.outbox.tests.relays import Inbox
from shoumi.chapters.consent import jobs
from shoumi.chapters.consent.services import letter_writer
from shoumi.chapters.consent.tests.letters_house import Post, relaying
from shoumi.chapters.consent.verbs import letter_dispatch
from shoumi.doors.demo import cast as people
from shoumi.doors.tests import lapses
from shoumi.doors.tests.house import told, values
from shoumi.doors.tests.visitors import signed_in, worked

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def post(house):
    return Post(house, 3)


def dispatched(post, /, **more):
    officer = signed_in(post.house.dpo)
    given = {"campaign": post.campaign, "task": post.task, "mail": "on", "is_sure": "on", **more}
    asked = officer.post(f"/deals/{post.house.deal}/do/campaign-dispatch", given, secure=True)
    return officer, asked


def test_letters_are_sent_by_page_and_listed_letter_by_letter(post):
    inbox = Inbox("550 nobody")
    with relaying(inbox):
        officer, asked = dispatched(post)
        assert asked.status_code == 303, asked.content.decode()
        worked()
        told_ = officer.get(asked.headers["Location"], secure=True).content.decode()
    assert "11 封信" in told_
    assert len(inbox.mails) == 2
    page = officer.get(f"/campaigns/{post.campaign}/letters", secure=True).content.decode()
    for words in ("已寄出", "退回", "寄不出去", "没有可用的号码或地址", "smtp.550"):
        assert words in page
    assert values(100)["mobile"] not in page
    assert "people.example" not in page
    lost = officer.get(f"/campaigns/{post.campaign}/letters?state=bounced&format=csv", secure=True)
    assert lost.headers["Content-Type"].startswith("text/html"), "a list of people is no file here"
    assert len(listed(lost)) == 1, "the one that bounced"
    assert "换一种方式再寄" in officer.get("/inbox", secure=True).content.decode()
    deal = officer.get(f"/deals/{post.house.deal}", secure=True).content.decode()
    assert f"/campaigns/{post.campaign}/letters" in deal


def listed(answer):
    """Letters of which a page has a row."""
    return set(re.findall("letter-[0-9a-z]{8}", answer.content.decode()))


@pytest.mark.parametrize("demand", ["9.2", "14.3"])
def test_no_letter_is_listed_with_its_customer_while_a_door_of_reading_is_shut(post, demand):
    with relaying(Inbox()):
        post.begin()
        post.carry()
    address = f"/campaigns/{post.campaign}/letters"
    officer = signed_in(post.house.dpo)
    assert len(listed(officer.get(address, secure=True))) == 11
    lapses.revoke(post.house, demand)
    shut = officer.get(address, secure=True)
    assert not listed(shut)
    why = shut.content.decode().split('<ul class="lapses">')[-1].split("</ul>")[0]
    assert f"/duties/{demand}" in why, "in the place of the rows"
    assert "已寄出" in shut.content.decode(), "how many they are names nobody"
    assert told("door.refused")


def test_a_task_that_lacks_a_field_is_told_in_words(post):
    with relaying(Inbox()):
        _, asked = dispatched(post, post="on")
    assert asked.status_code >= 400
    assert "要用的字段：地址、监护人姓名、姓名" in asked.content.decode()


def test_what_is_missing_is_told_on_the_form_and_nothing_begins(post):
    _, asked = dispatched(post)
    assert asked.status_code >= 400
    assert "邮件还没有接通" in asked.content.decode()
    assert post.found().state == "PREPARED"


def test_a_batch_that_stopped_says_why_on_its_page(post):
    with relaying(Inbox()):
        post.begin()
        lapses.revoke(post.house, "19.3")
        post.carry()
    officer = signed_in(post.house.dpo)
    page = officer.get(f"/campaigns/{post.campaign}/letters", secure=True).content.decode()
    assert "停下了" in page
    assert "19.3" in page
    waiting = officer.get("/inbox", secure=True).content.decode()
    assert "信寄到一半停下了" in waiting
    assert f"/campaigns/{post.campaign}/letters" in waiting
    assert Batch.objects.get().held


def test_the_page_of_another_deal_is_not_there(post, stranger):
    other = signed_in(stranger)
    assert other.get(f"/campaigns/{post.campaign}/letters", secure=True).status_code == 404


def test_ways_are_set_up_and_tried_by_page_and_the_keys_never_come_back(house):
    keeper = signed_in(house[people.SECURITY])
    page = keeper.get("/channels", secure=True).content.decode()
    assert "没有接通" in page
    allowed(
        "dysmsapi.aliyuncs.com",
        asker=house[people.SECURITY],
        approver=house.dpo,
        at=clock.now(),
    )
    given = {
        "vendor": "aliyun",
        "sign_name": "云岚虚构",
        "notice_template": "SMS_100000001",
        "reminder_template": "SMS_100000002",
        "app": "",
        "key_name": "made-up-name",
        "key_secret": SECRET,
    }
    asked = keeper.post("/channels/do/channel-sms", given, secure=True)
    assert asked.status_code == 303, asked.content.decode()
    row = accounts.current()
    assert (row.vendor, row.sign_name) == (Vendor.ALIYUN, "云岚虚构")
    for path in ("/channels", "/channels/do/channel-sms"):
        shown = keeper.get(path, secure=True).content.decode()
        assert SECRET not in shown
        assert "made-up-name" not in shown
    wrong = keeper.post("/channels/do/channel-sms", given | {"notice_template": "x"}, secure=True)
    assert wrong.status_code == 422
    assert SECRET not in wrong.content.decode()


def test_a_test_mail_leaves_and_its_address_is_kept_nowhere(house):
    inbox = Inbox()
    keeper = signed_in(house[people.SECURITY])
    with relaying(inbox):
        accounts.Trial.objects.all().delete()
        given = {"way": "mail", "to": "keeper@house.example"}
        asked = keeper.post("/channels/do/channel-try", given, secure=True)
        assert asked.status_code == 303, asked.content.decode()
        assert accounts.trial(Way.MAIL).failure == ""
        shown = keeper.get("/channels", secure=True).content.decode()
    assert inbox.recipients == [["keeper@house.example"]]
    assert "keeper@house.example" not in shown
    [line] = told("letters.tried")
    assert line.facts == {"way": "mail", "failed": False}


def test_in_a_demo_letters_are_files_sent_to_nobody(house, monkeypatch):
    post = Post(house, 2, ways=[Way.SMS])
    monkeypatch.setattr(clock, "is_demo", lambda: True)
    post.begin()
    post.carry()
    assert post.states() == {State.SENT: 10}
    files = list((settings.SHOUMI_HOME / "sink").glob("letter-*.txt"))
    assert len(files) == 10
    text = "".join(one.read_text("utf-8") for one in files)
    assert "/n#" in text
    assert "寄给监护人" in text
    assert values(0)["mobile"] not in text
    assert Letter.objects.exclude(state=State.SENT).count() == 0
    assert home.kind() is not None


def test_the_page_of_printing_says_how_many_this_file_holds_and_how_many_wait(post, monkeypatch):
    for module in (letter_writer, letter_dispatch):
        monkeypatch.setattr(module, "MAX_PAPER", 3)
    post.ways, post.task = [Way.POST], post.opened([Way.POST])
    post.begin()
    post.carry()
    count = post.states()[State.TO_PRINT]
    officer = signed_in(post.house.dpo)
    address = f"/deals/{post.house.deal}/do/campaign-print"
    assert f"还有 {count - 3} 封" in officer.get(address).content.decode()
    for left in range(count - 3, 0, -3):
        jobs.print_letters(post.campaign, post.house.dpo, lambda content, *, people: None)
        again = officer.get(address).content.decode()
        assert "其中 3 封排过" in again
        assert f"还有 {left} 封" in again
        letter_writer.posted(
            campaign=post.campaign, writer=jobs.WRITER, actor=post.house.dpo, at=clock.now()
        )
    assert "没有剩下的" in officer.get(address).content.decode()
