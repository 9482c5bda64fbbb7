"""Group commit: threads hand in what has to be durable, one of them does it for all.

There is no thread of its own.  Whoever comes while nobody leads becomes the leader, takes what is
there and does it in one go; whoever comes meanwhile waits, and one of those leads next.  A leader
waits for company only as long as there was company the last time, and ``LINGER_SECONDS`` at most,
so a reader who is alone is not kept.

Nobody is told anything before the whole group is done.  Where it fails nobody is told anything but
the failure.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from shoumi.base.ledger.errors import NotRecorded

# Measured with 16 and 64 threads: docs/adr/0012.
MOST = 64
LINGER_SECONDS = 0.002

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class _Waiting(Generic[Asked, Answer]):
    """One who asked.  ``woken`` is locked until there is an answer, or it is the turn to lead."""

    __slots__ = ("answer", "asked", "leads", "trouble", "woken")

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.answer: Answer | None = None
        self.trouble: BaseException | None = None
        self.leads = False
        self.woken = threading.Lock()
        self.woken.acquire()


class Group(Generic[Asked, Answer]):
    """``act`` gets what several asked, in order, and gives one answer each: a value, or an
    exception for that one alone.  What it raises is the answer of all."""

    def __init__(self, act: Callable[[Sequence[Asked]], Sequence[Answer | Exception]]) -> None:
        self._act = act
        self._begin()
        # A child has none of the threads that were waiting here.
        os.register_at_fork(after_in_child=self._begin)

    def _begin(self) -> None:
        self._lock = threading.Lock()
        self._queue: list[_Waiting[Asked, Answer]] = []
        self._is_led = False
        self._expected = 1
        # Locked while a leader waits for company.
        self._enough: threading.Lock | None = None

    def take(self, asked: Asked) -> Answer:
        """The answer to ``asked``, once the group it went with is done.

        Raises:
            NotRecorded: the leader was interrupted.
            Exception: whatever ``act`` gave for this one, or raised.
        """
        mine: _Waiting[Asked, Answer] = _Waiting(asked)
        with self._lock:
            self._queue.append(mine)
            mine.leads, self._is_led = not self._is_led, True
            if self._enough is not None and len(self._queue) >= self._expected:
                self._enough.release()
                self._enough = None
        if not mine.leads:
            try:
                mine.woken.acquire()
            except BaseException:
                self._leave(mine)
                raise
        if mine.leads:
            self._lead(mine)
        if mine.trouble is not None:
            raise mine.trouble
        return mine.answer  # type: ignore[return-value]  # there is one where there is no trouble

    def _lead(self, mine: _Waiting[Asked, Answer]) -> None:
        group = [mine]
        try:
            self._wait_for_company()
            with self._lock:
                group, self._queue = self._queue[:MOST], self._queue[MOST:]
            answers = self._act([one.asked for one in group])
            for one, answer in zip(group, answers, strict=True):
                if isinstance(answer, Exception):
                    one.trouble = answer
                else:
                    one.answer = answer
        except BaseException as error:
            told = error if isinstance(error, Exception) else NotRecorded()
            for one in group:
                one.trouble = told
            raise
        finally:
            self._hand_over(group)
            for one in group:
                if one is not mine:
                    one.woken.release()

    def _wait_for_company(self) -> None:
        with self._lock:
            if len(self._queue) >= self._expected:
                return
            enough = self._enough = threading.Lock()
            enough.acquire()
        enough.acquire(timeout=LINGER_SECONDS)
        with self._lock:
            self._enough = None

    def _hand_over(self, group: Sequence[_Waiting[Asked, Answer]]) -> None:
        with self._lock:
            # Where it was broken off early the group still stands in the queue.
            self._queue = [one for one in self._queue if one not in group]
            self._expected = min(MOST, max(1, len(group) + len(self._queue)))
            self._appoint()

    def _leave(self, mine: _Waiting[Asked, Answer]) -> None:
        """Who is interrupted while waiting neither leads nor holds up the others."""
        with self._lock:
            self._queue = [one for one in self._queue if one is not mine]
            if mine.leads:
                self._appoint()

    def _appoint(self) -> None:
        """Let the first of those who came meanwhile lead."""
        self._is_led = bool(self._queue)
        if self._queue:
            self._queue[0].leads = True
            self._queue[0].woken.release()
