"""Where every app hands in its one card.

Apps know the registry; the registry knows no app.  The gate, the milestones, destruction, the
doors, ``shoumi duties`` and the documentation read the cards and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from shoumi.base.registry.cards import Card
from shoumi.base.registry.held_data import HeldPart
from shoumi.base.registry.inbox_items import Asker, InboxItem, InboxKind
from shoumi.base.registry.list_exports import Asked, ListExport
from shoumi.base.registry.long_acts import MadeFile, Operation
from shoumi.base.registry.parts import (
    Agreed,
    AlgorithmUse,
    BuyerChange,
    Check,
    Condition,
    ControlledBy,
    Destroyer,
    DualControl,
    GuardedTable,
    Health,
    HealthFinding,
    Holding,
    Issued,
    Menu,
    NetworkPath,
    OutsidePart,
    Panel,
    PathKind,
    Processors,
    RegisterVersion,
    Remedy,
    Share,
    SubjectColumn,
    SubjectFactExpressions,
    SubjectFactSource,
    UsedFor,
)
from shoumi.base.registry.qualifications import NextLesson, Qualification, Qualifications
from shoumi.base.registry.replays import Effect, Replay, Told
from shoumi.base.registry.setup_steps import SetupStage, SetupStep
from shoumi.base.registry.story import StoryContext, StoryNote, StoryStep
from shoumi.core.fields import FieldRegister
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose, Role

__all__ = [
    "Agreed",
    "AlgorithmUse",
    "Asker",
    "BadCard",
    "Asked",
    "BuyerChange",
    "Card",
    "Check",
    "Condition",
    "ControlledBy",
    "Destroyer",
    "DualControl",
    "Effect",
    "GuardedTable",
    "Health",
    "HealthFinding",
    "HeldPart",
    "Holding",
    "Issued",
    "ListExport",
    "MadeFile",
    "Menu",
    "NetworkPath",
    "NextLesson",
    "Operation",
    "OutsidePart",
    "Panel",
    "PathKind",
    "Processors",
    "Qualification",
    "Qualifications",
    "RegisterVersion",
    "Remedy",
    "Replay",
    "SetupStage",
    "SetupStep",
    "Share",
    "StoryContext",
    "StoryNote",
    "StoryStep",
    "SubjectColumn",
    "SubjectFactExpressions",
    "SubjectFactSource",
    "Told",
    "UsedFor",
    "InboxItem",
    "InboxKind",
    "agreed",
    "assessed_fields",
    "cards",
    "check",
    "columns",
    "condition",
    "field_register",
    "held",
    "known_by_code",
    "operation",
    "operations",
    "outside",
    "panels",
    "partial",
    "processors",
    "qualifications",
    "receipts",
    "register",
    "register_versions",
    "remedy",
    "said",
    "scopes",
    "customer_page",
    "story",
]


class BadCard(RuntimeError):
    """A bug found at start: the card contradicts itself or another."""


_cards: dict[str, Card] = {}
# What one card alone has.
_ONE_CARD = ("fields", "processors", "incidents", "erasure", "qualified")


def register(card: Card) -> None:
    """Take ``card`` in.

    Raises:
        BadCard: a slug, fact, condition, demand, scope, text or act of two persons is claimed
            twice, parts are named of a demand that it does not check, or
            personal data is held without a destroyer and a check of what remains.
    """
    if card.slug in _cards:
        raise BadCard(f"{card.slug!r} registered twice")
    if missing := card.holds - card.destroyers.keys():
        raise BadCard(f"{card.slug!r} cannot destroy {sorted(missing)}")
    if missing := card.holds - card.remains.keys():
        raise BadCard(f"{card.slug!r} cannot tell what remains of {sorted(missing)}")
    if unknown := card.partial.keys() - card.checks.keys():
        raise BadCard(f"{card.slug!r} checks nothing of {sorted(unknown)}")
    if unknown := card.remedies.keys() - card.checks.keys():
        raise BadCard(f"{card.slug!r} mends {sorted(unknown)}, which it does not check")
    if unchecked := card.outside.keys() - card.checks.keys():
        raise BadCard(f"{card.slug!r} names parts of {sorted(unchecked)}, which it does not check")
    for other in _cards.values():
        _no_overlap(card, other)
    _cards[card.slug] = card
    # Kept in order here, because every read of a person goes over the cards.
    for slug in sorted(_cards):
        _cards[slug] = _cards.pop(slug)


def _no_overlap(card: Card, other: Card) -> None:
    pairs = (
        ("facts", card.states & other.states),
        ("conditions", card.conditions.keys() & other.conditions.keys()),
        ("demands", card.checks.keys() & other.checks.keys()),
        ("scopes", card.scopes.keys() & other.scopes.keys()),
        ("acts of two persons", card.dual_control.keys() & other.dual_control.keys()),
        ("words of codes", card.messages.refusals.keys() & other.messages.refusals.keys()),
        ("tables of names", card.messages.names.keys() & other.messages.names.keys()),
        ("words of conditions", card.messages.conditions.keys() & other.messages.conditions.keys()),
        ("sentences", card.messages.sentences.keys() & other.messages.sentences.keys()),
        ("parameters", card.messages.parameters.keys() & other.messages.parameters.keys()),
    )
    for what, twice in pairs:
        if twice:
            raise BadCard(f"{card.slug!r} and {other.slug!r} both claim {what} {sorted(twice)}")
    if (card.agreed and other.agreed) or (card.said and other.said):
        raise BadCard(f"{card.slug!r} and {other.slug!r} both say what was agreed")
    for part in _ONE_CARD:
        if getattr(card, part) and getattr(other, part):
            raise BadCard(f"{card.slug!r} and {other.slug!r} both have {part!r}")


def cards() -> Iterator[Card]:
    """Every card, in order of slug."""
    return iter(tuple(_cards.values()))


def slugs() -> tuple[str, ...]:
    """Whose cards were handed in so far: what was worked out from them holds as long as these."""
    return tuple(_cards)


def check(duty: str) -> Check | None:
    """The live check of a demand, or None where no app claims it."""
    return next((card.checks[duty] for card in cards() if duty in card.checks), None)


def partial(duty: str) -> str:
    """The code of what is missing of a demand's rule; empty where its check is the whole of it."""
    return next((card.partial[duty] for card in cards() if duty in card.partial), "")


