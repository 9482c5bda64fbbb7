"""The verbs of canaries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.defence.canary_models import Canary
from shoumi.chapters.defence.queries import canaries as queries
from shoumi.chapters.defence.rules import Scope
from shoumi.chapters.defence.rules.canaries import CanaryKind
from shoumi.chapters.defence.services import canaries
from shoumi.chapters.defence.verbs.operation import operations
from shoumi.chapters.defence.verbs.place import CANARIES, CANARY
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_COLUMNS = ("ref", "number", "kind", "holder", "holder_name", "paper", "put_at", "ended_at")


def told(found: Canary) -> dict[str, Any]:
    """A canary as a command and an operation tell it, without who it is made up to be."""
    return {name: getattr(found, name) for name in _COLUMNS}


def _answer() -> type[Any]:
    from shoumi.chapters.defence.verbs.answer import CanaryLine

    return CanaryLine


_operation = operations("canaries", _answer, told)


def _holders(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    for ref, name in queries.holders():
        yield ref, (name, name)


def _papers(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    for one in queries.papers():
        words = f"{one.room.level} {one.number} {one.title}"
        yield one.ref, (words, words)


def _about(request: PageRequest, canary: str) -> Iterator[tuple[Both, object]]:
    one = queries.get(Ref(canary))
    yield ("诱饵", "Canary"), one.number
    yield ("是什么", "What it is"), names.of(CanaryKind(one.kind), request.lang)
    if one.holder_name:
        yield ("给谁的文件", "In files for"), one.holder_name


def _draw(call: Call) -> Canary:
    given = call.given
    return canaries.draw(
        holder=given["holder"],
        mobile=given["mobile"],
        mail=given["mail"] or "",
        actor=call.actor,
        at=call.at,
    )


_TO = ("canary", "canary")
DRAW = Verb(
    noun="canary",
    name="draw",
    on=CANARIES,
    do=_draw,
    tells=told,
    title=("给一家公司的文件放诱饵", "Put a canary into a company's files"),
    done=("已放好，下一份交给它的文件里就有", "It is in the next file that company gets"),
    roles=canaries.KEEPERS,
    fields=(
        Field(
            "holder",
            ("哪家公司", "Which company"),
            forms.Kind.ONE,
            options=_holders,
            of=Ref,
            empty=("先给供应商签发文件方式的令牌。", "Issue a vendor's token for files first."),
        ),
        Field(
            "mobile",
            ("自己的手机号", "A mobile number of your own"),
            help=(
                "这个号码收到来电或短信，就是这家公司泄露的。一家一个号码。",
                "What reaches that number was leaked by that company. One number a company.",
            ),
            most=30,
            is_once=True,
        ),
        Field(
            "mail",
            ("自己的邮箱", "An address of your own"),
            is_needed=False,
            most=200,
            is_once=True,
            default="",
        ),
    ),
    help=(
        "姓名随机抽取，混在真客户里一起写进文件；不计人数，不收信，不进交接包。",
        (
            "Its name is drawn; it stands among the customers in the file, and is counted, told"
            " and handed over nowhere."
        ),
    ),
    button=("放诱饵", "Put it"),
    is_fresh=True,
    page=OnPage(back="canaries", to=_TO),
    command=OnTerminal(),
    operation=_operation("draw", "Put a canary into the files of a company.", Scope.DECIDE, 201),
)
MARK = Verb(
    noun="canary",
    name="mark",
    on=CANARIES,
    do=lambda call: canaries.mark(paper=call.given["paper"], actor=call.actor, at=call.at),
    tells=told,
    title=("把资料室的一份文件设为诱饵", "Make a paper of a data room a canary"),
    done=("已设好，谁打开就告警", "Whoever opens it makes an alert"),
    roles=canaries.KEEPERS,
    fields=(
        Field(
            "paper",
            ("哪份文件", "Which paper"),
            forms.Kind.ONE,
            options=_papers,
            of=Ref,
            empty=("先在资料室里放文件。", "Put papers into a data room first."),
        ),
    ),
    help=(
        "选一份老实人没有理由打开的，例如标题写着“作废，勿用”的旧版。",
        "Choose one that nobody has a reason to open, such as an old version that is titled void.",
    ),
    button=("设为诱饵", "Make it one"),
    page=OnPage(back="canaries", to=_TO),
    command=OnTerminal(),
    operation=_operation("mark", "Make a paper of a data room a canary.", status=201),
)
MATCH = Verb(
    noun="canary",
    name="match",
    on=CANARIES,
    do=lambda call: canaries.match(told=call.given["told"], actor=call.actor, at=call.at),
    tells=told,
    title=("查一个回来的号码", "Look up what came back"),
    done=("是诱饵，已开告警", "It is a canary, and becomes an alert"),
    roles=canaries.KEEPERS,
    fields=(
        Field(
            "told",
            ("号码、邮箱或回执码", "Number, address or code"),
            help=("查的内容不保存。", "What you look up is kept nowhere."),
            is_once=True,
        ),
    ),
    button=("查", "Look it up"),
    page=OnPage(back="canaries", to=_TO),
    command=OnTerminal(),
    operation=_operation("match", "Say whose canary has a number, an address or a code."),
)
TAKE_BACK = Verb(
    noun="canary",
    name="take-back",
    on=CANARY,
    do=lambda call: canaries.take_back(canary=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("撤下诱饵", "Take the canary back"),
    done=("已撤下", "It is taken back"),
    roles=canaries.KEEPERS,
    help=(
        "以后的文件不再带它；已经交出的文件里的，回来了照样认得。",
        "No later file has it; from earlier ones it is known all the same.",
    ),
    button=("撤下", "Take it back"),
    is_final=True,
    page=OnPage(back="canary", to=_TO, facts=_about),
    command=OnTerminal(),
    operation=_operation("take_back", "Take a canary back."),
)
VERBS = (DRAW, MARK, MATCH, TAKE_BACK)
