"""Put a document or act on file: what proves a step, starts deadlines and meets them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries, rules, services
from shoumi.base.deals.errors import AlreadyFiled
from shoumi.base.documents import store
from shoumi.base.documents.events import Kind as Stored
from shoumi.base.messages import names
from shoumi.base.pages import choices
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.forms import Field, Kind, Option, from_query
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import about, seen
from shoumi.core.ledger.leaf import Value
from shoumi.core.milestones import FilingKind
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


@dataclass(frozen=True, slots=True)
class Paper:
    """What is put on file in a deal, and the party it concerns."""

    deal: Ref
    kind: FilingKind
    content: bytes
    party: Ref | None
    on: date | None
    facts: Mapping[str, Value] = field(default_factory=dict)


def put_on_file(request: PageRequest, paper: Paper) -> None:
    """The document is sealed first, so that no filing speaks of one that is not kept.

    Raises:
        NotPermitted, NoSuchDeal, NoSuchParty, AlreadyFiled, ConflictedSupervisor
    """
    actor, at, digest = request.who(), request.at, hashlib.sha256(paper.content).digest()
    # Before anything is kept: the service asks again, inside its transaction.
    accounts.require(actor, at, *filers(paper.kind), deal=paper.deal)
    if queries.is_on_file(paper.deal, paper.kind, digest):
        raise AlreadyFiled(kind=paper.kind)
    kept = store.put(paper.content, kind=Stored.EVIDENCE, deal=paper.deal, actor=actor, at=at)
    services.file(
        deal=paper.deal,
        kind=paper.kind,
        sha256=digest,
        document=Ref(kept.ref),
        party=paper.party,
        on=paper.on,
        facts=paper.facts,
        actor=actor,
        at=at,
    )


def _file(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
    ref = seen(request, deal)
    facts: dict[str, Value] = {} if given["fen"] is None else {"fen": given["fen"]}
    content: bytes = given["document"].read()
    put_on_file(request, Paper(ref, given["kind"], content, given["party"], given["on"], facts))
    return Done(reverse("deal", kwargs={"deal": deal}))


def _aims(request: PageRequest, condition: str, **place: object) -> Mapping[str, str]:
    return {"kind": condition.removeprefix("filing:")}


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
