"""What one entry of the ledger says, and its canonical bytes.

An entry is one line of JSON: UTF-8, keys sorted, no spaces, at most 4096 bytes::

    {"about":"sub-…","actor":"per-…","at":"2026-03-02T01:02:03.000000Z","deal":"deal-…",
     "duties":["6.1"],"facts":{"count":3},"rows":{"count":3,"root":"<hex>"},"tag":"…","v":1}

``deal`` and ``rows`` are left out where there is none.  Digests are 64 lower-case hex digits, dates
``YYYY-MM-DD``, moments UTC with six decimals and ``Z``.  No value can be free text: references,
closed words, numbers, dates and digests only, so no name can slip in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256

from shoumi.core.errors import Invalid
from shoumi.core.refs import MalformedRef, Ref

MAX_BODY_BYTES = 4096
VERSION = 1
# Beyond this a reader whose numbers are doubles would see another value (RFC 8259 section 6).
MAX_INT = 2**53 - 1

_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_TAG = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_DUTY = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]{0,23}")


class Digest(bytes):
    """Exactly 32 bytes, a SHA-256 value."""

    __slots__ = ()

    def __new__(cls, value: bytes) -> Digest:
        if len(value) != 32:
            raise ValueError(f"a digest has 32 bytes, not {len(value)}")
        return super().__new__(cls, value)

    @classmethod
    def of(cls, content: bytes) -> Digest:
        """The SHA-256 of ``content``."""
        return cls(sha256(content).digest())


Value = Ref | int | bool | Digest | date | StrEnum


class UnfitForLedger(ValueError):
    """A bug: something that may not stand in a leaf, or too much of it."""


class LeafUnreadable(Invalid):
    """The bytes are not the canonical body of an entry."""

    code = "ledger.leaf_unreadable"


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: ``actor`` did ``tag`` to ``about`` at ``at`` (aware, any zone)."""

    tag: StrEnum
    actor: Ref
    about: Ref
    at: datetime
    facts: Mapping[str, Value] = field(default_factory=dict)
    duties: tuple[str, ...] = ()
    deal: Ref | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """What a bulk act commits to: the RFC 6962 root over the bytes of its ``count`` rows."""

    count: int
    root: Digest


@dataclass(frozen=True, slots=True)
class Line:
    """An entry read back.  Facts come back as they stand in JSON."""

    tag: str
    actor: Ref
    about: Ref
    at: datetime
    facts: Mapping[str, str | int | bool]
    duties: tuple[str, ...]
    deal: Ref | None
    rows: Rows | None


def body(event: Event, rows: Rows | None = None) -> bytes:
    """The canonical bytes of ``event``.

    Raises:
        UnfitForLedger: a fact is free text or no allowed value, a name, tag or duty is malformed,
            the time is naive, or the whole is over ``MAX_BODY_BYTES``.
    """
    # Put together by hand, since it is done for every read of a person: words whose form was
    # checked, and what ``_value`` made of the rest.  ``read`` takes nothing but the encoder's form.
    facts = _told(event.facts)
    told = "" if rows is None else f'"rows":{_rows_told(rows)},'
    middle, end = _frame(event.deal, tuple(event.duties), str(event.tag))
    written = (
        f'{{"about":"{_ref(event.about)}","actor":"{_ref(event.actor)}","at":"{moment(event.at)}"'
        f"{middle}{{{facts}}},{told}{end}"
    ).encode()
    if len(written) > MAX_BODY_BYTES:
        raise UnfitForLedger(f"{event.tag}: {len(written)} bytes")
    return written


def moment(at: datetime) -> str:
    """A time as it stands in an entry.

    Raises:
        UnfitForLedger: it is naive.
    """
    if at.tzinfo is None:
        raise UnfitForLedger("a time without a zone")
    return _moment(at if at.tzinfo is UTC else at.astimezone(UTC))


def read(written: bytes) -> Line:
    """Read a body back, taking nothing but what ``body`` writes.

    Raises:
        LeafUnreadable: it is not canonical, or not of this version.
    """
    try:
        plain = json.loads(written)
        line = _line(plain)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, MalformedRef):
        raise LeafUnreadable from None
    if len(written) > MAX_BODY_BYTES or _canonical(_again(line)) != written:
        raise LeafUnreadable
    return line


_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def _canonical(plain: Mapping[str, object]) -> bytes:
    return _encode(plain).encode()


