"""Put a document or act on file: what proves a step, starts deadlines and meets them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import conditions, queries, rules, services
from shoumi.base.deals.errors import NoSuchDeal, NoSuchFiling
from shoumi.base.deals.services import NewPaper
from shoumi.base.documents.examined import Format, ending
from shoumi.base.intake.examination import examine
from shoumi.base.messages import names
from shoumi.base.pages import choices
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.forms import Field, Kind, Option, from_query
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import about, seen
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Value
from shoumi.core.milestones import FilingKind, of_sole_owner
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.console.deals import PLACE

_OFFERED = tuple(kind for kind in FilingKind if kind not in rules.BY_SYSTEM)
_ROLES: tuple[Role, ...] = tuple(
    sorted({*rules.ANYONE, *(role for some in rules.FILERS.values() for role in some)})
)


def filers(kind: FilingKind) -> Collection[Role]:
    """Who may file that kind."""
    return rules.FILERS.get(kind, rules.ANYONE)


def _kinds(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """The kinds that this person may file."""
    for kind in _OFFERED:
        if request.roles & set(filers(kind)):
            yield kind.value, names.pair(kind)


def brought(request: PageRequest, given: Mapping[str, Any], **more: Any) -> NewPaper:
    """What a form of either side brings, looked at."""
    file = given["document"]
    looked = examine(file.read(), file.name or "", today=day_in_china(request.at))
    return NewPaper(kind=given["kind"], paper=looked, on=given["on"], **more)


def _file(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
    facts: dict[str, Value] = {} if given["fen"] is None else {"fen": given["fen"]}
    new = brought(request, given, party=given["party"], facts=facts)
    services.file_paper(deal=seen(request, deal), new=new, actor=request.who(), at=request.at)
    return Done(reverse("deal", kwargs={"deal": deal}))


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def paper(request: PageRequest, filing: str) -> HttpResponse:
    """A filed paper as it was handed in, for who filed it, its side, and who may open papers."""
    found = queries.filing(Ref(filing))
    try:
        seen(request, found.deal_id)
        content = services.open_paper(filing=Ref(found.ref), actor=request.who(), at=request.at)
    except (NoSuchDeal, accounts.NotPermitted):  # whether there is one is not told
        raise NoSuchFiling from None
    answer = HttpResponse(content, content_type="application/octet-stream")
    kind = Format(found.facts["format"]) if "format" in found.facts else None
    suffix = ending(content, kind) if kind else "bin"
    answer["Content-Disposition"] = f'attachment; filename="{found.ref}.{suffix}"'
    return answer


def _aims(request: PageRequest, condition: str, **place: object) -> Mapping[str, str]:
    kind = condition.removeprefix("filing:")
    stands_in = of_sole_owner().get(kind)
    if stands_in and conditions.has_sole_owner(Ref(str(place["deal"]))):
        kind = stands_in
    return {"kind": kind}


# Of every paper, whoever files it.
DAY = Field(
    "on",
    ("生效或送达之日", "The day it took effect or arrived"),
    Kind.DAY,
    ("期限从这天起算；不填就是今天。", "Periods run from it; today where none is given."),
    is_needed=False,
)

FILE = Act(
    slug="deal-file",
    place=PLACE,
    title=("归档文件", "Put a paper on file"),
    done=("已归档，密封保存", "On file, and kept sealed"),
    do=_file,
    roles=_ROLES,
    fields=(
        Field(
            "kind",
            ("文件", "Paper"),
            Kind.ONE,
            options=_kinds,
            of=FilingKind,
            initial=from_query("kind"),
        ),
        Field(
            "document",
            ("文件本身", "The document"),
            Kind.FILE,
            (
                "密封保存在这里，摘要记入账本。",
                "It is kept here sealed; its digest goes to the ledger.",
            ),
        ),
        DAY,
        Field(
            "party",
            ("涉及的当事方", "The party it concerns"),
            Kind.ONE,
            (
                "通知或放弃优先购买权的，选是哪位股东。",
                "For a right of first refusal: which shareholder.",
            ),
            options=choices.parties,
            of=Ref,
            is_needed=False,
        ),
        Field(
            "fen",
            ("金额（元）", "Amount in yuan"),
            Kind.MONEY,
            ("税款、费用、放款的金额。", "Of taxes, fees or money released."),
            is_needed=False,
        ),
    ),
    button=("归档", "File it"),
    satisfies=frozenset(f"filing:{kind.value}" for kind in _OFFERED),
    prefill=_aims,
    back="deal",
    facts=about,
)

ACTS = (FILE,)
