"""A worker outlives a disk that is full and a database that is gone for a while."""

from __future__ import annotations

import errno
import logging
import threading

import pytest

from shoumi.base.jobs import worker

pytestmark = pytest.mark.django_db(transaction=True)


def failing(error: OSError, stop: threading.Event):
    """Fails twice, then nothing is due and the worker is told to stop."""
    left = [error, error]

    def claim(*_):
        if left:
            raise left.pop()
        stop.set()

    return claim


def test_it_writes_a_line_and_tries_again(now, monkeypatch, caplog):
    stop = threading.Event()
    monkeypatch.setattr(worker, "FAULT_SECONDS", 0.01)
    monkeypatch.setattr(worker.lease, "claim", failing(OSError(errno.ENOSPC, "x"), stop))
    with caplog.at_level(logging.ERROR, "shoumi"):
        assert worker.run_worker(now=now, stop=stop) == 0
    assert len([one for one in caplog.records if one.name == "shoumi.errors"]) == 2


def test_what_is_no_fault_of_the_storage_ends_it(now, monkeypatch):
    stop = threading.Event()
    monkeypatch.setattr(worker.lease, "claim", failing(OSError(errno.ENOENT, "x"), stop))
    with pytest.raises(OSError, match="x"):
        worker.run_worker(now=now, stop=stop)
