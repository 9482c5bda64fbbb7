"""The evidence ledger: search it, follow a deal, look at one entry with its proof."""

from __future__ import annotations

import base64

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.deals import queries as deals
from shoumi.base.ledger import reader
from shoumi.base.ledger.errors import NoSuchEntry
from shoumi.base.pages import audit_rows, file_links, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.tables import Column, Table
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.doors.console import evidence_search

_COLUMNS = (
    Column(("账本位置", "Position"), "number"),
    Column(("时间", "Time")),
    Column(("谁", "Who")),
    Column(("做了什么", "What")),
)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def evidence(request: PageRequest) -> HttpResponse:
    """The newest first.  Somebody who takes part in a deal can follow that deal alone."""
    of = request.GET.get("deal", "")
    deal: Ref | None = scoping.seen(request, of) if of else None
    asked = evidence_search.wanted(request)
    found = evidence_search.search(request, asked, deal) if asked.is_any else _all(request, deal)
    table = Table(
        _COLUMNS,
        [
            (
                tables.entry(request, one.position, one.is_refused, one.is_theirs),
                one.at,
                one.who,
                one.what,
            )
            for one in found.rows
        ],
        ("证据", "Evidence"),
        _NONE_SUCH if asked.is_any else ("账本还是空的。", "The ledger is empty yet."),
        after=found.after,
        files=file_links.of_list(request, "evidence", deal or ""),
    )
    told = {
        "table": table,
        "size": reader.size(),
        "root": base64.b64encode(reader.root()).decode() if reader.size() else "",
        "deal": deals.deal(deal) if deal else None,
        "asked": asked,
        "people": evidence_search.people().items(),
        "kinds": [(one, request.say(both)) for one, both in evidence_search.kinds().items()],
    }
    return page(request, "console/evidence.html", ("证据账本", "The evidence ledger"), told)


_NONE_SUCH: Both = (
    "这一段账本里没有这样的记录；后面还有更早的，就点“下一页”。",
    "No such entry in this part of the ledger; where there are older ones, go on to the next page.",
)


def _all(request: PageRequest, deal: Ref | None) -> evidence_search.Found:
    found = reader.latest(tables.PAGE + 1, before=tables.place(request), deal=deal)
    shown = audit_rows.told(request, found[: tables.PAGE])
    after = shown[-1].position if len(found) > tables.PAGE else None
    return evidence_search.Found(shown, after)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def entry(request: PageRequest, position: int) -> HttpResponse:
    """One entry: what it says, its bytes, its proof in the present tree."""
    found = reader.entry(position)
    line = audit_rows.told(request, [found])[0]
    if not line.is_theirs:
        raise NoSuchEntry(position=position)  # a stranger's answer is that there is none
    proof = reader.prove(position)
    kind = evidence_search.kind_of(line.tag)
    told = {
        "line": line,
        "kind": request.say(kind) if kind else "",
        "body": found.body.decode("utf-8", errors="replace"),
        "leaf": found.leaf_hash.hex(),
        "proof": [base64.b64encode(node).decode() for node in proof.proof],
        "root": base64.b64encode(proof.root).decode(),
        "size": proof.size,
        "holds": proof.holds(),
        "deal_href": reverse("deal", kwargs={"deal": line.deal}) if line.deal else "",
    }
    title = (f"账本位置 {position}", f"Ledger position {position}")
    return page(request, "console/entry.html", title, told)
