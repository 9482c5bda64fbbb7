"""Which registered fields a room's material may hold: frozen with its numbers, approved with it,
and covered by the impact assessment of the deal as long as the room is open (handbook 7.3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shoumi.base import registry
from shoumi.base.rooms.errors import FieldsNotAssessed, FieldsNotRegistered
from shoumi.base.rooms.models import Room
from shoumi.base.rooms.rules import State
from shoumi.core.handbook import Lapse
from shoumi.core.redact import bands
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, DisclosureLevel, Purpose, Role

# What rows and counts are made of.
FIELDS = frozenset(bands.FIELDS)
# What a reviewer of a clean room may see of a key contact, and nothing else.
ITEM_FIELDS = frozenset({"name", "contact_title", "company_name", "contract_level"})
# By level.
OF_LEVEL = {
    DisclosureLevel.L1: FIELDS,
    DisclosureLevel.L2: FIELDS,
    DisclosureLevel.L3: ITEM_FIELDS,
}
# From here on a room shows rows about people, and wants an assessment (PIPL 55).
ASSESSED = (DisclosureLevel.L2, DisclosureLevel.L3)


def frozen(level: DisclosureLevel) -> list[str]:
    """The list of a room of ``level`` that gets ready.

    Raises:
        FieldsNotRegistered: the register in force has not all of it for due diligence.
    """
    register = registry.field_register()
    wanted = OF_LEVEL[level]
    usable = {code for code, rule in register.items() if Purpose.DUE_DILIGENCE in rule.purposes}
    if register and not wanted <= usable:
        raise FieldsNotRegistered(fields=tuple(sorted(wanted - usable)))
    return sorted(wanted)


def of_room(room: Room) -> frozenset[str]:
    """The list of a room; one prepared before there were lists shows what its level does."""
    return frozenset(room.fields) or OF_LEVEL[DisclosureLevel(room.level)]


def require_assessed(room: Room) -> None:
    """Where no assessment is in force, its milestone and the gate say so.

    Raises:
        FieldsNotAssessed: the assessment of the deal leaves out some of what the room shows.
    """
    covered = registry.assessed_fields(Ref(room.deal), Purpose.DUE_DILIGENCE)
    if room.level not in ASSESSED or covered is None:
        return
    if left_out := of_room(room) - covered:
        error = FieldsNotAssessed(fields=tuple(sorted(left_out)), demands=("7.3",))
        error.lapses = (Lapse("7.3", ControlState.FAIL, error.code, Role.DPO),)
        raise error


def standing_open(at: datetime) -> Iterator[tuple[Ref, frozenset[str], datetime]]:
    """Open rooms that want an assessment: the deal, the list, and when each closes by itself."""
    found = Room.objects.filter(state=State.OPEN, level__in=ASSESSED, closes_at__gt=at)
    for room in found.order_by("id"):
        assert room.closes_at is not None  # what is open closes
        yield Ref(room.deal), of_room(room), room.closes_at