def remedy(duty: str) -> Remedy | None:
    """Where a demand is mended that an app checks; None where no card says."""
    return next((card.remedies[duty] for card in cards() if duty in card.remedies), None)


def outside(duty: str, at: datetime) -> Sequence[OutsidePart]:
    """The parts of a demand that its card leaves to statements; none where no card says so."""
    found = next((card.outside[duty] for card in cards() if duty in card.outside), None)
    return found(at) if found else ()


def condition(name: str) -> Condition | None:
    """The named entry condition, or None where no app states it."""
    return next((card.conditions[name] for card in cards() if name in card.conditions), None)


def field_register() -> FieldRegister:
    """The field register in force; empty where no app brings one, so nothing can be stored."""
    return next((card.fields() for card in cards() if card.fields), {})


def unused_fields(at: datetime) -> frozenset[str]:
    """Fields of the register that nothing of is stored or used at that moment: nobody looked in
    time whether they are still necessary, or somebody found that they are not."""
    return next((card.unused(at) for card in cards() if card.unused), frozenset())


def register_versions() -> Sequence[RegisterVersion]:
    """Every version of the field register, the oldest first; none where no app brings one."""
    return next((card.versions() for card in cards() if card.versions), ())


def agreed(deal: Ref) -> Agreed | None:
    """How many people of a deal may leave; None where nobody was told or asked, or no card says."""
    return next((card.agreed(deal) for card in cards() if card.agreed), None)


def said(deal: Ref, people: Sequence[Ref]) -> Sequence[Share]:
    """Which fields of ``people`` may leave, as they were told; who was told nothing is in none."""
    return next((card.said(deal, people) for card in cards() if card.said), ())


def assessed_fields(deal: Ref, purpose: Purpose) -> frozenset[str] | None:
    """What the assessment in force covers; None where there is none, or no card says."""
    return next((card.assessed(deal, purpose) for card in cards() if card.assessed), None)


def held(subject: Ref) -> list[HeldPart]:
    """What every card holds of a person but the sealed values, in words for that person."""
    return [part for card in cards() if card.held for part in card.held(subject)]


def processors() -> Processors | None:
    """Who is asked before data go to somebody who processes them; None where no card says so."""
    return next((card.processors for card in cards() if card.processors), None)


def qualifications() -> Qualifications | None:
    """Who says whether somebody of the staff has learned enough; None where no card does."""
    return next((card.qualified for card in cards() if card.qualified), None)


def receipts(deal: Ref, actor: Ref, at: datetime) -> list[Issued]:
    """The proofs that people of a deal hold, issued as acts of ``actor``."""
    return [one for card in cards() if card.receipts for one in card.receipts(deal, actor, at)]


def operations() -> MappingProxyType[str, Operation]:
    """Every long act, by the word that is stored of it.

    Raises:
        BadCard: two cards bring one word.
    """
    return _operations(slugs())


@lru_cache(maxsize=1)
def _operations(_slugs: tuple[str, ...]) -> MappingProxyType[str, Operation]:
    found: dict[str, Operation] = {}
    for card in cards():
        for one in card.operations() if card.operations else ():
            if found.setdefault(one.kind.value, one) is not one:
                raise BadCard(f"two long acts are called {one.kind.value!r}")
    return MappingProxyType(found)


def list_exports() -> Mapping[str, ListExport]:
    """The lists that may leave as a file, by their slug."""
    return {one.slug: one for card in cards() if card.exports for one in card.exports()}


def operation(kind: str) -> Operation:
    """
    Raises:
        KeyError: a bug, or an app that was taken out.
    """
    return operations()[kind]


def panels(place: str) -> tuple[Panel, ...]:
    """The parts of a page that cards bring, in their order."""
    return _panels(place, slugs())


@lru_cache(maxsize=8)
def _panels(place: str, _slugs: tuple[str, ...]) -> tuple[Panel, ...]:
    brought = (one for card in cards() if card.panels for one in card.panels())
    return tuple(sorted((one for one in brought if one.place == place), key=lambda one: one.order))


def columns(deal: Ref, roles: Collection[Role]) -> list[SubjectColumn]:
    """The columns that cards bring to the list of a deal's people, for who has ``roles`` there."""
    brought = (one for card in cards() if card.columns for one in card.columns(deal))
    return [one for one in brought if not one.readers.isdisjoint(roles)]


def scopes() -> Mapping[StrEnum, bool]:
    """Every scope of a token, and whether it is strong."""
    return {scope: strong for card in cards() for scope, strong in card.scopes.items()}


def story() -> list[StoryStep[StoryContext]]:
    """The steps of the demo's story that cards bring, in no order yet."""
    return [step for card in cards() if card.story for step in card.story()]


def known_by_code(code: str) -> tuple[Ref, Ref] | None:
    """The customer whom a code of the house was given to, and the deal; None where it is nobody's,
    or no card gives any."""
    return next((card.known_by_code(code) for card in cards() if card.known_by_code), None)


def customer_page() -> str:
    """Where one customer of a demo home is shown what was said to her or him; empty where no card
    knows one."""
    found = (card.customer_page() for card in cards() if card.customer_page)
    return next(filter(None, found), "")
