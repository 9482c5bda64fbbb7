"""The card chapter 12 hands to the registry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import URLPattern

from shoumi.base.registry import Asker, Card, HealthFinding, InboxItem, Menu, Remedy
from shoumi.base.registry.decoys import Decoy, Decoys, ListedDecoy
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit
from shoumi.chapters.defence import events, health, messages
from shoumi.chapters.defence.queries import firewall as queries
from shoumi.chapters.defence.queries.audit import check_audit
from shoumi.chapters.defence.queries.detection import check_detection
from shoumi.chapters.defence.rules import Scope
from shoumi.core.entrustment import Way
from shoumi.core.messages import Messages
from shoumi.core.refs import Ref

if TYPE_CHECKING:
    import click
    from ninja import Router

    from shoumi.base.registry import StoryContext, StoryStep


def _pages() -> Sequence[URLPattern]:
    from shoumi.chapters.defence.pages import urls

    return urls.console


def _commands() -> Mapping[str, click.Command]:
    from shoumi.chapters.defence import commands

    return {
        "firewall": commands.command,
        "detection": commands.detection,
        "audit": commands.audit,
        "canary": commands.canary,
        "customer-canary": commands.customer_canary,
        "sensor": commands.sensor,
    }


def _routers() -> Sequence[Router]:
    from shoumi.chapters.defence.api import router

    return [router]


def _story() -> Sequence[StoryStep[StoryContext]]:
    from shoumi.chapters.defence import story

    return story.steps()


def _decoys(way: Way, at: datetime) -> Sequence[Decoy]:
    from shoumi.chapters.defence.queries import canaries

    return canaries.decoys(way, at)


def _carried(found: Sequence[Decoy], deal: Ref, actor: Ref, at: datetime) -> None:
    from shoumi.chapters.defence.services import canaries

    canaries.carried([one.ref for one in found], deal=deal, actor=actor, at=at)


def _listed_decoys(deal: Ref, at: datetime) -> Mapping[Ref, Ref]:
    from shoumi.chapters.defence.queries import customer_canaries

    return customer_canaries.beside(deal, at)


def _find_decoy(shown: str, at: datetime) -> ListedDecoy | None:
    from shoumi.chapters.defence.queries import customer_canaries

    found = customer_canaries.find(shown, at)
    return customer_canaries.as_listed(found) if found is not None else None


def _touched(shown: str, actor: Ref, at: datetime) -> None:
    from shoumi.chapters.defence.services import customer_canaries

    customer_canaries.touched(shown=shown, actor=actor, at=at)


def _decoy_codes() -> frozenset[str]:
    from shoumi.chapters.defence.queries import canaries

    return canaries.receipt_codes_of_all()


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
    decoys=Decoys(_decoys, _carried, _decoy_codes, _listed_decoys, _find_decoy, _touched),
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
