"""Who looked at somebody's values in a clean room: for whoever tells recipients."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from shoumi.base.accounts import queries as accounts
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
    """The parties, and people of no party, named for rooms that showed this person's items; each
    told by the days on which they were opened.  Rooms of other levels show nobody's."""
    deal = Subject.objects.filter(ref=subject).values_list("deal", flat=True).first() or ""
    opened = Room.objects.filter(deal=deal, level=DisclosureLevel.L3, opened_at__isnull=False)
    days: dict[str, set[str]] = defaultdict(set)
    for one in opened.order_by("id"):
        if one.opened_at and subject in one.subjects:
            for person in one.persons:
                days[person].add(day_in_china(one.opened_at).isoformat())
    parties = {one.person: one for one in Party.objects.filter(deal=deal, person__in=days)}
    names = accounts.names(days)
    for person, told in sorted(days.items()):
        party = parties.get(person)
        zh, en = "、".join(sorted(told)), ", ".join(sorted(told))
        yield Recipient(
            Ref(party.ref if party else person),
            party.name if party else names.get(person, person),
            (f"{zh} 开放的数据室里看过的资料", f"what was seen in the data room opened on {en}"),
            person,
            _PERIOD,
        )
