"""The processing rules, for everybody."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.messages import names
from shoumi.base.messages.text import full_day
from shoumi.base.pages import figures
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.row_authentication import verification
from shoumi.chapters.policies import queries, rules
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.pages import text
from shoumi.chapters.policies.queries import told
from shoumi.core.calendar import day_in_china
from shoumi.core.messages import Both

_TITLE: Both = ("个人信息处理规则", "Processing rules")
_FIELDS = (
    Column(("资料", "Data")),
    Column(("级别", "Grade")),
    Column(("依据", "Basis")),
    Column(("用途", "Purposes")),
    Column(("最长保存", "Kept at most"), "number"),
)
_SHORT = (0, 3, 4)  # data, purposes, kept at most
_VERSIONS = (
    Column(("版本", "Version"), "number"),
    Column(("状态", "State")),
    Column(("发布", "Published")),
    Column(("失效", "Replaced")),
    Column(("散列", "SHA-256"), "ref"),
)


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD"])
def rules_in_force(request: PageRequest) -> HttpResponse:
    """What is in force now, and what was before; drafts are nobody's business yet."""
    return _shown(request, queries.in_force())


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD"])
def rules_version(request: PageRequest, edition: int) -> HttpResponse:
    """A version that was published, as it is in force or was."""
    found = PolicyVersion.objects.exclude(published_at=None).filter(number=edition).first()
    if found is None or not verification.is_authentic(found):
        raise Http404
    return _shown(request, found)


def _shown(request: PageRequest, version: PolicyVersion | None) -> HttpResponse:
    """Of a version without a text nothing is said that nobody wrote."""
    shown: dict[str, object] = {"version": version, "history": _history(request)}
    if version is not None:
        shown |= {
            "is_past": version.state == rules.State.SUPERSEDED,
            "handler": text.handler(request, version),
            "passages": text.passages(request, version),
            "rights": text.saying(version, rules.Item.RIGHTS),
            "fields": field_table(request, version),
            "is_asking": version.state == rules.State.PUBLISHED and told.asks(),
        }
    return page(request, "policies/rules.html", _TITLE, shown)


def field_table(request: PageRequest, version: PolicyVersion) -> Table:
    """The register of ``version``, a row a field."""
    register = rules.read_register(version.register)
    rows = [
        (
            request.say((rule.zh, rule.en)),
            names.of(rule.grade, request.lang),
            names.of(rule.basis, request.lang),
            tuple(names.of(one, request.lang) for one in sorted(rule.purposes)),
            figures.span_words(rule.retention_days, request.lang),
        )
        for rule in register.values()
    ]
    empty: Both = ("登记表里没有字段。", "The register holds no field.")
    return Table(_FIELDS, rows, ("字段登记表", "Field register"), empty)


def field_purposes(request: PageRequest, version: PolicyVersion) -> Table:
    """The same in short, for who writes beside it: what for, and how long."""
    whole = field_table(request, version)
    columns = [whole.columns[place] for place in _SHORT]
    rows = [tuple(row[place] for place in _SHORT) for row in whole.rows]
    return Table(columns, rows, whole.name, whole.empty)


def _day(request: PageRequest, moment: datetime | None) -> str | None:
    """With its year: versions are read years later."""
    return full_day(day_in_china(moment), request.lang) if moment else None


def _history(request: PageRequest) -> Table:
    published = PolicyVersion.objects.exclude(published_at=None).order_by("-number")
    rows = [
        (
            Cell(own.number, reverse("rules-version", kwargs={"edition": own.number})),
            names.of(rules.State(own.state), request.lang),
            _day(request, own.published_at),
            _day(request, own.superseded_at),
            (own.text_sha256 or own.register_sha256)[:16],
        )
        for own in published
    ]
    empty: Both = ("还没有发布过。", "Nothing was published yet.")
    return Table(_VERSIONS, rows, ("历史版本", "Versions"), empty)
