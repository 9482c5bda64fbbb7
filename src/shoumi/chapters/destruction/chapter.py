"""The card chapter 8 hands to the registry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from shoumi.base.approvals.events import Action
from shoumi.base.registry import (
    Asker,
    BuyerChange,
    Card,
    ControlledBy,
    DualControl,
    HealthFinding,
    InboxItem,
    Menu,
    Operation,
    Panel,
    Remedy,
)
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit
from shoumi.chapters.destruction import events, messages, queries
from shoumi.chapters.destruction.queries import kept
from shoumi.chapters.destruction.rules import Scope
from shoumi.core.messages import Both, Messages
from shoumi.core.refs import Ref

if TYPE_CHECKING:
    import click
    from django.urls import URLPattern
    from ninja import Router

    from shoumi.base.registry import StoryContext, StoryStep


def _pages() -> Sequence[URLPattern]:
    from shoumi.chapters.destruction.pages import urls

    return urls.console


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.chapters.destruction import search

    return search.hits(wanted)


def _commands() -> Mapping[str, click.Command]:
    from shoumi.chapters.destruction import commands

    return {"destroy": commands.command}


def _routers() -> Sequence[Router]:
    from shoumi.chapters.destruction import api

    return [api.router]


def _panels() -> Sequence[Panel]:
    from shoumi.chapters.destruction.pages import past_retention, recipients

    return (*past_retention.PANELS, *recipients.PANELS)


def _operations() -> Sequence[Operation]:
    from shoumi.chapters.destruction.jobs import OPERATIONS

    return OPERATIONS


def _health() -> Sequence[HealthFinding]:
    from shoumi.chapters.destruction import health

    return list(health.findings())


def _resume(at: datetime) -> int:
    from shoumi.chapters.destruction import endings, services

    return len(services.resume(at=at)) + endings.resume(at)


def _ended(deal: Ref, at: datetime) -> None:
    from shoumi.chapters.destruction import endings

    endings.ended(deal, at)


def _buyer_changed(change: BuyerChange) -> None:
    from shoumi.chapters.destruction import endings

    endings.buyer_changed(change)


def _buyer_told(deal: Ref, former: Ref, at: datetime) -> Iterable[tuple[Both, Both]]:
    from shoumi.chapters.destruction import endings

    return endings.buyer_told(deal, former, at)


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.chapters.destruction import inbox_items

    return inbox_items.items(asker)


def _story() -> Sequence[StoryStep[StoryContext]]:
    from shoumi.chapters.destruction import story

    return story.steps()


def _restored(at: datetime) -> int:
    from shoumi.chapters.destruction import services

    return services.replay(at=at)


def _replays() -> Replays:
    from shoumi.chapters.destruction import replays

    return replays.of_events()


def _erasure(deal: Ref, subject: Ref, actor: Ref, at: datetime) -> Ref:
    from shoumi.chapters.destruction.services import on_request

    return on_request.order(deal=deal, subject=subject, actor=actor, at=at)


card = Card(
    slug="destruction",
    zh="客户信息删除与销毁",
    en="Deletion and destruction",
    events=events.Tag,
    messages=Messages(
        refusals=messages.MESSAGES,
        names=messages.NAMES,
        conditions=messages.CONDITIONS,
        sentences=events.SENTENCES,
    ),
    checks={
        "8.1": queries.check_unprompted,
        "8.2": queries.check_for_good,
        "8.3": queries.check_recorded,
    },
    partial={
        "8.1": "destruction.missing_8_1",
        "8.2": "destruction.missing_8_2",
        "8.3": "destruction.missing_8_3",
    },
    remedies={
        "8.1": Remedy(("销毁", "Destruction"), "destruction", "destroy propose"),
        "8.2": Remedy(("销毁", "Destruction"), "destruction", "destroy run"),
        "8.3": Remedy(("销毁", "Destruction"), "destruction", "destroy certificate"),
    },
    conditions={"destruction.recipients": queries.recipients},
    brought_by={"subjects": "destroy propose --help"},
    dual_control={
        Action.DESTRUCTION: DualControl(
            ControlledBy.RECORD,
            "个人信息保护负责人提出，另两人见证同一份销毁单，24 小时内执行",
            "the protection officer proposes, two others witness the very order; within 24 hours",
            ("shoumi.chapters.destruction.services.carry_out",),
        ),
    },
    kept=kept.of,
    erasure=_erasure,
    papers=Path(__file__).with_name("documents"),
    pages=_pages,
    search=_search,
    panels=_panels,
    commands=_commands,
    routers=_routers,
    scopes={Scope.HOLD: True, Scope.CERTIFY: True},
    operations=_operations,
    menu=(Menu("console", "destruction", "销毁", "Destruction", icon="DELETION", is_daily=True),),
    health=_health,
    resume=_resume,
    story=_story,
    replays=_replays,
    restored=_restored,
    inbox=_inbox,
    ended=_ended,
    buyer_changed=_buyer_changed,
    buyer_told=_buyer_told,
)
