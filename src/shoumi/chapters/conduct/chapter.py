"""The card of checks, sanctions and rewards (4.2, 4.3) for the registry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import URLPattern

from shoumi.base.registry import Asker, Card, InboxItem, Menu, Remedy
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit
from shoumi.chapters.conduct import events, health, messages
from shoumi.chapters.conduct.queries import checks, kept_texts
from shoumi.chapters.conduct.rules.words import Scope
from shoumi.chapters.conduct.services import erasure
from shoumi.core.messages import Messages

if TYPE_CHECKING:
    import click
    from ninja import Router


def _pages() -> Sequence[URLPattern]:
    from shoumi.chapters.conduct.pages import urls

    return urls.console


def _commands() -> Mapping[str, click.Command]:
    from shoumi.chapters.conduct import commands

    return commands.GROUPS


def _routers() -> Sequence[Router]:
    from shoumi.chapters.conduct.api import router

    return [router]


def _replays() -> Replays:
    from shoumi.chapters.conduct import replays

    return replays.of_events()


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.chapters.conduct import inbox_items

    return inbox_items.items(asker)


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.chapters.conduct import search

    return search.hits(wanted)


def _resume(at: datetime) -> int:
    from shoumi.chapters.conduct import jobs

    return jobs.clear(at)


card = Card(
    slug="conduct",
    zh="行为抽查与奖惩",
    en="Checks, sanctions, rewards",
    events=events.Tag,
    checks=checks.CHECKS,
    remedies={
        "4.2": Remedy(("员工抽查", "Checks of staff"), "staff-checks", "staffcheck list"),
        "4.3": Remedy(("员工守则", "Rule book"), "rule-books", "rulebook list"),
    },
    holds=frozenset({"staff_texts"}),
    destroyers={"staff_texts": erasure.forget},
    remains={"staff_texts": kept_texts.remaining},
    guarded=health.guarded,
    pages=_pages,
    commands=_commands,
    routers=_routers,
    scopes={Scope.READ: False, Scope.WRITE: False, Scope.DECIDE: True},
    menu=(
        Menu("console", "rule-books", "员工守则", "Rule book", "BOOKMARK"),
        Menu("console", "staff-checks", "员工抽查", "Checks of staff", "EYE"),
        Menu("console", "staff-cases", "违规案件", "Cases of staff", "SCALES"),
        Menu("console", "rewards", "奖励", "Rewards", "STAR"),
        Menu("console", "suspensions", "停用账号", "Suspensions", "LOCK"),
    ),
    inbox=_inbox,
    search=_search,
    resume=_resume,
    replays=_replays,
    messages=Messages(
        refusals=messages.MESSAGES,
        names=messages.NAMES,
        sentences=events.SENTENCES,
    ),
)
