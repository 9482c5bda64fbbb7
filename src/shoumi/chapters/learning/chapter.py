"""The card chapters 4.1, 14 and 19 hand to the registry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from django.urls import URLPattern

from shoumi.base.registry import Asker, Card, HealthFinding, InboxItem, Menu, Remedy
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit
from shoumi.chapters.learning import events, health, messages
from shoumi.chapters.learning.queries import demands, people
from shoumi.chapters.learning.rules import Scope
from shoumi.core.messages import Messages

if TYPE_CHECKING:
    import click
    from ninja import Router


def _pages() -> Sequence[URLPattern]:
    from shoumi.chapters.learning.pages import urls

    return urls.console


def _commands() -> Mapping[str, click.Command]:
    from shoumi.chapters.learning import commands

    return commands.GROUPS


def _routers() -> Sequence[Router]:
    from shoumi.chapters.learning.api import router

    return [router]


def _replays() -> Replays:
    from shoumi.chapters.learning import replays

    return replays.of_events()


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.chapters.learning import inbox_items

    return inbox_items.items(asker)


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.chapters.learning import search

    return search.hits(wanted)


def _health() -> Sequence[HealthFinding]:
    return list(health.findings())


_COURSES = Remedy(("课程", "Courses"), "courses", "course list")
_BANK = Remedy(("题库", "Question bank"), "questions", "question list")
_AWARENESS = Remedy(("意识教育", "Awareness"), "awareness", "awareness list")
card = Card(
    slug="learning",
    zh="学习",
    en="Learning",
    events=events.Tag,
    checks=demands.CHECKS,
    remedies={
        "4.1": _COURSES,
        "14.1": _AWARENESS,
        "14.2": _AWARENESS,
        "14.3": _BANK,
        "19.1": _COURSES,
        "19.2": _COURSES,
        "19.3": _COURSES,
    },
    qualified=people.QUALIFICATIONS,
    guarded=health.guarded,
    papers=Path(__file__).with_name("documents"),
    pages=_pages,
    commands=_commands,
    routers=_routers,
    scopes={Scope.READ: False, Scope.WRITE: False, Scope.LEARN: False},
    menu=(Menu("console", "my-courses", "我的课程", "My courses", "TRAINING"),),
    inbox=_inbox,
    search=_search,
    health=_health,
    replays=_replays,
    messages=Messages(
        refusals=messages.MESSAGES,
        names=messages.NAMES,
        sentences=events.SENTENCES,
    ),
)
