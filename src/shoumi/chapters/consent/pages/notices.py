"""The texts of a deal: approved, waiting or returned, each as customers see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import Deal
from shoumi.base.ledger import reader
from shoumi.base.messages import names
from shoumi.base.pages import (
    audit_rows,
    detail_page,
    scoping,
    tables,
)
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage, button, show
from shoumi.base.pages.paper_download import handed_out
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Notice, NoticeDraft
from shoumi.chapters.consent.pages import category_fields, preview
from shoumi.chapters.consent.rules import DraftState
from shoumi.chapters.consent.services import notices as services
from shoumi.chapters.consent.verbs.notices import INSTRUMENT
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument

_TITLE: Both = ("告知文本", "Notices")
_LEAD: Both = (
    "一人写，另一人批准。每一版批准一次，凭散列认得，之后不改。告知用哪一版，准备时选。",
    "One writes, another approves: once, known by its hash, and it never changes.",
)
_INSTRUMENT = INSTRUMENT.label
_COLUMNS = (
    Column(_INSTRUMENT),
    Column(("批准于", "Approved")),
    Column(("谁批准", "By whom")),
    Column(("散列", "SHA-256"), "ref"),
    Column(("账本", "Entry"), "number"),
)
_DRAFTS: Both = ("等批准的文本", "Texts waiting for approval")
_LEAD_OF_DRAFTS: Both = (
    "写好的文本由另一人批准：保护负责人批准别人写的；保护负责人写的，由法务或机构负责人批准。",
    "The protection officer approves what others wrote; legal or the head what that officer wrote.",
)
_COLUMNS_OF_DRAFTS = (
    Column(_INSTRUMENT),
    Column(("状态", "State")),
    Column(("谁写的", "Written by")),
    Column(("写于", "Written")),
    Column(("散列", "SHA-256"), "ref"),
)
_SAID: Mapping[DraftState, Both] = {
    DraftState.WAITING: (
        "写好了，等另一人批准；批准以后才能用，也不能再改。写给客户的答复期按今天开始算。",
        "Written, and waits for another's approval. The time to answer is as if it began today.",
    ),
    DraftState.RETURNED: (
        "退回了，不能用。照这一份改好，再交一次。",
        "Returned: it cannot be used. Mend it in a new version and lay that before somebody.",
    ),
    DraftState.APPROVED: (
        "已批准，不能再改。写给客户的答复期按今天开始算。",
        "Approved; it never changes. The time to answer is counted as if it began today.",
    ),
}


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def notices(request: PageRequest) -> HttpResponse:
    """The versions of a deal, the newest first, each with who approved it and when."""
    deal = scoping.chosen(request)
    if deal is None:
        raise Http404
    part, after = tables.part(request, Notice.objects.filter(deal=deal.ref))
    told = audit_rows.told(request, reader.some([one.position for one in part]))
    by = {line.position: line.who for line in told}
    table = Table(
        _COLUMNS,
        [_row(request, one, by.get(one.position, "")) for one in part],
        _TITLE,
        (
            "还没有批准的文本。“写告知文本”从大纲开始，写好由另一人批准。",
            "None is approved. Write one from its outline; another person approves it.",
        ),
        after=after,
        hidden={"deal": deal.ref},
    )
    written = f"{reverse('notice-drafts')}?deal={deal.ref}"
    waits = _drafts_of(deal.ref).filter(state=DraftState.WAITING).count()
    links = [
        *button(request, "notice-begin", deal=deal.ref),
        (
            request.say(("等批准的（{count}）", "Waiting for approval ({count})"), count=waits),
            written,
        ),
    ]
    listing = ContentPage(_TITLE, [table], request.say(_LEAD), crumbs=_to_deal(deal), links=links)
    return show(request, listing)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def drafts(request: PageRequest) -> HttpResponse:
    """What was written and is not approved, the newest first: waiting, or returned."""
    deal = scoping.chosen(request)
    if deal is None:
        raise Http404
    part, after = tables.part(request, _drafts_of(deal.ref))
    who = accounts.names([one.written_by for one in part])
    rows = [
        (
            Cell(
                names.of(Instrument(one.instrument), request.lang),
                reverse("notice-text", kwargs={"notice": one.ref}),
            ),
            names.of(DraftState(one.state), request.lang),
            who[one.written_by],
            one.written_at,
            one.sha256[:16],
        )
        for one in part
    ]
    nothing: Both = ("没有等批准的文本。", "No text waits for approval.")
    table = Table(
        _COLUMNS_OF_DRAFTS, rows, _DRAFTS, nothing, after=after, hidden={"deal": deal.ref}
    )
    listing = ContentPage(
        _DRAFTS,
        [table],
        request.say(_LEAD_OF_DRAFTS),
        crumbs=[*_to_deal(deal), (request.say(_TITLE), f"{reverse('notices')}?deal={deal.ref}")],
        links=button(request, "notice-begin", deal=deal.ref),
    )
    return show(request, listing)


def _drafts_of(deal: str) -> QuerySet[NoticeDraft]:
    return NoticeDraft.objects.filter(deal=deal).exclude(state=DraftState.APPROVED)


def _to_deal(deal: Deal) -> list[tuple[str, str]]:
    return [(deal.number, reverse("deal", kwargs={"deal": deal.ref}))]


def _row(request: PageRequest, one: Notice, who: str) -> tuple[Any, ...]:
    return (
        Cell(
            names.of(Instrument(one.instrument), request.lang),
            reverse("notice-text", kwargs={"notice": one.ref}),
        ),
        one.approved_at,
        who,
        one.sha256[:16],
        tables.entry(request, one.position),
    )


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def notice(request: PageRequest, notice: str) -> HttpResponse:
    """One version, as customers see it: approved, or still waiting for another's approval."""
    one = _found(request, notice)
    draft = NoticeDraft.objects.filter(ref=notice).first()
    pairs = [
        (_INSTRUMENT, names.of(Instrument(one.instrument), request.lang)),
        *category_fields.covered(request, one),
        *_said_by(request, one, draft),
        (("散列", "SHA-256"), one.sha256),
        (("账本", "Entry"), tables.entry(request, one.position)),
    ]
    more = {
        "deal": deals.deal(Ref(one.deal)),
        "pairs": [(request.say(label), value) for label, value in pairs],
        "lead": request.say(_SAID[DraftState(draft.state) if draft else DraftState.APPROVED]),
        "links": [
            *detail_page.offers(request, _acts(request, draft), notice=notice),
            *_again(request, one, draft),
        ],
        "paper": one.document and reverse("notice-paper", kwargs={"notice": notice}),
        "seen": preview.both(request, one),
    }
    title = names.pair(Instrument(one.instrument))
    return page(request, "consent/console/notice_text.html", title, more)


