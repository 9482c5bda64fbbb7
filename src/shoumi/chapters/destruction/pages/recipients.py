"""Who owes proof that its copies are gone: by when, who collects it, and what came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shoumi.base.calendar.models import Deadline
from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import Party
from shoumi.base.deals.rules import PartyRole
from shoumi.base.messages import names
from shoumi.base.pages import acts, clocks, figures, tables
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.registry import Panel
from shoumi.chapters.destruction.models import RecipientProof
from shoumi.chapters.destruction.rules import DeadlineKey, Method
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

_TITLE: Both = ("接收方交回或销毁", "What recipients return or destroy")
_COLUMNS = (
    Column(("接收方", "Recipient")),
    Column(("现在", "Now")),
    Column(("期限", "By")),
    Column(("谁催收", "Who collects it")),
    Column(("账本", "Entry"), "chip"),
)
_WAITS: Both = ("等证明", "its certificate is awaited")
_CAME: Both = ("{method}，{on}", "{method}, {on}")
_NONE: Both = ("没有接收方要交证明。", "No recipient owes a certificate.")


def of_house(request: PageRequest, deal: Ref) -> Mapping[str, Any] | None:
    """All of them, and the act that keeps what came."""
    proofs = list(RecipientProof.objects.filter(deal=deal).order_by("due_on", "id"))
    if not proofs:
        return None
    proved = acts.named("recipient-proved")
    waits = any(one.received_at is None for one in proofs)
    href = acts.offered(proved, request, deal=deal) if proved and waits else ""
    parties = {one.ref: one for one in deals.parties(deal)}
    told = [_row(request, one, parties.get(one.party), is_named=True) for one in proofs]
    return {"table": _table(told), "prove": href}


def of_side(request: PageRequest, deal: Ref) -> Mapping[str, Any] | None:
    """A recipient sees its own; the seller sees that of each, by what it is in the deal."""
    proofs = list(RecipientProof.objects.filter(deal=deal).order_by("due_on", "id"))
    if not proofs:
        return None
    parties = {one.ref: one for one in deals.parties(deal)}
    is_seller = Role.TR in deals.sides_of(request.who(), deal, request.at)
    mine = {one.ref for one in parties.values() if one.person == request.who()}
    told = [
        _row(request, one, parties.get(one.party), is_named=one.party in mine)
        for one in proofs
        if is_seller or one.party in mine
    ]
    if not told:
        return None
    owes = any(one.party in mine and one.received_at is None for one in proofs)
    signs = acts.named("recipient-signs")
    return {
        "table": _table(told),
        "prove": acts.offered(signs, request, deal=deal) if signs and owes else "",
    }


def _table(rows: Sequence[Sequence[Any]]) -> Table:
    return Table(_COLUMNS, list(rows), _TITLE, _NONE)


def _row(
    request: PageRequest, proof: RecipientProof, party: Party | None, *, is_named: bool
) -> tuple[Any, ...]:
    role = names.of(PartyRole(party.role), request.lang) if party else ""
    name = party.name if party and is_named else ""
    return (
        Cell(name or role, note=role if name else ""),
        request.say(
            _CAME, method=names.of(Method(proof.method), request.lang), on=proof.destroyed_on
        )
        if proof.received_at and proof.method
        else request.say(_WAITS),
        None if proof.received_at else next(_clock(request, proof), proof.due_on),
        [names.of(role, request.lang) for role in (Role.DPO, Role.CON)],
        tables.entry(request, proof.position) if proof.position else None,
    )


def _clock(request: PageRequest, proof: RecipientProof) -> Iterator[Any]:
    key = DeadlineKey.RECIPIENT_COPIES
    for one in Deadline.objects.filter(about=proof.party, key=key, met_at=None)[:1]:
        yield figures.clock(clocks.of(one, request.at), request.lang)


PANELS = (
    Panel("deal", 3, "destruction/recipients.html", of_house),
    Panel("party_deal", 3, "destruction/recipients.html", of_side),
)
