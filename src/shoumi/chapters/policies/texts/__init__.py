"""What a version of the policy says: the handler's own facts, and passages in both languages.

A passage is Markdown; each item of the check-list is tied to the one passage that says it.  What
stands in double braces is one of the handler's facts or a gap that the company has to fill.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from shoumi.chapters.policies import rules
from shoumi.chapters.policies.rules import Item
from shoumi.core.errors import Invalid
from shoumi.core.messages import Both, Lang
from shoumi.core.terms import HandlerTier

MOST_PASSAGES, MOST_CHARACTERS, MOST_IN_LINE = 40, 8_000, 120
_CODE = re.compile(r"[a-z][a-z0-9_]{0,23}")
_BRACES = re.compile(r"\{\{\s*(.+?)\s*\}\}", re.DOTALL)
_PARTS = frozenset({"code", "items", "title_zh", "title_en", "zh", "en"})


class HandlerFact(StrEnum):
    """What is printed of the handler.  Stored words; the English ones may be left out."""

    NAME = "name"
    NAME_EN = "name_en"
    ADDRESS = "address"
    ADDRESS_EN = "address_en"
    CONTACT = "contact"
    OFFICER = "officer"
    OFFICER_EN = "officer_en"
    OFFICER_CONTACT = "officer_contact"


_ENGLISH = {
    HandlerFact.NAME: HandlerFact.NAME_EN,
    HandlerFact.ADDRESS: HandlerFact.ADDRESS_EN,
    HandlerFact.OFFICER: HandlerFact.OFFICER_EN,
}
TOLD = tuple(fact for fact in HandlerFact if fact not in _ENGLISH.values())
_OF_SMALL = frozenset({HandlerFact.NAME, HandlerFact.ADDRESS, HandlerFact.CONTACT})


class TextUnreadable(Invalid):
    code = "policy.text_unreadable"


@dataclass(frozen=True, slots=True)
class Passage:
    """``title`` and ``body`` in Chinese and English."""

    code: str
    title: Both
    body: Both
    items: tuple[Item, ...] = ()

    @property
    def is_written(self) -> bool:
        return all(part.strip() for part in (*self.title, *self.body))

    def stored(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "title_zh": self.title[0],
            "title_en": self.title[1],
            "zh": self.body[0],
            "en": self.body[1],
            "items": [item.value for item in self.items],
        }


@dataclass(frozen=True, slots=True)
class PolicyText:
    handler: Mapping[HandlerFact, str]
    passages: tuple[Passage, ...]

    def saying(self, item: Item) -> Passage | None:
        """The passage an item is tied to, written or not."""
        return next((one for one in self.passages if item in one.items), None)

    def fact(self, fact: HandlerFact, lang: Lang) -> str:
        """As readers of ``lang`` are told it; what has no English is told in Chinese."""
        english = _ENGLISH.get(fact)
        own = self.handler.get(english, "") if lang == "en" and english else ""
        return own or self.handler.get(fact, "")


class Row(Protocol):
    """The columns of a version that make up its text."""

    tier: str
    items: Any
    handler: Any
    passages: Any
    register_sha256: str


NOTHING = PolicyText({}, ())


def of(row: Row) -> PolicyText:
    """The text of a version; without passages where it is of a time before texts."""
    handler = {HandlerFact(name): value for name, value in (row.handler or {}).items()}
    return PolicyText(handler, tuple(_stored(one) for one in row.passages or ()))


def tier_of(row: Row) -> HandlerTier:
    return HandlerTier(row.tier) if row.tier else rules.tier_of(row.items)


def _stored(told: Mapping[str, Any]) -> Passage:
    return Passage(
        told["code"],
        (told["title_zh"], told["title_en"]),
        (told["zh"], told["en"]),
        tuple(Item(item) for item in told["items"]),
    )


def digest(row: Row) -> bytes:
    """Over all that two persons approve: size, items, handler, text and field register."""
    told = [row.tier, row.items, row.handler, row.passages, row.register_sha256]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).digest()


def wanted(items: Collection[str], tier: HandlerTier) -> frozenset[Item]:
    """What a version has to say: what its size asks for, and what else it was drawn up to say."""
    return rules.required(tier) | {Item(item) for item in items}


def unstated(text: PolicyText, items: Collection[Item]) -> frozenset[Item]:
    """The items no passage says; an empty passage, or one without a language, says nothing."""
    said = {item for one in text.passages if one.is_written for item in one.items}
    return frozenset(items) - said


def lacking_facts(text: PolicyText, tier: HandlerTier) -> tuple[HandlerFact, ...]:
    needed = _OF_SMALL if tier is HandlerTier.SMALL else frozenset(TOLD)
    used = {fact for one in text.passages for fact in _used(one)}
    return tuple(
        fact for fact in TOLD if fact in needed | used and not text.handler.get(fact, "").strip()
    )


def gaps(passage: Passage) -> list[str]:
    """What the company still has to write in a passage, in its own words, in their order."""
    found = (name for part in (*passage.title, *passage.body) for name in _BRACES.findall(part))
    return [name for name in dict.fromkeys(found) if name not in TOLD]


def _used(passage: Passage) -> Iterator[HandlerFact]:
    for part in (*passage.title, *passage.body):
        yield from (HandlerFact(name) for name in _BRACES.findall(part) if name in TOLD)


def filled(part: str, text: PolicyText, lang: Lang, shown: Any = str) -> str:
    """``part`` with the handler's facts in place; gaps stay as they are."""

    def fact(found: re.Match[str]) -> str:
        name = found[1]
        value = text.fact(HandlerFact(name), lang) if name in TOLD else ""
        return shown(value) if value else found[0]

    return _BRACES.sub(fact, part)


