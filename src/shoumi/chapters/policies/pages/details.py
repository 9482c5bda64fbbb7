"""The policy in the console: its versions, and of one the register in bands and what it changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.messages import names
from shoumi.base.messages.text import shown
from shoumi.base.pages import acts, content_page, detail_page, figures, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.detail_page import DetailPage, Picture
from shoumi.base.pages.figures import Span
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.policies import queries, rules
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.rules import APPROVERS, Change, Item, State
from shoumi.chapters.policies.services import NoSuchVersion
from shoumi.core.fields import FieldRegister, FieldRule
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade, Role

PLACE = "policies/<str:version>"
_TITLE: Both = ("隐私政策与字段登记表", "Policy and field register")
_VERSIONS = (
    Column(("版本", "Version")),
    Column(("状态", "State")),
    Column(("批准", "Approved by")),
    Column(("起草", "Drawn up")),
    Column(("发布", "Published")),
    Column(("失效", "Replaced")),
    Column(("账本", "Entry"), "number"),
)
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
_WRITING = ("policy-change", "policy-add", "policy-remove")
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


def version_of(version: str) -> PolicyVersion:
    """
    Raises:
        NoSuchVersion
    """
    found = PolicyVersion.objects.filter(ref=version).first()
    if found is None:
        raise NoSuchVersion(version=version)
    return found


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def policies(request: PageRequest) -> HttpResponse:
    """Every version, the newest first."""
    part, after = tables.part(request, PolicyVersion.objects.defer("register"), "number")
    table = Table(
        _VERSIONS,
        [_row(request, one) for one in part],
        _TITLE,
        (
            "还没有政策。起草一版，两人批准，再发布。",
            "No policy yet. Draw one up, have two approve it, publish it.",
        ),
        after=after,
    )
    links = content_page.button(request, "policy-draft")
    told = ContentPage(_TITLE, [table], _answer(request), links=links)
    return content_page.show(request, told, "policies")


def _answer(request: PageRequest) -> str:
    drafts = PolicyVersion.objects.filter(state=State.DRAFT).count()
    runs = queries.in_force()
    if runs is None:
        return request.say(
            (
                "没有施行的政策，什么也不能收，什么也看不了。草稿 {drafts} 份。",
                "No policy is in force: nothing may be taken in or read. Drafts: {drafts}.",
            ),
            drafts=drafts,
        )
    return request.say(
        (
            "第 {n} 版施行中，登记了 {fields} 个字段，登记以外的不收也不看。草稿 {drafts} 份。",
            "Version {n} is in force: {fields} fields and no other are taken in. Drafts: {drafts}.",
        ),
        n=runs.number,
        fields=len(rules.read_register(runs.register)),
        drafts=drafts,
    )


def _row(request: PageRequest, one: PolicyVersion) -> tuple[Any, ...]:
    name = request.say(("第 {n} 版", "Version {n}"), n=one.number)
    return (
        Cell(name, reverse("policy", kwargs={"version": one.ref})),
        names.of(State(one.state), request.lang),
        [names.of(Role(role), request.lang) for role in sorted(one.approvals)] or None,
        one.drafted_at,
        one.published_at,
        one.superseded_at,
        tables.entry(request, one.position),
    )


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def policy(request: PageRequest, version: str) -> HttpResponse:
    """One version: the register by grade, how long each field is kept, what it changes."""
    one = version_of(version)
    fields = rules.read_register(one.register)
    against = _against(request, one)
    changed = rules.changes(rules.read_register(against.register), fields) if against else []
    periods = _periods(fields)
    told = DetailPage(
        title=(f"第 {one.number} 版政策", f"Policy, version {one.number}"),
        answer=_stands(request, one, fields, changed),
        crumbs=[(request.say(_TITLE), reverse("policies"))],
        pairs=_pairs(request, one, fields),
        pictures=[
            Picture(
                ("保存多久", "How long it is kept"),
                figures.spans(periods, request.lang),
                figures.spans_table(periods, request.lang),
                request.say(
                    ("从服务结束那天起算。", "Counted from the day the service ends."),
                ),
            )
        ],
        tables=[
            *([_differences(request, against, changed)] if against else []),
            *_bands(request, one, fields),
            _items(request, one),
        ],
        files=[
            (
                request.say(("登记表文件", "The register as a file")),
                reverse("policy-register", kwargs={"version": one.ref}),
            )
        ],
        next=detail_page.offers(request, _owed(request, one), version=one.ref),
        acts=[]
        if one.state == State.SUPERSEDED
        else detail_page.offers(request, _WRITING, version=one.ref),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _periods(fields: FieldRegister) -> list[Span]:
    """One for each length, the longest first, called after its first field and how many more."""
    alike: dict[int, list[FieldRule]] = defaultdict(list)
    for rule in fields.values():
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


def _against(request: PageRequest, one: PolicyVersion) -> PolicyVersion | None:
    """The version the address names to compare with, else the one before."""
    wanted = request.GET.get("against", "")
    found = PolicyVersion.objects.filter(ref=wanted).first() if wanted else queries.earlier(one)
    return None if found is None or found.pk == one.pk else found


def _owed(request: PageRequest, one: PolicyVersion) -> tuple[str, ...]:
    """Two people approve a draft, then it is published."""
    if one.state != State.DRAFT:
        return ()
    if rules.may_publish(one.approvals):
        return ("policy-publish",)
    is_theirs = set(rules.lacking(one.approvals)) & request.roles
    has_said = request.who() in one.approvals.values()
    return ("policy-approve",) if is_theirs and not has_said else ()


def _stands(
    request: PageRequest, one: PolicyVersion, fields: FieldRegister, changed: list[Change]
) -> str:
    """The answer of the page."""
    who = tuple(names.of(role, request.lang) for role in rules.lacking(one.approvals))
    said: Both
    if one.state == State.PUBLISHED:
        said = (
            "施行中，登记 {fields} 个字段。登记以外的不收，登记以外的用途不看。",
            "In force with {fields} fields. No other is taken in; each only for its purposes.",
        )
    elif one.state == State.SUPERSEDED:
        said = ("已被新版代替，施行到 {until}。", "Replaced by a later version {until}.")
    elif who:
        said = (
            "草稿，和施行的一版差 {changed} 个字段。还要{who}批准，两个人。",
            "A draft; {changed} fields differ from the one in force. Two people approve: {who}.",
        )
    else:
        said = (
            "两人都批准了，可以发布。发布后旧版马上失效。",
            "Both have approved it. Publishing puts the earlier one out of force at once.",
        )
    return request.say(
        said, fields=len(fields), changed=len(changed), who=who, until=one.superseded_at
    )


def _pairs(
    request: PageRequest, one: PolicyVersion, fields: FieldRegister
) -> Iterator[tuple[Both, object]]:
    known = scoping.people(list(one.approvals.values()))
    yield ("状态", "State"), names.of(State(one.state), request.lang)
    yield ("字段", "Fields"), len(fields)
    for role in APPROVERS:
        person = one.approvals.get(role)
        yield (
            names.pair(role),
            known.get(person, person)
            if person
            else request.say(("还没有批准", "has not approved")),
        )
    yield (
        ("谁能看", "Who may read"),
        request.say(
            (
                "任务点名的人，只看任务写明的字段，用途由任务定",
                "Whom a task names, the fields it names, for its purpose alone",
            )
        ),
    )
    yield ("起草", "Drawn up"), one.drafted_at
    if one.published_at:
        yield ("发布", "Published"), one.published_at
    yield ("登记表摘要", "SHA-256 of the register"), one.register_sha256
    yield ("账本", "Entry"), tables.entry(request, one.position)


def _bands(request: PageRequest, one: PolicyVersion, fields: FieldRegister) -> Iterator[Table]:
    """A table for each grade, the most delicate first."""
    change = acts.named("policy-change") if one.state != State.SUPERSEDED else None
    href = acts.offered(change, request, version=one.ref) if change else ""
    for grade in reversed(DataGrade):
        rules_here = [rule for rule in fields.values() if rule.grade is grade]
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


def _differences(request: PageRequest, against: PolicyVersion, changed: list[Change]) -> Table:
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


def _items(request: PageRequest, one: PolicyVersion) -> Table:
    stated = set(one.items)
    rows = [(names.of(item, request.lang),) for item in Item if item in stated]
    heads = (Column(("事项", "Matter")),)
    return Table(heads, rows, ("文本写明的事项", "What the text states"), ("没有。", "None."))


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def register(request: PageRequest, version: str) -> HttpResponse:
    """The register as it was drawn up, to be changed and brought again."""
    one = version_of(version)
    answer = HttpResponse(one.register, content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="register-{one.number}.toml"'
    return answer
