"""What a telling of the story carries along: the home, the cast, the steps and what they gave."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from shoumi.base import clock
from shoumi.base.clock import services as clocks
from shoumi.base.deals import queries
from shoumi.base.deals import services as deals
from shoumi.base.intake.plan import Plan
from shoumi.base.ledger import reader
from shoumi.base.messages import refusals
from shoumi.base.outbox import delivery
from shoumi.base.outbox.models import Message as Written
from shoumi.base.outbox.rules import State as Delivery
from shoumi.base.registry import StoryStep
from shoumi.base.registry.story import Answers
from shoumi.core.calendar import day_in_china
from shoumi.core.errors import DomainError
from shoumi.core.ledger.leaf import Value
from shoumi.core.messages import Message
from shoumi.core.milestones import FilingKind
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import DealStage, DealType, Role
from shoumi.core.vault.suites import INTL
from shoumi.doors.demo import cast, expected, made_up_papers, sample_files
from shoumi.doors.demo.cast import Cast

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
class Told:
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
    def told(self, step: Told) -> None: ...
    def explain(self, plan: Plan) -> None: ...


class NotRefused(RuntimeError):
    """The story expected a refusal and the product let it through: a defect."""


def _reason(error: DomainError, code: str) -> Message:
    if code == error.code:
        return Message(refusals.tell(error, "zh").what, refusals.tell(error, "en").what)
    return Message(refusals.tell_code(code, "zh").what, refusals.tell_code(code, "en").what)


@dataclass(slots=True)
class Story:
    """One telling: what every step is given (``registry.StoryContext``), and what the demo's own
    steps hand on to each other.

    ``refs``  what they made, by a name of theirs; the deal's parties by role
    ``rows``  of the reader's own files: where each of them went, and why it was set aside
    ``seen``  where the log stood when somebody outside looked: it goes into the trust file
    ``staying``  how many were held, of a merger in use, before anybody was destroyed on request
    """

    home: Path
    variant: str
    customers: int
    show: Show
    cast: Cast = field(default_factory=lambda: Cast({}))
    deal: Ref = SYSTEM
    refs: dict[str, Ref] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    deadlines: dict[str, str] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    staying: int = 0
    steps: list[Told] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    plan: Plan | None = None
    seen: list[tuple[int, bytes]] = field(default_factory=list)
    is_own_data: bool = False
    is_open: bool = False
    number: str = ""
    overrides: Mapping[str, str] = field(default_factory=dict)
    accepted: tuple[str, ...] = ()
    suite: str = INTL.name
    dossier: Path | None = None
    trust: Path | None = None

    @property
    def deal_type(self) -> DealType:
        return DealType(self.variant)

    def person(self, role: Role) -> Ref:
        return self.cast.playing(role)

    def answers(self, asked: int, children: int) -> Answers:
        return expected.answers_of(asked, children)

    def now(self) -> datetime:
        return clock.now()

    def go_on(self) -> datetime:
        later = clock.now() + timedelta(seconds=1)
        clocks.advance(to=later, actor=SYSTEM)
        return later

    def go(self, step: StoryStep[Story]) -> None:
        """Move the story's clock to a step; what is not told by itself is done at once on its day.

        Time only goes forward, and before the house opens there is none.
        """
        if not self.is_open or step.when <= clock.now():
            return
        if step.words is not None or day_in_china(step.when) > clock.today():
            self._renew(step.when)
            clocks.advance(to=step.when, actor=SYSTEM)

    def _renew(self, to: datetime) -> None:
        """Statements that end on the way are made anew an hour before, each as its clock says."""
        while found := cast.lapsing(to + _AHEAD):
            until, duty = found[0]
            at = until - _AHEAD
            if at > clock.now():
                clocks.advance(to=at, actor=SYSTEM)
            cast.state(self.cast, duty, self.now())

    def file(
        self,
        kind: FilingKind,
        role: Role = Role.CON,
        *,
        party: Ref | None = None,
        on: date | None = None,
        facts: Mapping[str, Value] | None = None,
    ) -> None:
        """File a document of the story.  It is made up, and names the company it is about."""
        at = self.go_on()
        lines = (f"Made-up document {kind} of {self.deal}", f"Company: {sample_files.USCC}")
        paper = made_up_papers.looked_at(*lines, today=day_in_china(at))
        deals.file_paper(
            deal=self.deal,
            new=deals.NewPaper(kind=kind, paper=paper, party=party, on=on, facts=facts or {}),
            actor=self.person(role),
            at=at,
        )

    def confirm(self, side: Role) -> None:
        """A side confirms what was filed on its behalf."""
        for one in queries.waiting(self.deal, [side]):
            deals.confirm(filing=Ref(one.ref), actor=self.person(side), at=self.go_on())

    def advance(self, stage: DealStage, role: Role = Role.CON) -> None:
        deals.advance(deal=self.deal, stage=stage, actor=self.person(role), at=self.go_on())

    def finish(self, stage: DealStage, role: Role = Role.CON) -> None:
        deals.finish(deal=self.deal, stage=stage, actor=self.person(role), at=self.go_on())

    def note_checkpoint(self) -> None:
        """Remember where the log stands, as somebody outside would."""
        self.seen.append((reader.size(), reader.root()))

    def tell(self, parts: list[StoryStep[Story]]) -> None:
        """Do what belongs to one step, and tell it by the words of the first.

        Raises:
            NotRefused: something went that must not, or was refused for another reason.
        """
        first = parts[0]
        if first.words is None:
            self._do(parts, Note())
        elif first.tell is None:
            with self._told(first, StepState.NOT_BUILT):
                pass
        elif first.expects:
            self._refused(first)
        else:
            with self._told(first, StepState.DONE) as note:
                self._do(parts, note)

    def _do(self, parts: list[StoryStep[Story]], note: Note) -> None:
        for part in parts:
            self.go(part)
            if part.tell is not None and (part.applies is None or part.applies(self)):
                part.tell(self, note)
                self._carry()

    def _carry(self) -> None:
        """What a step queued to be written is carried at once, as the worker of a real home does:
        into the demo's folder of mails."""
        if self.is_open:
            waiting = Written.objects.filter(state=Delivery.QUEUED).values_list("batch", flat=True)
            for batch in set(waiting):
                delivery.deliver(batch=Ref(batch), at=self.now())

    @contextmanager
    def _told(self, step: StoryStep[Story], state: StepState) -> Iterator[Note]:
        """Time a step and tell it; what the body adds to the note stands beside it."""
        assert step.words is not None
        words, note = Message(*step.words), Note()
        if state is not StepState.NOT_BUILT:
            self.show.begin(words, clock.today() if self.is_open else step.when.date())
        began = time.perf_counter()
        yield note
        seconds = 0.0 if state is StepState.NOT_BUILT else time.perf_counter() - began
        self._tell(Told(step.name, state, round(seconds, 3), clock.today(), words, note.words()))

    def _refused(self, step: StoryStep[Story]) -> None:
        """Try what must not go; the refusal must carry one of the codes that the step expects."""
        assert step.words is not None
        assert step.tell is not None
        words = Message(*step.words)
        self.show.begin(words, clock.today())
        began = time.perf_counter()
        try:
            step.tell(self, Note())
        except DomainError as error:
            reasons = error.facts.get("reasons", ())
            told = {error.code, *(reasons if isinstance(reasons, tuple) else ())}
            if not told & set(step.expects):
                raise NotRefused(f"{step.name}: {sorted(told)}") from error
            seconds = round(time.perf_counter() - began, 3)
            # Of all that stood in the way, the reason the story is about.
            code = next(code for code in step.expects if code in told)
            note = _reason(error, code)
            self._tell(
                Told(step.name, StepState.REFUSED, seconds, clock.today(), words, note, code)
            )
            return
        raise NotRefused(step.name)

    def _tell(self, told: Told) -> None:
        self.steps.append(told)
        self.show.told(told)
