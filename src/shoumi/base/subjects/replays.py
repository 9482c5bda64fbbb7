"""People who may no longer be read, or written to, since the copy, may not again."""

from __future__ import annotations

from shoumi.base.registry.replays import Replays, Told, replays
from shoumi.base.subjects import row_codes
from shoumi.base.subjects.events import Tag
from shoumi.base.subjects.models import State, Subject
from shoumi.core.refs import Ref

_CHUNK = 500


def named(told: Told) -> list[Ref]:
    """Those of the rows of a bulk act who are here."""
    found = (told.person(row.get("subject", "")) for row in told.rows())
    return [ref for ref in found if ref is not None]


def _change(people: list[Ref], **columns: object) -> None:
    for start in range(0, len(people), _CHUNK):
        living = Subject.objects.filter(ref__in=people[start : start + _CHUNK])
        row_codes.change(living.exclude(state=State.DESTROYED), **columns)


def _state_changed(told: Told) -> bool:
    """Back into use is not done again: that is asked for anew."""
    state = State(str(told.line.facts["state"]))
    if state is not State.ACTIVE:
        _change(named(told), state=state)
    return True


def _marketing_off(told: Told) -> bool:
    _change(named(told), is_marketing_off=True)
    return True


def of_events() -> Replays:
    return replays(
        tells=[Tag.KEYS_SWEPT, Tag.EXAMINED],
        widens=[Tag.STORED, Tag.UPDATED],
        narrows={Tag.STATE_CHANGED: _state_changed, Tag.MARKETING_OFF: _marketing_off},
    )
