"""Where every app hands in its one card.

Apps know the registry; the registry knows no app.  The gate, the milestones, destruction, the
console, ``shoumi duties`` and the documentation read the cards and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from shoumi.core.fields import FieldRegister
from shoumi.core.gate import Fact, Question
from shoumi.core.messages import Messages
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role

if TYPE_CHECKING:  # texts are told from the cards without Django too
    from django.db.models.expressions import Combinable


@dataclass(frozen=True, slots=True)
class Holding:
    """What is known of one condition or demand right now.

    ``position`` is the ledger position of the evidence, ``until`` when it lapses, ``reason`` the
    stable code of what is missing (empty when it holds), ``who`` whose turn it is then, where that
    is not always the same role.
    """

    state: ControlState
    position: int | None = None
    until: datetime | None = None
    reason: str = ""
    who: Role | None = None

    @property
    def holds(self) -> bool:
        return self.state in (
            ControlState.PASS,
            ControlState.ATTESTED,
            ControlState.NOT_APPLICABLE,
        )


FactSource = Callable[[Question], Mapping[Fact, object]]
Edges = Callable[[Question], Iterable[datetime]]
HouseFactSource = Callable[[datetime], tuple[Mapping[Fact, object], Iterable[datetime]]]
SubjectFactSource = Callable[[Question, Sequence[Ref]], Mapping[Fact, Mapping[Ref, object]]]
# The same for a query over people: an expression on a row of ``base.subjects.models.Subject``.
SubjectFactExpressions: TypeAlias = "Callable[[Question], Mapping[Fact, Combinable]]"
Condition = Callable[[Ref, datetime], Holding]  # (deal, at)
Check = Callable[[datetime], Holding]
Destroyer = Callable[[Sequence[Ref]], int]  # subjects -> values destroyed


@dataclass(frozen=True, slots=True)
class Menu:
    """One entry of a door's menu.

    The door ``deal`` is the page of one deal: the route is opened with ``?deal=`` and its name.
    """

    door: str
    route: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Card:
    """All that the house needs to know of one app.

    ``checks``      demand id -> live check; claiming a demand means checking it
    ``facts``       states its facts for one question, whatever fields the question names
    ``subject_facts``  for a list of people, and ``subject_expressions`` the same facts for a query
                    over them; both look at purpose and deal of the question only
    ``house_facts`` those that are the same whoever asks, and at which moments they change because
                    of the time alone; never remembered
    ``edges``       the moments at which its ``facts`` may change because of the time alone.  A card
                    that has it promises that they change otherwise only with an act in the ledger,
                    in the same transaction; so they may be remembered (ADR 0012).
    ``states``      the facts it is the one to state
    ``conditions``  named entry conditions of milestones
    ``holds``       categories of personal data kept, each with its destroyer
    ``fields``      the field register (exactly one card has it)
    ``messages``    a chapter's texts; those of the base are found where they stand
    """

    slug: str
    zh: str
    en: str
    events: type[StrEnum] | None = None
    checks: Mapping[str, Check] = field(default_factory=dict)
    states: frozenset[Fact] = frozenset()
    facts: FactSource | None = None
    edges: Edges | None = None
    house_facts: HouseFactSource | None = None
    subject_facts: SubjectFactSource | None = None
    subject_expressions: SubjectFactExpressions | None = None
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    holds: frozenset[str] = frozenset()
    destroyers: Mapping[str, Destroyer] = field(default_factory=dict)
    fields: Callable[[], FieldRegister] | None = None
    menu: tuple[Menu, ...] = ()
    messages: Messages = field(default_factory=Messages)


class BadCard(RuntimeError):
    """A bug found at start: the card contradicts itself or another."""


_cards: dict[str, Card] = {}


def register(card: Card) -> None:
    """Take ``card`` in.

    Raises:
        BadCard: a slug, fact, condition, demand or text is claimed twice, or personal data is held
            without a destroyer.
    """
    if card.slug in _cards:
        raise BadCard(f"{card.slug!r} registered twice")
    if missing := card.holds - card.destroyers.keys():
        raise BadCard(f"{card.slug!r} cannot destroy {sorted(missing)}")
    for other in _cards.values():
        _no_overlap(card, other)
    _cards[card.slug] = card


def _no_overlap(card: Card, other: Card) -> None:
    pairs = (
        ("facts", card.states & other.states),
        ("conditions", card.conditions.keys() & other.conditions.keys()),
        ("demands", card.checks.keys() & other.checks.keys()),
        ("words of codes", card.messages.refusals.keys() & other.messages.refusals.keys()),
        ("tables of names", card.messages.names.keys() & other.messages.names.keys()),
        ("words of conditions", card.messages.conditions.keys() & other.messages.conditions.keys()),
        ("sentences", card.messages.sentences.keys() & other.messages.sentences.keys()),
        ("parameters", card.messages.parameters.keys() & other.messages.parameters.keys()),
    )
    for what, twice in pairs:
        if twice:
            raise BadCard(f"{card.slug!r} and {other.slug!r} both claim {what} {sorted(twice)}")
    if card.fields and other.fields:
        raise BadCard(f"{card.slug!r} and {other.slug!r} both bring a field register")


def cards() -> Iterator[Card]:
    """Every card, in order of slug."""
    return (_cards[slug] for slug in sorted(_cards))


def slugs() -> tuple[str, ...]:
    """Whose cards were handed in so far: what was worked out from them holds as long as these."""
    return tuple(_cards)


def check(duty: str) -> Check | None:
    """The live check of a demand, or None where no app claims it."""
    return next((card.checks[duty] for card in cards() if duty in card.checks), None)


def condition(name: str) -> Condition | None:
    """The named entry condition, or None where no app states it."""
    return next((card.conditions[name] for card in cards() if name in card.conditions), None)


def field_register() -> FieldRegister:
    """The field register in force; empty where no app brings one, so nothing can be stored."""
    return next((card.fields() for card in cards() if card.fields), {})
