"""What a terminated deal leaves behind: copies that recipients hold, and its people in here.

Each recipient owes its certificate within ten workdays, and a clock of its own runs for it; what is
held of the people stands in an order of the schedule, which two witness.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction

from shoumi.base.calendar import year_tables
from shoumi.base.deals import party_rows
from shoumi.base.deals.models import Deal, Party
from shoumi.base.deals.rules import Overlay, PartyRole
from shoumi.base.handover.models import Package
from shoumi.base.registry import BuyerChange
from shoumi.base.rooms.models import Room
from shoumi.chapters.destruction import certificates
from shoumi.chapters.destruction.models import RecipientProof
from shoumi.chapters.destruction.rules import RETURN_OR_DESTROY
from shoumi.chapters.destruction.services import schedule
from shoumi.core.calendar import day_in_china
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

# Who brought the data or is where it belongs: these hold nothing that has to come back.
_OWN = (PartyRole.TR, PartyRole.TARGET)


def ended(deal: Ref, at: datetime) -> None:
    """Note what each recipient owes, and put what is held of the people into an order."""
    require_return(deal, recipients(deal), at)
    schedule.order_due(at=at, deal=deal)


def buyer_changed(change: BuyerChange) -> None:
    """The former buyer is asked for its copies, where it can have any."""
    if change.former in recipients(change.deal):
        require_return(change.deal, [change.former], change.at)


_COPIES: Both = ("资料", "Copies of data")
_CALLED_IN: Both = (
    "原受让方在 {until} 前交回或销毁从数据室取得的资料，并签署证明；由个人信息保护负责人催收",
    (
        "the former buyer returns or destroys what came from the rooms by {until} and signs for "
        "it; the protection officer collects that"
    ),
)
_NONE_HELD: Both = (
    "原受让方没有进过数据室，没有要交回的",
    "the former buyer was in no room and has nothing to return",
)


def buyer_told(deal: Ref, former: Ref, at: datetime) -> Iterator[tuple[Both, Both]]:
    """What another buyer in the place of one means for what that one took."""
    if former not in recipients(deal):
        yield _COPIES, _NONE_HELD
        return
    until = year_tables.due(day_in_china(at), RETURN_OR_DESTROY).on
    yield _COPIES, (_CALLED_IN[0].format(until=until), _CALLED_IN[1].format(until=until))


def resume(at: datetime) -> int:
    """Terminated deals, and buyers that left, of whom a crash left recipients unasked; how many."""
    found = 0
    over = Deal.objects.filter(overlay=Overlay.TERMINATED).values_list("ref", flat=True)
    gone = Party.objects.filter(role=PartyRole.FORMER_TE).values_list("deal_id", flat=True)
    for ref in sorted({*over, *gone}):
        deal, is_over = Ref(ref), ref in set(over)
        asked = set(RecipientProof.objects.filter(deal=deal).values_list("party", flat=True))
        wanted = recipients(deal) if is_over else _former(deal)
        if missing := [one for one in wanted if one not in asked]:
            require_return(deal, missing, at)
            found += 1
    return found


def _former(deal: Ref) -> list[Ref]:
    left = {one.ref for one in party_rows.former_buyers(deal)}
    return [one for one in recipients(deal) if one in left]


def recipients(deal: Ref) -> list[Ref]:
    """The parties that hold copies: whose person was let into a room, or that a package was for.

    Advisers who were let in and act for no party came with the buyer, so then the buyer answers.

    Raises:
        NotAuthentic: a party of the deal was changed from outside.
    """
    opened = Room.objects.filter(deal=deal, opened_at__isnull=False)
    let_in = {person for room in opened for person in room.persons}
    sent = Package.objects.filter(deal=deal, released_at__isnull=False)
    given = set(sent.values_list("recipient", flat=True))
    parties = party_rows.of_deal(deal)
    has_advisers = bool(let_in - {one.person for one in parties if one.person})
    return [Ref(one.ref) for one in parties if _holds(one, let_in, given, has_advisers)]


def _holds(party: Party, let_in: set[str], given: set[str], has_advisers: bool) -> bool:
    if party.role in _OWN:
        return False
    is_buyer = party.role in (PartyRole.TE, PartyRole.FORMER_TE)
    is_in = party.person in let_in or (has_advisers and is_buyer)
    return is_in or party.ref in given


def require_return(deal: Ref, parties: Iterable[Ref], at: datetime) -> None:
    """Ask these for their copies, each with a clock of its own; who was asked is not asked anew."""
    for party in parties:
        with transaction.atomic():
            if not RecipientProof.objects.filter(deal=deal, party=party).exists():
                certificates.require_return(deal=deal, party=party, at=at)
