"""The library of ready courses and questions, in ``data/library``.

A course is ``name.zh.md`` and ``name.en.md``: a heading, then the lesson; ``name.toml`` has its
size, its topics and its questions, each with its basis.  ``data/cases.toml`` are cases the house
did not live through itself, each a text for a quarter.  ``reread`` in each file is its second
reading: the day, and the texts that all of it was compared with.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from shoumi.chapters.learning.models import AwarenessItem, Course
from shoumi.chapters.learning.rules import Topic
from shoumi.chapters.learning.rules.gift import Question
from shoumi.chapters.learning.services import awareness, bank, courses
from shoumi.chapters.learning.services.courses import Content
from shoumi.chapters.learning.services.errors import StarterUnknown
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

FOLDER = Path(__file__).parents[1] / "data" / "library"
_CASES = FOLDER.with_name("cases.toml")
# What stands above each part of a case.
_PARTS: Mapping[str, Both] = {
    "happened": ("发生了什么", "What happened"),
    "harm": ("有什么危害", "What harm it did"),
    "instead": ("应当怎样做", "What to do instead"),
}
_BASIS: Both = ("依据：", "Basis: ")
_REREAD: Both = (
    (
        "{day} 复读：逐条核对了答案、依据和中英文，对照的是{texts}的条文，"
        "个别条文据公开引文；没有经过律师审核。"
    ),
    (
        "Reread on {day}: each answer, basis and both languages, against the articles of {texts}, "
        "a few as public sources quote them. No lawyer has checked them."
    ),
)


@dataclass(frozen=True, slots=True)
class Reread:
    """A second reading: its day, and the laws and standards it compared a part with."""

    on: date
    against: tuple[Both, ...]


@dataclass(frozen=True, slots=True)
class StarterCase:
    """``name`` is its place in the library, ``text`` is Markdown."""

    name: str
    topic: Topic
    title: Both
    text: Both
    basis: str


@dataclass(frozen=True, slots=True)
class Starter:
    name: str
    title: Both
    text: Both
    topics: frozenset[Topic]
    asked: int
    minutes: int
    questions: tuple[Question, ...]
    reread: Reread


@cache
def library() -> tuple[Starter, ...]:
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.toml")))


def _read(path: Path) -> Starter:
    told = tomllib.loads(path.read_text("utf-8"))
    (zh, zh_text), (en, en_text) = (
        _lesson(path.with_name(f"{path.stem}.{lang}.md")) for lang in ("zh", "en")
    )
    return Starter(
        path.stem,
        (zh, en),
        (zh_text, en_text),
        frozenset(map(Topic, told["topics"])),
        told["asked"],
        told["minutes"],
        tuple(
            Question(
                "",
                Topic(one["topic"]),
                (one["zh"], one["en"]),
                tuple((zh, en) for zh, en in one["options"]),
                frozenset(one["right"]),
                one["basis"],
            )
            for one in told["question"]
        ),
        _reread(told),
    )


def _reread(told: Mapping[str, Any]) -> Reread:
    of = told["reread"]
    return Reread(of["on"], tuple((zh, en) for zh, en in of["against"]))


@cache
def cases() -> tuple[StarterCase, ...]:
    told = tomllib.loads(_CASES.read_text("utf-8"))["case"]
    return tuple(_case(f"{place:02}", one) for place, one in enumerate(told, 1))


@cache
def cases_reread() -> Reread:
    return _reread(tomllib.loads(_CASES.read_text("utf-8")))


def reread_in_words(*parts: Reread) -> Both:
    """Of several, the earliest day and each text once."""
    day = min(one.on for one in parts)
    texts = dict.fromkeys(text for one in parts for text in one.against)
    zh, en = ([text[at] for text in texts] for at in (0, 1))
    return (
        _REREAD[0].format(day=day, texts="、".join(zh)),
        _REREAD[1].format(day=day, texts=", ".join(en)),
    )


def _case(name: str, told: Mapping[str, Any]) -> StarterCase:
    zh, en = (
        "\n\n".join(
            [
                *(f"## {head[at]}\n{told[part][at]}" for part, head in _PARTS.items()),
                f"{_BASIS[at]}{told['basis']}",
            ]
        )
        for at in (0, 1)
    )
    title: Both = (told["title"][0], told["title"][1])
    return StarterCase(name, Topic(told["topic"]), title, (zh, en), told["basis"])


def _lesson(path: Path) -> tuple[str, str]:
    heading, _, text = path.read_text("utf-8").partition("\n")
    return heading.removeprefix("# ").strip(), text.strip()


@transaction.atomic
def take(*, name: str, policy: Ref, roles: Collection[Role], actor: Ref, at: datetime) -> Course:
    """The course as a draft, and its questions, which another person checks.

    Raises:
        StarterUnknown
        NotPermitted, RolesLack, PolicyUnknown
    """
    found = next((one for one in library() if one.name == name), None)
    if found is None:
        raise StarterUnknown
    content = Content(found.title, found.text, roles, found.topics, found.asked, found.minutes)
    made = courses.draft(content=content, policy=policy, actor=actor, at=at)
    bank.add(questions=found.questions, actor=actor, at=at)
    return made


def take_case(*, name: str, quarter: str, actor: Ref, at: datetime) -> AwarenessItem:
    """A case of the library as what everybody reads in a quarter; another person publishes it.

    Raises:
        StarterUnknown
        NotPermitted, QuarterUnfit, QuarterTaken
    """
    found = next((one for one in cases() if one.name == name), None)
    if found is None:
        raise StarterUnknown
    return awareness.draft(quarter=quarter, title=found.title, text=found.text, actor=actor, at=at)
