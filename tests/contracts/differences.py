"""Where two documents differ, each place by its path, and which of these somebody agreed to."""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

ACCEPTED = Path(__file__).resolve().parent / "accepted.toml"
BETWEEN = " > "
_WIDTH = 240
# What names an item of a list; such a list is compared by name, and its order for itself.
_KEYS = ("name", "id", "code")
_NOTHING = object()


@dataclass(frozen=True, slots=True)
class Difference:
    """``where`` is the path of names from the top; ``old`` or ``new`` is missing where the thing
    came or went."""

    where: str
    old: Any = _NOTHING
    new: Any = _NOTHING

    def lines(self) -> Iterator[str]:
        """As a diff: what went with a minus, what came with a plus."""
        if _is_long(self.old) and _is_long(self.new):
            yield f"  {self.where}"
            pairs = difflib.ndiff(_split(self.old), _split(self.new))
            yield from (f"    {line}" for line in pairs if line[:1] in "-+")
            return
        for mark, value in (("-", self.old), ("+", self.new)):
            if value is not _NOTHING:
                yield f"  {mark} {self.where}: {_short(value)}"


def _is_long(value: Any) -> bool:
    is_words = isinstance(value, list) and all(isinstance(each, str) for each in value)
    return is_words or (isinstance(value, str) and "\n" in value)


def _split(value: Any) -> list[str]:
    return value.splitlines() if isinstance(value, str) else value


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text if len(text) <= _WIDTH else f"{text[:_WIDTH]}…"


def between(old: Any, new: Any, where: tuple[str, ...] = ()) -> Iterator[Difference]:
    """What has to change in ``old`` to make it ``new``."""
    if isinstance(old, list) and isinstance(new, list):
        by_name = _by_name(old, new)
        if by_name is not None:
            order = [list(each) for each in by_name]
            if sorted(order[0]) == sorted(order[1]) and order[0] != order[1]:
                yield Difference(BETWEEN.join((*where, "order")), *order)
            old, new = by_name
    if isinstance(old, dict) and isinstance(new, dict):
        for name in sorted(old.keys() | new.keys()):
            path = (*where, name)
            if name in old and name in new:
                yield from between(old[name], new[name], path)
            else:
                pair = old.get(name, _NOTHING), new.get(name, _NOTHING)
                yield Difference(BETWEEN.join(path), *pair)
    elif old != new or type(old) is not type(new):
        yield Difference(BETWEEN.join(where), old, new)


def _by_name(old: list[Any], new: list[Any]) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Both lists by the names of their items, where each item has one of its own."""
    if not all(isinstance(each, dict) for each in (*old, *new)):
        return None
    for key in _KEYS:
        named = [
            {each[key]: each for each in items if isinstance(each.get(key), str)}
            for items in (old, new)
        ]
        if (len(named[0]), len(named[1])) == (len(old), len(new)):
            return named[0], named[1]
    return None


def aligned(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """``new`` with its old name given back to whatever was only called anew: a table of words is
    found by a class, and where a class lives is nobody's contract."""
    gone = [name for name in old if name not in new]
    found = dict(new)
    for name in [name for name in new if name not in old]:
        was = next((each for each in gone if old[each] == new[name]), None)
        if was is not None:
            gone.remove(was)
            found[was] = found.pop(name)
    return found


@dataclass(frozen=True, slots=True)
class Accepted:
    """An agreed difference.  ``differs`` is its path; ``*`` in it stands for anything."""

    contract: str
    differs: str
    reason: str

    def covers(self, contract: str, difference: Difference) -> bool:
        return self.contract == contract and fnmatchcase(difference.where, self.differs)


def accepted(path: Path = ACCEPTED) -> list[Accepted]:
    return [Accepted(**each) for each in tomllib.loads(path.read_text("utf-8")).get("accepted", ())]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One contract compared; ``unlisted`` is what nobody agreed to."""

    contract: str
    agreed: Sequence[tuple[Difference, Accepted]]
    unlisted: Sequence[Difference]

    def lines(self) -> Iterator[str]:
        if not self.agreed and not self.unlisted:
            yield f"{self.contract:<12} same"
            return
        yield (
            f"{self.contract:<12} {len(self.unlisted)} differences, "
            f"{len(self.agreed)} more accepted"
        )
        for difference in self.unlisted:
            yield from difference.lines()
        for difference, why in self.agreed:
            yield f"  accepted {difference.where}: {why.reason}"


def compare(contract: str, old: Any, new: Any, listed: Sequence[Accepted]) -> Comparison:
    if contract == "names":
        new = {**new, "words": aligned(old["words"], new["words"])}
    agreed, unlisted = [], []
    for difference in between(old, new):
        why = next((each for each in listed if each.covers(contract, difference)), None)
        if why is None:
            unlisted.append(difference)
        else:
            agreed.append((difference, why))
    return Comparison(contract, agreed, unlisted)


def idle(listed: Sequence[Accepted], compared: Sequence[Comparison]) -> list[Accepted]:
    """What is listed and differs no longer, of the contracts that were compared."""
    looked_at = {each.contract for each in compared}
    used = {why for each in compared for _, why in each.agreed}
    return [each for each in listed if each.contract in looked_at and each not in used]
