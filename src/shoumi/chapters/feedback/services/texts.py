"""What people said, sealed in the keyring; the record keeps a commitment to each text.

A commitment is made over the text and a random number that is sealed with it, so it proves the text
to whoever holds both and tells nothing to anybody else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_bytes

from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.vault import secrets
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.models import ChatLine, Communication, Request
from shoumi.chapters.feedback.rules import Part, Way, trail
from shoumi.chapters.feedback.services.errors import TextMissing, TextTooLong
from shoumi.core.refs import Ref

SAID, ASKER = "said", "asker"
MOST = 20_000
_SALT_BYTES = 16
Sealed = Communication | ChatLine


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is to be added.  ``by`` is empty where the person said it; ``more`` is what is
    sealed with the text and is no part of it; ``ref`` where it was given one already, and its
    ``commitment`` where its text is sealed under that too."""

    part: Part
    text: str = field(repr=False)
    way: Way
    said_at: datetime
    by: str = ""
    more: Mapping[str, str] = field(default_factory=dict, repr=False)
    ref: Ref | None = None
    commitment: str = ""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and how to be reached: what the person chose to say."""

    name: str = field(default="", repr=False)
    contact: str = field(default="", repr=False)


def must_be_said(part: Part, text: str) -> str:
    """
    Raises:
        TextMissing, TextTooLong
    """
    told = text.strip()
    if not told:
        raise TextMissing(part=part)
    if len(told) > MOST:
        raise TextTooLong(most=MOST)
    return told


def add(request: Request, line: Line, place: int, at: datetime) -> Communication:
    """A line of the record, not saved yet, and the trail of ``request`` with it.

    Raises:
        TextMissing, TextTooLong
    """
    ref = line.ref or Ref.new(SAID)
    commitment = line.commitment or seal(ref, must_be_said(line.part, line.text), at, line.more)
    made = Communication(
        ref=ref,
        request=request.ref,
        place=place,
        part=line.part,
        way=line.way,
        by=line.by,
        said_at=line.said_at,
        commitment=commitment,
    )
    request.trail = trail.following(request.trail, queries.entry(made))
    return made


def seal(ref: Ref, told: str, at: datetime, more: Mapping[str, str] | None = None) -> str:
    """Keep ``told`` under ``ref``; the commitment to it."""
    salt = token_bytes(_SALT_BYTES)
    held = {"salt": salt.hex(), "text": told, **({"more": dict(more)} if more else {})}
    secrets.keep(ref, json.dumps(held, ensure_ascii=False).encode(), at=at)
    return trail.commitment(salt, told)


def opened(lines: Sequence[Sealed]) -> Mapping[str, str]:
    """Every text that is still there, by the reference of its line.

    Raises:
        NotAuthentic: it is not the text that was sealed.
        NoKey, WillNotOpen
    """
    found = {}
    there = secrets.existing(Ref(one.ref) for one in lines)
    for one in lines:
        if one.ref not in there:
            continue
        held = json.loads(secrets.read(Ref(one.ref)).reveal())
        if trail.commitment(bytes.fromhex(held["salt"]), held["text"]) != one.commitment:
            raise NotAuthentic(what=one._meta.db_table)
        found[one.ref] = held["text"]
    return found


def more(line: Communication) -> Mapping[str, str]:
    """What was sealed with the text of a line besides; nothing where that was destroyed."""
    ref = Ref(line.ref)
    if not secrets.existing([ref]):
        return {}
    found: Mapping[str, str] = json.loads(secrets.read(ref).reveal()).get("more", {})
    return found


def keep_asker(who: Asker, at: datetime) -> Ref:
    ref = Ref.new(ASKER)
    told = {"name": who.name.strip(), "contact": who.contact.strip()}
    secrets.keep(ref, json.dumps(told, ensure_ascii=False).encode(), at=at)
    return ref


def asker(request: Request) -> Asker:
    """Who asks; nothing where that was destroyed."""
    ref = Ref(request.asker)
    if not secrets.existing([ref]):
        return Asker()
    return Asker(**json.loads(secrets.read(ref).reveal()))
