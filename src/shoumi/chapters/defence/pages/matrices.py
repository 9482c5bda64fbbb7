"""MLPS and ASVS in the console: each requirement with what shows it right now; as a file, too."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.messages import names
from shoumi.base.pages import content_page
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Column, Table
from shoumi.chapters.defence.pages.firewall import READERS
from shoumi.chapters.defence.queries import matrices as queries
from shoumi.chapters.defence.rules import matrices
from shoumi.chapters.defence.rules.matrices import Matrix, Requirement, Shown
from shoumi.core.messages import Both

_AUDIT: Both = ("安全自查", "Audit")
_COLUMNS = (
    Column(("编号", "Number")),
    Column(("要求", "Requirement")),
    Column(("状况", "How it stands")),
    Column(("归谁", "Whose it is")),
    Column(("手册条款", "Demands")),
    Column(("测试", "Test of the product")),
)


def links(request: PageRequest) -> list[tuple[str, str]]:
    """To each of them."""
    return [
        (request.say(matrices.table(one).title), reverse("matrix", args=[one.value]))
        for one in Matrix
    ]


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def matrix(request: PageRequest, matrix: str) -> HttpResponse:
    """One of them, with what each requirement rests on here and now."""
    one = queries.named(matrix)
    known = matrices.table(one)
    found = queries.standings(one, request.at)
    counts = Counter(state for _, state in found)
    said: Both = (
        "依据 {source}，条文用自己的话写。凭证现查现算；“凭测试”的由本版本的测试证明。",
        "By {source}, in our own words. Demands are checked now; what is tested, by this version.",
    )
    empty: Both = ("没有。", "None.")
    told = ContentPage(
        known.title,
        [Table(_COLUMNS, [_row(request, *each) for each in found], known.title, empty)],
        lead=request.say(said, source=known.source),
        crumbs=[(request.say(_AUDIT), reverse("audit"))],
        numbers=[(names.of(each, request.lang), counts[each]) for each in Shown if counts[each]],
    )
    return content_page.show(request, told, file_name=one.value)


def _row(request: PageRequest, one: Requirement, state: Shown) -> tuple[Any, ...]:
    return (
        one.number,
        request.say(one.words),
        names.of(state, request.lang),
        names.of(one.whose, request.lang),
        " ".join(one.demands),
        one.test,
    )
