"""The verbs of addresses that are shut out for a while."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.defence import jobs
from shoumi.chapters.defence.block_models import AddressBlock
from shoumi.chapters.defence.queries import blocks as queries
from shoumi.chapters.defence.queries import detection as alerts
from shoumi.chapters.defence.rules import Scope
from shoumi.chapters.defence.rules.blocks import HOURS
from shoumi.chapters.defence.rules.detection import Code
from shoumi.chapters.defence.services import blocks
from shoumi.chapters.defence.verbs.place import BLOCK, CASE, FIREWALL
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_COLUMNS = ("ref", "number", "address", "blocked_at", "until", "seen_at", "lifted_at", "alert")


def told(found: AddressBlock) -> dict[str, Any]:
    """As a command and an operation tell it."""
    return {name: getattr(found, name) for name in _COLUMNS}


def _answer() -> type[Any]:
    from shoumi.chapters.defence.verbs.answer import BlockLine

    return BlockLine


def _operation(name: str, summary: str, status: int = 200) -> InApi:
    return InApi(
        scope=Scope.WRITE, summary=summary, answer=_answer, tells=told, name=name, status=status
    )


def _addresses(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    for one in queries.addresses(alerts.case_of(Ref(place["securitycase"]), request.who())):
        yield one, (one, one)


def _first_address(request: PageRequest, place: Mapping[str, Any]) -> str:
    """The one that most tries came from."""
    return next((value for value, _ in _addresses(request, place)), "")


def _block(call: Call) -> AddressBlock:
    given = call.given
    made = blocks.block(
        address=given["address"],
        hours=int(given["hours"]),
        reasons=given["reasons"],
        actor=call.actor,
        at=call.at,
        whence=call.whence,
    )
    jobs.blocks_once.enqueue()
    return made


def _block_of_alert(call: Call) -> AddressBlock:
    given = call.given
    made = blocks.block_of_alert(
        case=call.on,
        address=given["address"],
        hours=int(given["hours"]),
        actor=call.actor,
        at=call.at,
        whence=call.whence,
    )
    jobs.blocks_once.enqueue()
    return made


def _unblock(call: Call) -> AddressBlock:
    made = blocks.unblock(block=call.on, actor=call.actor, at=call.at)
    jobs.blocks_once.enqueue()
    return made


def _about(request: PageRequest, addressblock: str) -> Iterator[tuple[Both, object]]:
    one = queries.get(Ref(addressblock))
    yield ("地址", "Address"), one.address
    yield ("到", "Until"), one.until


def _about_alert(request: PageRequest, securitycase: str) -> Iterator[tuple[Both, object]]:
    one = alerts.case_of(Ref(securitycase), request.who())
    yield ("告警", "Alert"), one.number
    yield ("看到什么", "What was seen"), names.of(Code(one.rule), request.lang)


_HOURS = Field(
    "hours",
    ("封几小时", "For how many hours"),
    forms.Kind.WHOLE,
    ("到时间自动解封，最多 720 小时。", "It ends by itself; 720 at most."),
    initial=HOURS,
    default=HOURS,
)
_HELP: Both = (
    "一分钟内由后台在主机的防火墙里执行：IPv4 只拦这一个地址，IPv6 拦它所在的 /64。随时可以解封。",
    (
        "The worker has the host's firewall do so within a minute: of IPv4 that address alone, of"
        " IPv6 its /64. It can be let in again any time."
    ),
)
_TO = ("addressblock", "addressblock")
BLOCK_ADDRESS = Verb(
    noun="firewall",
    name="block",
    on=FIREWALL,
    do=_block,
    tells=told,
    title=("临时封一个地址", "Shut an address out for a while"),
    done=("已封，一分钟内生效", "It is shut out within a minute"),
    roles=blocks.BLOCKERS,
    fields=(
        Field("address", ("地址", "Address"), most=45),
        _HOURS,
        Field(
            "reasons",
            ("为什么", "Why"),
            forms.Kind.LONG,
            ("不写姓名、证件号和账号。", "No names and no numbers of people."),
            most=2_000,
        ),
    ),
    help=_HELP,
    button=("封", "Shut it out"),
    page=OnPage(back="firewall", to=_TO),
    command=OnTerminal(values=("address",)),
    operation=_operation("firewall_block", "Shut an address out for some hours.", 201),
)
BLOCK_OF_ALERT = Verb(
    noun="detection",
    name="block-address",
    on=CASE,
    do=_block_of_alert,
    tells=told,
    title=("临时封这个来源地址", "Shut its address out for a while"),
    done=("已封，一分钟内生效", "It is shut out within a minute"),
    roles=blocks.BLOCKERS,
    fields=(
        Field(
            "address",
            ("地址", "Address"),
            forms.Kind.ONE,
            ("试得最多的排在前面。", "The one that most tries came from is first."),
            options=_addresses,
            initial=_first_address,
            empty=("这个告警没有留下地址。", "No address was kept of this alert."),
        ),
        _HOURS,
    ),
    help=_HELP,
    button=("封", "Shut it out"),
    page=OnPage(back="securitycase", to=_TO, facts=_about_alert),
    command=OnTerminal(),
    operation=_operation("detections_block_address", "Shut out where an alert came from."),
)
UNBLOCK = Verb(
    noun="firewall",
    name="unblock",
    on=BLOCK,
    do=_unblock,
    tells=told,
    title=("解封地址", "Let the address in again"),
    done=("已解封，一分钟内生效", "It is let in within a minute"),
    roles=blocks.BLOCKERS,
    button=("解封", "Let it in"),
    page=OnPage(back="addressblock", to=_TO, facts=_about),
    command=OnTerminal(),
    operation=_operation("firewall_unblock", "Let an address in again."),
)
VERBS = (BLOCK_ADDRESS, BLOCK_OF_ALERT, UNBLOCK)
