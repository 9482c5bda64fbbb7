"""Questions and facts in words that an engine of another house reads: no type of ours is left.

The words of a fact end in its sort: what is of another sort is there under another name, and what
is of none is not there.  Moments are microseconds since 1970, levels are numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from shoumi.core.gate import Fact, Question
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel

LEVELS = list(DisclosureLevel)
_BEGUN = datetime(1970, 1, 1, tzinfo=UTC)

Plain = bool | int | str | frozenset[str] | frozenset[int]
Words = dict[str, Plain]


def name(fact: Fact) -> str:
    return fact.value.replace(".", "_")


def micros(at: datetime) -> int:
    return (at - _BEGUN) // timedelta(microseconds=1)


def question(asked: Question) -> Words:
    return {
        "act": str(asked.act),
        "actor": str(asked.actor),
        "purpose": str(asked.purpose),
        "deal": str(asked.deal),
        "subject": "" if asked.subject is None else str(asked.subject),
        "fields": frozenset(map(str, asked.fields)),
        "level": -1 if asked.level is None else LEVELS.index(asked.level),
        "at": micros(asked.at),
    }


def facts(known: Mapping[Fact, object]) -> Words:
    told: Words = {}
    for fact, value in known.items():
        told |= _fact(name(fact), value)
    return told


def _fact(named: str, value: object) -> Words:
    """Each sort has words of its own, so nothing is taken for something of another sort."""
    if value is True or value is False:
        return {f"{named}_is": value}
    if type(value) is datetime and value.tzinfo is not None:
        return {f"{named}_micros": micros(value)}
    if type(value) is frozenset:
        levels = [LEVELS.index(one) for one in value if type(one) is DisclosureLevel]
        return {f"{named}_set": frozenset(map(str, value)), f"{named}_levels": frozenset(levels)}
    if type(value) is DisclosureLevel:
        return {f"{named}_level": LEVELS.index(value)}
    if type(value) is Ref:
        return {f"{named}_ref": str(value)}
    return {}
