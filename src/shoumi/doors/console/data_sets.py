"""The data sets of a deal: where each goes, and how people were told when it was collected."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.collection_notices import queries, services
from shoumi.base.collection_notices.errors import NoSuchNotice, NoSuchSet
from shoumi.base.collection_notices.models import CollectionNotice
from shoumi.base.collection_notices.rules import NoNotice, Shown
from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import DataSet
from shoumi.base.deals.rules import OPENERS
from shoumi.base.documents.examined import Format, ending
from shoumi.base.messages import names, refusals
from shoumi.base.pages import acts, content_page, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.core.instruments import Recipient
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.doors.verbs.collection_notices import SET, facts, set_seen

_KEPT: Both = ("目的和种类都告知了", "purposes and categories were told")
_ANOTHER: Both = ("别的人", "somebody else")
_ANONYMOUS: Both = ("已匿名化，无须告知", "anonymised: none is needed")


def of_deal(request: PageRequest, ref: Ref) -> Table:
    """What the law asks for, decided as things stand now."""
    lang = request.lang
    sides = {one.ref: one.name for one in deals.parties(ref)}
    rows = []
    for one in deals.datasets(ref):
        answer = deals.answer(one)
        kind = names.of(Recipient(one.recipient_kind), lang)
        rows.append(
            (
                Cell(one.name, reverse("data-set", kwargs={"dataset": one.ref}), one.code),
                Cell(sides.get(one.recipient_id, ""), note=kind),
                names.of(answer.base, lang),
                [names.of(word, lang) for word in sorted(answer.consents)] or None,
                standing(request, one),
            )
        )
    heads = (
        Column(("数据", "Data")),
        Column(("去向", "Goes to")),
        Column(("依据", "Instrument")),
        Column(("叠加的同意", "Consents besides")),
        Column(("收集时的告知", "Notice at collection")),
    )
    empty = (
        "还没有数据集。登记一个，法律手段随之判定。",
        "No data set yet. Name one and the instruments follow.",
    )
    return Table(heads, rows, ("每份数据走什么依据", "What each set of data rests on"), empty)


def of_side(request: PageRequest, ref: Ref) -> Table | None:
    """The transferor's own: how people were told, to be handed in by who collected the data.

    Who receives a set is the house's and that side's.
    """
    found = deals.datasets(ref)
    if not found:
        return None
    rows = [
        (
            Cell(one.name, reverse("data-set", kwargs={"dataset": one.ref}), one.code),
            standing(request, one),
        )
        for one in found
    ]
    heads = (Column(("数据", "Data")), Column(("收集时的告知", "Notice at collection")))
    return Table(heads, rows, OF_SIDE, ("没有数据集。", "No data set."))


OF_SIDE: Both = ("收集这些数据时怎样告知", "How people were told at collection")


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def data_set(request: PageRequest, dataset: str) -> HttpResponse:
    """What it is, its notice at collection with what was said of it, and those before; for the
    transferor without who handles and who receives it."""
    one = set_seen(request, dataset)
    deal = deals.deal(Ref(one.deal_id))
    sides = {side.ref: side.name for side in deals.parties(Ref(deal.ref))}
    every = queries.of_set(Ref(one.ref))
    has = every[0] if every else None
    goes: list[tuple[Both, Any]] = [
        (("现在由谁处理", "Who handles it now"), sides.get(one.handler_id, "")),
        (("由谁接收", "Who receives it"), sides.get(one.recipient_id, "")),
        (
            ("接收方", "The recipient is"),
            names.of(Recipient(one.recipient_kind), request.lang),
        ),
    ]
    pairs: list[tuple[Both, Any]] = [
        (("转让", "Deal"), f"{deal.number} {deal.title}"),
        (("代号", "Code"), one.code),
        *(() if request.is_party else goes),
        (("收集时的告知", "Notice at collection"), standing(request, one)),
        *(facts(request, has) if has else ()),
    ]
    links = [*_open(request, has)] if has else []
    shown = ContentPage(
        (one.name, one.name),
        tables=[_history(request, every)],
        crumbs=[(deal.number, reverse("deal", kwargs={"deal": deal.ref}))],
        links=links,
        acts=acts.at_place(request, SET.under, dataset=one.ref),
        pairs=pairs,
        is_name=True,
    )
    return content_page.show(request, shown)


def standing(request: PageRequest, one: DataSet) -> str:
    """How a set stands with 6.1, in one sentence."""
    has, unknown = queries.known()
    if one.ref in unknown:
        return refusals.tell_code(NotAuthentic.code, request.lang).what
    if one.is_anonymised:
        return request.say(_ANONYMOUS)
    found = queries.fault_of(one, has.get(one.ref))
    return refusals.tell_code(found.value, request.lang).what if found else request.say(_KEPT)


def _open(request: PageRequest, one: CollectionNotice) -> list[tuple[str, str]]:
    if not one.document or not _opens(request, one):
        return []
    address = reverse("collection-notice-file", kwargs={"collection_notice": one.ref})
    return [(request.say(("打开告知", "Open the notice")), address)]


def _opens(request: PageRequest, one: CollectionNotice) -> bool:
    """A side that sees the set is the transferor, whose notice it is."""
    is_own = request.is_party or one.filed_by == request.actor
    return is_own or bool(request.roles & {*OPENERS})


def _history(request: PageRequest, every: list[CollectionNotice]) -> Table:
    lang = request.lang
    shown = [one for one in every if not request.is_party or one.filed_by == request.actor]
    known = accounts.names([Ref(one.filed_by) for one in shown])
    rows = []
    for one in every:
        what = (
            names.of(NoNotice(one.reason), lang) if one.reason else names.of(Shown(one.shown), lang)
        )
        address = (
            reverse("collection-notice-file", kwargs={"collection_notice": one.ref})
            if one.document and _opens(request, one)
            else ""
        )
        rows.append(
            (
                Cell(what, address, f"SHA-256 {one.sha256}" if one.sha256 else ""),
                one.used_from,
                known.get(Ref(one.filed_by), request.say(_ANOTHER)),
                one.filed_at,
                tables.entry(request, one.position),
            )
        )
    heads = (
        Column(("告知", "Notice")),
        Column(("开始使用", "Used from")),
        Column(("谁交来", "By")),
        Column(("何时", "When")),
        Column(("账本", "Entry"), "number"),
    )
    empty = (
        "还没有。交来目标公司收集时用的告知；没有的，如实说明。",
        "None yet. Hand in the notice the target used, or say that there is none.",
    )
    return Table(heads, rows, ("交来过的", "Handed in so far"), empty)


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def file(request: PageRequest, collection_notice: str) -> HttpResponse:
    """A notice as it was handed in, for who handed it in, its side, and who may open papers."""
    found = queries.notice(Ref(collection_notice))
    try:
        set_seen(request, found.dataset)
        content = services.open_file(notice=Ref(found.ref), actor=request.who(), at=request.at)
    except (NoSuchSet, accounts.NotPermitted):  # whether there is one is not told
        raise NoSuchNotice from None
    answer = HttpResponse(content, content_type="application/octet-stream")
    name = f"{found.ref}.{ending(content, Format(found.format))}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
