"""The verb that packs all that is held of a person, for that person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse

from shoumi.base import registry
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.feedback.documents import data_package
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.rules import Scope
from shoumi.chapters.feedback.services import data_packages, progress
from shoumi.chapters.feedback.verbs.place import REQUEST, own
from shoumi.chapters.feedback.verbs.told import about, told
from shoumi.core.messages import Both


def _make(call: Call) -> tuple[Request, str]:
    return data_packages.make(
        request=call.on, archive=data_package.archive, actor=call.actor, at=call.at
    )


def _told(made: tuple[Request, str]) -> dict[str, Any]:
    found, passphrase = made
    return {**told(found), "passphrase": passphrase}


def _answer() -> type[Any]:
    from shoumi.chapters.feedback.verbs.answer import PackedLine

    return PackedLine


def _preview(request: PageRequest, asked: str) -> Iterator[tuple[Both, object]]:
    """What will be in it, and what will not; no value of anybody."""
    yield from about(request, asked)
    seen = data_packages.preview(own(request, asked))
    register = registry.field_register()
    for words, codes in (
        (("里面有的字段", "Fields in it"), seen.fields),
        (("不放进去的字段", "Fields left out"), seen.left_out),
    ):
        known = [register[code] for code in codes if code in register]
        yield words, tuple(request.say((rule.zh, rule.en)) for rule in known)
    for part in seen.parts:
        yield part.name, len(part.rows)


def _shown(request: PageRequest, made: tuple[Request, str]) -> HttpResponse:
    """Once: the passphrase is kept nowhere."""
    found, passphrase = made
    lead: Both = (
        (
            "副本已做好，三十天内可取。把下面的口令用核实过的联系方式告诉请求人，不要和回执一起给："
            "请求人凭回执打开自己的请求，填口令取走。只显示这一次。"
        ),
        (
            "The copy is made and can be fetched for thirty days. Tell the passphrase below to the "
            "person by the way that was proved, apart from the receipt: the person opens the "
            "request by the receipt and enters it. It is shown this once."
        ),
    )
    shown = {"lead": request.say(lead), "word": passphrase, "asked": found.ref}
    title: Both = ("副本的口令", "The passphrase of the copy")
    return page(request, "feedback/shown_once.html", title, shown)


PACK = Verb(
    noun="request",
    name="pack",
    on=REQUEST,
    do=_make,
    tells=_told,
    title=("制作副本", "Make the copy"),
    done=("副本已做好", "The copy is made"),
    roles=progress.HANDLERS,
    help=(
        (
            "此人的全部信息、用途、期限，交给过谁、谁看过，做成 PDF、JSON、CSV，用口令加密。"
            "先记账，再读取；别人的信息不在里面。重做一份，前一份作废。"
        ),
        (
            "All that is held of the person, purposes and terms, to whom it went and who looked: "
            "PDF, JSON and CSV under a passphrase. It is recorded before anything is read; nobody "
            "else's data are in it. Another copy takes the place of this one."
        ),
    ),
    button=("制作", "Make it"),
    page=OnPage(back="request", to=("request", "asked"), facts=_preview, shows=_shown),
    command=OnTerminal(said=("口令：{passphrase}", "Passphrase: {passphrase}")),
    operation=InApi(
        scope=Scope.ANSWER,
        summary="Pack all that is held of the person who asks.",
        answer=_answer,
        tells=_told,
    ),
)
VERBS = (PACK,)
