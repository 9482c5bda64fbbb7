"""Seal the closing data for its recipient, release it by a second person, check the receipt.

The gate decides person by person who may leave; what was sent must equal what was agreed to minus
what was taken back, or nothing is sent.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.documents import store
from shoumi.base.gate import asking, opening
from shoumi.base.gate.tasks import question
from shoumi.base.handover import packing
from shoumi.base.handover.events import Tag
from shoumi.base.handover.models import Package, State
from shoumi.base.handover.packages import reconcile
from shoumi.base.ledger import writer
from shoumi.base.subjects.services import pseudonyms, row
from shoumi.core.errors import Conflict, Missing, Refused
from shoumi.core.gate import Act
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.milestones import Standing
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, Role

# Who may seal and who may let it go: never the same person.
SEALERS = (Role.OPS, Role.SEC, Role.DPO)
RELEASERS = (Role.DPO, Role.SUP, Role.HEAD)


class HandoverNotOpen(Conflict):
    """The milestone has not opened; ``deal show`` names what is missing."""

    code = "handover.not_open"


class NoSuchPackage(Missing):
    code = "handover.missing"


class NotInState(Conflict):
    code = "handover.not_in_state"


class ReleasedBySealer(Refused):
    code = "handover.released_by_sealer"


class ReceiptDiffers(Conflict):
    """The recipient holds something else than what was sent."""

    code = "handover.receipt_differs"


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the instrument came to: so many said yes (or were reached), so many left again."""

    consented: int
    withdrawn: int


def folder() -> Path:
    """Where sealed packages lie, mode 0700."""
    path = Path(settings.SHOUMI_HOME) / "packages"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def seal(
    *,
    deal: Ref,
    recipient: Ref,
    key: str,
    task: Ref,
    subjects: Sequence[Ref],
    fields: Collection[str],
    agreed: Agreed,
    actor: Ref,
    at: datetime,
) -> Package:
    """Seal the values of those whom the gate lets out, for the holder of ``key`` alone.

    ``subjects``  everybody who might leave; the gate refuses those whose instrument is not there.

    Raises:
        HandoverNotOpen: the milestone is not open.
        GateClosed: nobody may leave, with the reasons.
        NotReconciled: what would be sent is not what was agreed to.
        NotPermitted: the actor may not seal.
    """
    accounts.require(actor, at, *SEALERS, deal=deal)
    if deals.milestones(deal)[DealStage.DATA_HANDOVER].state != Standing.OPEN:
        raise HandoverNotOpen(deal=deals.deal(deal).number)
    asked = question(actor=actor, act=Act.EXPORT, task=task, at=at, fields=fields)
    allowed = [ref for ref, one in asking.ask_each(asked, subjects).items() if one.allowed]
    # Before anything is opened: a count that does not add up never becomes a file.
    reconcile(sent=len(allowed), consented=agreed.consented, withdrawn=agreed.withdrawn)
    opened, _ = opening.open_many(asked, allowed or subjects)
    ref = Ref.new("pack")
    path = folder() / f"{ref}.tar.age"
    packed = packing.pack(
        opened, fields=sorted(fields), recipient=key, out=path, deal=deal, package=ref, at=at
    )
    # Counted again on what was really written; a person may have withdrawn in between.
    try:
        reconcile(sent=packed.rows, consented=agreed.consented, withdrawn=agreed.withdrawn)
        return _record_sealed(ref, deal, recipient, packed, allowed, agreed, actor, at)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _record_sealed(
    ref: Ref,
    deal: Ref,
    recipient: Ref,
    packed: packing.Packed,
    sent: Sequence[Ref],
    agreed: Agreed,
    actor: Ref,
    at: datetime,
) -> Package:
    with transaction.atomic():
        names = pseudonyms(sent)
        facts: dict[str, Value] = {
            "package": Digest.fromhex(packed.sha256),
            "recipient": recipient,
            "consented": agreed.consented,
            "withdrawn": agreed.withdrawn,
            "sent": packed.rows,
        }
        written = writer.record(
            Event(Tag.SEALED, actor, ref, at, facts, ("1.3", "3.2", "6.2"), deal),
            rows=(row(subject=names[one]) for one in sent),
        )
        return Package.objects.create(
            ref=ref,
            deal=deal,
            recipient=recipient,
            file_name=packed.path.name,
            sha256=packed.sha256,
            size_bytes=packed.size_bytes,
            rows=packed.rows,
            consented=agreed.consented,
            withdrawn=agreed.withdrawn,
            sealed_by=actor,
            sealed_at=at,
            position=written.position,
        )


@transaction.atomic
def release(*, package: Ref, actor: Ref, at: datetime) -> Path:
    """Let the package go; returns where it lies.

    Raises:
        ReleasedBySealer, NoSuchPackage, NotInState, NotPermitted
    """
    accounts.require(actor, at, *RELEASERS)
    found = _get(package, State.SEALED)
    if actor == found.sealed_by:
        raise ReleasedBySealer(package=package)
    found.state, found.released_by, found.released_at = State.RELEASED, actor, at
    found.save(update_fields=["state", "released_by", "released_at"])
    facts: dict[str, Value] = {"package": Digest.fromhex(found.sha256)}
    writer.record(Event(Tag.RELEASED, actor, package, at, facts, ("3.2",), Ref(found.deal)))
    return folder() / found.file_name


@transaction.atomic
def receive(*, package: Ref, sha256: str, record: bytes, actor: Ref, at: datetime) -> Package:
    """Take the recipient's receipt: the hash of what it holds, and the signed handover record.

    Raises:
        ReceiptDiffers: it is not the hash of what was sent.
        NoSuchPackage, NotInState
    """
    found = _get(package, State.RELEASED)
    if not hmac.compare_digest(sha256.lower(), found.sha256):
        raise ReceiptDiffers(package=package)
    deal = Ref(found.deal)
    document = store.put(record, kind="handover_record", deal=deal, actor=actor, at=at)
    facts: dict[str, Value] = {
        "package": Digest.fromhex(found.sha256),
        "equal": True,
        "document": Digest.fromhex(document.sha256),
    }
    written = writer.record(Event(Tag.RECEIVED, actor, package, at, facts, ("8.3",), deal))
    found.state, found.received_at = State.RECEIVED, at
    found.document, found.position = document.ref, written.position
    found.save(update_fields=["state", "received_at", "document", "position"])
    return found


def _get(package: Ref, state: State) -> Package:
    """The package, locked, in the state it must be in."""
    found = Package.objects.select_for_update().filter(ref=package).first()
    if found is None:
        raise NoSuchPackage(package=package)
    if found.state != state:
        raise NotInState(package=package, state=found.state)
    return found
