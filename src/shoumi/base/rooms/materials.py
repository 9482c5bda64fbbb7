"""What goes into a room: read for a task that ends with the reading, shown to nobody here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from shoumi.base import clock
from shoumi.base.deals import queries as deals
from shoumi.base.documents.signed_documents import make
from shoumi.base.gate import disclosure
from shoumi.base.gate.tasks import Own, Work, close_task, open_work, question
from shoumi.base.rooms import content, field_lists, teasers
from shoumi.base.rooms.rules import LIMITS
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.models import Kind, State
from shoumi.core.calendar import day_in_china
from shoumi.core.gate import Act
from shoumi.core.messages import Both
from shoumi.core.redact import pseudonym
from shoumi.core.redact.bands import Bands
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, Purpose

_KINDS: dict[Kind, Both] = {
    Kind.INDIVIDUAL: ("个人客户", "Individuals"),
    Kind.CONTACT: ("企业联系人", "Contacts of companies"),
    Kind.CHILD: ("不满十四周岁", "Under fourteen"),
}


def prepared(
    deal: Ref, level: DisclosureLevel, subjects_shown: Sequence[Ref], actor: Ref, at: datetime
) -> content.Inside:
    """What a room of the level shows; of L3 the people named, or the contacts of key contracts."""
    if level is DisclosureLevel.L3:
        return content.people(subjects_shown or _key_contacts(deal))
    if level is DisclosureLevel.L1:
        return _read(deal, actor, at, Bands(day_in_china(at)), content.tables)
    banding = Bands(day_in_china(at), pseudonym.new_key())
    return _read(deal, actor, at, banding, content.rows)


def _read(
    deal: Ref,
    actor: Ref,
    at: datetime,
    banding: Bands,
    make: Callable[[content.Parts], content.Inside],
) -> content.Inside:
    work = Work(
        Purpose.INVENTORY,
        deal,
        [actor],
        [Act.LIST],
        field_lists.FIELDS,
        expires_at=at + timedelta(hours=1),
        own=Own.ACT,
    )
    task = open_work(work, actor=actor, at=at)
    try:
        asked = question(
            actor=actor, act=Act.LIST, task=task, at=at, fields=field_lists.FIELDS, in_act=True
        )
        people = subjects.everyone(subjects.of_deal(deal, State.ACTIVE))
        parts, _ = disclosure.open_made(asked, people, banding)
        return make(parts)
    finally:
        close_task(task=task, actor=actor, at=clock.now())


def _key_contacts(deal: Ref) -> list[Ref]:
    return subjects.refs(subjects.of_deal(deal, State.ACTIVE).filter(is_key_contract=True))


def teaser(
    deal: Ref, *, headline: str, region: str, contact: str, at: datetime
) -> tuple[bytes, str, int]:
    """Paper, its text and how many small cells it keeps back."""
    cells = teaser_counts(deal)
    suppressed = sum(count is None for count in cells.values())
    least = teasers.smallest()
    rows: list[list[str | int]] = [
        [name, f"<{least}" if count is None else count, "—"] for (name, _), count in cells.items()
    ]
    highlights: list[list[str | int]] = [["地区", "region", region]]
    paper = make(
        "teaser",
        f"L0-{deals.deal(deal).number}",
        at,
        headline=headline,
        highlights=highlights,
        tables=[
            {
                "title": "客户构成",
                "en": "Customers",
                "columns": [["类别", "kind"], ["人数", "persons"], ["占比", "share"]],
                "rows": rows,
                "note": "小于下限的单元格不公开。",
            }
        ],
        suppressed_under=least,
        contact=contact,
    )
    lines = [headline, contact, *(" ".join(map(str, row)) for row in [*highlights, *rows])]
    return paper, "\n".join(lines), suppressed


def teaser_counts(deal: Ref) -> dict[Both, int | None]:
    """How many of each kind the summary may tell; None: too few to tell."""
    found = subjects.of_deal(deal, State.ACTIVE)
    counts = {name[0]: found.filter(kind=kind).count() for kind, name in _KINDS.items()}
    cells, _ = teasers.suppress(counts)
    return {name: cells[name[0]] for name in _KINDS.values()}


def unnamed(deal: Ref) -> tuple[str, ...]:
    """Names that must not stand in a public summary."""
    return tuple(party.name for party in deals.parties(deal) if party.name)


def limits(level: DisclosureLevel) -> timedelta:
    return LIMITS[level].longest
