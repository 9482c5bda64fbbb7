"""A folder that mails are read from and taken out of, on servers that can much and little."""

from __future__ import annotations

import threading
import time

import pytest

from shoumi.base.correspondence import mail_folder
from shoumi.base.correspondence.channels.outcome import Broken
from shoumi.base.correspondence.mailbox import Mailbox
from shoumi.base.correspondence.tests.kept_mailbox import KeptMails, serving


def box(port, password="right"):
    return Mailbox("127.0.0.1", port, "notice", "INBOX", is_encrypted=False, password=password)


def three(**more):
    mails = KeptMails(**more)
    for number in range(3):
        mails.put(b"Subject: %d\r\n\r\nx\r\n" % number)
    return mails


def test_mails_are_read_by_number_and_nothing_is_marked():
    mails = three()
    with serving(mails) as port, mail_folder.opened(box(port)) as folder:
        assert folder.validity == 7
        assert folder.newer(0) == [101, 102, 103]
        assert (folder.newer(102), folder.newer(103)) == ([103], [])
        about = folder.about(101)
        assert (about.size, about.came_at) == (len(mails.mails[101]), mails.came_at)
        assert folder.content(101, 10) == b"Subject: 0"
        assert folder.about(999) is None
    assert (mails.marked, mails.changes) == (set(), [])


@pytest.mark.parametrize("is_full", [True, False])
def test_one_mail_is_taken_out_and_no_other(is_full):
    mails = three(is_full=is_full)
    with serving(mails) as port, mail_folder.opened(box(port)) as folder:
        assert folder.take_out(102)
        assert folder.take_out(102), "it is gone already"
    assert sorted(mails.mails) == [101, 103]


def test_without_uidplus_what_others_marked_is_not_taken_along():
    mails = three(is_full=False, marked={101})
    with serving(mails) as port, mail_folder.opened(box(port)) as folder:
        assert not folder.take_out(102)
    assert sorted(mails.mails) == [101, 102, 103]


@pytest.mark.parametrize("refusing", [{"is_read_only": True}, {"refuses_deletion": True}])
def test_a_server_that_lets_nothing_be_taken_out_says_so_and_is_read_all_the_same(refusing):
    mails = three(**refusing)
    with serving(mails) as port, mail_folder.opened(box(port)) as folder:
        assert folder.newer(0) == [101, 102, 103]
        assert not folder.take_out(102)
    assert sorted(mails.mails) == [101, 102, 103]


def test_whoever_waits_is_told_of_a_mail_at_once_and_of_none_in_time():
    mails = three()
    with serving(mails) as port, mail_folder.opened(box(port)) as folder:
        assert folder.tells
        assert not folder.wait(0.05)
        later = threading.Timer(0.2, mails.put, [b"Subject: new\r\n\r\n"])
        later.start()
        begun = time.monotonic()
        assert folder.wait(20)
        assert time.monotonic() - begun < 5
        assert folder.newer(103) == [104]
        later.join()


def test_who_is_not_let_in_and_a_line_that_breaks_are_told_alike():
    mails = three(dies_after=1)
    with serving(mails) as port:
        with pytest.raises(Broken), mail_folder.opened(box(port, "wrong")):
            pass
        with pytest.raises(Broken):
            both_read(port)


def both_read(port):
    with mail_folder.opened(box(port)) as folder:
        return [folder.content(uid, 99) for uid in (101, 102)]
