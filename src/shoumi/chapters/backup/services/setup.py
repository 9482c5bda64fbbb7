"""Who can open copies, and where they lie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.rules import Change
from shoumi.base.copies import addresses, known_blocks, recipients, snapshot
from shoumi.base.copies.places import Kind
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.chapters.backup import queries
from shoumi.chapters.backup.events import Tag
from shoumi.chapters.backup.models import Recipient, Target
from shoumi.chapters.backup.rules import Medium
from shoumi.core.errors import Conflict
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

KEEPERS = (Role.OPS, Role.SEC)
OF_KEYS = (Role.SEC,)
POLICY, PLACES = ("13.1",), ("13.3",)


class AlreadyNamed(Conflict):
    """The key, or the place, is there already."""

    code = "backup.already_named"


class LastRecipient(Conflict):
    """Without it nobody could open what is copied from now on."""

    code = "backup.last_recipient"


@dataclass(frozen=True, slots=True)
class Stated:
    """What somebody says of a place, with what it rests on.

    ``is_elsewhere``  another site than the home's
    ``is_separate``   an account of its own: who takes the house over does not hold it
    ``site``          town and room; ``evidence`` names the contract or record that shows it
    """

    medium: Medium
    is_elsewhere: bool
    is_in_china: bool
    is_separate: bool
    site: str
    evidence: str

    def facts(self) -> dict[str, Value]:
        return {
            "medium": self.medium,
            "elsewhere": self.is_elsewhere,
            "china": self.is_in_china,
            "separate": self.is_separate,
            "site": Digest.of(self.site.encode()),
            "evidence": Digest.of(self.evidence.encode()),
        }


def name_recipient(*, name: str, public_key: str, actor: Ref, at: datetime) -> Recipient:
    """Seal copies for one more key from the next copy on; the next one is a whole copy.

    Takes two persons: whoever has the secret half and one copy can open everything.

    Raises:
        NotPermitted: the actor is not the security officer.
        SecretKeyGiven, RecipientRefused, AlreadyNamed
        NeedsApproval, RequesterMayNot, ApproverMayNot: nobody else has approved exactly this.
    """
    accounts.require(actor, at, *OF_KEYS)
    key = recipients.checked(public_key)
    change = naming(name, key)
    made = Recipient(ref=Ref.new("agekey"), name=name, public_key=key, named_by=actor, named_at=at)
    facts: dict[str, Value] = {"recipient": Digest.fromhex(recipients.fingerprint(key))}
    try:
        with approvals.kept(change.action, actor=actor, at=at), transaction.atomic(durable=True):
            spent = approvals.spend(change, actor=actor, at=at)
            facts["approver"] = Ref(str(spent.answered_by_id))
            event = Event(Tag.RECIPIENT_NAMED, actor, Ref(made.ref), at, facts, PLACES)
            codes.put(made, writer.record(event).position)
            made.save(force_insert=True)
    except IntegrityError:
        raise AlreadyNamed from None
    return made


def naming(name: str, key: str) -> Change:
    """What the second person answers for."""
    return Change(Action.COPY_KEY, {"key_name": name, "public_key": key})


@transaction.atomic
def end_recipient(*, recipient: Ref, actor: Ref, at: datetime) -> Recipient:
    """Seal copies for that key no more.  What is sealed stays so until it expires.

    Raises:
        NotPermitted, NoSuchRecipient, LastRecipient, NotAuthentic
    """
    accounts.require(actor, at, *OF_KEYS)
    writer.hold()
    found = queries.recipient(recipient)
    verification.require([found])
    if Recipient.objects.filter(ended_at=None).count() == 1:
        raise LastRecipient
    position = writer.record(Event(Tag.RECIPIENT_ENDED, actor, recipient, at, {}, PLACES)).position
    found.ended_at, found.ended_by = at, actor
    codes.put(found, position)
    found.save()
    return found


def add_target(
    *,
    name: str,
    kind: Kind,
    address: str,
    credentials: str,
    stated: Stated,
    actor: Ref,
    at: datetime,
) -> Target:
    """Have copies made at one more place.

    Raises:
        NotPermitted: the actor is neither of operations nor the security officer.
        AddressUnfit, PlaceInside, HostNotAllowed, DemoCallsNobody, AlreadyNamed
        PlaceUnreachable, ProgramMissing: it cannot be written to.
        NotOnThisEngine
        RightMissing, ProgramMissing, ProgramTooOld, DatabaseRefused, ReplicationRefused,
        OtherCluster, KeyringInside: of a home on PostgreSQL that could not be copied.
    """
    accounts.require(actor, at, *KEEPERS)
    if queries.is_kept_here():
        snapshot.require_ready()
    told = addresses.check(kind, address, Path(settings.SHOUMI_HOME))
    if Target.objects.filter(address=told, ended_at=None).exists():
        raise AlreadyNamed
    made = Target(
        ref=Ref.new("target"),
        name=name,
        kind=kind,
        address=told,
        credentials=credentials.strip(),
        added_by=actor,
        added_at=at,
    )
    _say(made, stated, actor, at)
    addresses.open_place(kind, told, made.credentials, Ref(made.ref)).prepare()
    facts: dict[str, Value] = {**stated.facts(), "kind": kind, "address": Digest.of(told.encode())}
    try:
        with transaction.atomic():
            event = Event(Tag.TARGET_ADDED, actor, Ref(made.ref), at, facts, POLICY + PLACES)
            codes.put(made, writer.record(event).position)
            made.save(force_insert=True)
    except IntegrityError:
        raise AlreadyNamed from None
    return made


@transaction.atomic
def state_target(*, target: Ref, stated: Stated, actor: Ref, at: datetime) -> Target:
    """Say anew what a place is: once a year, or when it moved.

    Raises:
        NotPermitted, NoSuchTarget
    """
    accounts.require(actor, at, *KEEPERS)
    writer.hold()
    found = queries.target(target)
    verification.require([found])
    position = writer.record(
        Event(Tag.TARGET_STATED, actor, target, at, stated.facts(), PLACES)
    ).position
    _say(found, stated, actor, at)
    codes.put(found, position)
    found.save()
    return found


@transaction.atomic
def end_target(*, target: Ref, actor: Ref, at: datetime) -> Target:
    """Copy there no more.  What lies there stays until whoever keeps the place takes it away.

    Raises:
        NotPermitted, NoSuchTarget
    """
    accounts.require(actor, at, *KEEPERS)
    writer.hold()
    found = queries.target(target)
    was_own = verification.is_authentic(found)
    position = writer.record(Event(Tag.TARGET_ENDED, actor, target, at, {}, POLICY)).position
    found.ended_at, found.ended_by = at, actor
    if was_own:
        codes.put(found, position)
    found.save()
    transaction.on_commit(lambda: known_blocks.forget(target))
    return found


def _say(found: Target, stated: Stated, actor: Ref, at: datetime) -> None:
    found.medium = stated.medium
    found.is_elsewhere, found.is_in_china = stated.is_elsewhere, stated.is_in_china
    found.is_separate = stated.is_separate
    found.site, found.evidence = stated.site.strip(), stated.evidence.strip()
    found.stated_by, found.stated_at = actor, at
