"""The verbs of the agreement on entrusted processing: draw up, sign, take back, end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Person
from shoumi.base.messages import names
from shoumi.base.pages import forms, scoping
from shoumi.base.pages.access import Who
from shoumi.base.pages.forms import Field, Option, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.vendors.documents import processing_agreement
from shoumi.chapters.vendors.models import ProcessingAgreement
from shoumi.chapters.vendors.rules import Scope
from shoumi.chapters.vendors.rules.agreement import Clause, Stage, Terms
from shoumi.chapters.vendors.services import agreements
from shoumi.chapters.vendors.verbs.place import PROCESSING, VENDOR, agreement_of, vendor_of
from shoumi.chapters.vendors.verbs.register import about
from shoumi.core import constants
from shoumi.core.calendar import anniversary, day_in_china
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

_WRITERS = (Role.LEG, Role.DPO)
_MOST = 2_000


def told(found: ProcessingAgreement) -> dict[str, Any]:
    return {
        "ref": found.ref,
        "vendor": found.vendor,
        "stage": found.stage,
        "signed": found.signed,
        "persons": found.persons,
        "until": found.until,
        "document": found.document,
    }


def _answer() -> type[Any]:
    from shoumi.chapters.vendors.verbs.answer import ProcessingLine

    return ProcessingLine


def _operation(summary: str, **more: Any) -> InApi:
    return InApi(scope=Scope.SIGN, summary=summary, answer=_answer, tells=told, **more)


def _people(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    for one in Person.objects.filter(is_active=True).order_by("name", "ref"):
        yield one.ref, (one.name, one.name)


def _in_a_year(request: PageRequest, place: Mapping[str, Any]) -> date:
    return anniversary(day_in_china(request.at), months=12)


def _most(name: str) -> int:
    return constants.get(f"contract.{name}").number


_FIELDS = (
    Field(
        "persons",
        ("签署人", "Signers"),
        forms.Kind.MANY,
        ("本公司一位，供应商一位。", "One of the house, one of the vendor."),
        options=_people,
        of=Ref,
        option="person",
        names="person",
    ),
    Field("purpose", ("目的", "Purpose"), forms.Kind.LONG, most=_MOST),
    Field("method", ("处理方式", "Method"), forms.Kind.LONG, most=_MOST),
    Field("protection", ("保护措施", "Protection"), forms.Kind.LONG, most=_MOST),
    Field("until", ("最后一日", "Its last day"), forms.Kind.DAY, initial=_in_a_year),
    Field(
        "help_days",
        ("协助答复请求（工作日）", "Help with requests, working days"),
        forms.Kind.WHOLE,
        least=1,
        most=_most("vendor_dsr_assist"),
        initial=_most("vendor_dsr_assist"),
        default=_most("vendor_dsr_assist"),
    ),
    Field(
        "notice_hours",
        ("事件通知（小时）", "Notice of incidents, hours"),
        forms.Kind.WHOLE,
        least=1,
        most=_most("vendor_incident_notice"),
        initial=_most("vendor_incident_notice"),
        default=_most("vendor_incident_notice"),
    ),
    Field(
        "clauses",
        ("写明的条款", "What it states"),
        forms.Kind.MANY,
        ("法律要求写明的，一样不能少。", "Nothing that the law asks for may be missing."),
        options=words_of(Clause),
        of=Clause,
        option="clause",
        initial=[one.value for one in Clause],
        default=[one.value for one in Clause],
    ),
    Field(
        "paper",
        ("自备的 PDF", "Your own PDF"),
        forms.Kind.FILE,
        (
            "签名域叫 signer_1、signer_2；不附就用本处的范本。",
            "With fields signer_1, signer_2; without one the house's form is used.",
        ),
        is_needed=False,
    ),
)


def _draft(call: Call) -> ProcessingAgreement:
    """Draw up for what the vendor gets now."""
    given = call.given
    vendor = vendor_of(call.on)
    terms = Terms(
        clauses=frozenset(given["clauses"]),
        purpose=given["purpose"],
        method=given["method"],
        protection=given["protection"],
        fields=tuple(vendor.fields),
        until=given["until"],
        help_days=given["help_days"],
        notice_hours=given["notice_hours"],
    )
    persons = {ref: accounts.person(ref).name for ref in given["persons"]}
    paper = given["paper"] or processing_agreement.of(vendor, terms, persons, call.at)
    return agreements.draft(
        vendor=call.on, terms=terms, persons=persons, paper=paper, actor=call.actor, at=call.at
    )


def _sign(call: Call) -> ProcessingAgreement:
    return agreements.sign(agreement=call.on, person=call.actor, name=call.actor_name, at=call.at)


def _by(
    service: Callable[..., ProcessingAgreement],
) -> Callable[[Call], ProcessingAgreement]:
    def do(call: Call) -> ProcessingAgreement:
        return service(agreement=call.on, actor=call.actor, at=call.at)

    return do


def _about(request: PageRequest, processing: str) -> Iterator[tuple[Both, object]]:
    """What is signed or ended."""
    one = agreement_of(request, processing)
    known = scoping.people(one.persons)
    yield ("供应商", "Vendor"), vendor_of(one.vendor).name
    yield ("状态", "State"), names.of(Stage(one.stage), request.lang)
    yield ("签署人", "Signers"), tuple(known.get(ref, ref) for ref in one.persons)
    yield ("已签", "Signed"), tuple(known.get(ref, ref) for ref in one.signed) or None
    yield ("目的", "Purpose"), one.terms["purpose"]
    yield ("处理方式", "Method"), one.terms["method"]
    yield ("保护措施", "Protection"), one.terms["protection"]
    yield ("最后一日", "Last day"), one.terms["until"]
    yield ("文件摘要", "SHA-256 of the paper"), one.sha256


_PAGE = OnPage(back="processing", to=("processing", "processing"), facts=_about)
DRAFT = Verb(
    noun="vendor",
    name="draft",
    on=VENDOR,
    do=_draft,
    tells=told,
    title=("起草委托处理协议", "Draw up the processing agreement"),
    done=("协议已起草，等双方签", "Drawn up; both sign next"),
    roles=_WRITERS,
    fields=_FIELDS,
    help=(
        "个人信息保护法第二十一条要求写明的，都在里面；字段就是登记的那些。",
        "All that PIPL 21 asks for; its fields are those that are registered.",
    ),
    button=("起草", "Draw it up"),
    page=OnPage(back="vendor", to=("processing", "processing"), facts=about),
    command=OnTerminal(),
    operation=_operation("Draw up an agreement on entrusted processing.", status=201),
)
SIGN = Verb(
    noun="processing",
    name="sign",
    on=PROCESSING,
    do=_sign,
    tells=told,
    title=("签署", "Sign"),
    done=("签好了", "Signed"),
    help=(
        "先读文本。签名用您自己的密钥，写进 PDF；最后一人签完，协议生效。",
        "Read the paper first. Your own key signs the PDF; with the last one it binds.",
    ),
    button=("我已读过文本，签署", "I have read the paper; sign"),
    who=Who.SIGNED_IN,
    is_final=True,
    is_fresh=True,
    page=_PAGE,
    command=OnTerminal(asks_yes=False),
    operation=_operation("Sign with one's own key; with the last signature it is in force."),
)
WITHDRAW = Verb(
    noun="processing",
    name="withdraw",
    on=PROCESSING,
    do=_by(agreements.withdraw),
    tells=told,
    title=("撤回草稿", "Take the draft back"),
    done=("已撤回", "Taken back"),
    roles=_WRITERS,
    button=("撤回", "Take it back"),
    is_final=True,
    page=_PAGE,
    command=OnTerminal(),
    operation=_operation("Take a draft back before both have signed."),
)
END = Verb(
    noun="processing",
    name="end",
    on=PROCESSING,
    do=_by(agreements.end),
    tells=told,
    title=("终止协议", "End the agreement"),
    done=("协议已终止，令牌已收回，等对方返还或删除", "Ended; its token is over, return is due"),
    roles=_WRITERS,
    help=(
        "令牌马上失效。对方要返还或删除全部数据并出具证明。",
        "The token is over at once. The vendor returns or deletes all data, with proof.",
    ),
    button=("终止", "End it"),
    is_final=True,
    is_fresh=True,
    page=_PAGE,
    command=OnTerminal(),
    operation=_operation("End an agreement; the vendor's tokens are over at once."),
)
VERBS = (DRAFT, SIGN, WITHDRAW, END)
