"""The card chapters 9 and 20 hand to the registry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.urls import URLPattern

from shoumi.base.registry import (
    Asker,
    Card,
    InboxItem,
    Menu,
    Operation,
    Panel,
    Remedy,
    StoryContext,
    StoryStep,
)
from shoumi.base.registry.incident_desk import IncidentDesk, IncidentReport, KnownIncident
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit
from shoumi.chapters.incidents import events, health, messages, queries
from shoumi.chapters.incidents.queries import demands, kept_texts
from shoumi.chapters.incidents.rules.words import Scope
from shoumi.chapters.incidents.services import erasure
from shoumi.core.messages import Messages
from shoumi.core.refs import Ref

if TYPE_CHECKING:
    import click
    from ninja import Router


def _pages() -> Sequence[URLPattern]:
    from shoumi.chapters.incidents.pages import urls

    return urls.console


def _public_pages() -> Sequence[URLPattern]:
    from shoumi.chapters.incidents.pages import urls

    return urls.portal


def _commands() -> Mapping[str, click.Command]:
    from shoumi.chapters.incidents import commands

    return commands.GROUPS


def _routers() -> Sequence[Router]:
    from shoumi.chapters.incidents.api import router

    return [router]


def _replays() -> Replays:
    from shoumi.chapters.incidents import replays

    return replays.of_events()


def _operations() -> Sequence[Operation]:
    from shoumi.chapters.incidents import jobs

    return jobs.OPERATIONS


def _panels() -> Sequence[Panel]:
    from shoumi.chapters.incidents.pages import letters

    return letters.PANELS


def _story() -> Sequence[StoryStep[StoryContext]]:
    from shoumi.chapters.incidents import story

    return story.steps()


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.chapters.incidents import inbox_items

    return inbox_items.items(asker)


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.chapters.incidents import search

    return search.hits(wanted)


def _report(told: IncidentReport, actor: Ref, at: datetime) -> KnownIncident:
    from shoumi.chapters.incidents.services import origins

    return origins.take_in(told, actor, at)


_PLANS = Remedy(("应急预案", "Emergency plan"), "plans", "plan list")
_INCIDENTS = Remedy(("安全事件", "Incidents"), "incidents", "incident list")
_DRILLS = Remedy(("应急演练", "Emergency drills"), "exercises", "incident list")
_DUTY = Remedy(("应急值守", "Duty"), "on-duty")
card = Card(
    slug="incidents",
    zh="应急响应与预案",
    en="Incidents and emergency plan",
    events=events.Tag,
    checks=demands.CHECKS,
    partial={
        "9.1": "incidents.missing_9_1",
        "9.2": "incidents.missing_9_2",
        "9.3": "incidents.missing_9_3",
        "20.1": "incidents.missing_20_1",
        "20.2": "incidents.missing_20_2",
        "20.3": "incidents.missing_20_3",
    },
    remedies={
        "9.1": _PLANS,
        "9.2": _INCIDENTS,
        "9.3": _INCIDENTS,
        "20.1": _DUTY,
        "20.2": _DRILLS,
        "20.3": _PLANS,
    },
    incidents=IncidentDesk(_report, queries.from_origin, queries.own_incidents),
    holds=frozenset({"incident_texts"}),
    destroyers={"incident_texts": erasure.forget},
    remains={"incident_texts": kept_texts.remaining},
    guarded=health.guarded,
    pages=_pages,
    public_pages=_public_pages,
    commands=_commands,
    routers=_routers,
    scopes={Scope.READ: False, Scope.WRITE: False, Scope.DECIDE: True},
    papers=Path(__file__).with_name("documents"),
    menu=(
        Menu("console", "incidents", "安全事件", "Incidents", "SIREN"),
        Menu("console", "plans", "应急预案", "Emergency plan", "PLAN"),
        Menu("console", "exercises", "应急演练", "Emergency drills", "DRILL"),
        Menu("console", "on-duty", "应急值守", "Duty", "DUTY"),
    ),
    inbox=_inbox,
    search=_search,
    replays=_replays,
    story=_story,
    operations=_operations,
    panels=_panels,
    messages=Messages(
        refusals=messages.MESSAGES,
        names=messages.NAMES,
        sentences=events.SENTENCES,
    ),
)
