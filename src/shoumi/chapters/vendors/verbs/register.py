"""The verbs of who a vendor is and what it may get."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from shoumi.base import registry
from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.vendors.models import Vendor
from shoumi.chapters.vendors.rules import Scope, Service
from shoumi.chapters.vendors.services import register
from shoumi.chapters.vendors.services.register import Told
from shoumi.chapters.vendors.verbs.place import HOUSE, VENDOR, vendor_of
from shoumi.core.entrustment import Way
from shoumi.core.messages import Both
from shoumi.core.terms import Purpose

_PARTS = 3


def told(found: Vendor) -> dict[str, Any]:
    """A vendor as a command and an operation tell it."""
    return {
        "ref": found.ref,
        "number": found.number,
        "name": found.name,
        "service": found.service,
        "state": found.state,
        "ways": found.ways,
        "purposes": found.purposes,
        "fields": found.fields,
        "high_risk": found.is_high_risk,
    }


def lines() -> Any:
    """The module of the answers' schemas, loaded when the API opens."""
    from shoumi.chapters.vendors.verbs import answer

    return answer


def answer() -> type[Any]:
    found: type[Any] = lines().VendorLine
    return found


def operation(summary: str, scope: Scope = Scope.WRITE, **more: Any) -> InApi:
    return InApi(scope=scope, summary=summary, answer=answer, tells=told, **more)


def about(request: PageRequest, vendor: str) -> Iterator[tuple[Both, object]]:
    """Whom it is about, so that nobody decides about the wrong one."""
    one = vendor_of(vendor)
    yield ("供应商", "Vendor"), one.name
    yield ("统一社会信用代码", "Credit code"), one.code
    yield ("服务", "Service"), names.of(Service(one.service), request.lang)
    register_ = registry.field_register()
    shown = [register_[code] for code in one.fields if code in register_]
    yield (
        ("能拿到的字段", "Fields it may get"),
        tuple(request.say((rule.zh, rule.en)) for rule in shown),
    )
    yield (
        ("目的", "Purposes"),
        tuple(names.of(Purpose(why), request.lang) for why in one.purposes),
    )


ON_PAGE = OnPage(back="vendor", to=("vendor", "vendor"), facts=about)


