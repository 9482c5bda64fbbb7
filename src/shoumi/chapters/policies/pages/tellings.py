"""Who was told of the purposes that a version of the policy brought: the records, and one."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.documents import store
from shoumi.base.messages import names
from shoumi.base.pages import content_page, detail_page, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.policies import queries
from shoumi.chapters.policies.queries import told
from shoumi.chapters.policies.rules.told import ToldBy
from shoumi.chapters.policies.services.tellings import CONFIRMERS, TELLERS
from shoumi.chapters.policies.told_models import PolicyTelling
from shoumi.chapters.policies.verbs.place import telling_of
from shoumi.chapters.policies.verbs.tellings import dataset_name
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

READERS = tuple(sorted({*TELLERS, *CONFIRMERS}))
_TITLE: Both = ("告知新用途", "Told of new purposes")
_COLUMNS = (
    Column(("数据集", "Data set")),
    Column(("政策", "Policy"), "number"),
    Column(("怎样告知", "How")),
    Column(("哪天", "On")),
    Column(("别人核对", "Confirmed")),
)
_EMPTY: Both = (
    "没有登记过。新版政策增加用途以后，以前收来的人要逐一告知。",
    "None. Once a version brings a purpose, people taken in before are told of it one by one.",
)


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def records(request: PageRequest) -> HttpResponse:
    """The newest first; what is left to do stands above."""
    part, after = tables.part(request, PolicyTelling.objects.order_by("-id"), "id")
    table = Table(_COLUMNS, [_row(request, one) for one in part], _TITLE, _EMPTY, after=after)
    version = queries.in_force()
    left = told.waiting(version) if version else []
    words: Both = (
        "还有 {count} 个数据集的人没有告知，新用途对他们用不了。",
        "People of {count} data sets are not told yet; new purposes are shut for them.",
    )
    none: Both = ("没有要告知的。", "Nobody has to be told.")
    answer = request.say(words, count=len(left)) if left else request.say(none)
    links = (
        detail_page.offers(request, ("policy-tell",), version=version.ref)
        if version and left
        else []
    )
    page = ContentPage(_TITLE, [table], answer, links=links, crumbs=_crumbs(request))
    return content_page.show(request, page)


def _crumbs(request: PageRequest) -> list[tuple[str, str]]:
    return [(request.say(("隐私政策", "Policies")), reverse("policies"))]


def _row(request: PageRequest, one: PolicyTelling) -> tuple[Any, ...]:
    return (
        Cell(
            dataset_name(one.dataset), reverse("policy-telling", kwargs={"policytelling": one.ref})
        ),
        one.number,
        names.of(ToldBy(one.way), request.lang),
        one.told_on,
        one.confirmed_at,
    )


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def record(request: PageRequest, policytelling: str) -> HttpResponse:
    """
    Raises:
        NoSuchTelling
    """
    one = telling_of(policytelling)
    known = scoping.people({one.noted_by, one.confirmed_by} - {""})
    waits: Both = ("等另一个人核对凭证。", "Another person looks at the evidence.")
    done: Both = ("已核对，新用途可以用了。", "Confirmed: the new purposes are open.")
    told_ = DetailPage(
        title=_TITLE,
        answer=request.say(done if one.confirmed_at else waits),
        crumbs=[
            *_crumbs(request),
            (request.say(_TITLE), reverse("policy-tellings")),
        ],
        pairs=[
            (("数据集", "Data set"), dataset_name(one.dataset)),
            (("政策", "Policy"), one.number),
            (("怎样告知", "How"), names.of(ToldBy(one.way), request.lang)),
            (("哪天告知", "On"), one.told_on),
            (("登记", "Noted by"), known.get(one.noted_by, "")),
            (("核对", "Confirmed by"), known.get(one.confirmed_by, "")),
            (("凭证摘要", "SHA-256 of the evidence"), one.content_sha256),
            (("账本", "Entry"), tables.entry(request, one.entry_position)),
        ],
        files=[
            (
                request.say(("凭证", "Evidence")),
                reverse("policy-telling-evidence", kwargs={"policytelling": one.ref}),
            )
        ],
        next=[]
        if one.confirmed_at
        else detail_page.offers(request, ("telling-confirm",), policytelling=one.ref),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told_)


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def evidence(request: PageRequest, policytelling: str) -> HttpResponse:
    """As it was kept.

    Raises:
        NoSuchTelling, NoSuchDocument, DocumentDamaged, NoKey
    """
    one = telling_of(policytelling)
    content = store.get(Ref(one.document))
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{one.ref}"'
    answer["Cache-Control"] = "no-store"
    return answer
