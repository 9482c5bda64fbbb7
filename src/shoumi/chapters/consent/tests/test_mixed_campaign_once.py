"""One campaign goes half by mail, half by text message, while both other sides stop: each person
is written to once, by one way, at the person's own address.

In ``make test`` sixty people, in ``make long`` ten thousand.  The relay stops twice and the gateway
once.  Of the mails 3 % come back, some refused at once (550), some reported later; of the messages
3 % are reported as not arrived.  What relay and gateway recorded is the measure.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import F

from shoumi.base import clock
from shoumi.base.correspondence import accounts
from shoumi.base.correspondence.channels.outcome import Broken
from shoumi.base.correspondence.channels.vendors import Vendor
from shoumi.base.correspondence.models import Batch, Letter
from shoumi.base.correspondence.rules import State, Way
from shoumi.base.correspondence.tests.gateway import Gateway, kept, serving
from shoumi.base.outbox.tests.relays import Inbox
from shoumi.chapters.consent.models import Invitation
from shoumi.chapters.consent.tests.letters_house import (
    REACHED,
    UNREACHED,
    Post,
    relaying,
    reports_are_read,
    tried,
)
from shoumi.core.tests import portion
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.entrusted import renew
from shoumi.doors.web.tests.conftest import house

__all__ = ["house"]
pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
WHOLE, PART = 10_000, 60
# Of each side one in so many is lost, about 3 %; the first of it, so in a small campaign too.
LOST = 33


class Relay(Inbox):
    """Stops once before it has a mail and once after; some recipients it does not know.

    ``taken``    letter and recipient of every mail that it took
    ``unknown``  recipients that it refuses for good
    """

    def __init__(self, count, unknown):
        super().__init__()
        self.taken: list[tuple[str, str]] = []
        self.unknown, self.refused = set(unknown), list[str]()
        self.before, self.after = count // 4, count // 2

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if len(self.taken) == self.before:
            self.before = -1
            server.transport.close()
            return "421 stopping"
        if address in self.unknown:
            self.refused.append(address)
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        head = envelope.content.split(b"\r\n\r\n", 1)[0].replace(b"\r\n ", b" ")
        line = next(one for one in head.splitlines() if one.lower().startswith(b"message-id:"))
        letter = line.split(b"<")[1].split(b"@")[0].decode()
        self.taken.append((letter, *envelope.rcpt_tos))
        if len(self.taken) == self.after:
            self.after = -1
            server.transport.close()
            return "421 stopping"
        return "250 OK"


class Stopping(Gateway):
    """Stops once, before it has the message."""

    stops_at = 0

    def __call__(self, got):
        if len(self.sent) == self.stops_at:
            self.stops_at, self.is_down = -1, True
        return super().__call__(got)


def a_while_later():
    Batch.objects.update(busy_until=None)
    claimed = Letter.objects.exclude(claimed_at=None)
    claimed.update(claimed_at=F("claimed_at") - timedelta(minutes=2))


def are_left(post, *states, **of):
    return Letter.objects.filter(about=post.campaign, state__in=states, **of).exists()


@pytest.mark.slow
def test_half_by_mail_half_by_message_while_both_stop_each_person_has_one_letter_by_one_way(
    house, record_property, tmp_path
):
    half = (WHOLE if portion.is_long() else PART) // 2
    post = Post(house, half, ways=[Way.MAIL, Way.SMS], numbered=half - 8)
    unknown = [post.places[ref] for ref in post.mailed[:: 2 * LOST]]
    relay = Relay(half, unknown)
    gateway = Stopping(Vendor.ALIYUN)
    gateway.stops_at = half // 3
    kept(Vendor.ALIYUN, keeper=house[people.SECURITY], approver=house.dpo, at=clock.now())
    renew(house)
    tried(Way.SMS)
    runs = 0
    with relaying(relay), serving(gateway) as lines:

        def line(way):
            return lines(way) if way is Way.SMS else accounts.line(way)

        post.begin()
        while are_left(post, State.QUEUED):
            assert (runs := runs + 1) < 12, "letters that never leave"
            gateway.is_down = False
            post.carry(lines=line)
            a_while_later()
        assert relay.before == relay.after == gateway.stops_at == -1, "all three stops came"
        assert are_left(post, State.SENDING, way=Way.MAIL), "which nobody knows of after a stop"
        for number, one in enumerate(gateway.sent):
            one.fate = "delivered" if number % LOST else "bounced"
        while are_left(post, State.SENT, way=Way.SMS):
            assert (runs := runs + 1) < 12 + half, "messages that nobody asks about"
            post.carry(lines=line)
            a_while_later()
    lost = {letter for letter, _ in relay.taken[LOST // 2 :: 2 * LOST]}
    reports_are_read([letter for letter, _ in relay.taken], lost, tmp_path)

    letters = Letter.objects.filter(about=post.campaign)
    of_person = dict(letters.values_list("to", "ref"))
    by_mail = [to for _, to in relay.taken] + relay.refused
    numbers = [one.number for one in gateway.sent]
    assert Counter(by_mail) == Counter(post.places[ref] for ref in post.mailed), "one mail each"
    assert Counter(numbers) == Counter(post.places[ref] for ref in post.texted), "one message each"
    assert letters.count() == len(of_person) == len(post.places) == 2 * half
    sent = dict(relay.taken) | {one.letter: one.number for one in gateway.sent}
    sent |= {of_person[ref]: place for ref, place in post.places.items() if place in relay.refused}
    assert {ref: sent[letter] for ref, letter in of_person.items()} == post.places, "to its own"
    assert len({one.code for one in gateway.sent}) == half, "a code of each person's own"

    ends = {letter: (Way.MAIL, State.DELIVERED) for letter, _ in relay.taken}
    ends |= dict.fromkeys(lost, (Way.MAIL, State.BOUNCED))
    for place in relay.refused:
        [ref] = [ref for ref in post.mailed if post.places[ref] == place]
        ends[of_person[ref]] = (Way.MAIL, State.BOUNCED)
    for one in gateway.sent:
        is_lost = one.fate == "bounced"
        ends[one.letter] = (Way.SMS, State.BOUNCED if is_lost else State.DELIVERED)
    states = {ref: (way, state) for ref, way, state in letters.values_list("ref", "way", "state")}
    assert states == ends, "states are what relay and gateway recorded"
    back = Counter(way for way, state in ends.values() if state is State.BOUNCED)
    assert min(len(relay.refused), len(lost), back[Way.SMS]) > 0, "each way of being lost came"
    reached = Invitation.objects.filter(campaign__ref=post.campaign)
    assert Counter(reached.values_list("delivery", flat=True)) == {
        REACHED: 2 * half - back.total(),
        UNREACHED: back.total(),
    }
    told = f"letters={2 * half} mails_back={back[Way.MAIL]} messages_back={back[Way.SMS]}"
    record_property("letters", f"{told} twice=0 none=0 runs={runs}")


@pytest.fixture
def mixed(house):
    """Two mails that the relay wants later, and eight messages that the gateway has."""
    post = Post(house, 2, ways=[Way.MAIL, Way.SMS])
    gateway = Gateway(Vendor.ALIYUN)
    kept(Vendor.ALIYUN, keeper=house[people.SECURITY], approver=house.dpo, at=clock.now())
    renew(house)
    tried(Way.SMS)
    with serving(gateway) as lines:

        def by(mail=accounts.line):
            return lambda way: lines(way) if way is Way.SMS else mail(way)

        with relaying(Inbox("451 later", "451 later")):
            post.begin()
            post.carry(lines=by())
        a_while_later()
        assert post.states() == {State.QUEUED: 2, State.SENT: 8}
        yield post, gateway, by


def test_while_the_relay_stands_still_the_gateway_is_asked_how_its_messages_fared(mixed):
    post, gateway, by = mixed

    def still(way):
        raise Broken(failure="still")

    for one in gateway.sent:
        one.fate = "delivered"
    post.carry(lines=by(still))
    assert post.states() == {State.QUEUED: 2, State.DELIVERED: 8}
    assert Batch.objects.get().failure == "still"


def test_while_the_gateway_stands_still_with_a_message_nobody_knows_of_mails_leave(mixed):
    post, gateway, by = mixed
    doubtful = Letter.objects.filter(way=Way.SMS).first()
    Letter.objects.filter(ref=doubtful.ref).update(state=State.SENDING)
    gateway.is_down = True
    with relaying(Inbox()):
        post.carry(lines=by())
    assert post.states() == {State.SENT: 9, State.SENDING: 1}
    assert Batch.objects.get().failure, "the batch says that something waits"
