"""Several at once: who leads, who is told what, and the one ledger that comes of it."""

from __future__ import annotations

import logging
import multiprocessing
import os
import shutil
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum

import pytest
from django.db import connections, transaction

from shoumi.base.ledger import atomic_files, audit, group_commit, highwater, reader, storage, writer
from shoumi.base.ledger.errors import NotRecorded
from shoumi.base.ledger.evidence import NotDeferrable
from shoumi.base.ledger.group_commit import Group
from shoumi.base.ledger.tests.events import event, write, write_rows
from shoumi.core.errors import Conflict

MANY = 16


class Read(StrEnum):
    REVEALED = "gate.revealed"


def all_at_once(count, act):
    """What ``act(number)`` gave or raised, of as many threads that begin together."""
    start = threading.Barrier(count)

    def one(number):
        start.wait(20)
        try:
            return act(number)
        except Exception as error:  # noqa: BLE001 - it is what the caller was told
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def slowly(answers):
    """An ``act`` that takes long enough for the others to come; ``acts`` are its groups."""
    acts = []

    def act(asked):
        acts.append(list(asked))
        time.sleep(0.02)
        return answers(asked)

    return act, acts


def test_each_gets_its_own_answer_and_nobody_is_asked_twice():
    act, acts = slowly(lambda asked: [number * number for number in asked])
    together = Group(act)
    for _ in range(3):
        assert all_at_once(MANY, together.take) == [number * number for number in range(MANY)]
    assert Counter(number for group in acts for number in group) == dict.fromkeys(range(MANY), 3)
    assert max(map(len, acts)) > 1


def test_no_group_is_larger_than_the_most(monkeypatch):
    monkeypatch.setattr(group_commit, "MOST", 5)
    act, acts = slowly(list)
    assert all_at_once(MANY, Group(act).take) == list(range(MANY))
    assert max(map(len, acts)) == 5


def test_who_is_alone_does_not_wait_for_company():
    together = Group(list)
    together.take(0)
    begun = time.perf_counter()
    for number in range(20):
        assert together.take(number) == number
    assert time.perf_counter() - begun < 20 * group_commit.LINGER_SECONDS


def test_one_who_is_refused_is_refused_alone():
    act, _ = slowly(lambda asked: [Conflict() if n % 3 == 0 else n for n in asked])
    told = all_at_once(MANY, Group(act).take)
    assert [type(own) is Conflict for own in told] == [n % 3 == 0 for n in range(MANY)]


def test_where_the_group_fails_all_of_it_are_told_the_failure():
    def fail(asked):
        raise OSError(28, "made up")

    act, acts = slowly(fail)
    together = Group(act)
    assert {type(own) for own in all_at_once(MANY, together.take)} == {OSError}
    assert sum(map(len, acts)) == MANY


def test_an_answer_that_is_missing_is_a_failure_of_all():
    act, _ = slowly(lambda asked: list(asked)[:-1])
    assert {type(own) for own in all_at_once(4, Group(act).take)} == {ValueError}


def test_where_the_leader_is_interrupted_the_others_know_and_the_next_one_leads():
    interrupted = []

    def act(asked):
        if not interrupted:
            interrupted.append(asked)
            time.sleep(0.05)
            raise KeyboardInterrupt
        return list(asked)

    together = Group(act)
    together._expected = MANY

    def take(number):
        try:
            return together.take(number)
        except KeyboardInterrupt as error:
            return error

    told = Counter(type(own) for own in all_at_once(MANY, take))
    assert told[KeyboardInterrupt] == 1
    assert told[NotRecorded] == len(interrupted[0]) - 1 > 0
    assert told.total() == MANY
    assert all_at_once(MANY, take) == list(range(MANY))


