"""Ending a deal or putting another buyer in one's place: contains, so no door shuts it; and what
has to follow is there by the time it is done."""

from __future__ import annotations

from typing import Any

from tests.sabotage.act import Act, cast, nothing
from tests.sabotage.place import Place

REASON = "parties_agreed"
NEW_BUYER = "荷塘虚构商贸有限公司"


def rooms_are_shut(place: Place) -> None:
    from shoumi.base.rooms.models import Room

    assert not Room.objects.filter(deal=place.deal, state="open").exists()


def _nothing_left(place: Place) -> None:
    """Rooms are shut, and all that is due of the people stands in an order."""
    from shoumi.chapters.destruction.services import schedule

    rooms_are_shut(place)
    assert not schedule.order_due(at=place.at, deal=place.deal)


def _terminate(place: Place, _: Any) -> None:
    from shoumi.base.deals import services
    from shoumi.base.deals.rules import TerminateReason

    services.terminate(
        deal=place.deal, reason=TerminateReason(REASON), actor=place[cast().DPO], at=place.at
    )
    _nothing_left(place)


def _terminate_command(place: Place, _: Any) -> None:
    given = ("--reason", REASON, "--yes")
    place.shoumi("deal", "terminate", place.told.number, *given, as_=cast().DPO)
    _nothing_left(place)


def terminate_by_page(place: Place, _: Any = None) -> None:
    place.page(cast().DPO, f"/deals/{place.deal}/do/deal-terminate", reason=REASON, is_sure="on")
    _nothing_left(place)


def _former(place: Place) -> str:
    from shoumi.base.deals import queries
    from shoumi.base.deals.rules import PartyRole

    return str(queries.parties(place.deal, PartyRole.TE)[0].ref)


def _replace(place: Place, former: str) -> None:
    from shoumi.base.deals import services
    from shoumi.base.deals.rules import PartyRole
    from shoumi.core.refs import Ref

    services.replace_buyer(
        deal=place.deal,
        former=Ref(former),
        buyer=services.NewParty(PartyRole.TE, NEW_BUYER, person=place[cast().HOLDER]),
        actor=place[cast().CONSULTANT],
        at=place.at,
    )
    rooms_are_shut(place)


def replace_by_page(place: Place, former: str = "") -> None:
    place.page(
        cast().CONSULTANT,
        f"/deals/{place.deal}/do/deal-replace-buyer",
        former=former or _former(place),
        name=NEW_BUYER,
        uscc="",
        person=str(place[cast().HOLDER]),
        is_sure="on",
    )
    rooms_are_shut(place)


ENDINGS = (
    Act(
        "terminate",
        ("room_l2", "view_l3", "campaign_send", "release"),
        nothing,
        {"service": _terminate, "command": _terminate_command, "page": terminate_by_page},
        apart="terminate",
    ),
    Act(
        "replace_buyer",
        ("room_l2", "view_l3", "campaign_send"),
        _former,
        {"service": _replace, "page": replace_by_page},
        apart="replace_buyer",
    ),
)
