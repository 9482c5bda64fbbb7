"""Orders that wait for somebody, and certificates that recipients owe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import party_rows
from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import Party
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.chapters.destruction.models import Order, RecipientProof
from shoumi.chapters.destruction.rules import WITNESSES, State
from shoumi.core.calendar import CHINA
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

_WITNESS: Both = ("见证销毁单 {order}", "Witness order {order}")
_RUN: Both = ("执行销毁单 {order}", "Carry out order {order}")
_CERTIFY: Both = ("为销毁单 {order} 出具证明", "Issue the certificate of order {order}")
_SIGN: Both = (
    "交回或销毁从数据室取得的资料，并签署证明",
    "Return or destroy what came from the rooms, and sign for it",
)
_COLLECT: Both = ("催收接收方的销毁证明", "Collect a recipient's certificate of destruction")
# Who answers for it that recipients prove it (handbook 8.1).
_OWNERS = frozenset({Role.DPO, Role.CON})
_DAY = timedelta(days=1)


def items(asker: Asker) -> Iterator[InboxItem]:
    orders = list(_orders(asker))
    proofs = list(_proofs(asker))
    numbers = deals.numbers({one.deal for one, _ in orders} | {one.deal for one, _ in proofs})
    for order, what in orders:
        yield _of_order(order, what, numbers)
    for proof, is_own in proofs:
        yield _of_proof(proof, is_own, numbers)


def _orders(asker: Asker) -> Iterator[tuple[Order, Both]]:
    if not asker.roles & {*WITNESSES, Role.DPO}:
        return
    waiting = Order.objects.filter(state__in=[State.PROPOSED, State.CONFIRMED, State.VERIFIED])
    for one in waiting.order_by("id"):
        if asker.reaches(one.deal) and (what := _step(one, asker)):
            yield one, what


def _step(order: Order, asker: Asker) -> Both | None:
    """What this person can do next with it."""
    held = accounts.roles(asker.person, asker.at, Ref(order.deal))
    if order.state == State.PROPOSED:
        is_other = asker.person not in (order.proposer, *order.confirmed)
        return _WITNESS if held & WITNESSES and is_other else None
    if order.state == State.CONFIRMED:
        return _RUN if held & WITNESSES or Role.DPO in held else None
    return _CERTIFY if Role.DPO in held else None


def _of_order(order: Order, what: Both, numbers: Mapping[str, str]) -> InboxItem:
    number = numbers.get(order.deal, "")
    return InboxItem(
        InboxKind.APPROVAL,
        f"{order.ref}:{order.state}",
        (what[0].format(order=order), what[1].format(order=order)),
        (number, number),
        "destruction-order",
        {"order": order.ref},
        deal=order.deal,
        since=order.proposed_at,
        two=order.state == State.PROPOSED,
    )


def _proofs(asker: Asker) -> Iterator[tuple[RecipientProof, bool]]:
    """Those that the person's own party owes, and those that the person collects."""
    mine = {one.ref: one for one in _named(asker)}
    is_owner = bool(asker.roles & _OWNERS)
    if not (mine or is_owner):
        return
    for one in RecipientProof.objects.filter(received_at=None).order_by("due_on", "id"):
        if one.party in mine:
            yield one, True
        elif is_owner and asker.reaches(one.deal) and _collects(asker, Ref(one.deal)):
            yield one, False


def _collects(asker: Asker, deal: Ref) -> bool:
    return bool(accounts.roles(asker.person, asker.at, deal) & _OWNERS)


def _named(asker: Asker) -> list[Party]:
    return list(party_rows.named(asker.person)) if asker.is_party else []


def _of_proof(proof: RecipientProof, is_own: bool, numbers: Mapping[str, str]) -> InboxItem:
    number = numbers.get(proof.deal, "")
    return InboxItem(
        InboxKind.ENDED,
        f"proof:{proof.pk}",
        _SIGN if is_own else _COLLECT,
        (number, number),
        "act-recipient-signs" if is_own else "deal",
        {"deal": proof.deal},
        {"party": proof.party} if is_own else {},
        proof.deal,
        until=datetime.combine(proof.due_on, time.min, CHINA) + _DAY,
        news=is_own,
    )
