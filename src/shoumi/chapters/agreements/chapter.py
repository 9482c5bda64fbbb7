"""The card chapter 2 hands to the registry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.urls import URLPattern

from shoumi.base.registry import Asker, BuyerChange, Card, InboxItem, Menu, Remedy
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit
from shoumi.chapters.agreements import events, health, messages, queries
from shoumi.chapters.agreements.rules import Scope
from shoumi.core.gate import Fact
from shoumi.core.messages import Messages

if TYPE_CHECKING:
    import click
    from ninja import Router

    from shoumi.base.registry import StoryContext, StoryStep


def _pages() -> Sequence[URLPattern]:
    from shoumi.chapters.agreements.pages import urls

    return urls.console


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.chapters.agreements import search

    return search.hits(wanted)


def _commands() -> Mapping[str, click.Command]:
    from shoumi.chapters.agreements.commands import command

    return {"agreement": command}


def _routers() -> Sequence[Router]:
    from shoumi.chapters.agreements.api import router

    return [router]


def _story() -> Sequence[StoryStep[StoryContext]]:
    from shoumi.chapters.agreements import story

    return story.steps()


def _replays() -> Replays:
    from shoumi.chapters.agreements import replays

    return replays.of_events()


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.chapters.agreements import inbox_items

    return inbox_items.items(asker)


def _buyer_changed(change: BuyerChange) -> None:
    from shoumi.chapters.agreements import services

    services.withdraw_of_former(deal=change.deal, at=change.at)


card = Card(
    slug="agreements",
    zh="签订保密协议",
    en="Confidentiality agreements",
    events=events.Tag,
    checks={
        "2.1": queries.check_term,
        "2.2": queries.check_duties,
        "2.3": queries.check_damages,
    },
    partial={
        "2.1": "agreements.missing_2_1",
        "2.2": "agreements.missing_2_2",
        "2.3": "agreements.missing_2_3",
    },
    remedies={
        "2.1": Remedy(("转让", "Deals"), "deals", "agreement draft"),
        "2.2": Remedy(("转让", "Deals"), "deals", "agreement draft"),
        "2.3": Remedy(("转让", "Deals"), "deals", "agreement draft"),
    },
    states=frozenset({Fact.NDA_UNTIL, Fact.NDA_LEVELS}),
    facts=queries.facts,
    edges=queries.edges,
    conditions={
        "nda.effective": queries.effective,
        "nda.no_reidentification": queries.no_reidentification,
    },
    pages=_pages,
    commands=_commands,
    routers=_routers,
    scopes={Scope.READ: False, Scope.WRITE: False, Scope.SIGN: True},
    menu=(
        Menu("console", "agreements", "保密协议", "NDAs", "SIGNATURE"),
        Menu("deal", "agreements", "保密协议", "Confidentiality agreements"),
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
    inbox=_inbox,
    search=_search,
    buyer_changed=_buyer_changed,
    buyer_told=queries.buyer_told,
)
