"""Work that other processes do: the same results, clear failures, nothing inherited."""

from __future__ import annotations

import os
import signal
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from shoumi.base import pools
from shoumi.base.pools import WorkerLost, WorkFailed, processes
from shoumi.base.pools.tests import work

ALWAYS = pools.WORTH


@pytest.fixture(autouse=True)
def two_processors(monkeypatch):
    monkeypatch.setattr(pools, "processors", lambda: 2)
    yield
    processes.close()


def test_results_come_in_the_order_of_the_tasks_whoever_does_them():
    told = list(pools.spread(work.double, range(50), of=ALWAYS))
    assert [result for result, _ in told] == [2 * task for task in range(50)]
    workers = {pid for _, pid in told}
    assert os.getpid() not in workers
    assert len(workers) == 2


def test_a_few_things_are_done_at_home():
    assert {pid for _, pid in pools.spread(work.double, range(9), of=ALWAYS - 1)} == {os.getpid()}


def test_one_processor_starts_nobody(monkeypatch):
    monkeypatch.setattr(pools, "processors", lambda: 1)
    assert list(pools.spread(work.double, [1], of=ALWAYS)) == [(2, os.getpid())]


def test_at_least_one_processor_is_there(monkeypatch):
    monkeypatch.undo()
    assert pools.processors() >= 1


def test_processes_are_kept_for_the_next_act_and_end_when_closed():
    first = {pid for _, pid in pools.spread(work.double, range(20), of=ALWAYS)}
    assert set(processes.idle()) == first
    assert {pid for _, pid in pools.spread(work.double, range(20), of=ALWAYS)} <= first
    processes.close()
    for pid in first:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_refusal_comes_back_as_it_was_raised_and_names_its_place():
    told = pools.spread(work.refuse_odd, [2, 4, 7, 8], of=ALWAYS)
    assert [next(told), next(told)] == [2, 4]
    with pytest.raises(work.Odd) as refused:
        next(told)
    assert refused.value.facts == {"number": 7, "place": os.sep}
    assert str(refused.value) == "test.odd(number=7, place=/)"
    assert "work.py:" in refused.value.__notes__[0]
    assert "refuse_odd" in refused.value.__notes__[0]
    # It lives on: a refusal is an answer.
    assert list(pools.spread(work.refuse_odd, [2], of=ALWAYS)) == [2]


def test_a_bug_is_told_with_its_place_and_without_the_value_it_failed_on():
    with pytest.raises(WorkFailed, match=r"ValueError at .*work\.py:\d+ break_down") as failed:
        list(pools.spread(work.break_down, ["15400001234x"], of=ALWAYS))
    assert "15400001234x" not in str(failed.value)


def test_a_killed_process_is_a_clear_failure_and_not_a_missing_result():
    told = pools.spread(work.linger, [0.0, 60.0], of=ALWAYS)

    def kill() -> None:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            busy = set(children()) - set(processes.idle())
            if len(processes.idle()) == 1 and busy:
                os.kill(busy.pop(), signal.SIGKILL)
                return
            time.sleep(0.05)

    killer = threading.Thread(target=kill)
    killer.start()
    with pytest.raises(WorkerLost) as lost:
        list(told)
    killer.join()
    assert lost.value.facts == {"signal": signal.SIGKILL}
    # Whoever was killed is not asked again.
    assert len(list(pools.spread(work.double, range(4), of=ALWAYS))) == 4


def test_who_was_killed_while_idle_fails_nobody():
    list(pools.spread(work.double, range(20), of=ALWAYS))
    killed = processes.idle()
    assert killed
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    told = list(pools.spread(work.double, range(20), of=ALWAYS))
    assert [result for result, _ in told] == [2 * task for task in range(20)]
    assert not {pid for _, pid in told} & set(killed)


def test_one_failure_among_attempts_leaves_the_others_their_results():
    told = []
    for attempt in pools.attempts(work.end_at, range(7, 24), of=ALWAYS):
        try:
            told.append(attempt())
        except WorkerLost as lost:
            told.append(lost.code)
    assert told == [n if n % 10 else "pools.worker_lost" for n in range(7, 24)]


def children() -> list[int]:
    lists = Path("/proc/self/task").glob("*/children")
    return [int(pid) for found in lists for pid in found.read_text().split()]


def test_nothing_of_this_process_gets_into_the_others(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOUMI_HOME", str(tmp_path))
    base = sqlite3.connect(tmp_path / "open.sqlite3")
    try:
        base.execute("CREATE TABLE held (one)")
        (told,) = pools.spread(work.shown, [1], of=ALWAYS)
    finally:
        base.close()
    # Its pipes, the closed way for errors, and the listing itself.
    assert told["descriptors"] == ["0", "1", "2", "3"]
    assert "SHOUMI_HOME" not in told["environment"]


def test_tasks_are_taken_as_results_are_taken():
    taken = []

    def tasks():
        for number in range(100):
            taken.append(number)
            yield number

    told = pools.spread(work.double, tasks(), of=ALWAYS)
    next(told)
    assert len(taken) == 3
    told.close()
    assert len(taken) == 3


def test_a_task_that_fails_to_be_made_fails_the_whole():
    def tasks():
        yield 1
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(pools.spread(work.double, tasks(), of=ALWAYS))


def test_what_cannot_be_copied_is_a_bug_and_ends_the_process():
    with pytest.raises(TypeError):
        list(pools.spread(work.double, [threading.Lock()], of=ALWAYS))
    assert processes.idle() == []


def test_a_fork_does_not_use_the_processes_of_its_parent():
    list(pools.spread(work.double, range(4), of=ALWAYS))
    assert processes.idle()
    source, out = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.write(out, str(len(processes.idle())).encode())
        os._exit(0)
    os.waitpid(pid, 0)
    assert os.read(source, 8) == b"0"
    os.close(source)
    os.close(out)


@pytest.mark.parametrize("count", [1, 48, 49, 50, 51, 300])
def test_any_number_of_sets_comes_back(count):
    assert list(pools.spread(work.sets, [count], of=ALWAYS)) == [work.sets(count)]


def test_a_result_that_cannot_be_copied_is_told_and_costs_nobody_else(monkeypatch):
    monkeypatch.setattr(pools, "processors", lambda: 2)
    with pytest.raises(WorkFailed, match="TypeError"):
        list(pools.spread(work.not_to_be_copied, [1], of=ALWAYS))
    assert len(processes.idle()) == 1


def test_a_part_whose_process_was_lost_is_done_once_more_where_that_is_asked(tmp_path):
    markers = [str(tmp_path / str(number)) for number in range(4)]
    told = list(pools.spread(work.end_once, markers, of=ALWAYS, again=True))
    assert len(told) == 4
    with pytest.raises(WorkerLost):
        list(pools.spread(work.end_at, [10], of=ALWAYS, again=True))
