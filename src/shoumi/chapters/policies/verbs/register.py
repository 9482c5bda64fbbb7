"""What a form asks about one field of the register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option, from_query, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.chapters.policies import rules
from shoumi.chapters.policies.verbs.place import version_of
from shoumi.core.fields import FieldRegister
from shoumi.core.messages import Both
from shoumi.core.terms import DataGrade, LegalBasis, Purpose

_MOST_DAYS = 36_500
Where = Mapping[str, Any]


def _fields_of(place: Where) -> FieldRegister:
    return rules.read_register(version_of(place["version"]).register)


def _known(request: PageRequest, place: Where) -> Iterator[Option]:
    for code, rule in _fields_of(place).items():
        yield code, (f"{rule.zh}（{code}）", f"{rule.en} ({code})")


def _as_it_is(part: str) -> Any:
    """What the field that the address names has now, as the form's first value."""

    def initial(request: PageRequest, place: Where) -> object:
        rule = _fields_of(place).get(request.GET.get("field", ""))
        found = getattr(rule, part, None)
        return sorted(found) if isinstance(found, frozenset) else found

    return initial


def _of_list(
    name: str,
    label: Both,
    words: type[StrEnum],
    kind: forms.Kind = forms.Kind.ONE,
    help: Both = forms.NO_HELP,  # noqa: A002 - the field's own word
) -> Field:
    return Field(name, label, kind, help, options=words_of(words), of=words)


def _tick(name: str, label: Both) -> Field:
    return Field(name, label, forms.Kind.TICK, is_needed=False)


FIELD = Field(
    "field", ("字段", "Field"), forms.Kind.ONE, options=_known, initial=from_query("field")
)
NAMED = (
    Field(
        "code",
        ("代码", "Code"),
        help=("小写字母、数字、下划线。", "Lower case letters, digits, underscores."),
        most=24,
    ),
    Field("zh", ("中文名", "Chinese name"), most=40, initial=from_query("zh")),
    Field("en", ("英文名", "English name"), most=60),
)
# What the register says of one field.
RULE = (
    _of_list("grade", ("级别", "Grade"), DataGrade),
    _of_list(
        "purposes",
        ("用途", "Purposes"),
        Purpose,
        forms.Kind.MANY,
        ("没有登记的用途，读不了这个字段。", "For any other purpose the field cannot be read."),
    ),
    _of_list("basis", ("依据", "Basis"), LegalBasis),
    Field(
        "retention_days",
        ("保存天数", "Days kept"),
        forms.Kind.WHOLE,
        ("从服务结束那天起算，到期就删。", "Counted from the end of the service."),
        least=1,
        most=_MOST_DAYS,
    ),
    _tick("is_necessary", ("没有它服务做不了", "The service cannot be given without it")),
    _tick("is_sensitive", ("敏感个人信息", "Sensitive personal information")),
)
# The same of a field that is there already, filled with what it says now.
RULE_AS_IT_IS = tuple(replace(one, initial=_as_it_is(one.name)) for one in RULE)


def filled_in(given: Mapping[str, Any]) -> dict[str, Any]:
    """What the form says of the field, as ``FieldRule`` has it."""
    told = {one.name: given[one.name] for one in RULE}
    return {**told, "purposes": frozenset(told["purposes"])}