def _fields(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    for code, rule in registry.field_register().items():
        yield code, (rule.zh, rule.en)


def _now(read: Callable[[Vendor], object], otherwise: object) -> Any:
    """What stands there, where one is changed."""

    def initial(request: PageRequest, place: Mapping[str, Any]) -> object:
        return read(vendor_of(place["vendor"])) if "vendor" in place else otherwise

    return initial


_COMMON: tuple[Field, ...] = (
    Field(
        "service",
        ("做什么", "What it does"),
        forms.Kind.ONE,
        options=words_of(Service),
        of=Service,
        initial=_now(lambda one: one.service, Service.TEXT_MESSAGES.value),
    ),
    Field(
        "place",
        ("数据在哪里", "Where the data lie"),
        help=("机房或云区域，到省市", "The site or the cloud region, with its province"),
        most=120,
        initial=_now(lambda one: one.place, ""),
    ),
    Field(
        "ways",
        ("数据怎么到它那里", "How data reach it"),
        forms.Kind.MANY,
        options=words_of(Way),
        of=Way,
        option="way",
        initial=_now(lambda one: one.ways, []),
    ),
    Field(
        "purposes",
        ("为什么目的", "For which purposes"),
        forms.Kind.MANY,
        options=words_of(Purpose),
        of=Purpose,
        option="purpose",
        initial=_now(lambda one: one.purposes, []),
    ),
    Field(
        "fields",
        ("哪些字段", "Which fields"),
        forms.Kind.MANY,
        ("没有列的，一个也到不了它那里。", "What is not listed never reaches it."),
        options=_fields,
        option="field",
        initial=_now(lambda one: one.fields, []),
    ),
    Field(
        "high_risk",
        ("高风险", "High risk"),
        forms.Kind.TICK,
        (
            "敏感信息、大量信息或全部客户的：每六个月复查一次，其余每年一次。",
            "Sensitive, large or of all customers: reviewed every six months, others yearly.",
        ),
        is_needed=False,
        initial=_now(lambda one: one.is_high_risk, otherwise=False),
        default=False,
    ),
)
_NAME = Field(
    "name",
    ("公司全称", "Name of the company"),
    most=120,
    initial=_now(lambda one: one.name, ""),
)
_WHO: tuple[Field, ...] = (
    _NAME,
    Field("code", ("统一社会信用代码", "Unified social credit code"), most=18),
    Field(
        "mail",
        ("联系邮箱", "Mail address"),
        help=(
            "问卷和复查提醒寄到这里；密封保存，页上不显示。",
            "Questionnaires and reminders go there; it is sealed and not shown.",
        ),
        most=254,
    ),
)


def _told(given: Mapping[str, Any], before: Vendor | None = None) -> Told:
    return Told(
        name=given["name"],
        code=before.code if before else given["code"],
        service=given["service"],
        place=given["place"],
        mail="" if before else given["mail"],
        ways=given["ways"],
        purposes=given["purposes"],
        fields=given["fields"],
        is_high_risk=bool(given["high_risk"]),
    )


def _register(call: Call) -> Vendor:
    return register.register(told=_told(call.given), actor=call.actor, at=call.at)


def _change(call: Call) -> Vendor:
    before = vendor_of(call.on)
    return register.change(
        vendor=call.on, told=_told(call.given, before), actor=call.actor, at=call.at
    )


def subs_of(text: str) -> list[dict[str, str]]:
    """One a line: name, what it does, where, with a bar between."""
    lines = [line for line in text.splitlines() if line.strip()]
    parts = [[*line.split("|"), "", ""][:_PARTS] for line in lines]
    return [{"name": name, "does": does, "place": place} for name, does, place in parts]


def _subs_now(request: PageRequest, place: Mapping[str, Any]) -> str:
    found = vendor_of(place["vendor"]).subs
    return "\n".join(f"{one['name']} | {one['does']} | {one['place']}" for one in found)


def _list_subs(call: Call) -> Vendor:
    subs = subs_of(call.given["subs"])
    return register.list_subs(vendor=call.on, subs=subs, actor=call.actor, at=call.at)


def _open_subs(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    for one in vendor_of(place["vendor"]).subs:
        if not one["agreed"]:
            told_ = f"{one['name']}（{one['does']}，{one['place']}）"
            yield one["name"], (told_, told_)


def _agree(call: Call) -> Vendor:
    return register.agree_to_subs(
        vendor=call.on, names=call.given["names"], actor=call.actor, at=call.at
    )


REGISTER = Verb(
    noun="vendor",
    name="register",
    on=HOUSE,
    do=_register,
    tells=told,
    title=("登记供应商", "Register a vendor"),
    done=("供应商已登记，接着写影响评估", "The vendor is registered; assess the impact next"),
    roles=register.MANAGERS,
    fields=(*_WHO, *_COMMON),
    help=(
        "登记以后依次：影响评估、问卷、委托处理协议、令牌。齐了以前，数据到不了它那里。",
        "Then come the impact, the questionnaire, the agreement, the token; no data before.",
    ),
    button=("登记", "Register it"),
    page=OnPage(back="vendors", to=("vendor", "vendor")),
    command=OnTerminal(),
    operation=operation("Register a vendor.", status=201, path=""),
)
CHANGE = Verb(
    noun="vendor",
    name="change",
    on=VENDOR,
    do=_change,
    tells=told,
    title=("改登记", "Change what stands there"),
    done=("登记已改", "It is changed"),
    roles=register.MANAGERS,
    fields=(_NAME, *_COMMON),
    help=(
        "增加目的或字段的，要重新评估、重签协议、重发令牌。",
        "More purposes or fields ask for another assessment, agreement and token.",
    ),
    button=("保存", "Save"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Change what a vendor is and may get."),
)
SUBS = Verb(
    noun="vendor",
    name="subs",
    on=VENDOR,
    do=_list_subs,
    tells=told,
    title=("下级受托人", "Its own vendors"),
    done=(
        "下级受托人已更新，新的等另一个人同意，再复查",
        "Listed; new ones wait",
    ),
    roles=register.MANAGERS,
    fields=(
        Field(
            "subs",
            ("下级受托人", "Its own vendors"),
            forms.Kind.LONG,
            (
                "一行一家：名称 | 做什么 | 在哪里",
                "One a line: name | what it does | where",
            ),
            is_needed=False,
            initial=_subs_now,
            default="",
        ),
    ),
    help=(
        (
            "新列的或改了的，要另一个人同意，并且重新发问卷、交回、审过；在这以前，数据到不了"
            "这家供应商（个人信息保护法第二十一条）。"
        ),
        (
            "Of a new or changed one: until somebody else agrees, and a questionnaire that is "
            "answered from now on is judged, nothing reaches this vendor (PIPL 21)."
        ),
    ),
    button=("保存", "Save"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("List a vendor's own vendors."),
)
AGREE = Verb(
    noun="vendor",
    name="agree",
    on=VENDOR,
    do=_agree,
    tells=told,
    title=("同意转委托", "Agree to its vendors"),
    done=("已同意", "Agreed"),
    roles=register.AGREEING,
    fields=(
        Field(
            "names",
            ("同意哪几家", "Which ones"),
            forms.Kind.MANY,
            options=_open_subs,
            option="sub",
        ),
    ),
    button=("同意", "Agree"),
    is_fresh=True,
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Agree to a vendor's own vendors.", Scope.SIGN),
)
VERBS = (REGISTER, CHANGE, SUBS, AGREE)
