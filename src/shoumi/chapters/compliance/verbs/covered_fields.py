"""Which registered fields an assessment covers: as a form, at a terminal, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from shoumi.base import registry
from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option
from shoumi.base.pages.request import PageRequest
from shoumi.chapters.compliance import queries
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import Scope, registered
from shoumi.chapters.compliance.verbs.place import own
from shoumi.core.fields import FieldRule
from shoumi.core.messages import Both, Lang

_LABEL: Both = ("涵盖哪些字段", "Fields it covers")
_HELP: Both = (
    "数据室只能显示评估涵盖的字段；去掉勾的，凭它开的数据室就显示不了。",
    "A room shows only what its assessment covers; one that shows more stays shut.",
)


def usable(scope: Scope) -> Mapping[str, FieldRule]:
    return registered(scope, registry.field_register())


def names_of(one: Assessment, lang: Lang) -> tuple[str, ...]:
    return tuple(names.field(code, lang) for code in sorted(queries.fields_of(one)))


def _all(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """Of any scope: which it is stands on the same form."""
    found = {code: rule for scope in Scope for code, rule in usable(scope).items()}
    return (_option(rule) for rule in found.values())


def of_scope(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    return map(_option, usable(Scope(own(request, place["assessment"]).scope)).values())


def _option(rule: FieldRule) -> Option:
    grade = names.pair(rule.grade)
    return rule.code, (f"{rule.zh}（{grade[0]}）", f"{rule.en} ({grade[1]})")


def _ticked(request: PageRequest, place: Mapping[str, Any]) -> list[str]:
    return [code for code, _ in _all(request, place)]


def _as_before(request: PageRequest, place: Mapping[str, Any]) -> list[str]:
    return sorted(queries.fields_of(own(request, place["assessment"])))


_KIND: dict[str, Any] = {"kind": forms.Kind.MANY, "help": _HELP, "is_needed": False}
FIELD = Field("covers", _LABEL, options=_all, initial=_ticked, **_KIND)
OF_EARLIER = Field("covers", _LABEL, options=of_scope, initial=_as_before, **_KIND)
OPTION = click.option(
    "--covers",
    multiple=True,
    metavar="FIELD",
    help="涵盖的字段；默认为登记的全部 / A field it covers; by default all that are registered.",
)
