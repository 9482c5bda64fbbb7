"""The verb by which two values prove who asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shoumi.base import registry
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnTerminal, Verb
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.services import identity_matches, progress
from shoumi.chapters.feedback.services.enclosure_errors import ValuesUnfit
from shoumi.chapters.feedback.verbs.place import REQUEST
from shoumi.chapters.feedback.verbs.told import ON_PAGE, operation, told
from shoumi.core.messages import Both

_MOST = 200
_PLAIN = {"autocomplete": "off", "spellcheck": "false"}


def _match(call: Call) -> Request:
    given = call.given
    if given["first_field"] == given["second_field"]:
        raise ValuesUnfit
    return identity_matches.prove(
        request=call.on,
        values={
            given["first_field"]: given["first"],
            given["second_field"]: given["second"],
        },
        actor=call.actor,
        at=call.at,
    )


def _fields(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    register = registry.field_register()
    for code in identity_matches.fields():
        yield code, (register[code].zh, register[code].en)


def _field(name: str, label: Both) -> Field:
    return Field(name, label, forms.Kind.ONE, options=_fields)


def _value(name: str, label: Both) -> Field:
    return Field(name, label, most=_MOST, is_once=True, hints=_PLAIN)


MATCH = Verb(
    noun="request",
    name="match",
    on=REQUEST,
    do=_match,
    tells=told,
    title=("核对两项信息", "Hold two values against what is stored"),
    done=("两项都对，身份已核实", "Both are right: it is proved who asks"),
    roles=progress.HANDLERS,
    fields=(
        _field("first_field", ("第一项是什么", "The first is")),
        _value("first", ("对方说的第一项", "As the person says it")),
        _field("second_field", ("第二项是什么", "The second is")),
        _value("second", ("对方说的第二项", "As the person says it too")),
    ),
    help=(
        (
            "填对方自己说的两项登记过的信息，其中一项是手机、邮箱或证件号。系统只说对不对，"
            "不显示存的是什么；不要告诉对方哪一项不对。错五次就不再核对。"
        ),
        (
            "Two registered values as the person says them, one of them a mobile number, mail "
            "address or number of a paper. You learn whether both are right and never what is "
            "stored; do not tell the person which is wrong. After five times nothing is compared."
        ),
    ),
    button=("核对", "Compare"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Prove who asks by two registered values."),
)
VERBS = (MATCH,)
