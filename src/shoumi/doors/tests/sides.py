"""What the sides of a deal do themselves: no program speaks for them, a person acts by page."""

from __future__ import annotations

from shoumi.base import clock
from shoumi.base.deals import services
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people

_PERSONS = {"TR": people.SELLER, "TE": people.BUYER}


def begins_with(house):
    """The sides of a deal as a program names them, the seller with the person who speaks for it."""
    return [
        {"role": "target", "name": "云岚虚构家政服务有限公司", "uscc": "91990000MA0DEM0213"},
        {"role": "TR", "name": "赵虚甲", "person": house[people.SELLER]},
        {"role": "other_holder", "name": "钱虚乙"},
    ]


def confirm(house, filed):
    """Whoever has to confirm what was filed on its behalf does."""
    if filed.awaits:
        side = house[_PERSONS[filed.awaits]]
        services.confirm(filing=Ref(filed.ref), actor=side, at=clock.now())
