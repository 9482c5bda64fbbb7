"""Rows that a recipient deletes because somebody withdrew: which, by when, and the proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.deals.models import Party
from shoumi.base.dossier import proofs
from shoumi.base.handover.models import Package
from shoumi.base.pages import scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.registry import Panel
from shoumi.chapters.consent.queries import withdrawals
from shoumi.chapters.consent.queries.withdrawals import Passed
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TITLE: Both = ("客户撤回，请删除", "Withdrawn: delete these rows")
_COLUMNS = (
    Column(("要做的", "To do")),
    Column(("期限", "By")),
    Column(("接收方", "Recipient")),
    Column(("转告", "Told")),
    Column(("凭证", "Proof")),
    Column(("账本", "Entry"), "chip"),
)
_DELETE: Both = (
    "删除 {file} 第 {row} 行（不算表头）",
    "Delete row {row} of {file}, heading not counted",
)
_SENT: Both = ("已发邮件", "by mail")
_QUEUED: Both = ("邮件正在发", "a mail is on its way")
_WAITS: Both = ("邮件没有到，请当面转告", "no mail reached them: hand it over")
_HERE: Both = ("在这里告知", "here")
_PROOF: Both = ("下载凭证", "Download the proof")
_NONE: Both = ("没有人在交接以后撤回。", "Nobody withdrew after the handover.")


def _of_house(request: PageRequest, deal: Ref) -> Mapping[str, Any] | None:
    return _panel(request, deal, is_side=False)


def _of_side(request: PageRequest, deal: Ref) -> Mapping[str, Any] | None:
    """A recipient's person sees the rows of the own packages, and no others."""
    return _panel(request, deal, is_side=True)


def _panel(request: PageRequest, deal: Ref, *, is_side: bool) -> Mapping[str, Any] | None:
    rows = [
        _row(request, deal, one, party, is_side=is_side) for one, party in _shown(request, deal)
    ]
    return {"table": Table(_COLUMNS, rows, _TITLE, _NONE)} if rows else None


def _shown(request: PageRequest, deal: Ref) -> Iterator[tuple[Passed, Party | None]]:
    found = withdrawals.of_deal(deal)
    parties = withdrawals.parties_of(deal) if found else {}
    for one in found:
        party = parties.get(one.package)
        if not request.is_party or (party is not None and party.person == request.who()):
            yield one, party


def _row(
    request: PageRequest, deal: Ref, one: Passed, party: Party | None, *, is_side: bool
) -> tuple[Any, ...]:
    file = Package.objects.filter(ref=one.package).values_list("file_name", flat=True).first()
    href = reverse("withdrawal-proof", args=[deal, one.entry]) if one.proof else ""
    told = _SENT if withdrawals.is_out(one) else _QUEUED
    if withdrawals.is_given_up(one):
        told = _HERE if is_side else _WAITS
    return (
        request.say(_DELETE, file=file or one.package, row=one.row or "—"),
        date.fromisoformat(one.until),
        party.name if party else "",
        request.say(told),
        Cell(request.say(_PROOF), href) if href else "",
        tables.entry(request, one.entry),
    )


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def proof(request: PageRequest, deal: str, entry: int) -> HttpResponse:
    """The entry of a withdrawal, judged without the house; for the house and the recipient."""
    for one, _ in _shown(request, scoping.seen(request, deal)):
        if one.entry == entry and one.proof:
            answer = HttpResponse(
                proofs.text(one.proof).encode(), content_type="text/plain; charset=utf-8"
            )
            name = f"withdrawal-{one.proof}.tlog-proof"
            answer["Content-Disposition"] = f'attachment; filename="{name}"'
            return answer
    raise Http404


PANELS = (
    Panel("deal", 11, "consent/console/withdrawals.html", _of_house),
    Panel("party_deal", 2, "consent/console/withdrawals.html", _of_side),
)
