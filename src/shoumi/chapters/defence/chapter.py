"""The card chapter 12 hands to the registry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.urls import URLPattern

from shoumi.base.registry import Asker, Card, HealthFinding, InboxItem, Menu, Remedy
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit
from shoumi.chapters.defence import events, health, messages
from shoumi.chapters.defence.queries import firewall as queries
from shoumi.chapters.defence.queries.audit import check_audit
from shoumi.chapters.defence.queries.detection import check_detection
from shoumi.chapters.defence.rules import Scope
from shoumi.core.messages import Messages

if TYPE_CHECKING:
    import click
    from ninja import Router

    from shoumi.base.registry import StoryContext, StoryStep


def _pages() -> Sequence[URLPattern]:
    from shoumi.chapters.defence.pages import urls

    return urls.console


def _commands() -> Mapping[str, click.Command]:
    from shoumi.chapters.defence.commands import audit, command, detection

    return {"firewall": command, "detection": detection, "audit": audit}


def _routers() -> Sequence[Router]:
    from shoumi.chapters.defence.api import router

    return [router]


def _story() -> Sequence[StoryStep[StoryContext]]:
    from shoumi.chapters.defence import story

    return story.steps()


def _health() -> Sequence[HealthFinding]:
    return list(health.findings())


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.chapters.defence import inbox_items

    return inbox_items.items(asker)


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.chapters.defence import search

    return search.hits(wanted)


def _replays() -> Replays:
    from shoumi.chapters.defence import replays

    return replays.of_events()


card = Card(
    slug="defence",
    zh="安全技术防范",
    en="Technical defence",
    events=events.Tag,
    checks={"12.1": queries.check_firewall, "12.2": check_detection, "12.3": check_audit},
    partial={"12.2": "detection.missing_12_2", "12.3": "audit.missing_12_3"},
    remedies={
        "12.1": Remedy(("防火墙", "Firewall"), "firewall", "firewall list"),
        "12.2": Remedy(("入侵检测", "Detection"), "detection", "detection list"),
        "12.3": Remedy(("安全自查", "Audit"), "audit", "audit list"),
    },
    pages=_pages,
    commands=_commands,
    routers=_routers,
    scopes={Scope.READ: False, Scope.WRITE: False, Scope.DECIDE: True},
    story=_story,
    health=_health,
    guarded=health.guarded,
    menu=(
        Menu("console", "firewall", "防火墙", "Firewall", "SHUT"),
        Menu("console", "detection", "入侵检测", "Detection", "SEARCH"),
        Menu("console", "audit", "安全自查", "Audit", "FILTER"),
    ),
    inbox=_inbox,
    search=_search,
    replays=_replays,
    messages=Messages(
        refusals=messages.MESSAGES,
        names=messages.NAMES,
        sentences=events.SENTENCES,
    ),
)