def _found(request: PageRequest, ref: str) -> Notice | NoticeDraft:
    """What was approved, else what was written."""
    if Notice.objects.filter(ref=ref).exists():
        return scoping.own(request, Notice, ref)
    return scoping.own(request, NoticeDraft, ref)


def _acts(request: PageRequest, draft: NoticeDraft | None) -> tuple[str, ...]:
    """What this person can do with it: its writer takes it back, another approves or returns it."""
    if draft is None or draft.state != DraftState.WAITING:
        return ()
    if request.who() == draft.written_by:
        return ("notice-return",)
    try:
        services.require_approvable(draft, request.who(), request.at)
    except DomainError:
        return ()
    return ("notice-approve", "notice-return")


def _again(
    request: PageRequest, one: Notice | NoticeDraft, draft: NoticeDraft | None
) -> list[tuple[str, str]]:
    """To write the next version from this one, once this one waits no more."""
    is_waiting = draft is not None and draft.state == DraftState.WAITING
    if is_waiting or not request.roles & frozenset(rules.WRITERS):
        return []
    place = {"deal": one.deal, "instrument": one.instrument}
    href = f"{reverse('notice-write', kwargs=place)}?{urlencode({'from': one.ref})}"
    return [(request.say(("照这一份写新的一版", "Write a new version from it")), href)]


def _said_by(
    request: PageRequest, one: Notice | NoticeDraft, draft: NoticeDraft | None
) -> Iterator[tuple[Both, object]]:
    if draft is not None:
        yield ("谁写的", "Written by"), accounts.names([draft.written_by])[draft.written_by]
        yield ("写于", "Written"), draft.written_at
    if isinstance(one, Notice):
        told = audit_rows.told(request, reader.some([one.position]))
        yield ("批准于", "Approved"), one.approved_at
        yield ("谁批准", "By whom"), told[0].who if told else None


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def paper(request: PageRequest, notice: str) -> HttpResponse:
    """The PDF of a text with its proof: as it was approved, or as its writer brought it."""
    one = _found(request, notice)
    return handed_out(request, one.document, one.ref)