@pytest.fixture
def interruptible() -> Iterator[None]:
    """A process that a shell put into the background begins with interrupts switched off."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_who_is_interrupted_while_waiting_holds_up_nobody(interruptible):
    led, go_on = threading.Event(), threading.Event()

    def act(asked):
        led.set()
        go_on.wait(20)
        return list(asked)

    together = Group(act)
    with ThreadPoolExecutor(1) as pool:
        leader = pool.submit(together.take, 1)
        led.wait(20)
        main = threading.main_thread().ident
        threading.Timer(0.05, signal.pthread_kill, [main, signal.SIGINT]).start()
        with pytest.raises(KeyboardInterrupt):
            together.take(2)
        go_on.set()
        assert leader.result(20) == 1
    later = threading.Thread(target=together.take, args=(3,), daemon=True)
    later.start()
    later.join(20)
    assert not later.is_alive()


def test_a_child_does_not_wait_for_threads_it_has_not():
    led, go_on = threading.Event(), threading.Event()

    def act(asked):
        if asked == [1]:
            led.set()
            go_on.wait(20)
        return list(asked)

    together = Group(act)
    with ThreadPoolExecutor(1) as pool:
        leader = pool.submit(together.take, 1)
        led.wait(20)
        child = multiprocessing.get_context("fork").Process(target=together.take, args=(2,))
        child.start()
        child.join(20)
        go_on.set()
        assert child.exitcode == 0
        assert leader.result(20) == 1


@pytest.mark.django_db
def test_an_act_is_no_evidence_of_reading():
    with transaction.atomic(), pytest.raises(NotDeferrable):
        writer.record_many([event(tag=Read.REVEALED), event()], waits=True)


def _add(events):
    """Commit evidence of reading, as the gate does for those who ask together."""
    with transaction.atomic(durable=True):
        head = writer.hold()
        written = writer.record_many(events, head=head, waits=True)
    return [one.position for one in written]


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_who_was_told_stands_in_the_ledger_and_the_mark_follows():
    together = Group(_add)
    write()
    positions = all_at_once(MANY, lambda number: together.take(event(number, tag=Read.REVEALED)))
    assert sorted(positions) == list(range(1, MANY + 1))
    for number, position in enumerate(positions):
        assert reader.entry(position).line().facts == {"number": number}
    head = storage.standing()
    assert (head.reads, head.acts) == (MANY, 1)
    _until(lambda: highwater.marks()[0].size == MANY + 1)
    assert audit.verify_all().sound


@pytest.mark.django_db(transaction=True)
def test_a_mark_that_follows_late_does_not_bring_a_home_back(home, monkeypatch, caplog):
    """A house that was thrown away stays away, though a thread still had to write for it."""
    monkeypatch.setattr(highwater, "PACE_SECONDS", 0.2)
    write()
    with caplog.at_level(logging.ERROR):
        _add([event(tag=Read.REVEALED)])
        _until(lambda: highwater.marks()[0].size == 2)
        _add([event(tag=Read.REVEALED)])
        assert home in {path.parent for path in highwater._behind}
        shutil.rmtree(home)
        _until(lambda: not highwater._behind)
        for thread in threading.enumerate():
            if isinstance(thread, threading.Timer):
                thread.join(20)
    assert not home.exists()
    assert [one.getMessage() for one in caplog.records] == [
        "the high-water mark could not follow: FileNotFoundError"
    ]


@pytest.mark.django_db(transaction=True)
def test_no_reader_waits_until_the_mark_is_on_the_disk(home, monkeypatch):
    write()
    honest, begun, may_go_on = atomic_files.replace, threading.Event(), threading.Event()

    def slow(target, content):
        begun.set()
        assert may_go_on.wait(20)
        honest(target, content)

    monkeypatch.setattr(highwater.atomic_files, "replace", slow)
    try:
        _add([event(tag=Read.REVEALED)])
        assert begun.wait(20)
        time.sleep(1.5 * highwater.PACE_SECONDS)
        _add([event(tag=Read.REVEALED)])
        assert (reader.size(), highwater.marks()[0].size) == (3, 1)
        assert not may_go_on.is_set()
    finally:
        may_go_on.set()
    _until(lambda: highwater.marks()[0].size == 3)


def _follow_in_a_child(head):
    """Where the parent's thread was still to write."""
    highwater.follow(head)
    _until(lambda: highwater.marks()[0].size == head.size)


@pytest.mark.django_db(transaction=True)
def test_the_mark_follows_in_a_child_that_was_forked_meanwhile(home, monkeypatch):
    write()
    monkeypatch.setattr(highwater, "PACE_SECONDS", 60)
    monkeypatch.setitem(highwater._begun, highwater.path(), time.monotonic())
    _add([event(tag=Read.REVEALED)])
    assert highwater.path() in highwater._behind
    # The parent's thread shall not do what the child has to.
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.cancel()
    monkeypatch.setattr(highwater, "PACE_SECONDS", 0)
    fork = multiprocessing.get_context("fork")
    child = fork.Process(target=_follow_in_a_child, args=(storage.frontier(),))
    child.start()
    child.join(60)
    del highwater._behind[highwater.path()]
    assert child.exitcode == 0
    assert highwater.marks()[0].size == 2


def _until(holds):
    over = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < over
        time.sleep(0.01)


READS, ACTS, THREADS, PROCESSES = 30, 10, 4, 3


def _work(start):
    """Threads that read together beside a thread that acts, as in a house at work."""
    connections.close_all()
    together = Group(_add)
    start.wait(20)

    def one(place):
        for number in range(ACTS if place == 0 else READS):
            if place == 0:
                write_rows([b"%d" % number, b"of %d" % os.getpid()])
            else:
                together.take(event(number, tag=Read.REVEALED))

    wrong = [own for own in all_at_once(THREADS + 1, one) if own is not None]
    for timer in threading.enumerate():
        if isinstance(timer, threading.Timer):
            timer.join(20)
    os._exit(len(wrong))


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_threads_and_processes_that_write_at_once_make_one_ledger():
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    start = fork.Barrier(PROCESSES)
    houses = [fork.Process(target=_work, args=(start,)) for _ in range(PROCESSES)]
    for own in houses:
        own.start()
    for own in houses:
        own.join(120)
    assert [own.exitcode for own in houses] == [0] * PROCESSES
    reads, acts = PROCESSES * THREADS * READS, PROCESSES * ACTS
    report = audit.verify_all()
    assert (report.findings, report.size, report.rows) == ((), reads + acts, 2 * acts)
    head = storage.standing()
    assert (head.reads, head.acts) == (reads, acts)
    assert Counter(one.line().tag for one in reader.entries()) == {
        "gate.revealed": reads,
        "rows.imported": acts,
    }
