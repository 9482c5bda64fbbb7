"""The register of a version: fields by grade, how long each is kept, what differs from another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from shoumi.base.messages import names
from shoumi.base.messages.text import shown
from shoumi.base.pages import acts, figures
from shoumi.base.pages.detail_page import Picture
from shoumi.base.pages.figures import Span
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.rules import Change, State
from shoumi.core.fields import FieldRegister, FieldRule
from shoumi.core.messages import Both
from shoumi.core.terms import DataGrade

_FIELDS = (
    Column(("字段", "Field")),
    Column(("用途", "Purposes")),
    Column(("依据", "Basis")),
    Column(("保存", "Kept")),
    Column(("必需", "Necessary")),
)
_CHANGES = (
    Column(("字段", "Field")),
    Column(("哪一项", "What")),
    Column(("原来", "Before")),
    Column(("改为", "After")),
)
_PARTS: Mapping[str, Both] = {
    "zh": ("中文名", "Chinese name"),
    "en": ("英文名", "English name"),
    "grade": ("级别", "grade"),
    "purposes": ("用途", "purposes"),
    "basis": ("依据", "basis"),
    "retention_days": ("保存天数", "days kept"),
    "is_necessary": ("必需", "necessary"),
    "is_sensitive": ("敏感", "sensitive"),
    "is_indexed": ("可按值查找", "found by value"),
    "headings": ("表头的其他写法", "other headings"),
}


def kept(request: PageRequest, register: FieldRegister) -> Picture:
    periods = _periods(register)
    return Picture(
        ("保存多久", "How long it is kept"),
        figures.spans(periods, request.lang),
        figures.spans_table(periods, request.lang),
        request.say(
            ("从服务结束那天起算。", "Counted from the day the service ends."),
        ),
    )


def _periods(register: FieldRegister) -> list[Span]:
    """One for each length, the longest first, called after its first field and how many more."""
    alike: dict[int, list[FieldRule]] = defaultdict(list)
    for rule in register.values():
        alike[rule.retention_days].append(rule)
    return [
        Span(
            (f"{found[0].zh}等 {len(found)} 个字段", f"{found[0].en} + {len(found) - 1} more")
            if len(found) > 1
            else (found[0].zh, found[0].en),
            days,
        )
        for days, found in sorted(alike.items(), reverse=True)
    ]


def bands(request: PageRequest, one: PolicyVersion, register: FieldRegister) -> Iterator[Table]:
    """A table for each grade, the most delicate first."""
    change = acts.named("policy-change") if one.state != State.SUPERSEDED else None
    href = acts.offered(change, request, version=one.ref) if change else ""
    for grade in reversed(DataGrade):
        rules_here = [rule for rule in register.values() if rule.grade is grade]
        if not rules_here:
            continue
        zh, en = names.pair(grade)
        count = len(rules_here)
        yield Table(
            _FIELDS,
            [_field(request, rule, href) for rule in rules_here],
            (f"{zh}（{count}）", f"{en[:1].upper()}{en[1:]} ({count})"),
            ("没有字段。", "No field."),
        )


def _field(request: PageRequest, rule: FieldRule, href: str) -> tuple[Any, ...]:
    """The name leads to the form that changes the field, for who may propose it."""
    lang = request.lang
    to = f"{href}?{urlencode({'field': rule.code})}" if href else ""
    return (
        Cell(request.say((rule.zh, rule.en)), to, rule.code),
        [names.of(purpose, lang) for purpose in sorted(rule.purposes)],
        names.of(rule.basis, lang),
        figures.span_words(rule.retention_days, lang),
        rule.is_necessary,
    )


def differences(request: PageRequest, against: PolicyVersion, changed: list[Change]) -> Table:
    rows = [row for one in changed for row in _difference(request, one)]
    name: Both = (f"和第 {against.number} 版比", f"Against version {against.number}")
    empty: Both = ("字段登记表没有变。", "The register is the same.")
    return Table(_CHANGES, rows, name, empty)


def _difference(request: PageRequest, one: Change) -> Iterator[tuple[Any, ...]]:
    """One row where a field came or left, else a row for each part that is other."""
    rule = one.after or one.before
    assert rule is not None
    field = Cell(request.say((rule.zh, rule.en)), note=one.code)
    if one.before is None or one.after is None:
        told = _whole(request, rule)
        is_new = one.before is None
        what = request.say(("新增", "new") if is_new else ("去掉", "removed"))
        yield field, what, None if is_new else told, told if is_new else None
        return
    for part in one.parts:
        yield (
            field,
            request.say(_PARTS[part]),
            _said(request, getattr(one.before, part)),
            _said(request, getattr(one.after, part)),
        )


def _whole(request: PageRequest, rule: FieldRule) -> str:
    parts = (rule.grade, rule.purposes, rule.basis)
    days = request.say(("{n} 天", "{n} days"), n=rule.retention_days)
    return request.say(("；", "; ")).join([*(_said(request, part) for part in parts), days])


def _said(request: PageRequest, value: Any) -> str:
    if isinstance(value, frozenset):
        return shown([names.of(word, request.lang) for word in sorted(value)], request.lang)
    if hasattr(value, "name") and not isinstance(value, (bool, int)):
        return names.of(value, request.lang)
    return shown(value, request.lang)
