"""To whom somebody's data were handed over: for that person, and for whoever tells recipients."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.deals.models import Party
from shoumi.base.handover import places
from shoumi.base.handover.models import Package, State
from shoumi.base.handover.release_checks import sealing
from shoumi.base.ledger import reader
from shoumi.base.registry import field_register
from shoumi.base.registry.held_data import HeldPart
from shoumi.base.registry.recipients import Recipient
from shoumi.base.subjects.ledger_pseudonyms import readable
from shoumi.base.subjects.models import Subject
from shoumi.core.calendar import day_in_china
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

# Within which a recipient deletes what it holds of somebody (PIPL 15, 47).
_PERIOD = "rights.objection_delete"
_SENT = (State.RELEASED, State.RECEIVED)


def of(subject: Ref) -> Iterator[HeldPart]:
    rows = []
    for one in packages_with(subject):
        party = Party.objects.filter(ref=one.recipient).first()
        rows.append(
            (
                day_in_china(one.released_at).isoformat() if one.released_at else "",
                party.name if party else one.recipient,
                _fields(one),
            )
        )
    yield HeldPart(
        ("交给了谁", "Handed over to"),
        (("日期", "day"), ("接收方", "recipient"), ("字段", "fields")),
        rows,
    )


def recipients(subject: Ref) -> Iterator[Recipient]:
    """The parties whose packages have a row of this person, each told by its rows."""
    name = readable([subject]).get(subject)
    deal = Subject.objects.filter(ref=subject).values_list("deal", flat=True).first()
    if name is None or deal is None:
        return
    rows: dict[str, list[places.Placed]] = {}
    for placed in places.of(Ref(deal), {name}):
        rows.setdefault(placed.package.recipient, []).append(placed)
    for party in Party.objects.filter(ref__in=rows).order_by("ref"):
        told = [(one.package.file_name, one.row) for one in rows[party.ref]]
        yield Recipient(
            Ref(party.ref),
            party.name,
            (
                "；".join(f"交接包 {file} 第 {row} 行（不算表头）" for file, row in told),
                "; ".join(f"package {file}, row {row} without the heading" for file, row in told),
            ),
            party.person,
            _PERIOD,
        )


def packages_with(subject: Ref) -> list[Package]:
    """Those that left with a row of this person, by the ledger's own list of who is inside."""
    name = readable([subject]).get(subject)
    deal = Subject.objects.filter(ref=subject).values_list("deal", flat=True).first()
    if name is None or deal is None:
        return []
    wanted = str(name).encode()
    left = Package.objects.filter(deal=deal, state__in=_SENT).order_by("id")
    return [one for one in left if reader.has_row(sealing(one), wanted)]


def _fields(one: Package) -> Both:
    register = field_register()
    known = [register[code] for code in one.fields if code in register]
    return "、".join(rule.zh for rule in known), ", ".join(rule.en for rule in known)
