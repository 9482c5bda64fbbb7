"""On the page of backups: the newest drill of a restore, and its certificate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.documents import store
from shoumi.base.ledger import reader
from shoumi.base.messages import names
from shoumi.base.pages import detail_page, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.paper_download import handed_out
from shoumi.base.pages.request import PageRequest
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.backup import drill_records, queries, rules
from shoumi.chapters.backup.models import Drill
from shoumi.chapters.backup.pages.readers import READERS
from shoumi.chapters.backup.queries import Seen
from shoumi.chapters.backup.rules import KeyForm
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class Shown:
    """``counts``  name, how many of how many; ``pairs`` the rest"""

    passed: bool
    paper: str
    counts: list[tuple[str, int, int]]
    pairs: list[tuple[str, Any]]


def newest(request: PageRequest) -> Shown | None:
    """None where there was none, or where its row is not what the house wrote."""
    try:
        one = queries.newest_drill()
    except NotAuthentic:
        return None
    if one is None:
        return None
    who = accounts.names([one.tested_by]).get(one.tested_by)
    told: list[tuple[Both, Any]] = [
        (("演练于", "Tested"), one.tested_at),
        (
            ("恢复用时", "Took"),
            request.say(("{n} 秒，限 4 小时", "{n} s of 4 h"), n=one.took_seconds),
        ),
        (("丢了多少", "Lost"), request.say(("{n} 秒", "{n} s"), n=one.loss_seconds)),
        (("补做", "Done again"), one.done),
        (("补不上", "Blocked"), one.blocked),
        (("谁做的", "By"), who),
        *_way(request, one),
        (("下一次不晚于", "Next by"), rules.next_drill(one.tested_at)),
        (("账本", "Entry"), tables.entry(request, one.position)),
    ]
    counts: list[tuple[Both, int, int]] = [
        (("在世的人，逐个对上", "living, each proved"), one.proved, one.living),
        (("已销毁的人，读不出", "destroyed, unreadable"), one.unreadable, one.destroyed),
    ]
    paper = reverse("backup-drill-paper", kwargs={"drill": one.ref}) if one.document else ""
    return Shown(
        one.passed,
        paper,
        [(request.say(name), part, whole) for name, part, whole in counts],
        [(request.say(name), value) for name, value in told],
    )


def _way(request: PageRequest, one: Drill) -> list[tuple[Both, Any]]:
    """As the ledger says; a drill that broke off says nothing, nor does an old one."""
    facts = reader.entry(one.position).line().facts
    if "key" not in facts:
        return []
    first: Both = ("是，以前没有做过", "yes, had never done it")
    again: Both = ("不是，以前做过", "no, had done it before")
    return [
        (("钥匙", "Key"), names.of(KeyForm(str(facts["key"])), request.lang)),
        (("新人", "Somebody new"), request.say(first if facts["new"] else again)),
    ]


def plan(request: PageRequest) -> dict[str, Any]:
    """The recovery plan in force, and filing one."""
    return {
        "href": reverse("backup-plan-paper") if drill_records.plan() else "",
        "acts": detail_page.offers(request, ("backup-plan",)),
    }


def acts(request: PageRequest, seen: Sequence[Seen]) -> list[tuple[str, str]]:
    """A drill at each place where a copy lies, for who may."""
    found = []
    for one in seen:
        if one.run is not None:
            offers = detail_page.offers(request, ("backup-drill",), target=one.target.ref)
            found += [(f"{words} · {one.target.name}", href) for words, href in offers]
    return found


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def paper(request: PageRequest, drill: str) -> HttpResponse:
    """The certificate.

    Raises:
        NoSuchDrill
    """
    one = queries.drill(Ref(drill))
    return handed_out(request, one.document, one.ref)


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def plan_paper(request: PageRequest) -> HttpResponse:
    """The recovery plan in force, as it was brought.

    Raises:
        NoPlan
    """
    found = drill_records.plan()
    if found is None:
        raise drill_records.NoPlan
    answer = HttpResponse(store.get(found), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{found}.pdf"'
    return answer
