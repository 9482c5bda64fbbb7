"""What the pages of a deal and of its people show of this chapter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from shoumi.base import registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.deals.rules import WaiveReason
from shoumi.base.ledger.remembered import remembered
from shoumi.base.messages import names
from shoumi.base.messages.text import say
from shoumi.base.pages import figures
from shoumi.base.pages.detail_page import offers
from shoumi.base.pages.figures import Answer, Crowd
from shoumi.base.pages.request import PageRequest
from shoumi.base.registry import Panel, RegisterVersion, SubjectColumn
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.subjects.models import Subject
from shoumi.chapters.consent import queries, rules
from shoumi.chapters.consent.models import Campaign, Consent, Invitation, Objection
from shoumi.chapters.consent.pages import letters
from shoumi.chapters.consent.queries import instruments, term_changes
from shoumi.chapters.consent.rules import CampaignState, Delivery, Outcome, Purpose
from shoumi.chapters.consent.verbs import changes
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState, DealStage, Instrument

_ANSWER: Both = ("答复", "Answer")
_UNANSWERED: Both = ("没有答复", "no answer")
_OBJECTED: Both = ("提出异议", "objected")
_SILENT = "silent"


def _campaigns(request: PageRequest, deal: Ref) -> Mapping[str, Any] | None:
    """How each campaign that was opened stands."""
    found = []
    for purpose in Purpose:
        campaign = queries.campaign_of(deal, purpose)
        if campaign is None or campaign.opened_at is None:
            continue
        try:
            tally = instruments.counts_shown(campaign)
        except NotAuthentic as error:
            found.append(_untrue(request, campaign, error))
            continue
        crowd = [
            Crowd(Answer.AGREED, tally["given"] + tally["withdrawn"] + tally["superseded"]),
            Crowd(Answer.REFUSED, tally["refused"]),
            Crowd(Answer.SILENT, tally["silent"]),
            Crowd(Answer.UNDELIVERED, tally["unreached"]),
        ]
        found.append(
            {
                "name": names.of(purpose, request.lang),
                "campaign": campaign,
                "counts": [
                    (
                        figures.answer_mark(one.answer),
                        say(figures.ANSWER_WORDS[one.answer], request.lang),
                        one.count,
                    )
                    for one in crowd
                ],
                "withdrawn": tally["withdrawn"],
                "superseded": tally["superseded"],
                "waiting": [
                    changes.words(request, campaign, one)
                    for one in term_changes.waiting(campaign, request.at)
                ],
                "act": _act(request, deal),
                "letters": letters.lines(request, Ref(campaign.ref)),
                "nothing": _nothing(request, campaign, tally, deal),
                "dots": figures.dots(crowd, request.lang),
                "dots_table": figures.dots_table(crowd, request.lang),
                "dots_small": figures.dots(crowd, request.lang, 38),
                "words": figures.dot_words(crowd, request.lang),
            }
        )
    return {"campaigns": found} if found else None


_NOTHING: Both = (
    "告知已结束，没有一个人的同意算数：客户资料一条也不能交接，都留在原处。同一个目的不能再问第二次。",
    (
        "The window is over and nobody's consent stands: no record of any customer may be handed "
        "over, all stay where they are. The same purpose is not put to people a second time."
    ),
)
_WITHOUT: Both = ("不交接资料，继续转让", "Go on without handing data over")
_END: Both = ("终止转让", "Terminate the deal")


def _nothing(
    request: PageRequest, campaign: Campaign, tally: Mapping[str, int], deal: Ref
) -> Mapping[str, Any] | None:
    """What a window in which nobody agreed leaves to do, for who may."""
    asked = rules.asks_consent(Instrument(campaign.instrument))
    is_over = campaign.state == CampaignState.CLOSED and campaign.superseded_at is None
    if not (asked and is_over) or tally["given"] or deals.is_terminated(deal):
        return None
    query = urlencode({"stage": DealStage.DATA_HANDOVER, "reason": WaiveReason.NOBODY_AGREED})
    ways = [
        *((_WITHOUT, f"{href}?{query}") for _, href in offers(request, ("deal-waive",), deal=deal)),
        *((_END, href) for _, href in offers(request, ("deal-terminate",), deal=deal)),
    ]
    return {
        "told": request.say(_NOTHING),
        "ways": [(request.say(words), href) for words, href in ways],
    }


def _untrue(request: PageRequest, campaign: Campaign, error: NotAuthentic) -> dict[str, object]:
    """In place of numbers, why there is none to be told."""
    what, mend = request.tell_code(error.code)
    name = names.of(Purpose(campaign.purpose), request.lang)
    return {"name": name, "campaign": campaign, "untrue": what, "mend": mend}


def _act(request: PageRequest, deal: Ref) -> str:
    """Where a change is put into effect, for who may."""
    return next((href for _, href in offers(request, ("campaign-supersede",), deal=deal)), "")


def _touched(request: PageRequest, version: Ref) -> Mapping[str, Any] | None:
    """What a version of the register changes for those who agreed or were told, and how far that
    is; of a draft what it would."""
    known = {one.ref: one for one in registry.register_versions()}
    own = known.get(version)
    runs = [one for one in known.values() if one.in_force_at is not None]
    if own is None or not runs:
        return None
    rows = list(_rows(request, own, runs[-1]))
    if own.in_force_at is None:
        return {"rows": rows, "is_draft": True, "done": []}
    return {"rows": rows, "is_draft": False, "done": list(_done(request, version))}


def _rows(
    request: PageRequest, own: RegisterVersion, runs: RegisterVersion
) -> Iterator[tuple[str, str, str, str]]:
    """Deal, its page, the campaign, what follows: of campaigns that still wait for it."""
    found = term_changes.under_way()
    numbers = deals.numbers([one.deal for one in found])
    for one in found:
        if own.in_force_at is None:
            fields = term_changes.between(one.notice, runs.read(), own.read())
            parts = frozenset(part for of in fields.values() for part in of)
            change = term_changes.Change(own.ref, own.number, request.at, parts, fields)
            waiting = [change] if parts else []
        else:
            waiting = [
                each for each in term_changes.waiting(one, request.at) if each.source == own.ref
            ]
        href = reverse("deal", kwargs={"deal": one.deal})
        name = names.of(Purpose(one.purpose), request.lang)
        for each in waiting:
            yield numbers.get(one.deal, ""), href, name, changes.words(request, one, each)


def _done(request: PageRequest, version: Ref) -> Iterator[tuple[str, int, int]]:
    """Which campaigns were superseded by it or whose people were told, how many, with the entry."""
    for one in Campaign.objects.exclude(opened_at=None).order_by("id"):
        for position, count in term_changes.done(one, version):
            yield names.of(Purpose(one.purpose), request.lang), count, position


def _choices(request: PageRequest, subject: Ref) -> Mapping[str, Any] | None:
    """Shown of everybody: that a person was not asked is said too.  None for whoever has no work
    with answers."""
    (deal,) = Subject.objects.filter(ref=subject).values_list("deal", flat=True)
    roles = accounts.roles(request.who(), request.at, Ref(deal))
    if rules.ANSWER_READERS.isdisjoint(roles):
        return None
    return {"choices": sorted(_chosen(request, subject), key=lambda told: told[0])}


def _chosen(request: PageRequest, subject: Ref) -> Iterator[tuple[datetime, str, int | None]]:
    """What reached the person and what the person said, with the entry."""
    lang = request.lang
    for one in Invitation.objects.filter(subject=subject).select_related("campaign"):
        if one.campaign.opened_at is not None:
            purpose = names.of(Purpose(one.campaign.purpose), lang)
            delivered = names.of(Delivery(one.delivery), lang)
            yield one.campaign.opened_at, f"{purpose} · {delivered}", one.campaign.position
    for said in Consent.objects.filter(subject=subject).select_related("campaign"):
        purpose = names.of(Purpose(said.campaign.purpose), lang)
        state = names.of(ConsentState(said.state), lang)
        yield said.withdrawn_at or said.answered_at, f"{purpose} · {state}", said.position
    for no in Objection.objects.filter(subject=subject):
        objected = request.say(_OBJECTED)
        yield no.at, f"{objected} · {names.of(Outcome(no.outcome), lang)}", no.position


@remembered
def _answered(deal: Ref) -> Campaign | None:
    return queries.answered(deal)


def columns(deal: Ref) -> Sequence[SubjectColumn]:
    """What each person of the deal answered to the campaign that its handover rests on."""
    campaign = _answered(deal)

    def cells(people: Sequence[Ref]) -> Mapping[Ref, Both]:
        if campaign is None:
            return {}
        own = Consent.objects.filter(campaign=campaign, subject__in=people)
        said = dict(own.values_list("subject", "state"))
        return {
            ref: names.pair(ConsentState(said[ref])) if ref in said else _UNANSWERED
            for ref in people
        }

    def narrow(people: QuerySet[Any], option: str) -> QuerySet[Any]:
        if campaign is None:
            return people.none()
        said = Consent.objects.filter(campaign=campaign, subject=OuterRef("ref"))
        if option == _SILENT:
            return people.filter(~Exists(said))
        return people.filter(Exists(said.filter(state=option)))

    options = {one.value: names.pair(one) for one in ConsentState} | {_SILENT: _UNANSWERED}
    return [SubjectColumn("answer", _ANSWER, options, cells, narrow, rules.ANSWER_READERS)]


PANELS = (
    Panel("deal", 10, "consent/console/campaigns.html", _campaigns),
    Panel("policy", 10, "consent/console/touched.html", _touched),
    Panel("customer", 10, "consent/console/choices.html", _choices),
)
