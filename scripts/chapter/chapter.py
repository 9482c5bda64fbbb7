"""The card this chapter hands to the registry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.urls import URLPattern

from shoumi.base.registry import Card, HealthFinding, Menu
from shoumi.chapters.chapter_slug import events, messages, queries, services
from shoumi.chapters.chapter_slug.rules import Scope
from shoumi.core.messages import Messages

if TYPE_CHECKING:
    import click
    from ninja import Router


def _pages() -> Sequence[URLPattern]:
    from shoumi.chapters.chapter_slug.pages import urls

    return urls.console


def _commands() -> Mapping[str, click.Command]:
    from shoumi.chapters.chapter_slug.commands import command

    return {"chapter_slug": command}


def _routers() -> Sequence[Router]:
    from shoumi.chapters.chapter_slug.api import router

    return [router]


def _health() -> Sequence[HealthFinding]:
    from shoumi.chapters.chapter_slug import health

    return list(health.findings())


# `checks` is empty until a demand is really checked: claiming one means that nobody attests it.
card = Card(
    slug="chapter_slug",
    zh="事项",
    en="Items",
    events=events.Tag,
    conditions={"chapter_slug.none_overdue": queries.none_overdue},
    holds=frozenset({"chapter_slug_items"}),
    destroyers={"chapter_slug_items": services.forget},
    remains={"chapter_slug_items": queries.remaining},
    pages=_pages,
    commands=_commands,
    routers=_routers,
    scopes={Scope.READ: False, Scope.WRITE: False},
    health=_health,
    menu=(
        Menu("console", "chapter_slug", "事项", "Items"),
        Menu("deal", "chapter_slug", "事项", "Items"),
    ),
    messages=Messages(
        refusals=messages.MESSAGES,
        names=messages.NAMES,
        conditions=messages.CONDITIONS,
        sentences=events.SENTENCES,
    ),
)
