"""Each field of the register in force: who gets it, by when somebody looks again; a picture of
where data go."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from shoumi.base.messages import names
from shoumi.base.pages import acts, detail_page, figures
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage, Picture
from shoumi.base.pages.figures import Flow
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.policies import queries
from shoumi.chapters.policies.queries import field_reviews
from shoumi.chapters.policies.rules.field_reviews import Recipient, Standing
from shoumi.core.messages import Both
from shoumi.core.terms import Purpose

_TITLE: Both = ("字段复核", "Fields looked at")
_HOUSE: Both = ("公司内部", "the house itself")
_FIELDS = (
    Column(("字段", "Field")),
    Column(("必需", "Necessary")),
    Column(("给谁", "Who gets it")),
    Column(("复核", "Looked at")),
    Column(("下次", "Again by")),
)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def reviews(request: PageRequest) -> HttpResponse:
    """Fields that are out of use first, then by when they have to be looked at again."""
    try:
        found = dict(field_reviews.standings())
    except NotAuthentic:
        found = {}
    told = DetailPage(
        title=_TITLE,
        answer=_answer(request, found),
        pictures=[flow_picture(request, found)] if found else [],
        tables=[_table(request, found)],
        next=detail_page.offers(request, ("field-review",)),
    )
    return detail_page.show(request, told)


def _answer(request: PageRequest, found: dict[str, Standing]) -> str:
    if not found:
        return request.say(
            (
                "没有施行的登记表，或复核记录不可信。",
                "No register is in force, or none is believed.",
            )
        )
    out = sum(not one.is_used(request.at) for one in found.values())
    new = sum(one.look is None for one in found.values())
    words: Both = (
        "{count} 个字段，{new} 个还没有复核，{out} 个现在不收不用。",
        "Fields: {count}; not looked at yet: {new}; out of use now: {out}.",
    )
    return request.say(words, count=len(found), new=new, out=out)


def _table(request: PageRequest, found: dict[str, Standing]) -> Table:
    act = acts.named("field-review")
    href = acts.offered(act, request) if act else ""
    last = max((one.until for one in found.values() if one.until), default=request.at)

    def order(pair: tuple[str, Standing]) -> tuple[bool, Any, str]:
        code, one = pair
        return one.is_used(request.at), one.until or last, code

    rows = [_row(request, code, one, href) for code, one in sorted(found.items(), key=order)]
    return Table(_FIELDS, rows, _TITLE, ("没有字段。", "No field."))


def _row(request: PageRequest, code: str, one: Standing, href: str) -> tuple[Any, ...]:
    to = f"{href}?{urlencode({'field': code})}" if href else ""
    look = one.look
    return (
        Cell(names.field(code, request.lang), to, code),
        look.is_necessary if look else None,
        [names.of(who, request.lang) for who in look.recipients] if look else None,
        look.at if look else None,
        one.until,
    )


def flow_picture(request: PageRequest, found: dict[str, Standing]) -> Picture:
    """From each purpose to who gets its fields; what goes to nobody stays in the house."""
    counts: Counter[tuple[Purpose, Recipient]] = Counter()
    for code, rule in queries.register().items():
        one = found.get(code)
        if one is None or not one.is_used(request.at):
            continue
        told = one.look.recipients if one.look else [Recipient.NOBODY]
        counts.update((purpose, who) for purpose in rule.purposes for who in told)
    flows = [
        Flow(names.pair(purpose), _name(who), count)
        for (purpose, who), count in sorted(counts.items(), key=lambda pair: _order(pair[0]))
    ]
    return Picture(
        ("数据流向", "Where data go"),
        figures.flows(flows, request.lang),
        figures.flows_table(flows, request.lang),
        request.say(
            (
                "左边是用途，右边是得到的人；线越粗，字段越多。不收不用的不在里面。",
                (
                    "Purposes on the left, who gets data on the right; the thicker, the more "
                    "fields. What is out of use is left out."
                ),
            )
        ),
    )


def _name(who: Recipient) -> Both:
    return _HOUSE if who is Recipient.NOBODY else names.pair(who)


def _order(way: tuple[Purpose, Recipient]) -> tuple[int, int]:
    return list(Purpose).index(way[0]), list(Recipient).index(way[1])
