"""The verbs of tokens, incidents and the end: what opens and shuts the way to a vendor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from shoumi.base.correspondence import entrustments
from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.transport import server_address
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.vendors import queries
from shoumi.chapters.vendors.models import Incident, ReportLink, Token, Vendor
from shoumi.chapters.vendors.rules import Scope
from shoumi.chapters.vendors.services import incident_reports, incidents, tokens
from shoumi.chapters.vendors.verbs.place import INCIDENT, VENDOR, incident_of, vendor_of
from shoumi.chapters.vendors.verbs.register import ON_PAGE, about, lines, operation, told
from shoumi.core.entrustment import Way
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

_PROOF = Field(
    "proof",
    ("证明（PDF 或图片）", "Proof (PDF or a picture)"),
    forms.Kind.FILE,
    (
        "对方盖章的说明，写明哪些数据、怎样处理、到哪一天。",
        "Its statement: which data, how, when.",
    ),
)


# A command loads no pages, and tells the link all the same.
REPORT_PAGE = "/vendor/incident"
_LINK_TITLE: Both = ("报告事件的链接", "The link to report incidents by")
_ACCOUNTS: Mapping[Way, Both] = {
    Way.TEXT_MESSAGES: ("令牌只用于这个短信账号", "Its token is for this account alone"),
    Way.MAIL: ("令牌只用于这台邮件服务器", "Its token is for this relay alone"),
}


def _ways(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    for way in vendor_of(place["vendor"]).ways:
        yield way, names.pair(Way(way))


def _issue(call: Call) -> Token:
    return tokens.issue(vendor=call.on, way=call.given["way"], actor=call.actor, at=call.at)


def _told_issued(found: Token) -> dict[str, Any]:
    return {"ref": found.ref, "vendor": found.vendor, "way": found.way}


def _told_incident(found: Incident) -> dict[str, Any]:
    return {"ref": found.ref, "vendor": found.vendor, "settled_at": found.settled_at}


def _end(call: Call) -> Vendor:
    tokens.end(vendor=call.on, actor=call.actor, at=call.at)
    return vendor_of(call.on)


def _incident(call: Call) -> Vendor:
    incident_reports.record(
        vendor=call.on,
        known_at=call.given["known_at"],
        is_reported=bool(call.given["report"]),
        actor=call.actor,
        at=call.at,
    )
    return vendor_of(call.on)


def _link(call: Call) -> tuple[ReportLink, str]:
    return incident_reports.issue(vendor=call.on, actor=call.actor, at=call.at)


def _told_link(made: tuple[ReportLink, str]) -> dict[str, Any]:
    found, token = made
    link = f"{server_address.public_site()}{REPORT_PAGE}#{token}"
    return {"ref": found.ref, "vendor": found.vendor, "link": link}


def _shown_link(request: PageRequest, made: tuple[ReportLink, str]) -> HttpResponse:
    """Once: the link is kept nowhere."""
    told = _told_link(made)
    words: Both = (
        "把它交给供应商值班的人。只显示这一次；换一个以前的就作废。",
        "Hand it to whoever is on call at the vendor. It is shown this once; another voids it.",
    )
    shown = {"lead": request.say(words), "word": told["link"], "vendor": told["vendor"]}
    return page(request, "vendors/shown_once.html", _LINK_TITLE, shown)


def _settle(call: Call) -> Incident:
    return incidents.settle(
        incident=call.on, proof=call.given["proof"], actor=call.actor, at=call.at
    )


def _returned(call: Call) -> Vendor:
    return incidents.returned(
        vendor=call.on, proof=call.given["proof"], actor=call.actor, at=call.at
    )


def _standing(request: PageRequest, vendor: str) -> Iterator[tuple[Both, object]]:
    """Whom it is about, and all that lacks."""
    yield from about(request, vendor)
    lacking = queries.papers(Ref(vendor)).lacks(request.at)
    shown = tuple(names.of(one, request.lang) for one in lacking)
    yield ("还缺", "Lacks"), shown or request.say(("什么也不缺", "nothing"))
    for way in (Way.TEXT_MESSAGES, Way.MAIL):
        account = entrustments.account_of(way)
        if account and way in vendor_of(vendor).ways:
            told = names.of_code("correspondence.Vendor", account, request.lang)
            yield _ACCOUNTS[way], told


def _of_incident(request: PageRequest, incident: str) -> Iterator[tuple[Both, object]]:
    found = incident_of(incident)
    yield ("供应商", "Vendor"), vendor_of(found.vendor).name
    yield ("对方知道的时间", "Known there since"), found.known_at
    yield ("告诉我们的时间", "Told on"), found.told_at


def _of_vendor(made: Incident) -> str:
    return reverse("vendor", args=[made.vendor])


ISSUE = Verb(
    noun="vendor",
    name="token",
    on=VENDOR,
    do=_issue,
    tells=_told_issued,
    title=("发令牌", "Issue its token"),
    done=("令牌已发", "The token is issued"),
    roles=tokens.ISSUERS,
    fields=(
        Field(
            "way",
            ("方式", "Way"),
            forms.Kind.ONE,
            options=_ways,
            among=tuple((way.value, names.pair(way)) for way in Way),
            of=Way,
        ),
    ),
    help=(
        (
            "数据只凭它到供应商那里，限于登记的目的和字段，以及现在设置的短信账号或邮件服务器："
            "请确认账号是这家供应商的。少一样条件，当即不放行。"
        ),
        (
            "By it alone data reach the vendor, for the registered purposes and fields, and by the "
            "account or relay set up now: make sure that it is this vendor's. The moment anything "
            "lapses nothing passes."
        ),
    ),
    button=("发令牌", "Issue it"),
    is_fresh=True,
    page=OnPage(back="vendor", facts=_standing),
    command=OnTerminal(),
    operation=InApi(
        scope=Scope.SIGN,
        summary="Issue the token by which data reach a vendor.",
        answer=lambda: lines().VendorTokenLine,
        tells=_told_issued,
        status=201,
    ),
)
REVOKE = Verb(
    noun="vendor",
    name="stop",
    on=VENDOR,
    do=_end,
    tells=told,
    title=("收回令牌", "Take its tokens back"),
    done=("令牌已收回", "Its tokens are over"),
    roles=(*tokens.ISSUERS, Role.PRO, Role.LEG),
    button=("收回", "Take them back"),
    is_final=True,
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Take a vendor's tokens back.", Scope.SIGN),
)
RECORD = Verb(
    noun="vendor",
    name="incident",
    on=VENDOR,
    do=_incident,
    tells=told,
    title=("记录事件", "Record an incident"),
    done=("已记录，令牌已收回", "It is on record and its tokens are over"),
    roles=incidents.REPORTERS,
    fields=(
        Field(
            "known_at",
            ("对方什么时候知道的", "Since when it is known there"),
            forms.Kind.MOMENT,
            ("约定两小时之内通知。", "Two hours were agreed."),
        ),
        Field(
            "report",
            ("同时立为安全事件", "It is an incident of the house too"),
            forms.Kind.TICK,
            (
                "时限从现在起算，值守的人马上收到通知。",
                "Its clocks run from now on, and whoever is on duty is told.",
            ),
            is_needed=False,
            initial=False,
            default=False,
        ),
    ),
    help=(
        "令牌马上失效；收回数据或确认删除并有证明以后，才能再发。",
        "The token is over at once; another needs the data recalled or deleted, with proof.",
    ),
    button=("记录", "Record it"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Record an incident of a vendor; its tokens are over."),
)
SETTLE = Verb(
    noun="vendor-incident",
    name="settle",
    on=INCIDENT,
    do=_settle,
    tells=_told_incident,
    title=("处理完毕", "Settle it"),
    done=("事件已处理完毕", "It is settled"),
    roles=incidents.SETTLERS,
    fields=(_PROOF,),
    button=("处理完毕", "Settle it"),
    page=OnPage(back="", facts=_of_incident, href=_of_vendor),
    command=OnTerminal(),
    operation=InApi(
        scope=Scope.SIGN,
        summary="Settle an incident of a vendor, with its proof.",
        answer=lambda: lines().VendorIncidentLine,
        tells=_told_incident,
    ),
)
RETURNED = Verb(
    noun="vendor",
    name="returned",
    on=VENDOR,
    do=_returned,
    tells=told,
    title=("结束合作", "End its service"),
    done=("返还或删除的证明已收下，合作结束", "Its proof is kept; it is a vendor no more"),
    roles=(Role.DPO, Role.PRO),
    fields=(_PROOF,),
    help=(
        "合作结束，数据全部返还或删除，有证明才算完（个人信息保护法第二十一条）。",
        "At the end all data is returned or deleted, with proof (PIPL 21).",
    ),
    button=("结束合作", "End it"),
    is_final=True,
    is_fresh=True,
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("End a vendor's service, with proof of return or deletion.", Scope.SIGN),
)
LINK = Verb(
    noun="vendor",
    name="report-link",
    on=VENDOR,
    do=_link,
    tells=_told_link,
    title=("发报告事件的链接", "Make the link to report incidents by"),
    done=("链接已发，以前的作废", "The link is made; any before it is void"),
    roles=incident_reports.ISSUERS,
    help=(
        (
            "供应商凭它随时报告事件，不用账号：令牌马上失效，安全事件马上立起来，值守的人马上收到通知。"
            "链接一直有效，换一个就作废。"
        ),
        (
            "By it the vendor reports at any hour without an account: its token is over, there is "
            "an incident, and whoever is on duty is told. It stays good until another is made."
        ),
    ),
    button=("发链接", "Make it"),
    page=OnPage(back="vendor", shows=_shown_link),
    command=OnTerminal(said=("交给供应商：{link}", "Hand it to the vendor: {link}")),
    operation=InApi(
        scope=Scope.WRITE,
        summary="Make the link by which a vendor reports incidents, told this once.",
        answer=lambda: lines().VendorReportLinkLine,
        tells=_told_link,
        status=201,
    ),
)
VERBS = (ISSUE, REVOKE, RECORD, SETTLE, LINK, RETURNED)
