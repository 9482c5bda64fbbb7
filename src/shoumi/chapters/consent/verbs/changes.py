"""A change of the terms: another text in place of the campaign's, and what follows of a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shoumi.base import registry
from shoumi.base.messages import names
from shoumi.base.messages.text import day
from shoumi.base.pages import scoping
from shoumi.base.pages.forms import Field, Kind, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import DEAL, Call, Group, OnPage, OnTerminal, Verb
from shoumi.chapters.consent import queries
from shoumi.chapters.consent.jobs import Long
from shoumi.chapters.consent.models import Campaign, Notice
from shoumi.chapters.consent.queries import term_changes
from shoumi.chapters.consent.queries.term_changes import Change
from shoumi.chapters.consent.rules import Purpose
from shoumi.chapters.consent.services import supersession
from shoumi.chapters.consent.verbs.campaigns import notices, operation, told
from shoumi.chapters.consent.verbs.place import CAMPAIGN
from shoumi.core.calendar import day_in_china
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role


def _binding(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """The campaigns of the deal whose terms bind."""
    deal = scoping.seen(request, place["deal"])
    for one in term_changes.under_way():
        if one.deal == deal:
            yield one.ref, names.pair(Purpose(one.purpose))


_CAMPAIGN = Field("campaign", ("告知", "Campaign"), Kind.ONE, options=_binding, of=Ref)


def _revise(call: Call) -> Campaign:
    found = supersession.revise(campaign=call.on, actor=call.actor, at=call.at, **call.given)
    found.refresh_from_db()
    return found


def _supersede(call: Call) -> Campaign:
    supersession.apply(campaign=call.on, actor=call.actor, at=call.at)
    return Campaign.objects.get(ref=call.on)


def words(request: PageRequest, campaign: Campaign, change: Change) -> str:
    """What changes, how many it touches and what follows."""
    parts = tuple(names.of(part, request.lang) for part in sorted(change.parts))
    register = registry.field_register()
    rules_of = [register[code] for code in term_changes.some_fields(change) if code in register]
    fields = tuple(request.say((rule.zh, rule.en)) for rule in rules_of)
    said: Both
    if term_changes.supersedes(campaign, change):
        said = (
            "{parts}变了{of}：{count} 人的同意失效，要重新征求。",
            "{parts}{of}: the consents of {count} people end, and they are asked again.",
        )
    else:
        said = (
            "{parts}变了{of}：要告诉 {count} 人。",
            "{parts}{of}: {count} people are to be told.",
        )
    of = request.say(("（{fields}）", " ({fields})"), fields=fields) if fields else ""
    return request.say(said, parts=parts, of=of, count=term_changes.people(campaign))


def _what_it_would_be(request: PageRequest, deal: str) -> Iterator[tuple[Both, object]]:
    """Of each campaign and each other text, what it would change and how many it touches."""
    yield from scoping.about(request, deal)
    for one in term_changes.under_way():
        if one.deal != deal:
            continue
        before = term_changes.text_of(one)
        others = Notice.objects.filter(deal=deal, instrument=one.instrument).exclude(pk=before.pk)
        for text in others.order_by("-id"):
            parts = term_changes.text_changes(before, text)
            if not parts:
                continue
            change = Change(Ref(text.ref), None, request.at, parts, {})
            zh, en = names.pair(Purpose(one.purpose))
            on = day_in_china(text.approved_at)
            label = f"{zh}，{day(on, 'zh')}的文本", f"{en}, text of {day(on, 'en')}"
            yield label, words(request, one, change)


def _what_waits(request: PageRequest, deal: str) -> Iterator[tuple[Both, object]]:
    yield from scoping.about(request, deal)
    for one in term_changes.under_way():
        if one.deal == deal:
            for change in term_changes.waiting(one, request.at):
                yield names.pair(Purpose(one.purpose)), words(request, one, change)


def _page(*more: Field, facts: Any) -> OnPage:
    return OnPage(
        back="deal",
        under=DEAL,
        more=(_CAMPAIGN, *more),
        facts=facts,
        deal=lambda call: Ref(Campaign.objects.get(ref=call.on).deal),
    )


REVISE = Verb(
    noun="campaign",
    name="revise",
    on=CAMPAIGN,
    do=_revise,
    tells=told,
    title=("换用新的告知文本", "Put a new text in its place"),
    done=("到那一天起，按新的文本算", "From that day on the new text counts"),
    roles=(Role.DPO,),
    fields=(
        Field("notice", ("已批准的文本", "Approved text"), Kind.ONE, options=notices, of=Ref),
        Field(
            "since",
            ("从哪天起", "From which day"),
            Kind.DAY,
            ("今天，或以后的一天。", "Today or a later day."),
        ),
    ),
    help=(
        "目的、方式、种类、接收方或保存期限变了，原来的同意到那天失效，要重新征求；别的变了，告诉本人。",
        "Where purpose, method, categories, recipient or retention change, consents end that day.",
    ),
    is_final=True,
    is_fresh=True,
    page=_page(facts=_what_it_would_be),
    command=OnTerminal(said=("{ref} 换用新的文本", "{ref} has a new text"), asks_yes=False),
    operation=operation("Put another approved text in place of the campaign's from a day on."),
    group=Group.NOTICES,
)
SUPERSEDE = Verb(
    noun="campaign",
    name="supersede",
    on=CAMPAIGN,
    do=_supersede,
    tells=queries.tally,
    title=("让变更生效", "Put a change into effect"),
    done=("变更已生效", "The change is in effect"),
    roles=(Role.DPO,),
    help=(
        "政策或告知文本变了，原来的同意记为失效，要重新征求；只需告知的，写到本人的告知页上。",
        "Consents to what has changed are superseded; where people are only told, they are told.",
    ),
    long=Long.SUPERSEDE,
    is_final=True,
    is_fresh=True,
    page=_page(facts=_what_waits),
    command=OnTerminal(
        help=(
            "让变更生效",
            "Supersede the consents whose terms changed, or tell people of the change.",
        ),
        said=(
            "{superseded} 人的同意已失效，{given} 人仍然有效",
            "{superseded} consents superseded, {given} stand",
        ),
        asks_yes=False,
    ),
    operation=operation(
        "Supersede the consents whose terms changed, or tell people of the change.",
        name="campaigns_supersede",
    ),
    group=Group.NOTICES,
)
