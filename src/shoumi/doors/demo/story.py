"""What a telling of the story carries along: the home, the cast, the steps and what they gave."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from shoumi.base import clock
from shoumi.base.clock import services as clocks
from shoumi.base.intake.plan import Plan
from shoumi.base.ledger import reader
from shoumi.base.messages import refusals
from shoumi.core.calendar import CHINA
from shoumi.core.errors import DomainError
from shoumi.core.messages import Message
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.vault.suites import INTL
from shoumi.doors.demo import cast
from shoumi.doors.demo.answer_script import Script
from shoumi.doors.demo.cast import Cast
from shoumi.doors.demo.expected import Answers, answers_of

YEAR = 2026
_AHEAD = timedelta(hours=1)


class Note:
    """What a step found, in both languages; parts are added as they become known."""

    def __init__(self) -> None:
        self._parts: list[Message] = []

    def add(self, zh: str, en: str) -> None:
        self._parts.append(Message(zh, en))

    def words(self) -> Message:
        return Message("，".join(p.zh for p in self._parts), ", ".join(p.en for p in self._parts))


class StepState(StrEnum):
    DONE = "done"
    REFUSED = "refused_as_expected"
    NOT_BUILT = "not_built"


@dataclass(frozen=True, slots=True)
class Step:
    """One step as told: ``on`` is the day of the story, ``note`` what a reader should see.

    ``code``  of the refusal, where it was one.
    """

    name: str
    state: StepState
    seconds: float
    on: date
    words: Message
    note: Message = Message("", "")
    code: str = ""


class Show(Protocol):
    """Where progress goes; a machine's reader gets none."""

    def begin(self, words: Message, on: date) -> None: ...
    def told(self, step: Step) -> None: ...
    def explain(self, plan: Plan) -> None: ...


class NotRefused(RuntimeError):
    """The story expected a refusal and the product let it through: a defect."""


def moment(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of the story: clock time in China, as UTC."""
    return datetime(YEAR, month, day, hour, minute, tzinfo=CHINA).astimezone(UTC)


def _reason(error: DomainError, code: str) -> Message:
    if code == error.code:
        return Message(refusals.tell(error, "zh").what, refusals.tell(error, "en").what)
    return Message(refusals.tell_code(code, "zh").what, refusals.tell_code(code, "en").what)


@dataclass(slots=True)
class Story:
    """One telling.  ``papers``: documents for the dossier, in the order they came."""

    home: Path
    variant: str
    customers: int
    show: Show
    cast: Cast = field(default_factory=lambda: Cast({}))
    deal: Ref = SYSTEM
    refs: dict[str, Ref] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    deadlines: dict[str, str] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    papers: list[tuple[str, Ref]] = field(default_factory=list)
    seen: list[tuple[int, bytes]] = field(default_factory=list)
    is_own_data: bool = False
    answers: Answers = field(default_factory=lambda: answers_of(0, 0))
    script: Script = field(default_factory=Script)
    objectors: list[Ref] = field(default_factory=list)
    number: str = ""
    overrides: dict[str, str] = field(default_factory=dict)
    accepted: tuple[str, ...] = ()
    suite: str = INTL.name

    def now(self) -> datetime:
        return clock.now()

    def go_on(self) -> datetime:
        """A second later: people's acts follow one another."""
        later = clock.now() + timedelta(seconds=1)
        clocks.advance(to=later, actor=SYSTEM)
        return later

    def note_checkpoint(self) -> None:
        """Remember where the log stands, as somebody outside would: it goes into the trust file."""
        self.seen.append((reader.size(), reader.root()))

    def go(self, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
        """Move the story's clock; time only goes forward, so a bygone moment is now."""
        to = moment(month, day, hour, minute)
        if to <= clock.now():
            return self.go_on()
        self._renew(to)
        clocks.advance(to=to, actor=SYSTEM)
        return to

    def _renew(self, to: datetime) -> None:
        """Statements that end on the way are made anew an hour before, each as its clock says."""
        while found := cast.lapsing(to + _AHEAD):
            until, duty = found[0]
            at = until - _AHEAD
            if at > clock.now():
                clocks.advance(to=at, actor=SYSTEM)
            cast.state(self.cast, duty, self.now())

    @contextmanager
    def step(self, name: str, zh: str, en: str) -> Iterator[Note]:
        """Time a step and tell it; what the body adds to the note stands beside it."""
        words, note = Message(zh, en), Note()
        self.show.begin(words, self._today())
        began = time.perf_counter()
        yield note
        self._tell(name, StepState.DONE, time.perf_counter() - began, words, note.words())

    def refused(
        self,
        name: str,
        zh: str,
        en: str,
        act: Callable[[], object],
        *codes: str,
    ) -> None:
        """Try what must not go; the refusal must carry one of ``codes``.

        Raises:
            NotRefused: it went, or was refused for another reason.
        """
        words = Message(zh, en)
        self.show.begin(words, self._today())
        began = time.perf_counter()
        try:
            act()
        except DomainError as error:
            reasons = error.facts.get("reasons", ())
            told = {error.code, *(reasons if isinstance(reasons, tuple) else ())}
            if not told & set(codes):
                raise NotRefused(f"{name}: {sorted(told)}") from error
            seconds = time.perf_counter() - began
            # Of all that stood in the way, the reason the story is about.
            code = next(code for code in codes if code in told)
            self._tell(name, StepState.REFUSED, seconds, words, _reason(error, code), code)
            return
        raise NotRefused(name)

    def not_built(self, name: str, zh: str, en: str) -> None:
        """A step whose chapter is still to come.  It is never told as done."""
        self._tell(name, StepState.NOT_BUILT, 0.0, Message(zh, en), Message("", ""))

    def _today(self) -> date:
        """The day of the story; before the home exists, its first."""
        return clock.today() if self.steps else moment(8, 24).date()

    def _tell(
        self,
        name: str,
        state: StepState,
        seconds: float,
        words: Message,
        note: Message,
        code: str = "",
    ) -> None:
        step = Step(name, state, round(seconds, 3), clock.today(), words, note, code)
        self.steps.append(step)
        self.show.told(step)
