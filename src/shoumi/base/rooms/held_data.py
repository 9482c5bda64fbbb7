"""Who looked at somebody's values in a clean room: for whoever tells recipients."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.deals.models import Party
from shoumi.base.registry.recipients import Recipient
from shoumi.base.rooms.models import Room
from shoumi.base.subjects.models import Subject
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel

# Within which a recipient deletes what it holds of somebody (PIPL 15, 47).
_PERIOD = "rights.objection_delete"


def recipients(subject: Ref) -> Iterator[Recipient]:
    """The parties named for rooms that showed this person's items, each told by the days on which
    they stood open.  Rooms of other levels show nobody's."""
    deal = Subject.objects.filter(ref=subject).values_list("deal", flat=True).first()
    opened = Room.objects.filter(
        deal=deal or "", level=DisclosureLevel.L3, opened_at__isnull=False
    ).order_by("id")
    shown = [one for one in opened if subject in one.subjects]
    named = {person for one in shown for person in one.persons}
    for party in Party.objects.filter(deal__ref=deal or "", person__in=named).order_by("ref"):
        days = sorted(
            day_in_china(one.opened_at).isoformat()
            for one in shown
            if one.opened_at and party.person in one.persons
        )
        zh, en = "、".join(days), ", ".join(days)
        yield Recipient(
            Ref(party.ref),
            party.name,
            (f"{zh} 开放的数据室里看过的资料", f"what was seen in the data room opened on {en}"),
            party.person,
            _PERIOD,
        )
