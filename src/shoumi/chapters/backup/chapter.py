"""The card chapter 13 hands to the registry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.urls import URLPattern

from shoumi.base.approvals.events import Action
from shoumi.base.copies import addresses
from shoumi.base.egress import queries as egress
from shoumi.base.registry import (
    Asker,
    Card,
    ControlledBy,
    DualControl,
    HealthFinding,
    InboxItem,
    Menu,
    NetworkPath,
    Panel,
    PathKind,
    Remedy,
    SetupStep,
)
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit
from shoumi.chapters.backup import events, health, messages, queries
from shoumi.chapters.backup.rules import Scope
from shoumi.core.messages import Messages

if TYPE_CHECKING:
    import click
    from ninja import Router

    from shoumi.base.registry import StoryContext, StoryStep


def _pages() -> Sequence[URLPattern]:
    from shoumi.chapters.backup.pages import urls

    return urls.console


def _panels() -> Sequence[Panel]:
    from shoumi.chapters.backup.pages.panels import PANELS

    return PANELS


def _commands() -> Mapping[str, click.Command]:
    from shoumi.chapters.backup.commands import command

    return {"backup": command}


def _routers() -> Sequence[Router]:
    from shoumi.chapters.backup.api import router

    return [router]


def _story() -> Sequence[StoryStep[StoryContext]]:
    from shoumi.chapters.backup import story

    return story.steps()


def _health() -> Sequence[HealthFinding]:
    return list(health.findings())


def _paths() -> Sequence[NetworkPath]:
    """To every place elsewhere."""
    known = (addresses.https_of(one.address) for one in queries.targets())
    return egress.paths(PathKind.COPIES, [one for one in known if one])


def _replays() -> Replays:
    from shoumi.chapters.backup import replays

    return replays.of_events()


def _resume(at: datetime) -> int:
    from shoumi.chapters.backup import jobs

    return jobs.clear()


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.chapters.backup import inbox_items

    return inbox_items.items(asker)


def _setup(at: datetime) -> Iterable[SetupStep]:
    from shoumi.chapters.backup import setup_steps

    return setup_steps.steps(at)


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.chapters.backup import search

    return search.hits(wanted)


card = Card(
    slug="backup",
    zh="数据备份与恢复",
    en="Backup and recovery",
    events=events.Tag,
    checks={
        "13.1": queries.check_policy,
        "13.2": queries.check_recovery,
        "13.3": queries.check_places,
    },
    remedies={
        "13.1": Remedy(("备份", "Backup"), "backup", "backup create"),
        "13.2": Remedy(("备份", "Backup"), "backup", "backup drill"),
        "13.3": Remedy(("备份", "Backup"), "backup", "backup add"),
    },
    papers=Path(__file__).parent / "documents",
    pages=_pages,
    panels=_panels,
    commands=_commands,
    routers=_routers,
    scopes={Scope.READ: False},
    menu=(Menu("console", "backup", "备份", "Backup", "BACKUP"),),
    messages=Messages(
        refusals=messages.MESSAGES,
        names=messages.NAMES,
        conditions=messages.CONDITIONS,
        sentences=events.SENTENCES,
        parameters=messages.PARAMETERS,
    ),
    dual_control={
        Action.COPY_KEY: DualControl(
            ControlledBy.APPROVAL,
            "安全负责人申请登记一把备份公钥，机构负责人或保护负责人批准的正是这一把，24 小时内",
            "the security officer asks to name a key that copies are sealed for; the head or the"
            " protection officer approves that very key within 24 hours",
            ("shoumi.chapters.backup.services.setup.name_recipient",),
        ),
    },
    story=_story,
    health=_health,
    guarded=health.guarded,
    paths=_paths,
    setup=_setup,
    inbox=_inbox,
    replays=_replays,
    resume=_resume,
    search=_search,
)
