"""Several processes give what one gives, whatever becomes of them, and none outlives the work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from functools import wraps
from pathlib import Path

import pytest

from shoumi.base.pools import local_worker
from shoumi.base.pools.tests import work
from shoumi.core.terms import DataGrade
from shoumi.core.vault import envelope, reencryption
from shoumi.core.vault.envelope import Place
from shoumi.core.vault.errors import WillNotOpen
from shoumi.core.vault.keys import SubjectKey, Wrapped, WrappingKey
from shoumi.core.vault.suites import GM, INTL

TENANT = "tenant-a"
PEOPLE = 40


@pytest.fixture(autouse=True)
def _worth_it(monkeypatch):
    monkeypatch.setattr(local_worker, "PATIENCE_SECONDS", 60)


@pytest.fixture
def batch():
    """Rows of ``PEOPLE`` with a record each, and the key each moves to."""
    rows, follows = [], []
    for number in range(PEOPLE):
        old = SubjectKey.generate()
        new = old.follower(epoch=2)
        sealed = envelope.seal({"name": f"虚构{number}"}, place=place(number), key=old, suite=INTL)
        where = (place(number).subject, "person", "L3", sealed)
        rows.append((old.reveal(), 1, new.reveal(), 2, *where))
        follows.append(new)
    return rows, follows


def place(number):
    return Place(TENANT, DataGrade.L3, f"sub-{number}", "person")


def opened(sealed, follows):
    return [
        envelope.unseal(one, place=place(number), key=key)
        for number, (one, key) in enumerate(zip(sealed, follows, strict=True))
    ]


def workers():
    return local_worker._hands.get().all


def reseal(rows, suite=INTL, least=2):
    return local_worker.share(reencryption.reseal, TENANT, suite.number, rows=rows, least=least)


def rewrap(old, new, rows, suite=INTL):
    given = (old.reveal(), new.reveal(), ABOVE, suite.number)
    return local_worker.promise(reencryption.rewrap, *given, rows=rows, least=2)


@pytest.mark.parametrize("suite", [INTL, GM], ids=lambda suite: suite.name)
def test_three_processes_give_what_one_gives(batch, suite):
    rows, follows = batch
    alone = reencryption.reseal(TENANT, suite.number, rows)
    with local_worker.at_hand(width=3):
        for _ in range(2):
            together = reseal(rows, suite)
            assert opened(together, follows) == opened(alone, follows)
            assert [one[:6] for one in together] == [one[:6] for one in alone]
        assert len(workers()) == 2


def test_the_workers_did_their_part(batch, monkeypatch):
    """Else the parent would have done all of it, and nothing here would show that."""
    rows, _ = batch
    counts, honest = [], reencryption.reseal

    @wraps(honest)  # the worker looks for the work by its name
    def counted(*given):
        counts.append(len(given[2]))
        return honest(*given)

    monkeypatch.setattr(reencryption, "reseal", counted)
    with local_worker.at_hand(width=2):
        reseal(rows)
    assert counts == [PEOPLE // 2]


def test_the_part_of_a_child_that_died_is_done_all_the_same(batch):
    rows, follows = batch
    with local_worker.at_hand(width=3):
        reseal(rows)
        os.kill(workers()[0].pid, signal.SIGKILL)
        workers()[0]._child.wait()
        again = reseal(rows)
    assert len(opened(again, follows)) == PEOPLE


ABOVE = ("subject", TENANT, "deal-a")


@pytest.fixture
def wrapped():
    """Two deal keys, and what the first wraps."""
    old, new = WrappingKey.generate(), WrappingKey.generate()
    made = {f"sub-{number}": SubjectKey.generate() for number in range(PEOPLE)}
    sealed = old.branch(ABOVE).wrap_many(made, INTL)
    return old, new, made, [(who, 1, *one) for who, one in zip(made, sealed, strict=True)]


def unwrapped(new, rows, moved):
    by = new.branch(ABOVE)
    return {
        row[0]: by.unwrap(Wrapped(*one), SubjectKey, own=row[0], epoch=1).reveal()
        for row, one in zip(rows, moved, strict=True)
    }


@pytest.mark.parametrize("width", [1, 2])
@pytest.mark.parametrize("suite", [INTL, GM], ids=lambda suite: suite.name)
def test_keys_that_a_child_wraps_are_those_that_one_process_wraps(wrapped, width, suite):
    old, new, made, rows = wrapped
    with local_worker.at_hand(width=width):
        moved = rewrap(old, new, rows, suite).result()
        assert len(workers()) == width - 1
    assert unwrapped(new, rows, moved) == {who: key.reveal() for who, key in made.items()}
    assert {one[0][1] for one in moved} == {suite.number}


def test_an_answer_that_nobody_took_is_not_taken_for_another(wrapped):
    old, new, made, rows = wrapped
    half = PEOPLE // 2
    with local_worker.at_hand(width=2):
        first = rewrap(old, new, rows[:half])
        second = rewrap(old, new, rows[half:])
        assert unwrapped(new, rows[half:], second.result()).keys() == {*list(made)[half:]}
        assert unwrapped(new, rows[:half], first.result()).keys() == {*list(made)[:half]}


def test_a_key_that_is_not_what_its_row_says_is_refused(wrapped):
    old, new, _, rows = wrapped
    rows[3] = ("sub-somebody-else", *rows[3][1:])
    with local_worker.at_hand(width=2):
        promised = rewrap(old, new, rows)
        with pytest.raises(WillNotOpen):
            promised.result()


@pytest.mark.parametrize("number", [0, PEOPLE - 1], ids=["parent", "child"])
def test_what_does_not_open_is_refused_whoever_met_it(batch, number):
    rows, _ = batch
    rows[number] = (*rows[number][:4], "sub-somebody-else", *rows[number][5:])
    with local_worker.at_hand(width=2):
        with pytest.raises(WillNotOpen):
            reseal(rows)
        rows.pop(number)
        assert len(reseal(rows)) == PEOPLE - 1


def test_no_child_outlives_the_work(batch):
    rows, _ = batch
    with local_worker.at_hand(width=2):
        reseal(rows)
        (one,) = workers()
        assert one.is_alive()
    assert one._child.returncode == -signal.SIGKILL


def test_nobody_waits_for_a_child_to_start(batch, monkeypatch):
    rows, follows = batch
    monkeypatch.setattr(local_worker, "PATIENCE_SECONDS", 0)
    with local_worker.at_hand(width=2):
        alone = reseal(rows)
        assert not workers()[0]._is_ready
        monkeypatch.setattr(local_worker, "PATIENCE_SECONDS", 60)
        together = reseal(rows)
        assert workers()[0]._is_ready
    assert opened(together, follows) == opened(alone, follows)


def test_few_rows_and_a_single_processor_start_nobody(batch):
    rows, _ = batch
    with local_worker.at_hand(width=1):
        reseal(rows)
        assert workers() == []
    with local_worker.at_hand(width=2):
        reseal(rows, least=PEOPLE + 1)
        assert workers() == []


def test_nobody_is_at_hand_outside_the_block_or_in_another_thread():
    def counted():
        told.append(len(local_worker.share(work.where, rows=[1, 2], least=1)))
        told.append({pid for pid, _ in local_worker.share(work.where, rows=[1, 2], least=1)})

    told: list[object] = []
    counted()
    with local_worker.at_hand(width=2):
        other = threading.Thread(target=counted)
        other.start()
        other.join()
        assert len({pid for pid, _ in local_worker.share(work.where, rows=[1, 2], least=1)}) == 2
    assert told == [2, {os.getpid()}] * 2


def test_an_answer_taken_by_a_later_order_is_made_anew_even_if_asked_for_first():
    with local_worker.at_hand(width=2):
        first = local_worker.promise(work.where, rows=[1], least=1)
        second = local_worker.promise(work.where, rows=[2], least=1)
        assert first.result() == [(os.getpid(), 1)]
        assert second.result() == [(workers()[0].pid, 2)]


def test_a_fork_leaves_the_workers_of_its_parent_alone():
    source, out = os.pipe()
    with local_worker.at_hand(width=2):
        local_worker.share(work.where, rows=[1, 2], least=1)
        forked = os.fork()
        if forked == 0:
            alone = {pid for pid, _ in local_worker.share(work.where, rows=[1, 2], least=1)}
            local_worker._hands.get().leave()
            os.write(out, b"1" if alone == {os.getpid()} else b"0")
            os._exit(0)
        os.waitpid(forked, 0)
        assert len({pid for pid, _ in local_worker.share(work.where, rows=[1, 2], least=1)}) == 2
    assert os.read(source, 8) == b"1"
    os.close(source)
    os.close(out)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux kills with the parent")
def test_who_is_killed_takes_the_workers_along():
    code = (
        "from shoumi.base.pools import local_worker\n"
        "from shoumi.base.pools.tests import work\n"
        "local_worker.PATIENCE_SECONDS = 60\n"
        "with local_worker.at_hand(width=2):\n"
        "    promised = local_worker.promise(work.wait, rows=[60], least=1)\n"
        "    print(promised._by.pid, flush=True)\n"
        "    promised.result()\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        pid = int(parent.stdout.readline())
        os.kill(pid, 0)
        parent.kill()
    deadline = time.monotonic() + 20
    while Path(f"/proc/{pid}/stat").exists() and time.monotonic() < deadline:
        if Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
            return
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists()
