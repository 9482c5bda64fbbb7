"""Put a document or act on file: what proves a step, starts deadlines and meets them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.urls import reverse

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import rules, services
from shoumi.base.documents import store
from shoumi.base.documents.events import Kind as Paper
from shoumi.base.pages import names
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.asked import Asked
from shoumi.base.pages.belonging import about, seen
from shoumi.base.pages.forms import Field, Kind, Option, from_query
from shoumi.core.ledger.leaf import Value
from shoumi.core.milestones import FilingKind
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.console import choices
from shoumi.doors.console.deals import PLACE

_OFFERED = tuple(kind for kind in FilingKind if kind not in rules.BY_SYSTEM)
_ROLES: tuple[Role, ...] = tuple(
    sorted({*rules.ANYONE, *(role for some in rules.FILERS.values() for role in some)})
)


def filers(kind: FilingKind) -> Collection[Role]:
    """Who may file that kind."""
    return rules.FILERS.get(kind, rules.ANYONE)


def _kinds(request: Asked, place: Mapping[str, Any]) -> Iterator[Option]:
    """The kinds that this person may file."""
    for kind in _OFFERED:
        if request.roles & set(filers(kind)):
            yield kind.value, names.pair(kind)


def _file(request: Asked, given: dict[str, Any], deal: str) -> Done:
    """The document is sealed first, so that no filing speaks of one that is not kept."""
    ref, actor, at = seen(request, deal), request.who(), request.at
    kind: FilingKind = given["kind"]
    # Before anything is kept: the service asks again, inside its transaction.
    accounts.require(actor, at, *filers(kind), deal=ref)
    content = given["document"].read()
    kept = store.put(content, kind=Paper.EVIDENCE, deal=ref, actor=actor, at=at)
    facts: dict[str, Value] = {} if given["fen"] is None else {"fen": given["fen"]}
    services.file(
        deal=ref,
        kind=kind,
        sha256=hashlib.sha256(content).digest(),
        document=Ref(kept.ref),
        party=given["party"],
        on=given["on"],
        facts=facts,
        actor=actor,
        at=at,
    )
    return Done(reverse("deal", kwargs={"deal": deal}))


def _aims(request: Asked, condition: str, **place: object) -> Mapping[str, str]:
    return {"kind": condition.removeprefix("filing:")}


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
        Field(
            "on",
            ("生效或送达之日", "The day it took effect or arrived"),
            Kind.DAY,
            ("期限从这天起算；不填就是今天。", "Periods run from it; today where none is given."),
            is_needed=False,
        ),
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
    brings=frozenset(f"filing:{kind.value}" for kind in _OFFERED),
    aims=_aims,
    back="deal",
    facts=about,
)

ACTS = (FILE,)
