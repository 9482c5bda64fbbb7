"""Acts that narrow a deal whose buyer is replaced."""

from __future__ import annotations

from typing import Any

from shoumi.base.calendar import services as deadlines
from shoumi.base.calendar.models import Deadline
from shoumi.base.deals import services as deals
from shoumi.base.deals.models import Party
from shoumi.base.deals.rules import PartyRole
from shoumi.core.milestones import DeadlineKey
from shoumi.core.refs import Ref
from shoumi.doors.tests.restore_case import Narrowing


def _buyer(house: Any) -> Ref:
    buyer = deals.NewParty(PartyRole.TE, "海棠虚构科技", person=house.buyer)
    added = deals.add_party(deal=house.deal, party=buyer, actor=house.dpo, at=house.at)
    return Ref(added.ref)


def _clock(house: Any) -> Ref:
    made = deadlines.start(
        key=DeadlineKey.ROFR_REPLY,
        periods=("deal_company.rofr_reply",),
        since=house.at.date(),
        about=house.deal,
        deal=house.deal,
        actor=house.dpo,
        at=house.at,
    )
    return Ref(made.ref)


DEAL_ACTS = {
    "deal.party_replaced": Narrowing(
        _buyer,
        lambda house, made: deals.replace_buyer(
            deal=house.deal,
            former=made,
            buyer=deals.NewParty(PartyRole.TE, "荷塘虚构商贸有限公司"),
            actor=house.dpo,
            at=house.at,
        ),
        lambda house, made: Party.objects.get(ref=made).role == PartyRole.FORMER_TE,
    ),
    "deadline.dropped": Narrowing(
        _clock,
        lambda house, made: deadlines.drop(
            key=DeadlineKey.ROFR_REPLY, deal=house.deal, actor=house.dpo, at=house.at
        ),
        lambda house, made: not Deadline.objects.filter(ref=made).exists(),
    ),
}
