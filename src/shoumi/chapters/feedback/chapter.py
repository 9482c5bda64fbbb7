"""The card chapter 10 hands to the registry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.urls import URLPattern

from shoumi.base.registry import (
    Asker,
    Card,
    HealthFinding,
    HeldPart,
    InboxItem,
    Menu,
    Panel,
    Remedy,
)
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit
from shoumi.chapters.feedback import events, health, messages, queries
from shoumi.chapters.feedback.queries import kept_texts, restrictions
from shoumi.chapters.feedback.rules import Scope
from shoumi.chapters.feedback.services import erasure
from shoumi.core.gate import Fact
from shoumi.core.messages import Messages
from shoumi.core.refs import Ref

if TYPE_CHECKING:
    import click
    from ninja import Router

    from shoumi.base.registry import StoryContext, StoryStep


def _pages() -> Sequence[URLPattern]:
    from shoumi.chapters.feedback.pages import urls

    return urls.console


def _public_pages() -> Sequence[URLPattern]:
    from shoumi.chapters.feedback.pages import urls

    return urls.portal


def _commands() -> Mapping[str, click.Command]:
    from shoumi.chapters.feedback import commands

    return {
        "request": commands.request,
        "contact": commands.contact,
        "mail": commands.mail,
        "chat": commands.chat,
    }


def _routers() -> Sequence[Router]:
    from shoumi.chapters.feedback.api import router

    return [router]


def _replays() -> Replays:
    from shoumi.chapters.feedback import replays

    return replays.of_events()


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.chapters.feedback import inbox_items

    return inbox_items.items(asker)


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.chapters.feedback import search

    return search.hits(wanted)


def _health() -> Sequence[HealthFinding]:
    return list(health.findings())


def _resume(at: datetime) -> int:
    from shoumi.chapters.feedback import jobs

    return jobs.clear(at)


def _panels() -> Sequence[Panel]:
    from shoumi.chapters.feedback.pages import panels, recipients

    return (*panels.PANELS, *recipients.PANELS)


_CHANNELS = Remedy(("联系渠道", "Channels"), "contacts", "contact try")
_REQUESTS = Remedy(("请求", "Requests"), "requests", "request list")


def _story() -> Sequence[StoryStep[StoryContext]]:
    from shoumi.chapters.feedback import story

    return story.steps()


def _held(subject: Ref) -> Iterable[HeldPart]:
    from shoumi.chapters.feedback.queries import held_data

    return held_data.of(subject)


card = Card(
    slug="feedback",
    zh="客户反馈与沟通",
    en="Requests and conversation",
    events=events.Tag,
    held=_held,
    checks=queries.CHECKS,
    remedies={"10.1": _CHANNELS, "10.2": _REQUESTS, "10.3": _REQUESTS},
    states=frozenset({Fact.UNRESTRICTED}),
    facts=restrictions.facts,
    edges=restrictions.edges,
    subject_facts=restrictions.subject_facts,
    subject_expressions=restrictions.subject_expressions,
    holds=frozenset({"requests"}),
    destroyers={"requests": erasure.forget},
    readings={events.Tag.OPENED: 2},
    remains={"requests": kept_texts.remaining},
    guarded=health.guarded,
    papers=Path(__file__).with_name("documents"),
    pages=_pages,
    public_pages=_public_pages,
    panels=_panels,
    commands=_commands,
    routers=_routers,
    scopes={Scope.READ: False, Scope.WRITE: False, Scope.ANSWER: False, Scope.TEXTS: False},
    menu=(
        Menu("console", "requests", "请求", "Requests", "PHONE"),
        Menu("deal", "requests", "请求", "Requests"),
        Menu(
            "portal",
            "ask",
            "查阅、更正、删除我的信息，或者投诉",
            "Ask about your data, or complain",
        ),
    ),
    inbox=_inbox,
    search=_search,
    story=_story,
    health=_health,
    resume=_resume,
    replays=_replays,
    messages=Messages(
        refusals=messages.MESSAGES,
        names=messages.NAMES,
        sentences=events.SENTENCES,
    ),
)
