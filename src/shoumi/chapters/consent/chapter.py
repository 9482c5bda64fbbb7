"""The card chapter 6 hands to the registry."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.urls import URLPattern

from shoumi.base.registry import (
    Agreed,
    Asker,
    BuyerChange,
    Card,
    HeldPart,
    InboxItem,
    Issued,
    ListExport,
    Menu,
    Operation,
    Panel,
    Remedy,
    SubjectColumn,
)
from shoumi.base.registry.given_consents import GivenConsent
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit
from shoumi.chapters.consent import events, health, messages
from shoumi.chapters.consent.queries import collection, covered_fields, holdings, term_changes
from shoumi.chapters.consent.rules import Scope
from shoumi.core.gate import Fact
from shoumi.core.messages import Both, Messages
from shoumi.core.refs import Ref

if TYPE_CHECKING:
    import click
    from ninja import Router

    from shoumi.base.registry import StoryContext, StoryStep


def _agreed(deal: Ref) -> Agreed | None:
    from shoumi.chapters.consent.receipts import handover

    return handover.agreed(deal)


def _receipts(deal: Ref, actor: Ref, at: datetime) -> Iterable[Issued]:
    from shoumi.chapters.consent.receipts import handover

    return handover.receipts(deal, actor, at)


def _panels() -> Sequence[Panel]:
    from shoumi.chapters.consent.pages import panels, withdrawals

    return (*panels.PANELS, *withdrawals.PANELS)


def _columns(deal: Ref) -> Sequence[SubjectColumn]:
    from shoumi.chapters.consent.pages import panels

    return panels.columns(deal)


def _commands() -> Mapping[str, click.Command]:
    from shoumi.chapters.consent.commands import campaign

    return {"campaign": campaign}


def _routers() -> Sequence[Router]:
    from shoumi.chapters.consent.api import router

    return [router]


def _operations() -> Sequence[Operation]:
    from shoumi.chapters.consent.jobs import OPERATIONS

    return OPERATIONS


def _pages() -> Sequence[URLPattern]:
    from shoumi.chapters.consent.pages import urls

    return urls.console


def _public_pages() -> Sequence[URLPattern]:
    from shoumi.chapters.consent.pages import urls

    return urls.portal


def _story() -> Sequence[StoryStep[StoryContext]]:
    from shoumi.chapters.consent import story

    return story.steps()


def _customer_page() -> str:
    from shoumi.chapters.consent.story import customer_page

    return customer_page.address()


def _replays() -> Replays:
    from shoumi.chapters.consent import replays

    return replays.of_events()


def _buyer_changed(change: BuyerChange) -> None:
    from shoumi.chapters.consent.services import supersession

    supersession.buyer_changed(change)


def _exports() -> Sequence[ListExport]:
    from shoumi.chapters.consent.pages.campaigns import CAMPAIGNS

    return (CAMPAIGNS,)


def _recounted(about: Ref, key: str, until: datetime) -> None:
    from shoumi.chapters.consent.services import windows

    windows.recounted(about, key, until)


def _buyer_told(deal: Ref, former: Ref, at: datetime) -> Iterable[tuple[Both, Both]]:
    from shoumi.chapters.consent.queries import former_recipients

    return former_recipients.buyer_told(deal, former)


def _resume(at: datetime) -> int:
    from shoumi.chapters.consent.services import supersession

    return supersession.resume(at)


def _known_by_code(code: str) -> tuple[Ref, Ref] | None:
    from shoumi.chapters.consent import queries

    found = queries.by_code(code)
    if found is None:
        return None
    return Ref(found.invitation.subject), Ref(found.campaign.deal)


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.chapters.consent import inbox_items

    return inbox_items.items(asker)


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.chapters.consent import search

    return search.hits(wanted)


def _consented(subject: Ref) -> Iterable[GivenConsent]:
    from shoumi.chapters.consent.queries import given_consents

    return given_consents.of(subject)


def _take_back(subject: Ref, consents: Collection[Ref], actor: Ref, at: datetime) -> int:
    from shoumi.chapters.consent.services import requested_withdrawals

    return requested_withdrawals.take_back(subject, consents, actor, at)


def _held(subject: Ref) -> Iterable[HeldPart]:
    from shoumi.chapters.consent.queries import held_data

    return held_data.of(subject)


card = Card(
    slug="consent",
    zh="客户知情同意",
    en="Informed consent",
    events=events.Tag,
    held=_held,
    consented=_consented,
    take_back=_take_back,
    checks={
        "6.1": collection.check,
        "6.2": holdings.check_consent,
        "6.3": term_changes.check,
    },
    partial={
        "6.1": "consent.missing_6_1",
        "6.2": "consent.missing_6_2",
        "6.3": "consent.missing_6_3",
    },
    remedies={
        "6.1": Remedy(("转让", "Deals"), "deals", "dataset notice"),
        "6.2": Remedy(("转让", "Deals"), "deals"),
        "6.3": Remedy(("转让", "Deals"), "deals", "campaign supersede"),
    },
    states=frozenset({Fact.INSTRUMENT, Fact.CONSENT_CURRENT, Fact.FIELDS_SAID}),
    facts=term_changes.facts,
    edges=term_changes.edges,
    subject_facts=term_changes.subject_facts,
    subject_expressions=term_changes.subject_expressions,
    conditions={
        "campaign.prepared": holdings.prepared,
        "campaign.closed": holdings.closed,
        "consent.satisfied": holdings.satisfied,
    },
    agreed=_agreed,
    said=covered_fields.said,
    receipts=_receipts,
    papers=Path(__file__).with_name("documents"),
    panels=_panels,
    columns=_columns,
    commands=_commands,
    routers=_routers,
    scopes={Scope.READ: False, Scope.WRITE: True},
    operations=_operations,
    pages=_pages,
    public_pages=_public_pages,
    exports=_exports,
    menu=(
        Menu("console", "campaigns", "告知批次", "Campaigns", "MESSAGE"),
        Menu("deal", "notices", "告知文本", "Notices"),
        Menu("portal", "notice", "答复告知，或看我的答复", "Answer a notice, or see my answer"),
    ),
    messages=Messages(
        refusals=messages.MESSAGES,
        names=messages.NAMES,
        conditions=messages.CONDITIONS,
        sentences=events.SENTENCES,
    ),
    story=_story,
    customer_page=_customer_page,
    guarded=health.guarded,
    replays=_replays,
    resume=_resume,
    recounted=_recounted,
    known_by_code=_known_by_code,
    buyer_changed=_buyer_changed,
    buyer_told=_buyer_told,
    inbox=_inbox,
    search=_search,
)