def _matching(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise UnfitForLedger(f"not of the form {pattern.pattern}")
    return text


# Code is written with few words, so each is checked once.


@lru_cache(maxsize=4096)
def _frame(deal: Ref | None, duties: tuple[str, ...], tag: str) -> tuple[str, str]:
    """What stands between the time and the facts, and what comes last."""
    of = "" if deal is None else f'"deal":"{_ref(deal)}",'
    owed = _encode([_matching(_DUTY, duty) for duty in duties])
    return f',{of}"duties":{owed},"facts":', f'"tag":"{_matching(_TAG, tag)}","v":{VERSION}}}'


@lru_cache(maxsize=4096)
def _names(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The names of an event's facts in order, each with what stands before its value."""
    return tuple((name, f'"{_matching(_NAME, name)}":') for name in sorted(names))


@lru_cache(maxsize=4096)
def _word(text: str) -> str:
    return _encode(text)


def _ref(value: str) -> str:
    """A ``Ref`` was checked when it was made; whatever else says it is one is checked here."""
    return value if isinstance(value, Ref) else Ref(value)


class _NotKept(TypeError):
    """As what cannot be remembered at all, and is refused as no value."""


def _told(facts: Mapping[str, Value]) -> str:
    """The facts of an event, in the order of their names."""
    try:
        return _told_before(tuple(facts), *facts.values())
    except TypeError:
        return _told_anew(tuple(facts), facts.values())


# Who reads many people for one task says the same of each.  By type as well, as True equals 1.
@lru_cache(maxsize=256, typed=True)
def _told_before(names: tuple[str, ...], *values: object) -> str:
    if any(isinstance(value, datetime) for value in values):
        raise _NotKept  # ``_moment`` says why
    return _told_anew(names, values)


def _told_anew(names: tuple[str, ...], values: Iterable[object]) -> str:
    known = dict(zip(names, values, strict=True))
    return ",".join([before + _value(known[name]) for name, before in _names(names)])


def _value(value: object) -> str:
    """A fact as it stands in JSON; those that are found out fastest first."""
    if isinstance(value, int):
        if isinstance(value, bool):
            return "true" if value else "false"
        return str(_number(value))
    if isinstance(value, Digest):
        return f'"{value.hex()}"'
    if isinstance(value, Ref):
        return f'"{value}"'
    if isinstance(value, StrEnum):
        return _word(str.__str__(value))
    if isinstance(value, datetime):
        return f'"{moment(value)}"'
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    raise UnfitForLedger(f"{type(value).__name__} may not stand in the ledger")


def _number(value: int) -> int:
    if abs(value) > MAX_INT:
        raise UnfitForLedger("a number beyond 2**53")
    return int(value)


def _rows_told(rows: Rows) -> str:
    return f'{{"count":{_number(rows.count)},"root":"{rows.root.hex()}"}}'


# Of UTC alone: elsewhere two moments an hour apart are equal where clocks are put back.  An entry
# and its column name the same one, and so do the entries of those who came together.
@lru_cache(maxsize=256)
def _moment(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat("T", "microseconds") + "Z"


def _line(plain: Mapping[str, object]) -> Line:
    if plain["v"] != VERSION:
        raise ValueError(plain["v"])
    return Line(
        tag=_matching(_TAG, _text(plain["tag"])),
        actor=Ref(_text(plain["actor"])),
        about=Ref(_text(plain["about"])),
        at=_time(_text(plain["at"])),
        facts=_facts(plain["facts"]),
        duties=tuple(_matching(_DUTY, _text(duty)) for duty in _list(plain["duties"])),
        deal=Ref(_text(plain["deal"])) if "deal" in plain else None,
        rows=_rows(plain["rows"]) if "rows" in plain else None,
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _list(value: object) -> Iterable[object]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _time(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.utcoffset() != timedelta(0):
        raise ValueError
    return at.astimezone(UTC)


def _facts(value: object) -> dict[str, str | int | bool]:
    if not isinstance(value, dict) or not all(isinstance(v, str | int) for v in value.values()):
        raise TypeError
    return {_matching(_NAME, name): known for name, known in value.items()}


def _rows(value: object) -> Rows:
    if not isinstance(value, dict) or type(value["count"]) is not int or value["count"] < 0:
        raise TypeError
    return Rows(value["count"], Digest(bytes.fromhex(value["root"])))


def _again(line: Line) -> dict[str, object]:
    plain: dict[str, object] = {
        "v": VERSION,
        "tag": line.tag,
        "actor": str(line.actor),
        "about": str(line.about),
        "at": moment(line.at),
        "duties": list(line.duties),
        "facts": dict(line.facts),
    }
    if line.deal is not None:
        plain["deal"] = str(line.deal)
    if line.rows is not None:
        plain["rows"] = {"count": line.rows.count, "root": line.rows.root.hex()}
    return plain
