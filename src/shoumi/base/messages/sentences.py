"""What an entry of the ledger says, as one sentence about what its actor did.

The page puts the actor's name before it.  A place is ``{fact}``; ``{count:person|people}`` writes
the noun that fits the number, ``{day:month}`` the month of a day; a part in ``[…]`` is left out
where one of its facts is not there.  The sentences stand in the ``events`` of each app, beside its
tags.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from shoumi.base.messages import catalogue
from shoumi.base.messages.names import of_code
from shoumi.base.messages.text import (
    DASH,
    Style,
    minute,
    month,
    number,
    say,
    short,
    shown,
    yes_no,
)
from shoumi.core.ledger.leaf import Line
from shoumi.core.messages import Both, Lang, Sentence

# Somebody was kept from something; of the gate's decisions only those that said no.
REFUSALS = frozenset(
    {
        "approval.refused",
        "deal.refused",
        "deal.milestone_refused",
        "door.refused",
        "emergency.refused",
        "factor.copied",
        "grant.refused",
        "gate.decided",
        "ledger.witness_refused",
        "package.refused",
        "room.refused",
        "rotation.refused",
        "signin.refused",
    }
)
ROWS = "rows"  # the number of rows that a bulk entry commits to, beside its facts

_OPTIONAL = re.compile(r"\[([^\]]*)\]")
# A count with its noun, ``{n:day|days}``; a day that stands for its month, ``{since:month}``.
_PLACE = re.compile(r"\{(\w+)(?::(month)(?=\}))?(?::([^}|]*)\|([^}]*))?\}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_REF = re.compile(r"[a-z]{2,12}-[0-9a-z]{1,40}")
_NOBODY: Mapping[str, str] = MappingProxyType({})


def is_refusal(tag: str, facts: Mapping[str, object]) -> bool:
    """Whether the chip of this entry is hollow."""
    return tag in REFUSALS and facts.get("allowed") is not True


def of_line(line: Line, lang: Lang, known: Mapping[str, str] = _NOBODY) -> str:
    """The sentence of an entry as it was read back; ``known`` are names by reference."""
    rows = {ROWS: line.rows.count} if line.rows else {}
    named = {
        key: known[one] for key, one in line.facts.items() if isinstance(one, str) and one in known
    }
    return sentence(line.tag, {**rows, **line.facts, **named}, lang)


def sentence(tag: str, facts: Mapping[str, object], lang: Lang) -> str:
    """What the entry says, without its actor.

    ``facts`` as they stand in the ledger, or better known to the page: a name in place of a
    reference is written as it is.  A fact that is not there is a dash, and a tag that is not known
    (of an app that was taken out) stays as it is: an entry is always shown.
    """
    told = catalogue.texts().sentences.get(str(tag))
    if told is None:
        return str(tag)
    text = say(told.otherwise if _is_no(told, facts) else told.text, lang)
    text = _OPTIONAL.sub(lambda part: part[1] if _has_all(part[1], facts) else "", text)
    return _PLACE.sub(lambda place: _filled(place, told, facts, lang), text)


def _is_no(told: Sentence, facts: Mapping[str, object]) -> bool:
    return bool(told.asks) and facts.get(told.asks) is False


def _has_all(part: str, facts: Mapping[str, object]) -> bool:
    return all(facts.get(name) not in (None, "") for name, *_ in _PLACE.findall(part))


def _filled(place: re.Match[str], told: Sentence, facts: Mapping[str, object], lang: Lang) -> str:
    name, as_month, one, many = place.groups()
    value = facts.get(name)
    if as_month and value:
        return month(date.fromisoformat(str(value)), lang)
    text = _written(value, told.words.get(name), lang)
    if one is None:
        return text
    return f"{text} {one if value == 1 else many}"


def _written(value: object, words: str | tuple[Both, Both] | None, lang: Lang) -> str:
    if isinstance(value, bool) and isinstance(words, tuple):
        return say(words[value], lang)
    if value and isinstance(value, str) and isinstance(words, str):
        return of_code(words, str(value), lang)
    return shown(value, lang, LEDGER)


def _shortened(value: object, lang: Lang) -> str:
    """A text of the ledger; a moment by the clock of China, a digest by its first characters."""
    text = str(value)
    if _MOMENT.fullmatch(text):
        return minute(datetime.fromisoformat(text))
    if _DIGEST.fullmatch(text):
        return f"{text[:8]}…"
    return short(text) if _REF.fullmatch(text) else text or DASH


# An entry is evidence: its days have their years.
LEDGER = Style(
    {
        type(None): lambda value, lang: DASH,
        bool: yes_no,
        int: lambda value, lang: number(value),
        datetime: lambda value, lang: minute(value),
        date: lambda value, lang: value.isoformat(),
        object: _shortened,
    }
)
