"""Three hundred mails of every shape, through a server of mails and a relay: none lost, none in a
stranger's request, and those that answer a mail of the house in its thread.

A worker that is killed between reading and committing takes each mail once.  Both are so on the
small server of the tests and on Dovecot, where it is installed.
"""

from __future__ import annotations

import os
import signal
from collections import Counter

import pytest
from django.db import connections

from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.models import Communication, Mail, Request
from shoumi.chapters.feedback.rules import Part
from shoumi.chapters.feedback.rules.mail_fates import Aside, Fate
from shoumi.chapters.feedback.services import mail_intake, texts
from shoumi.chapters.feedback.tests import mail_shapes
from shoumi.chapters.feedback.tests.mail_shapes import Person, answer, first
from shoumi.chapters.feedback.tests.mailbox_house import dovecot_house, mail_house
from shoumi.core.tests import portion

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def house(desk):
    with mail_house(desk) as found:
        yield found


@pytest.fixture
def on_dovecot(desk):
    with dovecot_house(desk) as found:
        yield found


def size():
    """Of a tenth: persons who write, of whom most write again."""
    return 120 if portion.is_long() else 14


def receipts(house):
    """The id of the newest mail that went to each address."""
    while house.send():
        pass
    return {mail["To"]: mail["Message-ID"] for mail in house.sent}


def put_all(house, contents):
    house.mails.put_all(contents)


def owners():
    """Whose mails stand in each request, by who asks; the house reads it here without the doors."""
    return {one.ref: texts.asker(one).contact for one in Request.objects.all()}


@pytest.mark.long
def test_three_hundred_mails_of_every_shape(house):
    each_lands_where_it_belongs(house)


@pytest.mark.long
def test_three_hundred_mails_of_every_shape_on_dovecot(on_dovecot):
    each_lands_where_it_belongs(on_dovecot)
    assert set(on_dovecot.mails.flags().values()) <= {b"", rb"\Recent"}, "reading marks nothing"


def each_lands_where_it_belongs(house):
    many = size()
    put_all(house, mail_shapes.made(many, first))
    house.look()
    assert Request.objects.count() == many
    ours = receipts(house)
    assert len(ours) == many, "each who wrote is told once"
    answers = [answer(n, ours[Person(n).address]) for n in range(many)]
    hows = [mail_shapes.PERSONS[(n + 3) % len(mail_shapes.PERSONS)] for n in range(many)]
    put_all(house, [how(told) for how, told in zip(hows, answers, strict=True)])
    few = many // 6
    # A stranger names the number, holds another's id, or forges who writes below our server.
    strangers = [mail_shapes.qq(answer(5_000 + n, ours[Person(n).address])) for n in range(few)]
    forged = [
        b"Authentication-Results: mx.house.example; dmarc=fail\r\n"
        + mail_shapes.iphone(answer(n, ours[Person(n).address])).replace(b"<b", b"<forged")
        for n in range(few)
    ]
    put_all(house, strangers + forged)
    machines = [mail_shapes.automatic(answer(n, ours[Person(n).address]), n) for n in range(few)]
    put_all(house, [one.replace(b"<b", b"<auto") for one in machines])
    put_all(house, [mail_shapes.bounce(n, ours[Person(n).address]) for n in range(few)])
    again = [how(told) for how, told in zip(hows[:few], answers[:few], strict=True)]
    put_all(house, [one.replace(b"10:00:00", b"10:00:00", 1) for one in again])
    put_all(house, [b"\0" * (300 + n) for n in range(few)])
    house.look()
    fates = Counter(Mail.objects.values_list("fate", flat=True))
    whys = Counter(Mail.objects.filter(fate=Fate.ASIDE).values_list("aside", flat=True))
    assert sum(fates.values()) == len(house.mails), "none is lost"
    assert fates[Fate.ADDED] >= 0.95 * many, "those that answer stand in their thread"
    assert fates[Fate.COPY] == few
    assert whys == {Aside.MACHINE: few, Aside.REPORT: few, Aside.BROKEN: few}
    assert fates[Fate.REQUEST] == many + 2 * few
    whose = owners()
    for request in Request.objects.all():
        said = [one for one in queries.lines(request) if one.part != Part.ATTACHED]
        ids = {texts.more(one)["id"] for one in said}
        number = whose[request.ref].removeprefix("p").partition("@")[0]
        assert {one.partition(".")[0].strip("abforgedut") for one in ids} == {number}
        queries.require_whole(request, queries.lines(request))
    told = Communication.objects.exclude(part=Part.ATTACHED).count()
    assert told == 2 * many + 2 * few


def die_at(where, count):
    """Killed at the ``count``-th mail, before it is placed or right after, before the commit."""
    plain, seen = mail_intake._placed, []

    def placed(*given):
        seen.append(1)
        is_due = len(seen) == count
        if is_due and where == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        made = plain(*given)
        if is_due:
            os.kill(os.getpid(), signal.SIGKILL)
        return made

    mail_intake._placed = placed


def looked_in_a_child(house, where, count):
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            die_at(where, count)
            house.look()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.crash
@pytest.mark.both
@pytest.mark.long
def test_a_worker_killed_between_reading_and_committing_takes_each_mail_once(house):
    each_is_taken_once(house)


@pytest.mark.crash
@pytest.mark.both
@pytest.mark.long
def test_a_worker_killed_while_it_reads_from_dovecot_takes_each_mail_once(on_dovecot):
    each_is_taken_once(on_dovecot)


def each_is_taken_once(house):
    kills = 50 if portion.is_long() else 4
    put_all(house, mail_shapes.made(kills + 2, first))
    ends = [looked_in_a_child(house, ("before", "after")[n % 2], 1 + n % 2) for n in range(kills)]
    assert ends.count(-signal.SIGKILL) == kills
    house.look()
    house.look()
    assert Mail.objects.count() == Request.objects.count() == kills + 2
    assert {one.number for one in Request.objects.all()} == set(range(1, kills + 3))
    assert Communication.objects.filter(part=Part.RECEIVED).count() == kills + 2
