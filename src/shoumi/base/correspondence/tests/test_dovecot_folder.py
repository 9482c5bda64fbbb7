"""A folder on Dovecot: what differs from the small server of the tests is seen here."""

from __future__ import annotations

import threading
import time

import pytest

from shoumi.base.correspondence import mail_folder
from shoumi.base.correspondence.mailbox import Mailbox
from shoumi.base.correspondence.tests import dovecot_server


@pytest.fixture(scope="module")
def server():
    with dovecot_server.serving() as found:
        yield found


@pytest.fixture
def mails(server):
    """Empty, but for three mails; the numbers go on."""
    with server.opened() as session:
        session.uid("STORE", "1:*", "+FLAGS.SILENT", r"(\Deleted)")
        session.expunge()
    server.put_all([b"Subject: %d\r\n\r\nx\r\n" % number for number in range(3)])
    return server


def opened(mails):
    told = Mailbox("127.0.0.1", mails.port, "notice", "INBOX", is_encrypted=False, password="right")  # noqa: S106
    return mail_folder.opened(told)


def test_mails_are_read_by_number_and_no_flag_is_set(mails):
    with opened(mails) as folder:
        first, second, third = folder.newer(0)
        assert folder.validity > 0
        assert (folder.newer(second), folder.newer(third)) == ([third], [])
        about = folder.about(first)
        assert (about.size, about.came_at) == (len(b"Subject: 0\r\n\r\nx\r\n"), mails.came_at)
        assert folder.content(first, 10) == b"Subject: 0"
        assert folder.about(third + 900) is None
    assert set(mails.flags().values()) <= {b"", rb"\Recent"}


def test_one_mail_is_taken_out_although_another_client_marked_others(mails):
    with opened(mails) as folder:
        first, second, third = folder.newer(0)
        with mails.opened() as another:
            another.uid("STORE", str(first), "+FLAGS.SILENT", r"(\Deleted)")
        assert folder.take_out(second)
        assert folder.take_out(second), "it is gone already"
    assert sorted(mails.flags()) == [first, third]


def test_whoever_waits_is_told_of_a_mail_at_once_and_of_none_in_time(mails):
    with opened(mails) as folder:
        assert folder.tells
        assert not folder.wait(0.05)
        later = threading.Timer(0.2, mails.put, [b"Subject: new\r\n\r\n"])
        later.start()
        begun = time.monotonic()
        assert folder.wait(20)
        assert time.monotonic() - begun < 5
        assert len(folder.newer(0)) == 4
        later.join()


def test_a_mail_that_came_before_one_began_to_wait_is_told_of_at_once(mails):
    with opened(mails) as folder:
        mails.put(b"Subject: early\r\n\r\n")
        begun = time.monotonic()
        assert folder.wait(20)
        assert time.monotonic() - begun < 5


def test_a_mail_that_another_client_takes_out_is_no_new_mail(mails):
    with opened(mails) as folder:
        first = folder.newer(0)[0]

        def taken_out():
            with mails.opened() as another:
                another.uid("STORE", str(first), "+FLAGS.SILENT", r"(\Deleted)")
                another.expunge()

        later = threading.Timer(0.2, taken_out)
        later.start()
        assert not folder.wait(2)
        later.join()
        assert folder.about(first) is None


def test_the_same_mails_under_new_numbers_have_another_validity(mails):
    with opened(mails) as folder:
        before = folder.validity
    time.sleep(1.1)  # it is a second of the clock
    mails.renumber()
    with opened(mails) as folder:
        assert folder.validity != before
        assert len(folder.newer(0)) == 3
