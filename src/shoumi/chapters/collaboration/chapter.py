"""The card chapter 11 hands to the registry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.urls import URLPattern

from shoumi.base.registry import (
    Asker,
    Card,
    HealthFinding,
    InboxItem,
    Menu,
    NetworkPath,
    PathKind,
    Remedy,
)
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit
from shoumi.chapters.collaboration import events, health, messages
from shoumi.chapters.collaboration.queries import checks
from shoumi.chapters.collaboration.rules.words import Scope
from shoumi.chapters.collaboration.services import erasure
from shoumi.core.messages import Messages

if TYPE_CHECKING:
    import click
    from ninja import Router


def _pages() -> Sequence[URLPattern]:
    from shoumi.chapters.collaboration.pages import urls

    return urls.console


def _commands() -> Mapping[str, click.Command]:
    from shoumi.chapters.collaboration import commands

    return commands.GROUPS


def _routers() -> Sequence[Router]:
    from shoumi.chapters.collaboration.api import router

    return [router]


def _health() -> Sequence[HealthFinding]:
    return list(health.findings())


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.chapters.collaboration import inbox_items

    return inbox_items.items(asker)


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.chapters.collaboration import search

    return search.hits(wanted)


def _paths() -> Sequence[NetworkPath]:
    from shoumi.base.egress import queries as egress
    from shoumi.chapters.collaboration.queries import connectors
    from shoumi.chapters.collaboration.rules.robots import HOSTS, Vendor

    hosts = sorted({HOSTS[Vendor(one.vendor)] for one in connectors.running()})
    return list(egress.paths(PathKind.CALL_OUT, [f"https://{host}/" for host in hosts]))


def _replays() -> Replays:
    from shoumi.chapters.collaboration import replays

    return replays.of_events()


card = Card(
    slug="collaboration",
    zh="跨部门协作",
    en="Collaboration",
    events=events.Tag,
    checks=checks.CHECKS,
    remedies={
        "11.1": Remedy(("协作任务", "Shared tasks"), "shared-tasks", "sharing list"),
        "11.2": Remedy(("讨论", "Threads"), "threads", "thread list"),
        "11.3": Remedy(("职责分工", "Responsibilities"), "responsibilities", "raci list"),
    },
    holds=frozenset({"thread_texts"}),
    destroyers={"thread_texts": erasure.forget},
    remains={"thread_texts": erasure.remaining},
    guarded=health.guarded,
    paths=_paths,
    pages=_pages,
    commands=_commands,
    routers=_routers,
    scopes={Scope.READ: False, Scope.WRITE: False, Scope.DECIDE: True},
    menu=(
        Menu("console", "shared-tasks", "协作任务", "Shared tasks", "SHARED"),
        Menu("console", "threads", "讨论", "Threads", "TALK"),
        Menu("console", "connectors", "群机器人", "Robots of groups", "ROBOT"),
        Menu("console", "responsibilities", "职责分工", "Responsibilities", "BADGE"),
    ),
    health=_health,
    inbox=_inbox,
    search=_search,
    replays=_replays,
    messages=Messages(
        refusals=messages.MESSAGES,
        names=messages.NAMES,
        sentences=events.SENTENCES,
    ),
)
