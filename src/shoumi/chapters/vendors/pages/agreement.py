"""An agreement on entrusted processing in the console: what it says, who has signed, the paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.messages import names
from shoumi.base.pages import detail_page, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.paper_download import handed_out
from shoumi.base.pages.request import PageRequest
from shoumi.chapters.vendors.models import ProcessingAgreement, Vendor
from shoumi.chapters.vendors.rules.agreement import Stage
from shoumi.chapters.vendors.verbs.place import agreement_of, vendor_of
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def processing(request: PageRequest, processing: str) -> HttpResponse:
    """One agreement: what it says, who has signed."""
    one = agreement_of(request, processing)
    known = scoping.people(one.persons)
    vendor = vendor_of(one.vendor)
    waits = one.stage == Stage.DRAFT
    mine = waits and request.who() in one.persons and request.who() not in one.signed
    acts = {Stage.DRAFT: ("processing-withdraw",), Stage.SIGNED: ("processing-end",)}
    told = DetailPage(
        title=("委托处理协议", "Processing agreement"),
        answer=_answer_of(request, one, known),
        crumbs=[(vendor.name, reverse("vendor", args=[vendor.ref]))],
        pairs=_terms(request, one, vendor, known),
        files=[
            (
                request.say(("协议文本", "The paper")),
                reverse("processing-paper", args=[one.ref]),
            )
        ],
        next=detail_page.offers(request, ("processing-sign",) if mine else (), processing=one.ref),
        acts=detail_page.offers(request, acts.get(Stage(one.stage), ()), processing=one.ref),
        history=[] if request.is_party else detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _answer_of(request: PageRequest, one: ProcessingAgreement, known: Mapping[str, str]) -> str:
    if one.stage == Stage.DRAFT:
        waited = tuple(known.get(ref, ref) for ref in one.persons if ref not in one.signed)
        return request.say(("还差签署：{who}。", "Still to sign: {who}."), who=waited)
    if one.stage == Stage.SIGNED and one.until > request.at:
        return request.say(
            ("生效中，到 {until}。", "In force until {until}."), until=one.terms["until"]
        )
    return request.say(("已经结束。", "It is over."))


def _terms(
    request: PageRequest, one: ProcessingAgreement, vendor: Vendor, known: Mapping[str, str]
) -> Iterator[tuple[Both, object]]:
    yield ("供应商", "Vendor"), vendor.name
    yield ("状态", "State"), names.of(Stage(one.stage), request.lang)
    yield ("签署人", "Signers"), tuple(known.get(ref, ref) for ref in one.persons)
    yield ("目的", "Purpose"), one.terms["purpose"]
    yield ("处理方式", "Method"), one.terms["method"]
    yield ("保护措施", "Protection"), one.terms["protection"]
    yield ("最后一日", "Last day"), one.terms["until"]
    yield ("文件摘要", "SHA-256 of the paper"), one.sha256
    yield ("账本", "Entry"), tables.entry(request, one.entry_position)


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def paper(request: PageRequest, processing: str) -> HttpResponse:
    """The PDF as it lies here now, with the signatures made so far."""
    one = agreement_of(request, processing)
    return handed_out(request, one.document, one.ref)
