"""Send to every target what is malformed, and judge each answer."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connections
from tests.malformed import calls, judgement
from tests.malformed.bodies import Sent
from tests.malformed.targets import Draw, Target
from tests.web import home, write_statements
from tests.web.access_sweep import Sweep

from shoumi.base import clock
from shoumi.base.ledger import reader
from shoumi.base.messages import refusals
from shoumi.base.pages import forms
from shoumi.base.tests import memories
from shoumi.doors.api import limits

_SHOWN = 400
_AIMS = 3
# Of what is done so many of each target are followed to their end.
_FOLLOWED = 40
_QUEUE = "jobs_job"


@dataclass(slots=True)
class Tally:
    """``reached``  how many came to the service: done, or refused by the house and not by a form"""

    inputs: int = 0
    reached: int = 0
    done: int = 0
    followed: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)


class Run:
    def __init__(self, sweep: Sweep, seed: str) -> None:
        self._sweep, self._seed = sweep, seed
        connections.close_all()
        home.copy(sweep.folder, sweep.pristine)  # with the tokens of the programs
        self._base = judgement.fingerprint(judgement.every_table())
        self._at = clock.now()
        self._head = reader.size()
        self._files = judgement.files(sweep.folder)

    def against(self, target: Target, count: int) -> Tally:
        tally, before = Tally(), target.visitor.cookies.copy()
        path, draw = self._aim(target)
        for number in range(count):
            # Drawn one by one, so that an input is the same whatever came before it.
            sent = draw(random.Random(f"{self._seed} {target.name} {number}"))
            target.visitor.cookies = before.copy()
            self._one(target, path, sent, f"{target.name} #{number}", tally)
        self._as_it_was(target.name, tally)
        target.visitor.cookies = before
        return tally

    def _aim(self, target: Target) -> tuple[str, Draw]:
        """The thing with which something sensible comes furthest, and what draws for it."""
        best, chosen = -1, (target.paths[0], target.opened(target.paths[0]))
        for path in target.paths:
            found = target.opened(path)
            for number in range(_AIMS):
                sent = found(random.Random(number), spoilt=False)
                with _depth() as deep:
                    answer = calls.answer(target, path, sent)
                reached = 2 if not calls.is_refused(answer) else bool(deep)
                self.put_back()
                if reached > best:
                    best, chosen = reached, (path, found)
            if best == 2:
                break
        return chosen

    def _one(self, target: Target, path: str, sent: Sent, where: str, tally: Tally) -> None:
        limits.calls.clear()
        limits.failures.clear()
        with judgement.noted() as lines, write_statements.seen() as wrote, _depth() as deep:
            answer, took, began = None, 0.0, judgement.spent()
            try:
                answer = calls.answer(target, path, sent)
                took = judgement.spent() - began
                self._go_on(target, answer, wrote, lines, tally)
            except Exception as error:  # noqa: BLE001 - what a server would have died of
                lines.append(f"raised {type(error).__name__}: {str(error)[:200]}")
        tally.inputs += 1
        shown = f"{where} {sent.kind[:60]!r} {sent.meta or ''} {sent.body[:_SHOWN]!r}"
        if answer is None or lines or answer.status_code >= 500:
            status = answer.status_code if answer is not None else "none"
            tally.faults.append(f"{where}: answered {status}; {' '.join(lines)}; sent {shown}")
        elif wrong := judgement.wordless(answer):
            tally.faults.append(f"{where}: {answer.status_code} with {wrong}; sent {shown}")
        if took > judgement.SLOW_SECONDS:
            tally.slow.append(f"{where}: {took:.1f} s; sent {shown}")
        if answer is None:
            self._sweep.put_back()
            return
        tally.statuses[answer.status_code] += 1
        refused = calls.is_refused(answer)
        tally.done += not refused
        tally.reached += not refused or bool(deep)
        answer.close()
        self._judge_writes(wrote, refused, shown, tally)

    def _go_on(
        self, target: Target, answer: Any, wrote: list[str], lines: list[str], tally: Tally
    ) -> None:
        """What was taken is read and worked on later, and must not fail there either."""
        is_done = wrote and not calls.is_refused(answer)
        if is_done and tally.followed < _FOLLOWED:
            tally.followed += 1
            is_queued = _QUEUE in map(judgement.table, wrote)
            for shown in calls.go_on(target, answer, self._at, is_queued=is_queued):
                if shown.status_code >= 500:
                    lines.append(f"then {shown.request['PATH_INFO']} answered {shown.status_code}")

    def _judge_writes(self, wrote: list[str], refused: bool, shown: str, tally: Tally) -> None:
        touched = {judgement.table(one) for one in wrote} - judgement.KEPT_OF_CALLS
        if not touched:
            return
        if refused:
            now = judgement.fingerprint(touched & self._base.keys())
            changed = sorted(name for name, found in now.items() if found != self._base[name])
            if not changed:
                return
            tags = judgement.tags_since(self._head)
            if not judgement.is_evidence(changed, tags):
                told = ", ".join([*changed, *tags])
                tally.changed.append(f"{shown}: refused, and changed {told}")
        self.put_back()

    def _as_it_was(self, name: str, tally: Tally) -> None:
        """After all of a target: every table, and what lies beside the databases."""
        now = judgement.fingerprint(self._base)
        changed = sorted(table for table, found in now.items() if found != self._base[table])
        here = judgement.files(self._sweep.folder)
        if changed or here != self._files:
            more = sorted(set(here) ^ set(self._files))
            tally.changed.append(f"{name}: in the end changed {', '.join([*changed, *more])}")
        self.put_back()

    def put_back(self) -> None:
        memories.forget()
        self._sweep.put_back()


@contextmanager
def _depth() -> Iterator[list[str]]:
    """Notes when a form was found whole, or the house refused in its own words."""
    found: list[str] = []
    values, tell = forms.values, refusals.tell

    def seen(*given: Any) -> Any:
        made = values(*given)
        if made is not None:
            found.append("form")
        return made

    def told(error: Any, *given: Any, **more: Any) -> Any:
        # What carries a submission is refused by codes of the API, before anybody reads it.
        if not error.code.startswith(("api.", "call.")):
            found.append(error.code)
        return tell(error, *given, **more)

    forms.values, refusals.tell = seen, told  # type: ignore[assignment]
    try:
        yield found
    finally:
        forms.values, refusals.tell = values, tell
