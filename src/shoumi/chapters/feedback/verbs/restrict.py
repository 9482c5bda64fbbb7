"""The verbs by which a customer's data rest, and are used again."""

from __future__ import annotations

from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.verbs import Call, OnTerminal, Verb
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.rules import Scope
from shoumi.chapters.feedback.rules.restrictions import LIFTING, Ending
from shoumi.chapters.feedback.services import progress, restrictions
from shoumi.chapters.feedback.verbs.place import REQUEST
from shoumi.chapters.feedback.verbs.told import ON_PAGE, operation, told
from shoumi.core.refs import Ref


def _restrict(call: Call) -> Request:
    subject = Ref(call.given["subject"])
    return restrictions.restrict(request=call.on, subject=subject, actor=call.actor, at=call.at)


def _lift(call: Call) -> Request:
    return restrictions.lift(
        request=call.on, ending=call.given["ending"], actor=call.actor, at=call.at
    )


RESTRICT = Verb(
    noun="request",
    name="restrict",
    on=REQUEST,
    do=_restrict,
    tells=told,
    title=("先限制使用", "Let the data rest"),
    done=("此人的信息暂停使用", "The data of that person rest"),
    roles=progress.HANDLERS,
    fields=(
        Field(
            "subject",
            ("客户编号", "Customer's reference"),
            help=("请求涉及的客户。", "The customer whom the request concerns."),
            of=Ref,
            most=40,
        ),
    ),
    help=(
        (
            "身份还没有核实时用。到请求有决定为止，除了答复本人，谁也查看、导出、发送不了此人的信息；"
            "核实身份后自动限制，不用再做。"
        ),
        (
            "For as long as it is not proved who asks. Until the request is decided nobody reads, "
            "exports or sends anything of that person but to answer it. Once who asks is proved, "
            "this follows by itself."
        ),
    ),
    button=("限制使用", "Let them rest"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Let a customer's data rest before it is proved who asks."),
)
LIFT = Verb(
    noun="request",
    name="lift",
    on=REQUEST,
    do=_lift,
    tells=told,
    title=("解除限制", "Lift the restriction"),
    done=("限制已解除", "The restriction is lifted"),
    roles=restrictions.LIFTERS,
    fields=(
        Field(
            "ending",
            ("为什么", "Why"),
            forms.Kind.ONE,
            options=words_of(LIFTING),
            of=Ending,
        ),
    ),
    help=(
        "请求准许后，限制一直有效。本人同意恢复，或者理由已经消失并告知了本人，才解除。",
        (
            "A restriction that was granted stays. It is lifted once the person agrees, or once "
            "its ground is gone and the person was told."
        ),
    ),
    button=("解除", "Lift"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Lift a restriction that was granted.", Scope.ANSWER),
)
VERBS = (RESTRICT, LIFT)
