"""Who withdrew after the handover is told to the recipient: which row, by when it is deleted, and
the proof that it was said.

The house cannot reach into the recipient's systems; it passes on what the person said at once
(PIPL 15, 23, 47), and keeps that it did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from shoumi.base import clock
from shoumi.base.calendar import year_tables
from shoumi.base.deals import queries as deals
from shoumi.base.dossier import proofs
from shoumi.base.handover import places
from shoumi.base.handover.models import Package
from shoumi.base.handover.places import Placed
from shoumi.base.inbox import mailboxes
from shoumi.base.ledger import latest_entries, writer
from shoumi.base.outbox import services as outbox
from shoumi.base.outbox import smtp
from shoumi.base.outbox.errors import CarriesIdentifier
from shoumi.base.outbox.models import Message
from shoumi.base.outbox.rules import State
from shoumi.base.subjects.ledger_pseudonyms import pseudonyms
from shoumi.base.transport import server_address
from shoumi.base.vault import keys
from shoumi.chapters.consent.events import Tag
from shoumi.chapters.consent.models import Consent
from shoumi.chapters.consent.queries import withdrawals
from shoumi.chapters.consent.queries.withdrawals import Passed
from shoumi.core.calendar import day_in_china
from shoumi.core.errors import DomainError
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import ConsentState

_PERIOD = "rights.objection_delete"
_SUBJECT = "客户撤回了同意，请停止处理并删除 · A customer withdrew"
# After a day a mail that the relay did not take is tried anew.
_AGAIN = timedelta(days=1)
_LOST = (State.DEAD, State.SUNK)
_ON_PAGE = (
    "凭证在转让的页面上下载：“客户撤回，请删除” · The proof is on the page of the deal, under "
    "“Withdrawn: delete these rows”:"
)
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

    Outside every transaction.  Called again, it tells nobody twice; whom no mail could reach is
    told once a mailbox is there.

    Raises: as ``proofs.text``.
    """
    return sum(_told(found, placed, at) for found, placed in _untold(at))


def _untold(at: datetime) -> Iterator[tuple[Consent, Placed]]:
    for deal in Package.objects.filter(released_at__isnull=False).values_list("deal").distinct():
        taken = Consent.objects.filter(deal=deal[0], state=ConsentState.WITHDRAWN)
        of_person = {Ref(one.subject): one for one in taken}
        names = {name: ref for ref, name in pseudonyms(_living(of_person)).items()}
        last = {(one.about, one.package): one for one in withdrawals.of_deal(Ref(deal[0]))}
        for placed in list(places.of(Ref(deal[0]), names)):
            before = last.get((placed.name, placed.package.ref))
            if before is None or _may_again(before, placed, at):
                yield of_person[names[placed.name]], placed


def _may_again(before: Passed, placed: Placed, at: datetime) -> bool:
    """Nothing reached the recipient, and a mail may now: a mailbox was confirmed since the last, or
    the relay has had a day."""
    if not withdrawals.is_given_up(before) or (person := _person(placed, at)) is None:
        return False
    sent = withdrawals.mail_of(before)
    if sent is None:
        return True
    since = mailboxes.confirmed_since(person, at)
    is_new = since is not None and since > sent.queued_at
    return is_new or (sent.state in _LOST and at - sent.queued_at >= _AGAIN)


def _living(people: Iterable[Ref]) -> list[Ref]:
    """A pseudonym dies with its key."""
    return sorted(keys.existing(sorted(people)))


def _told(found: Consent, placed: Placed, at: datetime) -> bool:
    [position] = latest_entries.about([Tag.WITHDRAWN], placed.name)[-1:]
    withdrawn_at = found.withdrawn_at or at
    until = day_in_china(year_tables.due(day_in_china(withdrawn_at), _PERIOD).until)
    person = _person(placed, at)
    proof = proofs.text(position)
    with transaction.atomic():
        facts: dict[str, Value] = {
            "package": Ref(placed.package.ref),
            "row": placed.row,
            "until": until,
            "proof": position,
            "told": person is not None,
        }
        if person is not None:
            body = _said(placed, position, until, proof)
            facts["mail"] = _queue(found, placed, person, body, at)
        writer.record(
            Event(Tag.PASSED_ON, SYSTEM, placed.name, at, facts, ("6.2",), Ref(found.deal))
        )
    return person is not None


def _person(placed: Placed, at: datetime) -> Ref | None:
    """Who of the recipient can be written to now; in a demo anybody, as mail is written to files.

    Without a relay, a named person, or a mailbox that the person confirmed, it waits in inboxes.
    """
    parties = deals.parties(Ref(placed.package.deal))
    person = next((one.person for one in parties if one.ref == placed.package.recipient), "")
    if not person:
        return None
    is_reached = clock.is_demo() or (
        _has_relay() and mailboxes.confirmed_since(Ref(person), at) is not None
    )
    return Ref(person) if is_reached else None


def _has_relay() -> bool:
    with suppress(DomainError):
        return smtp.configured() is not None
    return False


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


def _queue(found: Consent, placed: Placed, person: Ref, body: str, at: datetime) -> Ref:
    key = f"withdrawn {found.ref} {placed.package.ref}"
    tries = Message.objects.filter(key__startswith=key).count()
    draft: dict[str, Any] = {
        "to": person,
        "subject_line": _SUBJECT,
        "actor": SYSTEM,
        "at": at,
        "key": f"{key} {tries}" if tries else key,
        "deal": Ref(found.deal),
    }
    try:
        sent = outbox.queue(body=body, **draft)
    except CarriesIdentifier:
        # Digits of a proof that look like somebody's: it waits on the recipient's own page.
        told, _, _ = body.partition("凭证，")
        sent = outbox.queue(body=f"{told}{_ON_PAGE}\n{_page(found)}\n", **draft)
    return Ref(sent.ref)


def _page(found: Consent) -> str:
    return f"{server_address.public_site()}/deals/{found.deal}"
