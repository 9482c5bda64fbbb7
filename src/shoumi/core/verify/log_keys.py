"""Which key of the log was right for which size: one takes the place of another by an entry.

Old and new key sign a note that names both and the position of the entry.  Checkpoints that do not
hold the entry are the old key's, all others the new one's.  Who trusts one of the keys follows the
notes to the others; a note that only one of them signed leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from shoumi.core.verify.log import Key, Trust, key_of, open_note
from shoumi.core.verify.report import Bad, decimal

SUCCESSION, REPLACED = "shoumi.log-key/v1", "vault.log_key_replaced"


class Span(NamedTuple):
    """``key`` signs checkpoints over more than ``after`` entries and at most ``last``; None: all
    further ones."""

    key: Key
    after: int
    last: int | None


class Step(NamedTuple):
    old: Key
    new: Key
    position: int
    digest: str


def step_of(note: bytes) -> Step:
    """A note that both keys signed."""
    lines, _ = open_note(note, None)
    if len(lines) != 5 or lines[0] != SUCCESSION:
        raise Bad("not of the expected shape")
    old, new, position = key_of(lines[2]), key_of(lines[3]), decimal(lines[4])
    if not lines[1] == old.name == new.name or old == new:
        raise Bad("not of the expected shape")
    for key in (old, new):
        _, others = open_note(note, key)
        if len(others) != 1:
            raise Bad("not of the expected shape")
    return Step(old, new, position, sha256(note).hexdigest())


def spans_of(steps: Sequence[Step], newest: Key) -> list[Span]:
    """The keys one after another up to ``newest``, which signs today."""
    found, after = list[Span](), -1
    for number, step in enumerate(steps):
        if step.position <= after or (number and step.old != steps[number - 1].new):
            raise Bad("the keys do not follow each other")
        found.append(Span(step.old, max(after, 0), step.position))
        after = step.position
    if steps and steps[-1].new != newest:
        raise Bad("the keys do not follow each other")
    return [*found, Span(newest, max(after, 0), None)]


def trusted(steps: Sequence[Step], named: Key, trust: Trust | None) -> list[Span]:
    """The keys to go by where a dossier or proof names ``named`` as its own.

    Raises:
        Bad: neither the trust file nor the notes lead from what is trusted to it.
    """
    own = spans_of(steps, named)
    if trust is None:
        return own
    known = known_to(trust)
    # Who was told of the newest key alone is led back to those of before by the notes it signed.
    if trust.former and named in [span.key for span in known]:
        return known
    if trust.log in [span.key for span in own]:
        return own
    raise Bad("the key is not the one you trust")


def spans_at(steps: Iterable[Step], named: Key, size: int, trust: Trust | None) -> list[Span]:
    """As ``trusted``, where ``named`` signs what holds ``size`` entries.

    Raises:
        Bad: as there, or another key is right for that size.
    """
    spans = trusted(sorted(steps, key=lambda step: step.position), named, trust)
    if key_at(spans, size) != named:
        raise Bad("not the key of that time")
    return spans


def known_to(trust: Trust) -> list[Span]:
    """What the trust file itself says of the log's keys."""
    found, after = list[Span](), 0
    for key, position in trust.former:
        found.append(Span(key, after, position))
        after = position
    return [*found, Span(trust.log, after, None)]


def key_at(spans: Iterable[Span], size: int) -> Key:
    """Whose signature a checkpoint over ``size`` entries has to bear."""
    for span in spans:
        if span.after < size and (span.last is None or size <= span.last):
            return span.key
    raise Bad("no key is right for this size")


def claimed_size(checkpoint: bytes) -> int:
    """The size that a checkpoint claims, before anything of it is believed."""
    lines, _ = open_note(checkpoint, None)
    if len(lines) != 3:
        raise Bad("not of the expected shape")
    return decimal(lines[1])


def stands_in(step: Step, body: Mapping[str, Any]) -> None:
    """Whether the entry at its position is the one that puts the new key in the old one's place."""
    if (body.get("tag"), body["facts"].get("succession")) != (REPLACED, step.digest):
        raise Bad("not what the entry says")
