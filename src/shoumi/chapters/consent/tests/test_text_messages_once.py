"""Each person exactly one text message, whatever stops: the gateway twice, the worker by a kill.

In ``make test`` sixty people and one vendor, in ``make long`` ten thousand and both.  The gateway
checks each signature and keeps a record; every state is compared with it at the end.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connections
from django.db.models import F

from shoumi.base import clock
from shoumi.base.correspondence.channels.vendors import Vendor
from shoumi.base.correspondence.models import Batch, Letter
from shoumi.base.correspondence.rules import State, Way
from shoumi.base.correspondence.tests.gateway import Gateway, kept, serving
from shoumi.base.jobs import server_time
from shoumi.chapters.consent.models import Invitation
from shoumi.chapters.consent.tests.letters_house import REACHED, UNREACHED, Post, tried
from shoumi.core.tests import portion
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.entrusted import renew
from shoumi.doors.web.tests.conftest import house

__all__ = ["house"]
pytestmark = [
    pytest.mark.django_db(transaction=True, databases=("default", "keyring")),
    pytest.mark.crash,
]
WHOLE, PART = 10_000, 60
# One in so many bounces, about 3 %.
BOUNCES = 33
_ENDS = {"delivered": State.DELIVERED, "bounced": State.BOUNCED}


class Stopping(Gateway):
    """Stops twice: once before it has a message, once after it has it.

    ``victim``  a worker that is killed while the gateway has its message and has not answered
    """

    def prepared(self, count):
        self.before, self.after, self.kill_at = count // 5, count // 3, count // 2
        self.victim = 0
        return self

    def __call__(self, got):
        if len(self.sent) == self.before:
            self.before = -1
            self.is_down = True
        if len(self.sent) == self.after:
            self.after = -1
            self.hangs_up = 1
        answer = super().__call__(got)
        if len(self.sent) == self.kill_at and self.victim:
            self.kill_at = -1
            os.kill(self.victim, signal.SIGKILL)
        return answer


def in_a_child(post, lines):
    """A worker of its own process, killed or not; its end."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            post.carry(lines=lines)
        finally:
            os._exit(0)
    return child


def a_while_later():
    """The lease of a dead worker is over, and every message is old enough to be asked about."""
    Batch.objects.update(busy_until=server_time.now() - timedelta(seconds=1))
    claimed = Letter.objects.exclude(claimed_at=None)
    claimed.update(claimed_at=F("claimed_at") - timedelta(minutes=2))


def in_state(post, *states):
    return Letter.objects.filter(about=post.campaign, state__in=states).count()


@pytest.mark.slow
@pytest.mark.long(one_in=2)
@pytest.mark.parametrize("vendor", list(Vendor))
def test_a_gateway_that_stops_twice_and_a_killed_worker_leave_each_person_one_message(
    house, vendor, record_property
):
    post = Post(house, WHOLE if portion.is_long() else PART, ways=[Way.SMS])
    count = len(post.mailed) + len(post.handing.people)
    gateway = Stopping(vendor).prepared(count)
    keeper = house[people.SECURITY]
    kept(vendor, keeper=keeper, approver=house.dpo, at=clock.now())
    renew(house)
    tried(Way.SMS)
    with serving(gateway) as lines:
        post.begin()
        for _ in range(12):
            gateway.victim = in_a_child(post, lines)
            os.waitpid(gateway.victim, 0)
            gateway.is_down = False
            a_while_later()
            if not in_state(post, State.QUEUED):
                break
        # By letter: a guardian's number may be a grown-up's as well.
        assert Counter(Counter(one.letter for one in gateway.sent).values()) == {1: count}
        assert Letter.objects.values("to").distinct().count() == count
        assert gateway.refused == 0
        assert gateway.before == gateway.after == gateway.kill_at == -1, "all three came"
        for number, one in enumerate(gateway.sent):
            one.fate = "delivered" if number % BOUNCES else "bounced"
        for _ in range(count):  # some hundred are asked about at a time
            a_while_later()
            post.carry(lines=lines)
            if not in_state(post, State.SENT, State.SENDING):
                break
    letters = Letter.objects.filter(about=post.campaign)
    assert dict(letters.values_list("ref", "state")) == {
        one.letter: _ENDS[one.fate] for one in gateway.sent
    }, "states are the gateway's record"
    lost = sum(one.fate == "bounced" for one in gateway.sent)
    reached = Invitation.objects.filter(subject__in=letters.values("to"))
    assert Counter(reached.values_list("delivery", flat=True)) == {
        REACHED: count - lost,
        UNREACHED: lost,
    }
    record_property("letters", f"letters={count} bounced={lost} twice=0 none=0")
