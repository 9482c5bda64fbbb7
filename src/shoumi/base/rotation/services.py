"""Begin a rotation, run it to its end, go on with what was broken off."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.approvals import services as approvals
from shoumi.base.jobs import lease
from shoumi.base.ledger import writer
from shoumi.base.pools import local_worker
from shoumi.base.rotation import approval, plans
from shoumi.base.rotation.errors import AtWork, InUse, SameSuite, Unfinished
from shoumi.base.rotation.events import Reason, Tag, What
from shoumi.base.rotation.models import Rotation, State
from shoumi.base.vault import key_erasure, keyring
from shoumi.base.vault.errors import StillOnDisk, StillOpens
from shoumi.base.vault.models import CompartmentKey, NextKey, Setup, SubjectKey
from shoumi.base.vault.rotation import Turn
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role
from shoumi.core.vault.suites import Suite

Tell = Callable[[Rotation], None]

DUTIES = ("3.1", "3.4")
# How often all that is left is gone through before a run gives up until the next.
_PASSES = 3
_EVERY_SECONDS = 0.25
_LOCK = "rotation.lock"


def start(
    *,
    what: What,
    target: str = "",
    suite: Suite | None = None,
    path: Path | None = None,
    actor: Ref,
    at: datetime,
) -> Rotation:
    """As ``start_all``, of one key."""
    return start_all(what=what, targets=[target], suite=suite, path=path, actor=actor, at=at)[0]


def start_all(
    *,
    what: What,
    targets: Sequence[str],
    suite: Suite | None = None,
    path: Path | None = None,
    actor: Ref,
    at: datetime,
) -> list[Rotation]:
    """Begin a rotation of each key, or answer those of the same key that are under way.

    Takes two persons (``approval.begins``), unless nothing new is begun, or the house itself goes
    on with what was erased.

    Raises:
        NotPermitted: the actor is not the security officer.
        NeedsApproval, RequesterMayNot, ApproverMayNot: nobody else has approved exactly this.
        NothingToRotate: there is no such key.
        SameSuite: everything is written in that suite already.
    """
    if actor != SYSTEM:
        accounts.require(actor, at, Role.SEC)
    if what is What.SUITE and suite is not None and _is_suite(suite):
        raise SameSuite(suite=suite.name)
    for target in targets:
        plans.next_epoch(what, target)
    number = (suite or keyring.suite()).number
    if actor == SYSTEM or all(_under_way(what, target) for target in targets):
        return [_begin(what, target, number, path, "", actor, at) for target in targets]
    change = approval.begins(what, targets, suite, path)
    with approvals.kept(change.action, actor=actor, at=at), transaction.atomic(durable=True):
        approvals.spend(change, actor=actor, at=at)
        return [_made(what, target, number, path, "", actor, at) for target in targets]


def _is_suite(suite: Suite) -> bool:
    return keyring.suite() is suite and plans.in_other_suite(suite.number) == 0


def _under_way(what: What, target: str) -> Rotation | None:
    return Rotation.objects.filter(what=what, target=target, state=State.OPEN).first()


def _begin(
    what: What, target: str, suite: int, path: Path | None, parent: str, actor: Ref, at: datetime
) -> Rotation:
    found = _under_way(what, target)
    if found is not None:
        return found
    with transaction.atomic(durable=True):
        return _made(what, target, suite, path, parent, actor, at)


def _made(
    what: What, target: str, suite: int, path: Path | None, parent: str, actor: Ref, at: datetime
) -> Rotation:
    # Held, so that of two processes the second finds what the first began: both mean the same.
    writer.hold()
    found = _under_way(what, target)
    if found is not None:
        return found
    row = Rotation.objects.create(
        ref=Ref.new("rot"),
        what=what,
        target=target,
        epoch=plans.next_epoch(what, target),
        suite=suite,
        path="" if path is None else str(path.absolute()),
        parent=parent,
        actor=actor,
        begun_at=at,
    )
    facts: dict[str, Value] = {"what": what, "epoch": row.epoch, "suite": suite}
    writer.record(Event(Tag.BEGUN, actor, Ref(row.ref), at, facts, DUTIES, _deal(row)))
    return row


def _deal(row: Rotation) -> Ref | None:
    return Ref(row.target) if row.what in (What.DEAL, What.DATA) else None


def run(*, rotation: Ref, at: datetime, actor: Ref = SYSTEM, tell: Tell | None = None) -> Rotation:
    """Take a rotation to its end.  What others broke off is finished first.

    ``tell`` is called after each chunk with the row, ``done`` of ``total``.

    Raises:
        AtWork: another process does it right now.
        Unfinished: something cannot be moved yet; it goes on later.
        StillOpens: an old key opens what was moved; it is kept and the refusal recorded.
        StillOnDisk: all is moved; the old key's bytes are still in a file.
    """
    with _alone(), local_worker.at_hand():
        for other in Rotation.objects.filter(state=State.OPEN, parent="").order_by("id"):
            if other.ref != rotation:
                _run(other, at, actor, tell)
        return _run(Rotation.objects.get(ref=rotation), at, actor, tell)


def resume(*, at: datetime) -> int:
    """Go on with everything that was begun; how many came to their end.

    What cannot be finished yet stays open and stands in the way of nobody.  Nothing is done where
    another process is at work.
    """
    try:
        with _alone(), local_worker.at_hand():
            return sum(_resumed(own, at) for own in _open())
    except AtWork:
        return 0


def _open() -> list[Rotation]:
    return list(Rotation.objects.filter(state=State.OPEN, parent="").order_by("id"))


def _resumed(rotation: Rotation, at: datetime) -> bool:
    try:
        return _run(rotation, at, SYSTEM, None).state == State.DONE
    except (Unfinished, StillOnDisk):
        return False


def close_epoch(*, at: datetime) -> Rotation | None:
    """Make worthless the keys of the erased in every backup; None where nobody was erased.

    Raises:
        as ``run``
    """
    open_ones = Rotation.objects.filter(what=What.EPOCH, state=State.OPEN)
    if not open_ones.exists() and not plans.erased_in():
        return None
    begun = start(what=What.EPOCH, actor=SYSTEM, at=at)
    return run(rotation=Ref(begun.ref), at=at)


@contextmanager
def _alone() -> Iterator[None]:
    """One at a time in a home; a process that dies lets go."""
    path = Path(settings.SHOUMI_HOME) / _LOCK
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AtWork from error
        yield
    finally:
        os.close(handle)


def _run(row: Rotation, at: datetime, actor: Ref, tell: Tell | None) -> Rotation:
    if row.state == State.DONE:
        return row
    try:
        if row.what in plans.COMPOSED:
            left, olds = _run_parts(row, at, actor, tell)
        else:
            left, olds = _run_turn(row, plans.turn(row), at, tell)
    except StillOpens as error:
        _refuse(row, Reason.STILL_OPENS, 1, actor, at)
        raise error
    if left or olds:
        raise Unfinished(count=left + olds)
    if not row.parent:
        # Of the parts of a larger one the files are written anew once, at its end.
        key_erasure.compact()
    return _finish(row, actor, at)


def _run_parts(row: Rotation, at: datetime, actor: Ref, tell: Tell | None) -> tuple[int, int]:
    if row.what == What.SUITE:
        Setup.objects.exclude(suite=row.suite).update(suite=row.suite)
    mine = Rotation.objects.filter(parent=row.ref)
    for part in mine.filter(state=State.OPEN).order_by("id"):
        _run(part, at, actor, tell)
    for _ in range(_PASSES):
        # Asked once more after each: a key may have come, or somebody been erased, meanwhile.
        while waiting := _waiting(row):
            what, target = waiting[0]
            # Who ordered the whole ordered its parts, whoever goes on with it.
            begun = _begin(what, target, row.suite, None, row.ref, Ref(row.actor), at)
            _run(begun, at, actor, tell)
        left = plans.in_other_suite(row.suite) if row.what == What.SUITE else 0
        if not left:
            break
        _count(row)
    _add(row)
    return left, 0


def _count(row: Rotation) -> None:
    """Count the parts that are done and forget that they were this one's: all is gone through again
    for what a slow writer left in the suite before."""
    with transaction.atomic():
        _add(row)
        row.save(update_fields=["tried", "done", "total"])
        Rotation.objects.filter(parent=row.ref).update(parent=SYSTEM)


def _add(row: Rotation) -> None:
    """What the parts did, on the row in memory; ``_finish`` stores it."""
    for tried, done in Rotation.objects.filter(parent=row.ref).values_list("tried", "done"):
        row.tried += tried
        row.done += done
    row.total = row.done


def _waiting(row: Rotation) -> list[plans.Part]:
    begun = set(Rotation.objects.filter(parent=row.ref).values_list("what", "target"))
    return [(what, target) for what, target in plans.parts(row) if (what, target) not in begun]


def _run_turn(row: Rotation, turn: Turn, at: datetime, tell: Tell | None) -> tuple[int, int]:
    turn.begin(at)
    progress = _Progress(row, tell)
    for _ in range(_PASSES):
        row.total = max(row.total, row.done + turn.left())
        while moved := turn.move(at):
            progress.add(moved)
        progress.store()
        if turn.left():
            continue
        row.tried += turn.attempt()
        row.save(update_fields=["tried"])
        turn.drop()
        left, olds = turn.left(), turn.olds()
        if not left and not olds:
            return 0, 0
    return turn.left(), turn.olds()


class _Progress:
    """Counts what was moved; stored now and then, since each time waits for the disk."""

    def __init__(self, row: Rotation, tell: Tell | None) -> None:
        self._row, self._tell = row, tell
        self._stored, self._due = row.done, 0.0

    def add(self, moved: int) -> None:
        self._row.done += moved
        self._row.total = max(self._row.total, self._row.done)
        if time.monotonic() >= self._due:
            self.store()
        if self._tell is not None:
            self._tell(self._row)

    def store(self) -> None:
        row = self._row
        if row.done == self._stored:
            return
        with transaction.atomic():
            Rotation.objects.filter(pk=row.pk).update(done=row.done, total=row.total)
            lease.progress(row.done, row.total)
        self._stored, self._due = row.done, time.monotonic() + _EVERY_SECONDS


def _finish(row: Rotation, actor: Ref, at: datetime) -> Rotation:
    facts: dict[str, Value] = {
        "what": What(row.what),
        "epoch": row.epoch,
        "suite": row.suite,
        "moved": row.done,
        "left": 0,
        "olds": 0,
        "tried": row.tried,
        "opened": 0,
    }
    with transaction.atomic(durable=True):
        event = Event(Tag.FINISHED, actor, Ref(row.ref), at, facts, DUTIES, _deal(row))
        row.position = writer.record(event).position
        row.state, row.finished_at, row.total = State.DONE, at, row.done  # files go with their keys
        row.save()
    return row


@transaction.atomic
def _refuse(row: Rotation, reason: Reason, count: int, actor: Ref, at: datetime) -> None:
    facts: dict[str, Value] = {"what": What(row.what), "reason": reason, "count": count}
    writer.record(Event(Tag.REFUSED, actor, Ref(row.ref), at, facts, DUTIES, _deal(row)))


def retire(*, deal: Ref, actor: Ref, at: datetime) -> None:
    """Destroy the key of a deal under which nobody's key is left.  Takes two persons.

    Raises:
        NotPermitted: the actor is not the security officer.
        NeedsApproval, RequesterMayNot, ApproverMayNot: nobody else has approved exactly this.
        NothingToRotate: the deal has no key.
        InUse: people or files still have keys under it; the refusal is recorded.
        StillOnDisk: gone, but bytes remain in a file; do it again.
    """
    accounts.require(actor, at, Role.SEC)
    plans.next_epoch(What.DEAL, deal)
    with _alone():
        count = sum(
            table._default_manager.filter(compartment__deal=deal).count()
            for table in (SubjectKey, NextKey)
        )
        if count:
            with transaction.atomic():
                facts: dict[str, Value] = {
                    "what": What.DEAL,
                    "reason": Reason.IN_USE,
                    "count": count,
                }
                writer.record(Event(Tag.REFUSED, actor, deal, at, facts, DUTIES, deal))
            raise InUse(count=count)
        change = approval.retires(deal)
        with (
            approvals.kept(change.action, actor=actor, at=at, deal=deal),
            transaction.atomic(durable=True),
        ):
            approvals.spend(change, actor=actor, at=at)
            writer.record(Event(Tag.RETIRED, actor, deal, at, {"count": 0}, DUTIES, deal))
        with transaction.atomic(using="keyring"):
            key_erasure.loosen()
            SubjectKey.every.filter(compartment__deal=deal, is_erased=True).delete()
            CompartmentKey.objects.filter(deal=deal).delete()
        key_erasure.compact()
        keyring.lock()
