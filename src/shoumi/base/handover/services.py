"""Seal the closing data for its recipient, release it by a second person, check the receipt.

The gate decides person by person who may leave, when the package is sealed and again when it is
released; what was sent must equal what was agreed to minus what was taken back, or nothing is sent.
A refusal is recorded before it is raised, so none of these verbs runs inside a transaction.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, transaction

from shoumi.base import registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.events import Action
from shoumi.base.attestations import doors, staff_qualification
from shoumi.base.deals import party_rows
from shoumi.base.documents import store
from shoumi.base.gate import disclosure
from shoumi.base.gate.tasks import fields_digest
from shoumi.base.handover import columns, ledger_agreement, package_builder, release_checks, rules
from shoumi.base.handover.errors import (
    FileDiffers,
    NobodyAgreed,
    NobodyToSend,
    NoSuchPackage,
    NothingAgreed,
    NotInState,
    ReleasedBySealer,
)
from shoumi.base.handover.events import Tag
from shoumi.base.handover.models import Package, State
from shoumi.base.handover.packages import Part, digest_of, reconcile
from shoumi.base.handover.refusal_records import by_two, decided, kept
from shoumi.base.ledger import reader, writer
from shoumi.base.ledger.card import under
from shoumi.base.ledger.remembered import sharing_from_here
from shoumi.base.registry import Agreed, Share
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.ledger_pseudonyms import rows
from shoumi.core.gate import Question
from shoumi.core.handbook import DoorAct
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref, Refs, once


@dataclass(frozen=True, slots=True)
class _Sealing:
    """One delivery on its way into a file; who seals it and when stand in ``asked``."""

    ref: Ref
    recipient: Ref
    key: str
    asked: Question
    shares: Sequence[Share]
    agreed: Agreed
    receipts: Mapping[str, bytes]

    @property
    def people(self) -> Sequence[Ref]:
        if len(self.shares) == 1:
            return self.shares[0].people
        return Refs(ref for one in self.shares for ref in one.people)

    def reconcile(self, sent: int) -> None:
        reconcile(sent=sent, consented=self.agreed.consented, withdrawn=self.agreed.withdrawn)


def folder() -> Path:
    """Where sealed packages lie, mode 0700."""
    path = Path(settings.SHOUMI_HOME) / "packages"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def agreed(deal: Ref) -> Agreed:
    """What was agreed to in a deal, as the one card that knows says.

    Raises:
        NothingAgreed
    """
    found = registry.agreed(deal)
    if found is None:
        raise NothingAgreed
    return found


def require_agreed(deal: Ref) -> Agreed:
    """How many may leave, where there is anybody.

    Raises:
        NothingAgreed: nobody of the deal was told or asked.
        NobodyAgreed: nobody said yes, or nobody who did still does.
    """
    told = agreed(deal)
    if told.consented <= told.withdrawn:
        raise NobodyAgreed
    return told


@doors.evident
def seal(
    *,
    deal: Ref,
    recipient: Ref,
    key: str,
    task: Ref,
    subjects: Sequence[Ref],
    fields: Collection[str],
    actor: Ref,
    at: datetime,
    receipts: Mapping[str, bytes] | None = None,
) -> Package:
    """Seal the values of those whom the gate lets out, for the holder of ``key`` alone.

    ``subjects``  everybody who might leave; the gate refuses those whose instrument is not there.
    ``receipts``  what people were given as proof of their answers, file name to content.

    Raises:
        StageNotOpen: the milestone is not open.
        NothingAgreed: nobody of the deal was told or asked.
        WrongTask: not a task of handing over in this deal.
        WrongRecipient: not whom the data is meant for.
        NobodyMayLeave: the keys, the training, the assessment, … keep everybody here.
        ColumnsNotSaid: people were not told that some of the ``fields`` leave.
        NotReconciled: what would be sent is not what was agreed to.
        SomeoneLeft: somebody withdrew while it was sealed.
        NobodyToSend, NoSuchDeal, NoSuchTask, NotPermitted
        ReceiptUnfit: a receipt's name is not a plain file name.
        DoorShut, NotQualified: a demand or the training of the actor holds it shut.
    """
    accounts.require(actor, at, *rules.SEALERS, deal=deal)
    doors.require(DoorAct.SEAL, deal=deal, at=at)
    staff_qualification.require(actor, at)
    people = once(subjects)
    with kept(deal, deal, actor, at):
        with decided(), sharing_from_here():
            release_checks.require_open(deal)
            asked = release_checks.to_export(deal, task, frozenset(fields), actor, at)
            if not people:
                raise NobodyToSend
            told, shares = agreed(deal), columns.leaving(asked, people)
            ref = Ref.new("pack")
            sealing = _Sealing(ref, recipient, key, asked, shares, told, receipts or {})
            # Before anything is opened: a count that does not add up never becomes a file.
            sealing.reconcile(len(sealing.people))
            release_checks.require_recipient(deal, recipient, sealing.people)
        if not shares:
            disclosure.open_many(asked, people)
        return _seal(sealing, columns.opened(asked, shares))


def _seal(sealing: _Sealing, parts: Iterable[Part]) -> Package:
    path = folder() / f"{sealing.ref}{package_builder.suffix(sealing.key)}"
    try:
        with decided():
            packed = package_builder.pack(
                parts,
                recipient=sealing.key,
                out=path,
                deal=sealing.asked.deal,
                package=sealing.ref,
                at=sealing.asked.at,
                said=columns.counted(sealing.shares),
                receipts=sealing.receipts,
            )
        # Counted again on what was really written.
        sealing.reconcile(packed.rows)
        with decided():
            return _record_sealed(sealing, packed)
    except BaseException:
        _take_away(sealing.ref, path)
        raise


def _take_away(ref: Ref, path: Path) -> None:
    """A file without a row goes.  Where nobody can tell, it waits for ``cleanup``."""
    with contextlib.suppress(DatabaseError):
        if not Package.objects.filter(ref=ref).exists():
            path.unlink(missing_ok=True)


@transaction.atomic
def _record_sealed(sealing: _Sealing, packed: package_builder.Packed) -> Package:
    asked, agreed, minors = sealing.asked, sealing.agreed, subjects.minors_among(sealing.people)
    facts: dict[str, Value] = {
        "package": Digest.fromhex(packed.sha256),
        "recipient": sealing.recipient,
        "consented": agreed.consented,
        "withdrawn": agreed.withdrawn,
        "sent": packed.rows,
        "columns": len(asked.fields),
        "fields": fields_digest(asked.fields),
        "minors": minors,
        "fingerprint": Digest.fromhex(packed.fingerprints[0]),
    }
    # Once more, as of the newest entry, with the place of this one held: who withdrew before it is
    # seen, and who withdraws after it finds the package sealed and stops its release.
    with under(writer.hold()):
        now = replace(asked, at=reader.not_before(asked.at))
        release_checks.require_still(now)
        columns.require_all(now, sealing.shares)
    written = writer.record(
        Event(
            Tag.SEALED, asked.actor, sealing.ref, asked.at, facts, ("1.3", "3.2", "6.2"), asked.deal
        ),
        rows=rows(sealing.people),
    )
    return Package.objects.create(
        ref=sealing.ref,
        deal=asked.deal,
        recipient=sealing.recipient,
        file_name=packed.path.name,
        sha256=packed.sha256,
        size_bytes=packed.size_bytes,
        fields=sorted(asked.fields),
        said=columns.counted(sealing.shares),
        fingerprint=packed.fingerprints[0],
        rows=packed.rows,
        consented=agreed.consented,
        withdrawn=agreed.withdrawn,
        minors=minors,
        sealed_by=asked.actor,
        sealed_at=asked.at,
        position=written.position,
    )


@doors.evident
def release(*, package: Ref, actor: Ref, at: datetime) -> Path:
    """Let the package go; returns where it lies.

    Raises:
        ReleasedBySealer, NoSuchPackage, NotInState, NotPermitted
        TooLate: sealed more than 24 hours ago; void it and seal again.
        RequesterMayNot: who sealed it may not seal any more.
        StageNotOpen: the milestone is over.
        FileDiffers: the file is not the one that was sealed.
        NotAuthentic: the package's row is not what the ledger says of it.
        GateClosed: nothing may leave, with the reasons.
        SomeoneLeft: people in it may not leave any more; void it and seal again.
        ColumnsNotSaid: it has a column that nobody in it was told of; void it, too.
        DoorShut, NotQualified: a demand or the training of the actor holds it shut.
    """
    with by_two(package, actor, at):
        accounts.require(actor, at, *rules.RELEASERS)
        return _release(package, actor, at)


def _release(package: Ref, actor: Ref, at: datetime) -> Path:
    known = found_any(package)
    path, deal = folder() / known.file_name, Ref(known.deal)
    # Hashed before the transaction: the file may be large, and a lock is held inside it.
    is_whole = path.is_file() and digest_of(path) == known.sha256
    with kept(package, deal, actor, at), decided(), transaction.atomic():
        found = locked(package, State.SEALED)
        if actor == found.sealed_by:
            raise ReleasedBySealer(package=package)
        if not is_whole:
            raise FileDiffers(package=package)
        writer.hold()
        now = reader.not_before(at)  # hashing lasts
        accounts.require(actor, now, *rules.RELEASERS)
        approvals.must_be_good(Action.HANDOVER, found.sealed_at, at)
        sealer = Ref(found.sealed_by), rules.SEALERS
        approvals.must_still(Action.HANDOVER, requester=sealer, approvers=(), at=now, deal=deal)
        release_checks.require_open(deal)
        doors.require(DoorAct.RELEASE, deal=deal, at=now)
        staff_qualification.require(actor, now)
        ledger_agreement.require_told(found)
        facts: dict[str, Value] = {"package": Digest.fromhex(found.sha256)}
        writer.record(Event(Tag.RELEASED, actor, package, at, facts, ("3.2",), deal))
        # After the entry, for the reason given at sealing.
        columns.require_still(found, release_checks.require_sealed(found, actor, now))
        found.state, found.released_by, found.released_at = State.RELEASED, actor, at
        found.save(update_fields=["state", "released_by", "released_at"])
    return path


def receive(
    *, package: Ref, sha256: str, record: bytes | Callable[[], bytes], actor: Ref, at: datetime
) -> Package:
    """Take the recipient's receipt: the hash of what it holds, and the signed handover record.

    ``record``  or what makes and signs it, which is not done where something speaks against it.

    Raises:
        ReceiptDiffers: it is not the hash of what was sent.
        ReceivedBySender: the actor sealed or released it.
        NoSuchPackage, NotInState, NotAuthentic, NotPermitted
    """
    known = found_any(package)
    deal = Ref(known.deal)
    if not any(one.ref == known.recipient for one in party_rows.named(actor)):
        accounts.require(actor, at, *rules.RECEIVERS, deal=deal)
    with kept(package, deal, actor, at):
        release_checks.require_receivable(known, sha256, actor)
        paper = record if isinstance(record, bytes) else record()
        with transaction.atomic():
            found = locked(package, State.RELEASED)
            release_checks.require_receivable(found, sha256, actor)
            document = store.put(paper, kind="handover_record", deal=deal, actor=actor, at=at)
            facts: dict[str, Value] = {"package": Digest.fromhex(found.sha256), "equal": True}
            facts["document"] = Digest.fromhex(document.sha256)
            written = writer.record(Event(Tag.RECEIVED, actor, package, at, facts, ("8.3",), deal))
            found.state, found.received_at = State.RECEIVED, at
            found.document, found.position = document.ref, written.position
            found.save(update_fields=["state", "received_at", "document", "position"])
    return found


def void(*, package: Ref, actor: Ref, at: datetime) -> None:
    """Take back a package that was not received: the file goes, the row stays as evidence.

    Raises:
        NoSuchPackage, NotInState, NotPermitted
    """
    accounts.require(actor, at, *rules.SEALERS, *rules.RELEASERS)
    with transaction.atomic():
        found = locked(package, State.SEALED, State.RELEASED)
        facts: dict[str, Value] = {"package": Digest.fromhex(found.sha256)}
        writer.record(Event(Tag.VOIDED, actor, package, at, facts, ("6.2",), Ref(found.deal)))
        found.state = State.VOIDED
        found.save(update_fields=["state"])
    # A process that dies here leaves a file of a package that is void, which is swept.
    (folder() / found.file_name).unlink(missing_ok=True)


def found_any(package: Ref) -> Package:
    found = Package.objects.filter(ref=package).first()
    if found is None:
        raise NoSuchPackage(package=package)
    return found


def locked(package: Ref, *states: State) -> Package:
    """The package, locked, in a state it must be in."""
    found = Package.objects.select_for_update().filter(ref=package).first()
    if found is None:
        raise NoSuchPackage(package=package)
    if found.state not in states:
        raise NotInState(package=package, state=found.state)
    return found
