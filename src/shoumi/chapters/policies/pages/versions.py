"""The policy in the console: its versions, and of one the register in bands and what it changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.messages import names
from shoumi.base.pages import (
    content_page,
    detail_page,
    file_links,
    list_choices,
    panels,
    scoping,
    tables,
)
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.list_choices import Narrowing
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.policies import queries, rules
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.pages import fields, group, tellings, text
from shoumi.chapters.policies.queries import acceptances
from shoumi.chapters.policies.rules import APPROVERS, Change, State
from shoumi.chapters.policies.texts import completeness
from shoumi.chapters.policies.verbs.place import version_of
from shoumi.core.fields import FieldRegister
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

_TITLE: Both = ("隐私政策与字段登记表", "Policy and field register")
_REGISTER: Both = ("导出活动记录（{form}）", "Export the record ({form})")
_VERSIONS = (
    Column(("版本", "Version")),
    Column(("状态", "State")),
    Column(("批准", "Approved by")),
    Column(("起草", "Drawn up")),
    Column(("发布", "Published")),
    Column(("失效", "Replaced")),
    Column(("账本", "Entry"), "number"),
)
# Of an approval the row has who gave it, by role.
_NARROWING = Narrowing(
    "drafted_at", State, tuple(f"approvals__{role.value}" for role in sorted(APPROVERS))
)
_WRITING = ("policy-change", "policy-add", "policy-remove")


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def policies(request: PageRequest) -> HttpResponse:
    """Every version, the newest first."""
    own = PolicyVersion.objects.defer("register")
    found, filters = list_choices.narrowed(request, own, _NARROWING)
    part, after = tables.part(request, found, "number")
    table = Table(
        _VERSIONS,
        [_row(request, one) for one in part],
        _TITLE,
        (
            "没有这样的政策。起草一版，两人批准，再发布。",
            "No such policy. Draw one up, have two approve it, publish it.",
        ),
        after=after,
        filters=filters,
    )
    links = content_page.button(request, "policy-draft")
    if set(tellings.READERS) & request.roles:
        of_people: Both = ("告知新用途", "Told of new purposes")
        links.append((request.say(of_people), reverse("policy-tellings")))
    links += [
        (request.say(_REGISTER, form=form), href)
        for form, href in file_links.of_list(request, "register")
    ]
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
    found = rules.read_register(one.register)
    against = _against(request, one)
    changed = rules.changes(rules.read_register(against.register), found) if against else []
    told = DetailPage(
        title=(f"第 {one.number} 版政策", f"Policy, version {one.number}"),
        answer=_stands(request, one, found, changed),
        crumbs=[(request.say(_TITLE), reverse("policies"))],
        pairs=_pairs(request, one, found),
        pictures=[fields.kept(request, found)],
        tables=[
            text.items(request, one),
            *([fields.differences(request, against, changed)] if against else []),
            group.remarks(request, one),
            *fields.bands(request, one, found),
        ],
        cautions=text.cautions(request, one),
        files=[
            (
                request.say(("登记表文件", "The register as a file")),
                reverse("policy-register", kwargs={"version": one.ref}),
            ),
            (
                request.say(("处理活动记录（DPV）", "Record of processing (DPV)")),
                reverse("policy-record", kwargs={"version": one.ref}),
            ),
        ],
        next=[
            *text.to_write(request, one),
            *detail_page.offers(request, _owed(request, one), version=one.ref),
        ],
        acts=_acts(request, one, against),
        panels=[text.panel(request, one), *panels.filled(request, "policy", Ref(one.ref))],
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _against(request: PageRequest, one: PolicyVersion) -> PolicyVersion | None:
    """The version the address names to compare with, else the one before."""
    wanted = request.GET.get("against", "")
    found = PolicyVersion.objects.filter(ref=wanted).first() if wanted else queries.earlier(one)
    return None if found is None or found.pk == one.pk else found


def _owed(request: PageRequest, one: PolicyVersion) -> tuple[str, ...]:
    """Two people approve a draft, then it is published, then staff accept it."""
    asked = acceptances.asked_of_staff()
    if asked is not None and asked.ref == one.ref:
        is_done = acceptances.has_accepted(asked, request.who())
        return () if is_done else ("policy-accept",)
    if one.state != State.DRAFT:
        return ()
    if not completeness.of(one).is_whole:
        return ()
    if rules.may_publish(one.approvals):
        return ("policy-publish",)
    is_theirs = set(rules.lacking(one.approvals)) & request.roles
    has_said = request.who() in one.approvals.values()
    return ("policy-approve",) if is_theirs and not has_said else ()


def _acts(
    request: PageRequest, one: PolicyVersion, against: PolicyVersion | None
) -> list[tuple[str, str]]:
    found = []
    if against is not None:
        href = reverse("policy-compare", kwargs={"version": one.ref})
        words: Both = ("正文和第 {n} 版对照", "Text beside version {n}")
        found.append((request.say(words, n=against.number), f"{href}?against={against.ref}"))
    if one.state == State.DRAFT:
        found += detail_page.offers(request, ("remark-add", "meeting-call"), version=one.ref)
    if one.state != State.SUPERSEDED:
        found += detail_page.offers(request, _WRITING, version=one.ref)
    return found


def _stands(
    request: PageRequest, one: PolicyVersion, register: FieldRegister, changed: list[Change]
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
    elif not completeness.of(one).is_whole:
        said = (
            "草稿，正文还没写全，写全了才能批准。",
            "A draft whose text is not complete; it is approved once it is.",
        )
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
        said, fields=len(register), changed=len(changed), who=who, until=one.superseded_at
    )


def _pairs(
    request: PageRequest, one: PolicyVersion, register: FieldRegister
) -> Iterator[tuple[Both, object]]:
    known = scoping.people(list(one.approvals.values()))
    yield ("状态", "State"), names.of(State(one.state), request.lang)
    yield ("字段", "Fields"), len(register)
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
    accepted, staff = acceptances.counts(one)
    if accepted:
        words: Both = ("{staff} 人中 {accepted} 人", "{accepted} of {staff}")
        yield ("员工确认", "Accepted by staff"), request.say(words, staff=staff, accepted=accepted)
    yield ("登记表摘要", "SHA-256 of the register"), one.register_sha256
    if one.text_sha256:
        yield ("这一版的摘要", "SHA-256 of this version"), one.text_sha256
    yield ("账本", "Entry"), tables.entry(request, one.position)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def register(request: PageRequest, version: str) -> HttpResponse:
    """The register as it was drawn up, to be changed and brought again."""
    one = version_of(version)
    answer = HttpResponse(one.register, content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="register-{one.number}.toml"'
    return answer
