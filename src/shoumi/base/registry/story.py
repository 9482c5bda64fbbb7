"""The story that a demo home tells: a step of it, as a card brings it, and what each step is given.

The demo takes the steps of every card, puts them in the order of the scenario and tells them.  A
step does what a real home does, by the same services; it has no way of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, Protocol, TypeVar

from shoumi.core.calendar import CHINA
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, DealType, Role

YEAR = 2026


def moment(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of the story: clock time in China, as UTC."""
    return datetime(YEAR, month, day, hour, minute, tzinfo=CHINA).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Answers:
    """How many of those who are asked say what, and how many object on each basis."""

    consent: int
    refuse: int
    silent: int
    unreached: int
    withdraw: int
    children_consent: int
    excluded: int
    marketing_off: int
    sealed: int


class StoryNote(Protocol):
    """What a step found, in both languages; it stands beside the step's words."""

    def add(self, zh: str, en: str) -> None: ...


class StoryContext(Protocol):
    """What the demo gives a step.

    ``counts``     figures by name, held against what the story must come to
    ``deadlines``  days by name on which something of the story is due, held against the same
    ``letters``    codes of letters by what was done with them: a step leaves them for later ones
    ``customers``  how many people the made-up company has
    ``is_own_data``  the files are a reader's own, so nobody knows beforehand what is in them
    """

    @property
    def deal(self) -> Ref: ...
    @property
    def deal_type(self) -> DealType: ...
    @property
    def counts(self) -> dict[str, int]: ...
    @property
    def deadlines(self) -> dict[str, str]: ...
    @property
    def letters(self) -> dict[str, str]: ...
    @property
    def customers(self) -> int: ...
    @property
    def is_own_data(self) -> bool: ...

    def person(self, role: Role) -> Ref:
        """Who plays this role in the house or in the deal."""

    def now(self) -> datetime: ...
    def go_on(self) -> datetime:
        """A second later: people's acts follow one another."""

    def advance(self, stage: DealStage, role: Role) -> None:
        """Open a milestone of the deal."""

    def finish(self, stage: DealStage, role: Role) -> None: ...

    def answers(self, asked: int, children: int) -> Answers:
        """The scenario's shares of so many people, ``children`` of them under 14."""


Context = TypeVar("Context", bound=StoryContext, contravariant=True)


@dataclass(frozen=True, slots=True)
class StoryStep(Generic[Context]):
    """One step.

    ``name``     what a program knows it by (``shoumi demo --json``)
    ``when``     its moment in the scenario; no two steps of one story share it
    ``words``    what is told of it.  Without: it belongs to the step of that name before it, and is
                 done untold where there is none
    ``tell``     ``tell(story, note)`` does it; None: its chapter is not built
    ``expects``  codes of a refusal, one of which it must come to; empty: it goes well
    ``types``    types of deal whose story has it; empty: every story
    ``applies``  asked when its moment has come; None: always
    """

    name: str
    when: datetime
    words: Both | None = None
    tell: Callable[[Context, StoryNote], object] | None = None
    expects: tuple[str, ...] = ()
    types: frozenset[DealType] = frozenset()
    applies: Callable[[Context], bool] | None = None
