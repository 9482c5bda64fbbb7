"""Each person exactly one letter, whatever stops: the relay twice, the worker by a kill.

In ``make test`` 120 people, in ``make long`` ten thousand.  The relay is a real one on
this machine, and so is what it reports: a mailbox that is read over IMAP.  What it recorded is the
measure: every mail that it took, and of each how it ended.
"""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connections

from shoumi.base import clock
from shoumi.base.correspondence.errors import NothingToResend
from shoumi.base.correspondence.models import Batch, Letter
from shoumi.base.correspondence.rules import State, Way
from shoumi.base.jobs import server_time
from shoumi.base.outbox.tests.relays import Inbox
from shoumi.chapters.consent.documents import letter_text
from shoumi.chapters.consent.models import Invitation
from shoumi.chapters.consent.services import letter_writer
from shoumi.chapters.consent.tests.letters_house import (
    REACHED,
    UNREACHED,
    Post,
    relaying,
    reports_are_read,
)
from shoumi.core.tests import portion
from shoumi.doors.tests.house import told
from shoumi.doors.web.tests.conftest import house

__all__ = ["house"]
pytestmark = [
    pytest.mark.django_db(transaction=True, databases=("default", "keyring")),
    pytest.mark.crash,
]
WHOLE, PART, SHARE = 10_000, 120, 0.03


class Relay(Inbox):
    """Keeps a record; stops twice: once before it has a mail, once after it has it.

    ``victim``  a worker that is killed while the relay has its mail and has not answered
    """

    def __init__(self, count):
        super().__init__()
        self.record: list[tuple[str, str]] = []  # letter, recipient
        self.before, self.after = count // 5, count // 3
        self.kill_at, self.victim = count // 2, 0

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if len(self.record) == self.before:
            self.before = -1
            server.transport.close()
            return "421 stopping"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        head = envelope.content.split(b"\r\n\r\n", 1)[0].replace(b"\r\n ", b" ")
        line = next(one for one in head.splitlines() if one.lower().startswith(b"message-id:"))
        letter = line.split(b"<")[1].split(b"@")[0].decode()
        self.record.append((letter, envelope.rcpt_tos[0]))
        if len(self.record) == self.after:
            server.transport.close()
            return "421 stopping"
        if len(self.record) == self.kill_at and self.victim:
            os.kill(self.victim, signal.SIGKILL)
        return "250 OK"


def in_a_child(post):
    """A worker of its own process, killed or not; its end."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            post.carry()
        finally:
            os._exit(0)
    return child


def lease_over():
    Batch.objects.update(busy_until=server_time.now() - timedelta(seconds=1))


def left(post):
    return Letter.objects.filter(about=post.campaign, state=State.QUEUED).count()


@pytest.mark.slow
def test_a_relay_that_stops_twice_and_a_killed_worker_leave_each_person_one_letter(
    house, record_property, tmp_path
):
    count = WHOLE if portion.is_long() else PART
    post = Post(house, count)
    relay = Relay(count)
    began = time.monotonic()
    with relaying(relay):
        post.begin()
        for _ in range(12):
            relay.victim = in_a_child(post)
            os.waitpid(relay.victim, 0)
            lease_over()
            if not left(post):
                break
    record_property("seconds", round(time.monotonic() - began, 1))
    people = [to for _, to in relay.record]
    assert Counter(Counter(people).values()) == {1: count}, "each person exactly one"
    assert post.states()[State.SENDING] == 2, "the second stop, and the kill"

    lost = {letter for letter, _ in relay.record[:: round(1 / SHARE)]}
    reports_are_read([letter for letter, _ in relay.record], lost, tmp_path)
    states = dict(
        Letter.objects.filter(about=post.campaign, way=Way.MAIL).values_list("ref", "state")
    )
    wanted = {
        letter: State.BOUNCED if letter in lost else State.DELIVERED for letter, _ in relay.record
    }
    assert states == wanted, "states are the relay's record"
    deliveries = Counter(
        Invitation.objects.filter(subject__in=post.mailed).values_list("delivery", flat=True)
    )
    assert deliveries == {REACHED: count - len(lost), UNREACHED: len(lost)}
    record_property("letters", f"letters={count} bounced={len(lost)} twice=0 none=0")


@pytest.mark.both
def test_a_letter_nobody_knows_of_goes_again_only_where_a_person_says_so(house):
    post = Post(house, 2)
    with relaying(Inbox()):
        post.begin()
        one = Letter.objects.filter(to=post.mailed[0]).get()
        long_ago = server_time.now() - timedelta(hours=3)
        Letter.objects.filter(ref=one.ref).update(
            state=State.SENDING, way=Way.MAIL, claimed_at=long_ago
        )
        post.carry()
        assert post.letter(post.mailed[0]).state == State.SENDING
        post.task, post.ways = post.opened(), [Way.POST]
        plan = {"plan": post.plan, "text": letter_text.of, "actor": house.dpo}
        counts = letter_writer.resend(doubtful=False, at=clock.now(), **plan)
        assert counts == {"letters": 8}, "those without a mail address"
        again = letter_writer.resend(doubtful=True, at=clock.now(), **plan)
        assert again == {"letters": 1}
        with pytest.raises(NothingToResend):
            letter_writer.resend(doubtful=True, at=clock.now(), **plan)
        post.carry()
    last = post.letter(post.mailed[0])
    assert (last.turn, last.way, last.state) == (2, Way.POST, State.TO_PRINT) or not last.way
    assert told("letters.queued")[-1].facts["count"] == 1
