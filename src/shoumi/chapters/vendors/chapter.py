"""The card chapter 5 hands to the registry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.urls import URLPattern

from shoumi.base.registry import Asker, Card, InboxItem, Menu, Processors, Remedy
from shoumi.base.registry.recipients import Recipient
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit
from shoumi.chapters.vendors import events, health, messages, queries
from shoumi.chapters.vendors.rules import Scope
from shoumi.core.entrustment import Entrustment, Way
from shoumi.core.messages import Messages
from shoumi.core.refs import Ref

if TYPE_CHECKING:
    import click
    from ninja import Router

    from shoumi.base.registry import StoryContext, StoryStep


def _pages() -> Sequence[URLPattern]:
    from shoumi.chapters.vendors.pages import urls

    return urls.console


def _public_pages() -> Sequence[URLPattern]:
    from shoumi.chapters.vendors.pages import urls

    return urls.portal


def _commands() -> Mapping[str, click.Command]:
    from shoumi.chapters.vendors.commands import command, incident, own_form, processing

    return {
        "vendor": command,
        "vendor-form": own_form,
        "vendor-incident": incident,
        "processing": processing,
    }


def _routers() -> Sequence[Router]:
    from shoumi.chapters.vendors.api import router

    return [router]


def _story() -> Sequence[StoryStep[StoryContext]]:
    from shoumi.chapters.vendors import story

    return story.steps()


def _replays() -> Replays:
    from shoumi.chapters.vendors import replays

    return replays.of_events()


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.chapters.vendors import inbox_items

    return inbox_items.items(asker)


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.chapters.vendors import search

    return search.hits(wanted)


def _require(wanted: Entrustment, at: datetime) -> None:
    from shoumi.chapters.vendors.services import tokens

    tokens.require(wanted, at)


def _record(wanted: Entrustment, people: int, deal: Ref, actor: Ref, at: datetime) -> None:
    from shoumi.chapters.vendors.services import tokens

    tokens.record(wanted, people, deal, actor, at)


def _holders(way: Way) -> Sequence[tuple[Ref, str]]:
    return queries.named_holders(way)


def _recipients(subject: Ref) -> Iterable[Recipient]:
    return queries.recipients(subject)


card = Card(
    slug="vendors",
    zh="第三方合作审查",
    en="Review of vendors",
    events=events.Tag,
    checks=queries.CHECKS,
    partial={
        "5.1": "vendors.missing_5_1",
        "5.2": "vendors.missing_5_2",
    },
    remedies={
        demand: Remedy(("供应商", "Vendors"), "vendors", "vendor list")
        for demand in ("5.1", "5.2", "5.3")
    },
    recipients=_recipients,
    processors=Processors(_require, _record, _holders),
    papers=Path(__file__).with_name("documents"),
    pages=_pages,
    public_pages=_public_pages,
    commands=_commands,
    routers=_routers,
    scopes={Scope.READ: False, Scope.WRITE: False, Scope.SIGN: True},
    story=_story,
    menu=(Menu("console", "vendors", "供应商", "Vendors", "VENDORS"),),
    messages=Messages(
        refusals=messages.MESSAGES,
        names=messages.NAMES,
        conditions=messages.CONDITIONS,
        sentences=events.SENTENCES,
    ),
    guarded=health.guarded,
    replays=_replays,
    inbox=_inbox,
    search=_search,
)
