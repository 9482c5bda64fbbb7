"""The verbs by which two requests of one person are answered together, and by themselves again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnTerminal, Verb
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.rules import Kind, State
from shoumi.chapters.feedback.services import duplicates, progress
from shoumi.chapters.feedback.verbs.place import REQUEST, mine, own
from shoumi.chapters.feedback.verbs.told import ON_PAGE, operation, told
from shoumi.core.refs import Ref


def _merge(call: Call) -> Request:
    into = Ref(call.given["into"])
    return duplicates.merge(request=call.on, into=into, actor=call.actor, at=call.at)


def _undo(call: Call) -> Request:
    return duplicates.undo(request=call.on, actor=call.actor, at=call.at)


def _alike(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """Other open requests of the same customer, proved alike, for the same."""
    one = own(request, place["asked"])
    same = {"kind": one.kind, "subject": one.subject, "proof": one.proof, "state": State.OPEN}
    found = mine(request).filter(**same).exclude(ref=one.ref).exclude(subject="").exclude(proof="")
    for other in found.order_by("number"):
        zh, en = names.pair(Kind(other.kind))
        yield other.ref, (f"DSR-{other.number:04d} {zh}", f"DSR-{other.number:04d}: {en}")


MERGE = Verb(
    noun="request",
    name="merge",
    on=REQUEST,
    do=_merge,
    tells=told,
    title=("和另一件一起答复", "Answer it with another"),
    done=("已合并，按早的期限一起答复", "They are answered together, by the earlier clock"),
    roles=progress.HANDLERS,
    fields=(
        Field(
            "into",
            ("合并到", "With which"),
            forms.Kind.ONE,
            (
                "只列同一位客户、核实程度相同、要的一样的；只凭姓名不能合并。",
                "Of the same customer, proved alike, for the same; a name joins nothing.",
            ),
            options=_alike,
            of=Ref,
        ),
    ),
    help=(
        "两件都留着自己的记录，答复和结果记在两件里；三十天内可以撤销。",
        "Both keep their records; answer and outcome stand in both. It can be undone for a month.",
    ),
    button=("合并", "Merge"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Answer a request with another of the same person."),
)
UNDO = Verb(
    noun="request",
    name="split",
    on=REQUEST,
    do=_undo,
    tells=told,
    title=("撤销合并", "Undo the merge"),
    done=("已撤销，各按各的期限答复", "It is undone: each is answered by its own clock"),
    roles=progress.HANDLERS,
    button=("撤销", "Undo"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Answer a merged request by itself again."),
)
VERBS = (MERGE, UNDO)