def made(handler: Mapping[Any, str], passages: Iterable[Passage]) -> PolicyText:
    """A text whose parts fit together.

    Raises:
        TextUnreadable: says which part does not.
    """
    try:
        facts = {HandlerFact(name): value.strip() for name, value in handler.items()}
    except ValueError as error:
        raise TextUnreadable(part="handler", problem="handler") from error
    if any(len(value) > MOST_IN_LINE or "\n" in value for value in facts.values()):
        raise TextUnreadable(part="handler", problem="handler")
    found = tuple(passages)
    codes, items = [one.code for one in found], [item for one in found for item in one.items]
    for listed, part in ((codes, "code"), (items, "items")):
        if len(set(listed)) < len(listed):
            raise TextUnreadable(part="passage", problem=part)
    if len(found) > MOST_PASSAGES:
        raise TextUnreadable(part="passage", problem=str(len(found)))
    for place, one in enumerate(found, 1):
        if not _CODE.fullmatch(one.code):
            raise TextUnreadable(part=str(place), problem="code")
        if any(len(part) > MOST_IN_LINE or "\n" in part for part in one.title):
            raise TextUnreadable(part=one.code, problem="title")
        if any(len(part) > MOST_CHARACTERS for part in one.body):
            raise TextUnreadable(part=one.code, problem="zh, en")
    return PolicyText({fact: value for fact, value in facts.items() if value}, found)


def free(code: str, taken: Collection[str]) -> str:
    """``code``, or one that begins like it where that is taken."""
    names = (code, *(f"{code[:20]}_{n}" for n in range(2, MOST_PASSAGES + 2)))
    return next(name for name in names if name not in taken)


def read(text: str) -> PolicyText:
    """Read a policy's text: a table ``handler`` and a list of tables ``passage``.

    Raises:
        TextUnreadable: names the part and what is wrong or missing in it.
    """
    told = tables(text)
    handler = told.get("handler", {})
    if not isinstance(handler, dict) or not all(isinstance(one, str) for one in handler.values()):
        raise TextUnreadable(part="handler", problem="handler")
    return made(handler, passages(told))


def tables(text: str) -> dict[str, Any]:
    """
    Raises:
        TextUnreadable
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TextUnreadable(part="TOML", problem="TOML") from error


def passages(told: Mapping[str, Any]) -> Iterator[Passage]:
    """
    Raises:
        TextUnreadable
    """
    found = told.get("passage", [])
    if not isinstance(found, list):
        raise TextUnreadable(part="passage", problem="passage")
    for place, one in enumerate(found, 1):
        yield _read(one, place)


def _read(told: Any, place: int) -> Passage:
    if not isinstance(told, dict):
        raise TextUnreadable(part=str(place), problem="passage")
    if wrong := sorted(told.keys() ^ _PARTS):
        raise TextUnreadable(part=str(place), problem=", ".join(set(wrong) & _PARTS) or "?")
    items = told["items"]
    if not isinstance(items, list) or not all(isinstance(one, str) for one in items):
        raise TextUnreadable(part=str(place), problem="items")
    for name in _PARTS - {"items"}:
        if not isinstance(told[name], str):
            raise TextUnreadable(part=str(place), problem=name)
    if not {*items} <= {item.value for item in Item}:
        raise TextUnreadable(part=str(place), problem="items")
    return Passage(
        told["code"],
        (told["title_zh"].strip(), told["title_en"].strip()),
        (written(told["zh"]), written(told["en"])),
        tuple(Item(one) for one in items),
    )


def written(part: str) -> str:
    """As it is kept: lines end alike, nothing stands around it."""
    return part.replace("\r\n", "\n").replace("\r", "\n").strip()


def write(text: PolicyText) -> str:
    """The text as a file that ``read`` reads back to the very same."""
    lines = ["[handler]"]
    lines += [f"{fact} = {_string(value)}" for fact, value in text.handler.items()]
    for one in text.passages:
        lines += ["", "[[passage]]"]
        for name, value in one.stored().items():
            if name == "items":
                lines.append(f"items = [{', '.join(map(_string, value))}]")
            else:
                lines.append(f"{name} = {_string(value)}")
    return "\n".join([*lines, ""])


def _string(value: str) -> str:
    """Of several lines as TOML writes them, so that people can edit the file."""
    if "\n" in value and "'''" not in value and not value.endswith("'") and _is_plain(value):
        return f"'''\n{value}'''"
    return rules.quoted(value)


def _is_plain(value: str) -> bool:
    return all(one >= " " or one in "\n\t" for one in value) and "\x7f" not in value
