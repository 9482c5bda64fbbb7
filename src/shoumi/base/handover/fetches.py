"""A released package is fetched: judged at each fetch as at its release."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction

from shoumi.base.attestations import doors
from shoumi.base.deals.models import Party
from shoumi.base.handover import columns, ledger_agreement, release_checks, rules, services
from shoumi.base.handover.errors import FileDiffers, SomeoneLeft, SomeoneLeftSince
from shoumi.base.handover.events import Tag
from shoumi.base.handover.models import State
from shoumi.base.handover.packages import digest_of
from shoumi.base.handover.refusal_records import decided, kept
from shoumi.base.ledger import reader, writer
from shoumi.core.errors import DomainError
from shoumi.core.handbook import DoorAct
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref


@doors.evident
def hand_out(*, package: Ref, actor: Ref, at: datetime) -> Path:
    """Hand out the sealed file of a released package; returns where it lies.

    Until the recipient has it, and each time after, this asks what the release asked: a package
    that waits to be fetched is a door that stands open.

    Raises:
        NoSuchPackage, NotInState
        StageNotOpen: the milestone is over.
        FileDiffers: the file is not the one that was sealed.
        NotAuthentic: the package's row is not what the ledger says of it.
        GateClosed: nothing may leave, with the reasons.
        SomeoneLeft: people in it may not leave any more; void it and seal again.
        SomeoneLeftSince: the same, of a package that was received.
        ColumnsNotSaid: it has a column that nobody in it was told of.
        DoorShut: a demand holds the handover shut.
    """
    known = services.found_any(package)
    path, deal = services.folder() / known.file_name, Ref(known.deal)
    is_whole = path.is_file() and digest_of(path) == known.sha256
    with kept(package, deal, actor, at), decided(), transaction.atomic():
        found = services.locked(package, State.RELEASED, State.RECEIVED)
        if not is_whole:
            raise FileDiffers(package=package)
        writer.hold()
        release_checks.require_open(deal)
        # As of the newest entry: hashing lasts, and what was taken back meanwhile is seen.
        now = reader.not_before(at)
        doors.require(DoorAct.RELEASE, deal=deal, at=now)
        ledger_agreement.require_told(found)
        facts: dict[str, Value] = {"package": Digest.fromhex(found.sha256)}
        writer.record(Event(Tag.FETCHED, actor, package, at, facts, ("3.2",), deal))
        # After the entry, for the reason given at sealing.
        is_for = Party.objects.filter(ref=found.recipient, person=actor).exists()
        apart = rules.OF_A_RECIPIENT if is_for else rules.OF_THE_WORK
        try:
            people = release_checks.require_sealed(found, actor, now, apart)
            columns.require_still(found, people)
        except SomeoneLeft as left:
            if found.state == State.RECEIVED:
                raise SomeoneLeftSince(**left.facts) from None
            raise
    return path


def is_over(deal: Ref) -> DomainError | None:
    """Why packages of the deal are handed out no more; None while they are."""
    try:
        release_checks.require_open(deal)
    except DomainError as error:
        return error
    return None
