"""The mailbox of reports by page: tried before it is kept, read from then on."""

from __future__ import annotations

import os

import pytest

from shoumi.base.correspondence import mailbox
from shoumi.base.correspondence.tests.imap_server import Mails, bounced, holding
from shoumi.base.home_settings import queries
from shoumi.base.home_settings.rules import Setting
from shoumi.chapters.consent import jobs
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
PAGE = "/settings/do/settings-mailbox"
BOX = {"host": "127.0.0.1", "user": "notice", "folder": "INBOX", "password": "right"}


@pytest.fixture
def keeper(house):
    return signed_in(house[people.HEAD])


@pytest.fixture
def mails():
    return Mails()


@pytest.fixture
def port(mails):
    with holding(mails) as found:
        yield found


def set_up(keeper, port, **more):
    return keeper.post(PAGE, {**BOX, "port": port, **more})


def test_a_mailbox_that_lets_nobody_in_is_not_kept_and_its_answer_is_told(keeper, port):
    for wrong in ({"password": "wrong"}, {"folder": "Elsewhere"}, {"user": "somebody"}):
        refused = set_up(keeper, port, **wrong)
        assert refused.status_code == 422
        assert "没有登进去" in refused.content.decode()
    assert queries.read(Setting.MAILBOX) is None


@pytest.mark.parametrize(
    "wrong", [{"host": "a b"}, {"user": "a b"}, {"folder": 'IN"BOX'}, {"host": "imap/x"}]
)
def test_what_no_mailbox_is_called_is_not_even_tried(keeper, wrong):
    assert set_up(keeper, 1, **wrong).status_code == 422
    assert queries.read(Setting.MAILBOX) is None


def test_reports_are_read_from_a_mailbox_that_was_set_on_a_page(keeper, port, mails):
    assert set_up(keeper, port).status_code == 303
    box = mailbox.configured()
    assert (box.host, box.port, box.is_encrypted) == ("127.0.0.1", port, False)
    mails.put(bounced("letter-none"))
    jobs.outgoing_letters.call()
    assert not mails.changes
    shown = keeper.get("/channels").content.decode()
    assert "127.0.0.1 · INBOX" in shown
    assert "没有试过" not in shown.split("上次读")[1].split("</")[2]


def test_the_password_does_not_come_back_and_goes_to_no_other_host(keeper, port):
    set_up(keeper, port)
    assert "right" not in keeper.get(PAGE).content.decode().split("<main")[1]
    assert set_up(keeper, port, password="").status_code == 303
    assert set_up(keeper, port, password="", host="localhost").status_code == 422
    elsewhere = {"host": "imap.example.com", "password": "", "is_untried": "on"}
    assert set_up(keeper, port, **elsewhere).status_code == 303
    assert (mailbox.configured().password, mailbox.configured().is_encrypted) == ("", True)


def test_the_environment_comes_first(keeper, port, monkeypatch):
    set_up(keeper, port)
    monkeypatch.setenv("SHOUMI_IMAP_URL", "imaps://other@imap.example/INBOX")
    assert mailbox.configured().host == "imap.example"


def test_it_is_taken_away_by_page(keeper, port):
    set_up(keeper, port)
    assert keeper.post(f"{PAGE}-remove", {"is_sure": "on"}).status_code == 303
    assert mailbox.configured() is None


def test_nobody_is_sent_to_a_file_of_the_machine(keeper):
    assert "SHOUMI_IMAP_URL" not in os.environ
    shown = keeper.get("/channels").content.decode()
    assert "SHOUMI_" not in shown
    assert "/settings/do/settings-mailbox" in shown
