"""The card chapter 1 hands to the registry."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from shoumi.base.approvals.events import Action
from shoumi.base.registry import (
    Asker,
    Card,
    ControlledBy,
    DualControl,
    InboxItem,
    ListExport,
    Menu,
    Remedy,
    SetupStep,
)
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit
from shoumi.chapters.policies import events, health, messages, queries
from shoumi.chapters.policies.queries import field_reviews, register_use, told
from shoumi.chapters.policies.rules import Scope
from shoumi.core.gate import Fact
from shoumi.core.messages import Messages
from shoumi.core.refs import Ref

if TYPE_CHECKING:
    import click
    from django.urls import URLPattern
    from ninja import Router

    from shoumi.base.registry import StoryContext, StoryStep


def _pages() -> Sequence[URLPattern]:
    from shoumi.chapters.policies.pages import urls

    return urls.console


def _public_pages() -> Sequence[URLPattern]:
    from shoumi.chapters.policies.pages import urls

    return urls.portal


def _commands() -> Mapping[str, click.Command]:
    from shoumi.chapters.policies import commands

    return commands.GROUPS


def _story() -> Sequence[StoryStep[StoryContext]]:
    from shoumi.chapters.policies import story

    return story.steps()


def _routers() -> Sequence[Router]:
    from shoumi.chapters.policies.api import router

    return [router]


def _exports() -> Sequence[ListExport]:
    from shoumi.chapters.policies import jobs

    return (jobs.REGISTER,)


def _replays() -> Replays:
    from shoumi.chapters.policies import replays

    return replays.of_events()


def _setup(at: datetime) -> Iterable[SetupStep]:
    from shoumi.chapters.policies import setup_steps

    return setup_steps.steps(at)


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.chapters.policies import inbox_items

    return inbox_items.items(asker)


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.chapters.policies import search

    return search.hits(wanted)


def _left_out(kinds: frozenset[str], dataset: Ref, actor: Ref, at: datetime) -> None:
    from shoumi.chapters.policies.services import field_proposals

    field_proposals.propose(kinds, dataset, actor, at)


def _take_back(subject: Ref, answers: Collection[Ref], actor: Ref, at: datetime) -> int:
    from shoumi.chapters.policies.services import tellings

    return tellings.take_back(subject, answers, actor, at)


card = Card(
    slug="policies",
    zh="隐私保护政策",
    en="Privacy policy",
    events=events.Tag,
    messages=Messages(
        refusals=messages.MESSAGES,
        names=messages.NAMES,
        sentences=events.SENTENCES,
    ),
    checks={
        "1.1": queries.check_policy,
        "1.2": register_use.check_register,
        "1.3": register_use.check_purposes,
    },
    remedies={
        "1.1": Remedy(("隐私政策", "Policies"), "policies", "policy draft"),
        "1.2": Remedy(("隐私政策", "Policies"), "policies", "policy draft"),
        "1.3": Remedy(("任务", "Tasks"), "tasks", "task close"),
    },
    states=frozenset({Fact.POLICY_PUBLISHED, Fact.FIELDS_REGISTERED, Fact.PURPOSE_TOLD}),
    facts=register_use.facts,
    subject_facts=told.subject_facts,
    subject_expressions=told.subject_expressions,
    edges=register_use.edges,
    fields=queries.register,
    unused=field_reviews.unused,
    new_field=queries.new_field,
    columns_left_out=_left_out,
    versions=queries.versions,
    pages=_pages,
    public_pages=_public_pages,
    commands=_commands,
    routers=_routers,
    scopes={Scope.READ: False, Scope.WRITE: False, Scope.APPROVE: True},
    menu=(
        Menu("console", "policies", "隐私政策", "Policies", "STAMP"),
        Menu("console", "working-group", "政策起草小组", "Working group", "TABLE"),
        Menu("console", "field-reviews", "字段复核", "Fields looked at", "FIELDS"),
        Menu("console", "access-reviews", "岗位复核", "Access review", "QUARTER"),
        Menu("portal", "rules", "个人信息处理规则", "Processing rules"),
    ),
    dual_control={
        Action.POLICY: DualControl(
            ControlledBy.RECORD,
            "保护负责人和法务各自批准同一版本及其字段登记表（含保存期限），24 小时内发布",
            "the protection officer and legal approve the very version with its field register,"
            " which holds every retention; published within 24 hours",
            ("shoumi.chapters.policies.services.publish",),
        ),
    },
    consented=told.consented,
    take_back=_take_back,
    exports=_exports,
    story=_story,
    setup=_setup,
    inbox=_inbox,
    guarded=health.guarded,
    replays=_replays,
    search=_search,
)
