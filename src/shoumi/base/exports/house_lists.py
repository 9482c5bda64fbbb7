"""Lists of the house: demands, entries of the ledger, statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.rules import ROLES_OF, Kind
from shoumi.base.attestations import controls
from shoumi.base.attestations import queries as attestations
from shoumi.base.attestations.models import Statement
from shoumi.base.deals import queries as deals
from shoumi.base.jobs.progress import Step, report
from shoumi.base.ledger import reader
from shoumi.base.messages import names
from shoumi.base.messages.text import say
from shoumi.base.pages import audit_rows
from shoumi.base.pages.request import PageRequest
from shoumi.base.registry import Asked, ListExport
from shoumi.core.handbook import demand
from shoumi.core.messages import Both
from shoumi.core.terms import Role

# Whoever is of the house, and its outside members; a side of a deal has no list.
READERS = tuple(sorted(set(Role) - ROLES_OF[Kind.PARTY] | {Role.AUD}))
_AT_ONCE = 500
STANDS, LAPSED, REVOKED = "stands", "lapsed", "revoked"
STATES: dict[str, Both] = {
    STANDS: ("有效", "Stands"),
    LAPSED: ("已到期", "Lapsed"),
    REVOKED: ("已收回", "Taken back"),
}


def ask(asked: Asked) -> None:
    """
    Raises:
        NotPermitted
    """
    accounts.require(asked.actor, asked.at, *READERS, deal=asked.deal)


def _duties(asked: Asked) -> Iterator[Sequence[Any]]:
    lang, given = asked.lang, asked.given
    for one, held in controls.survey(asked.at):
        shuts = [close.name for close in one.closes]
        if given.get("door") and given["door"] not in shuts:
            continue
        if given.get("state") and held.state != given["state"]:
            continue
        yield (
            one.id,
            say((one.zh, one.en), lang),
            names.of(held.state, lang),
            controls.missing_text(held, lang),
            names.of(one.accountable, lang),
            held.until,
            [say((close.zh, close.en), lang) for close in one.closes],
            held.position,
        )


def reader_of(asked: Asked) -> PageRequest:
    """Who asks, as the words of entries want to know it."""
    made = PageRequest()
    made.actor, made.at, made.lang = asked.actor, asked.at, asked.lang
    made.reach = frozenset(deal for _, deal in accounts.held(asked.actor, asked.at))
    return made


def _evidence(asked: Asked) -> Iterator[Sequence[Any]]:
    """The newest first, as far as the ledger goes when it begins."""
    who, before = reader_of(asked), None
    total, done = reader.size(), 0
    while some := reader.latest(_AT_ONCE, before=before, deal=asked.deal):
        report(Step.WRITING, done, total)
        for one in audit_rows.told(who, some):
            yield one.position, one.at, one.who, one.what, one.tag
        before, done = some[-1].position, done + len(some)


def _statements(asked: Asked) -> Iterator[Sequence[Any]]:
    given, lang = asked.given, asked.lang
    found = attestations.made(duty=given.get("duty") or None)
    reach = reader_of(asked).reach
    if "" not in reach:
        found = found.filter(Q(deal="") | Q(deal__in=reach))
    rows = list(found.order_by("-position"))
    numbers = deals.numbers({one.deal for one in rows if one.deal})
    for one in rows:
        state = REVOKED if one.revoked_at else STANDS if one.stands_until > asked.at else LAPSED
        if given.get("state") and given["state"] != state:
            continue
        about = demand(one.duty)
        yield (
            one.duty,
            say((about.zh, about.en), lang),
            names.of(Statement(one.statement), lang),
            say(STATES[state], lang),
            names.of(one.as_role, lang),
            numbers.get(one.deal, "") if one.deal else say(("全部", "every deal"), lang),
            one.attested_at,
            one.stands_until,
            one.position,
        )


DUTIES = ListExport(
    slug="duties",
    name=("合规要求", "The demands of the handbook"),
    route="duties",
    filters=lambda asked: frozenset({"door", "state"}),
    ask=ask,
    heads=lambda asked: (
        ("编号", "No."),
        ("要求", "Demand"),
        ("状态", "State"),
        ("缺什么", "Missing"),
        ("谁负责", "Who answers"),
        ("有效至", "Until"),
        ("失效时关上", "A lapse shuts"),
        ("账本位置", "Entry"),
    ),
    rows=_duties,
)
EVIDENCE = ListExport(
    slug="evidence",
    name=("账本条目", "Entries of the ledger"),
    route="evidence",
    filters=lambda asked: frozenset(),
    ask=ask,
    heads=lambda asked: (
        ("账本位置", "Position"),
        ("时间", "Time"),
        ("谁", "Who"),
        ("做了什么", "What"),
        ("标签", "Tag"),
    ),
    rows=_evidence,
)
STATEMENTS = ListExport(
    slug="statements",
    name=("声明", "Statements"),
    route="attestations",
    filters=lambda asked: frozenset({"state", "duty"}),
    ask=ask,
    heads=lambda asked: (
        ("编号", "No."),
        ("要求", "Demand"),
        ("内容", "What it states"),
        ("状态", "State"),
        ("岗位", "Role"),
        ("转让", "Deal"),
        ("声明于", "Stated"),
        ("有效至", "Until"),
        ("账本位置", "Entry"),
    ),
    rows=_statements,
)
