"""Make a copy at a target, look through what lies there, take away what expired."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from types import MappingProxyType

from django.db import transaction
from django.db.models import Max

from shoumi.base.accounts import queries as accounts
from shoumi.base.copies import addresses, copy_run, expiry, leftovers
from shoumi.base.copies import verification as looking
from shoumi.base.copies.places import Deletion, Place
from shoumi.base.copies.reassembly import Exists, Progress
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.chapters.backup import queries, rules
from shoumi.chapters.backup.events import Tag
from shoumi.chapters.backup.models import Run, Target, Verification
from shoumi.chapters.backup.services.setup import KEEPERS, PLACES, POLICY
from shoumi.core.backup.errors import CopyRefused, Fault
from shoumi.core.backup.manifest import Store
from shoumi.core.calendar import day_in_china
from shoumi.core.errors import DomainError
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import SYSTEM, Ref

Now = Callable[[], datetime]
ROWS_KEPT = timedelta(days=31)


def copy(*, target: Ref, actor: Ref, at: datetime, now: Now | None = None) -> Run:
    """Copy what changed since the last copy there, read it back, and enter it in the ledger.

    Outside every transaction.

    ``now``  tells the time at its end, where that may be minutes later

    Raises:
        NotPermitted: the actor is neither of operations nor the security officer.
        NoSuchTarget, NotAuthentic, NoRecipient, NotOnThisEngine
        PlaceUnreachable, ProgramMissing, NotReadBack
        CopyRefused: what was copied before is not there any more; nothing is copied on top of it.
    """
    _may(actor, at)
    (found,) = verification.require([queries.target(target)])
    openers = [one.public_key for one in queries.recipients()]
    began = time.monotonic()
    try:
        place = _place(found)
        _still_there(found, place)
        made = copy_run.make(place=place, ref=target, recipients=openers, at=at)
    except DomainError as refused:
        _failed(found, refused, at)
        raise
    return _entered(found, made, actor, now() if now else at, _since(began))


@transaction.atomic
def _entered(found: Target, made: copy_run.Made, actor: Ref, at: datetime, took: int) -> Run:
    data, keyring = made.stores[Store.DATA], made.stores[Store.KEYRING]
    run = Run(
        ref=made.run,
        target=found.ref,
        number=data.manifest.number,
        keyring_number=keyring.manifest.number,
        data=data.sha256,
        keyring=keyring.sha256,
        is_whole=data.is_whole,
        sent=data.sent + keyring.sent,
        bytes=data.manifest.bytes + keyring.manifest.bytes,
        ledger_size=made.head.size,
        sentinel_at=made.sentinel_at,
        milliseconds=took,
    )
    facts: dict[str, Value] = {
        "target": Ref(found.ref),
        "number": run.number,
        "keyring_number": run.keyring_number,
        "data": Digest.fromhex(run.data),
        "keyring": Digest.fromhex(run.keyring),
        "sent": run.sent,
        "sentinel": made.sentinel_at,
    }
    event = Event(Tag.COPIED, actor, made.run, at, facts, POLICY)
    run.position = writer.record(event).position
    codes.put(run, run.position)
    run.save(force_insert=True)
    Target.objects.filter(pk=found.pk).update(failure="", failing_since=None)
    return run


def verify(
    *,
    target: Ref,
    actor: Ref,
    at: datetime,
    now: Now | None = None,
    progress: Progress | None = None,
) -> Verification:
    """Read every byte that lies there, and try to delete something.

    What is wrong is no refusal here: it is entered in the ledger, and the target stops counting.

    Raises:
        NotPermitted, NoSuchTarget, NotAuthentic
        PlaceUnreachable, ProgramMissing: nothing could be looked at.
    """
    _may(actor, at)
    (found,) = verification.require([queries.target(target)])
    began = time.monotonic()
    place, trusted, known = _place(found), copy_run.trusted(), _known(found)
    seen = Verification(ref=Ref.new("check"), target=found.ref, verified_at=at)
    try:
        told = {
            store: looking.verify(place, store, trusted=trusted, known=known, progress=progress)
            for store in Store
        }
    except CopyRefused as refused:
        return _looked(seen, refused.fault, actor, now() if now else at, _since(began))
    seen.copies = told[Store.DATA].copies
    seen.packs = sum(one.packs for one in told.values())
    seen.bytes = sum(one.bytes for one in told.values())
    keys = told[Store.KEYRING]
    oldest = max(keys.newest_at - keys.oldest_at, _left_keys(found, place, at))
    seen.keys_seconds = int(oldest.total_seconds())
    seen.deletion = place.try_to_delete()
    kept: dict[str, Value] = {"early": _taken_early(found, told[Store.DATA])}
    return _looked(seen, None, actor, now() if now else at, _since(began), kept)


def look_for_leftovers(*, target: Ref, at: datetime) -> int:
    """See what lies there though no copy names it, and remember since when; how many files.

    Raises:
        NoSuchTarget, NotAuthentic, PlaceUnreachable, ProgramMissing
    """
    (found,) = verification.require([queries.target(target)])
    left = _place(found).leftovers()
    leftovers.remember(target, left, at)
    return len(left)


def _left_keys(found: Target, place: Place, at: datetime) -> timedelta:
    """How old keys are at least that no copy names any more and that lie there; zero: none do.

    What is left may be data alone: that cannot be told apart, so it counts as keys."""
    known = leftovers.remember(Ref(found.ref), place.leftovers(), at)
    return expiry.KEPT[Store.KEYRING] + known if known else timedelta()


def _taken_early(found: Target, data: looking.Verified) -> int:
    """Copies that we made, that are gone and that were younger than they have to stay: counted from
    the newest, as whoever keeps the place counts."""
    since = data.newest_at - rules.immutable_for()
    made = Run.objects.filter(target=found.ref, sentinel_at__gt=since)
    return made.filter(number__lt=data.oldest).count()


@transaction.atomic
def _looked(
    seen: Verification,
    fault: Fault | None,
    actor: Ref,
    at: datetime,
    took: int,
    kept: Mapping[str, Value] = MappingProxyType({}),
) -> Verification:
    facts: dict[str, Value] = {"target": Ref(seen.target)}
    if fault is not None:
        seen.fault = fault.value
        facts["fault"] = fault
    else:
        facts |= {
            "copies": seen.copies,
            "packs": seen.packs,
            "keys": seen.keys_seconds,
            "deletion": Deletion(seen.deletion),
            **kept,
        }
    tag = Tag.VERIFIED if fault is None else Tag.FOUND_DAMAGED
    event = Event(tag, actor, Ref(seen.ref), at, facts, POLICY + PLACES)
    seen.milliseconds = took
    seen.position = writer.record(event).position
    codes.put(seen, seen.position)
    seen.save(force_insert=True)
    return seen


def ask(*, actor: Ref, at: datetime) -> None:
    """Whether ``actor`` may have a copy made: asked before a worker is put to it.

    Raises:
        NotPermitted, NoTargetYet, NotAuthentic
    """
    _may(actor, at)
    if not queries.targets():
        raise queries.NoTargetYet


def prune(*, target: Ref) -> int:
    """Take away what expired, where the house may; how many copies.

    Raises:
        NoSuchTarget, PlaceUnreachable, ProgramMissing, CopyRefused
    """
    (found,) = verification.require([queries.target(target)])
    place, trusted = _place(found), copy_run.trusted()
    return sum(expiry.prune(place, store, trusted=trusted) for store in Store)


def thin_out(*, at: datetime) -> int:
    """Of copies older than a month the last of each day stays, and always the newest of a target;
    the ledger has the others.  How many rows went."""
    old = Run.objects.filter(sentinel_at__lt=at - ROWS_KEPT)
    kept: dict[tuple[str, date], int] = {}
    for number, target, when in old.order_by("position").values_list("id", "target", "sentinel_at"):
        kept[target, day_in_china(when)] = number
    newest = Run.objects.values("target").annotate(newest=Max("position")).values_list("newest")
    gone, _ = old.exclude(id__in=kept.values()).exclude(position__in=newest).delete()
    return gone


def _may(actor: Ref, at: datetime) -> None:
    if actor != SYSTEM:
        accounts.require(actor, at, *KEEPERS)


def _place(found: Target) -> Place:
    return addresses.open_place(found.kind, found.address, found.credentials, Ref(found.ref))


def _known(found: Target) -> Sequence[Exists]:
    """What must be there: the copy that the ledger has the newest entry of."""
    last = Run.objects.filter(target=found.ref).order_by("-position").first()
    if last is None:
        return ()
    return (
        Exists(Store.DATA, last.number, last.data),
        Exists(Store.KEYRING, last.keyring_number, last.keyring),
    )


def _still_there(found: Target, place: Place) -> None:
    """
    Raises:
        CopyRefused: ROLLED_BACK
    """
    for one in _known(found):
        if one.number not in place.numbers(one.store):
            raise CopyRefused(fault=Fault.ROLLED_BACK, number=one.number, store=one.store)


def _failed(found: Target, refused: DomainError, at: datetime) -> None:
    since = found.failing_since or at
    Target.objects.filter(pk=found.pk).update(failure=refused.code, failing_since=since)


def _since(began: float) -> int:
    return int((time.monotonic() - began) * 1000)
