"""Every text of the house, collected from beside what it is about.

The core's stand in ``base/messages/core``.  A base app and a door keep theirs in ``messages.py``
and, of ledger tags, in ``events.py``: found by place, so that they can be told before Django is set
up.  A chapter hands its own in with its card.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import import_module
from importlib.machinery import FileFinder
from types import MappingProxyType, ModuleType
from typing import Any, TypeVar

from shoumi.base import registry
from shoumi.core.messages import Messages

_CORE = "shoumi.base.messages.core"
_FLOORS = ("shoumi.base", "shoumi.doors")
_ROOMS = ("messages", "events")

Text = TypeVar("Text")


class ToldTwice(RuntimeError):
    """A bug: two modules have texts for one thing."""


def texts() -> Messages:
    """The texts of the core, the base, the doors and of every chapter whose card was handed in.

    Raises:
        ToldTwice: a bug.
    """
    return _texts(registry.slugs())


@lru_cache(maxsize=2)  # before the cards are handed in, and after
def _texts(_slugs: tuple[str, ...]) -> Messages:
    handed_in = {card.slug: card.messages for card in registry.cards()}
    told = [*by_place().items(), *handed_in.items()]
    return Messages(
        refusals=_merged({owner: each.refusals for owner, each in told}),
        names=_merged({owner: each.names for owner, each in told}),
        conditions=_merged({owner: each.conditions for owner, each in told}),
        sentences=_merged({owner: each.sentences for owner, each in told}),
        parameters=_merged({owner: each.parameters for owner, each in told}),
    )


def _merged(told: Mapping[str, Mapping[str, Text]]) -> Mapping[str, Text]:
    merged: dict[str, Text] = {}
    for owner, mine in told.items():
        if twice := merged.keys() & mine.keys():
            raise ToldTwice(f"{owner}: {sorted(twice)}")
        merged |= mine
    return MappingProxyType(merged)


@cache
def by_place() -> Mapping[str, Messages]:
    """The texts of the core, the base and the doors, by the package they stand in."""
    return {
        "shoumi.core": _told([import_module(_CORE)]),
        **{package: _told(map(import_module, rooms)) for package, rooms in _packages()},
    }


def _packages() -> Iterator[tuple[str, list[str]]]:
    """Each package that has texts, and the modules they are in; nothing else is imported."""
    for floor in _FLOORS:
        inside = list(pkgutil.iter_modules(import_module(floor).__path__))
        if any(one.name == "messages" and not one.ispkg for one in inside):
            yield floor, [f"{floor}.messages"]
        for one in inside:
            if one.ispkg and isinstance(one.module_finder, FileFinder):
                folder = f"{one.module_finder.path}/{one.name}"
                found = [each.name for each in pkgutil.iter_modules([folder])]
                package = f"{floor}.{one.name}"
                if rooms := [f"{package}.{room}" for room in _ROOMS if room in found]:
                    yield package, rooms


def _told(modules: Iterator[ModuleType] | list[ModuleType]) -> Messages:
    found: dict[str, Any] = {}
    for module in modules:
        found |= vars(module)
    return Messages(
        **{
            kind: found[constant]
            for kind, constant in (
                ("refusals", "MESSAGES"),
                ("names", "NAMES"),
                ("conditions", "CONDITIONS"),
                ("sentences", "SENTENCES"),
                ("parameters", "PARAMETERS"),
            )
            if constant in found
        }
    )
