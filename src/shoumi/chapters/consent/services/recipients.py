"""Who withdrew after the handover is told to the recipient: which row, by when it is deleted, and
the proof that it was said.

The house cannot reach into the recipient's systems; it passes on what the person said at once
(PIPL 15, 23, 47), and keeps that it did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db import transaction

from shoumi.base.calendar import year_tables
from shoumi.base.deals import queries as deals
from shoumi.base.dossier import proofs
from shoumi.base.handover import places
from shoumi.base.handover.models import Package
from shoumi.base.handover.places import Placed
from shoumi.base.ledger import latest_entries, reader, writer
from shoumi.base.outbox import services as outbox
from shoumi.base.outbox.errors import AlreadyQueued, CarriesIdentifier
from shoumi.base.subjects.ledger_pseudonyms import pseudonyms
from shoumi.base.vault import keys
from shoumi.chapters.consent.events import Tag
from shoumi.chapters.consent.models import Consent
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import ConsentState

_PERIOD = "rights.objection_delete"
_SUBJECT = "客户撤回了同意，请停止处理并删除 · A customer withdrew"
_BODY = (
    "转让 {number}\n交接包 {file}\nSHA-256 {sha256}\n第 {row} 行（不算表头）\n\n"
    "这一行的客户已经撤回同意。请立即停止处理这一行的个人信息，并在 {until} 之前删除"
    "（个人信息保护法第十五条、第四十七条），删除后书面确认。\n\n"
    "Deal {number}, package {file}, row {row} without the heading: this customer withdrew. Stop "
    "processing the row now, delete it by {until} (PIPL 15, 47) and confirm in writing.\n\n"
    "凭证，账本第 {position} 条，可以离线核验 · The proof, entry {position} of the ledger:\n\n"
    "{proof}\n"
)


def pass_on(*, at: datetime) -> int:
    """Tell recipients of each withdrawal of somebody whose row they hold; how many were told now.

    Outside every transaction.  Called again, it tells nobody twice.

    Raises: as ``proofs.text``.
    """
    return sum(_told(found, placed, at) for found, placed in _untold())


def _untold() -> Iterator[tuple[Consent, Placed]]:
    for deal in Package.objects.filter(released_at__isnull=False).values_list("deal").distinct():
        taken = Consent.objects.filter(deal=deal[0], state=ConsentState.WITHDRAWN)
        of_person = {Ref(one.subject): one for one in taken}
        names = {name: ref for ref, name in pseudonyms(_living(of_person)).items()}
        for placed in list(places.of(Ref(deal[0]), names)):
            if not _is_told(placed):
                yield of_person[names[placed.name]], placed


def _living(people: Iterable[Ref]) -> list[Ref]:
    """A pseudonym dies with its key."""
    return sorted(keys.existing(sorted(people)))


def _is_told(placed: Placed) -> bool:
    told = reader.some(latest_entries.about([Tag.PASSED_ON], placed.name))
    return any(entry.line().facts["package"] == placed.package.ref for entry in told)


def _told(found: Consent, placed: Placed, at: datetime) -> bool:
    [position] = latest_entries.about([Tag.WITHDRAWN], placed.name)[-1:]
    withdrawn_at = found.withdrawn_at or at
    until = day_in_china(year_tables.due(day_in_china(withdrawn_at), _PERIOD).until)
    person = _person(placed)
    proof = proofs.text(position)
    with transaction.atomic():
        facts: dict[str, Value] = {
            "package": Ref(placed.package.ref),
            "until": until,
            "told": person is not None,
        }
        writer.record(
            Event(Tag.PASSED_ON, SYSTEM, placed.name, at, facts, ("6.2",), Ref(found.deal))
        )
        if person is not None:
            _queue(found, placed, person, _said(placed, position, until, proof), at)
    return person is not None


def _person(placed: Placed) -> Ref | None:
    parties = deals.parties(Ref(placed.package.deal))
    person = next((one.person for one in parties if one.ref == placed.package.recipient), "")
    return Ref(person) if person else None


def _said(placed: Placed, position: int, until: date, proof: str) -> str:
    return _BODY.format(
        number=deals.deal(Ref(placed.package.deal)).number,
        file=placed.package.file_name,
        sha256=placed.package.sha256,
        row=placed.row,
        until=until.isoformat(),
        position=position,
        proof=proof,
    )


def _queue(found: Consent, placed: Placed, person: Ref, body: str, at: datetime) -> None:
    key = f"withdrawn {found.ref} {placed.package.ref}"
    draft = {"to": person, "subject_line": _SUBJECT, "actor": SYSTEM, "at": at, "key": key}
    deal = Ref(found.deal)
    try:
        outbox.queue(body=body, deal=deal, **draft)  # type: ignore[arg-type]
    except CarriesIdentifier:
        # Digits of a proof that look like somebody's: it stands in the dossier as well.
        told, _, _ = body.partition("凭证，")
        outbox.queue(body=told, deal=deal, **draft)  # type: ignore[arg-type]
    except AlreadyQueued:
        return
