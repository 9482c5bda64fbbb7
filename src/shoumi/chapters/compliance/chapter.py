"""The card chapter 7 hands to the registry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from shoumi.base.registry import Asker, Card, InboxItem, Menu, Remedy
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit
from shoumi.chapters.compliance import events, health, messages, queries
from shoumi.chapters.compliance.rules import TokenScope
from shoumi.core.gate import Fact
from shoumi.core.messages import Messages

if TYPE_CHECKING:
    import click
    from django.urls import URLPattern
    from ninja import Router

    from shoumi.base.registry import StoryContext, StoryStep


def _pages() -> Sequence[URLPattern]:
    from shoumi.chapters.compliance.pages import urls

    return urls.console


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.chapters.compliance import inbox_items

    return inbox_items.items(asker)


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.chapters.compliance import search

    return search.hits(wanted)


def _commands() -> Mapping[str, click.Command]:
    from shoumi.chapters.compliance import commands

    return {"assessment": commands.command}


def _story() -> Sequence[StoryStep[StoryContext]]:
    from shoumi.chapters.compliance import story

    return story.steps()


def _routers() -> Sequence[Router]:
    from shoumi.chapters.compliance.api import router

    return [router]


def _replays() -> Replays:
    from shoumi.chapters.compliance import replays

    return replays.of_events()


card = Card(
    slug="compliance",
    zh="法律咨询与合规",
    en="Legal advice and compliance",
    events=events.Tag,
    checks={"7.3": queries.check},
    partial={
        "7.3": "compliance.missing_7_3",
    },
    remedies={
        "7.3": Remedy(("影响评估", "PIPIA"), "assessments", "assessment revise"),
    },
    states=frozenset({Fact.PIPIA_UNTIL}),
    facts=queries.facts,
    edges=queries.edges,
    assessed=queries.assessed,
    conditions={"pipia.approved": queries.due_diligence, "pipia.transfer": queries.transfer},
    brought_by={"pipia": "assessment --help"},
    papers=Path(__file__).with_name("documents"),
    pages=_pages,
    search=_search,
    inbox=_inbox,
    commands=_commands,
    routers=_routers,
    scopes={TokenScope.READ: False, TokenScope.WRITE: False, TokenScope.APPROVE: True},
    menu=(
        Menu("console", "assessments", "影响评估", "PIPIA", "RISK"),
        Menu("deal", "assessments", "影响评估", "Impact assessments"),
    ),
    messages=Messages(
        refusals=messages.MESSAGES,
        names=messages.NAMES,
        conditions=messages.CONDITIONS,
        sentences=events.SENTENCES,
    ),
    story=_story,
    guarded=health.guarded,
    replays=_replays,
)
