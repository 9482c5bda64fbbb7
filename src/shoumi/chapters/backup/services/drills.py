"""Restore a copy into a scratch folder and prove it: how long it takes, what would be lost, that
the living are there and the destroyed are not."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

from django.db import connections, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.copies import (
    addresses,
    copy_run,
    database_load,
    key_sheets,
    known_blocks,
    postgresql,
    recipients,
    scratch_cluster,
    scratch_folders,
)
from shoumi.base.copies.reassembly import Exists, Progress, unpack
from shoumi.base.copies.scratch_cluster import Scratch
from shoumi.base.documents import store
from shoumi.base.ledger import highwater, writer
from shoumi.base.restore import rehearsal
from shoumi.base.restore import services as restoring
from shoumi.base.restore.rehearsal import Proofs
from shoumi.base.restore.services import Fetched, Source
from shoumi.base.row_authentication import codes
from shoumi.chapters.backup import drill_records, queries, rules
from shoumi.chapters.backup.events import Tag
from shoumi.chapters.backup.models import Drill, Recipient, Run, Target
from shoumi.chapters.backup.rules import KeyForm, Way
from shoumi.chapters.backup.services.setup import KEEPERS
from shoumi.core.backup.errors import CopyRefused, Fault
from shoumi.core.backup.manifest import Store
from shoumi.core.errors import DomainError
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref

RECOVERY = ("13.2",)
Certificate = Callable[[Drill, str, Ref, datetime, Way], bytes]  # of it, at which place, by whom
# In the home, beside what copying keeps; never copied itself.
SCRATCH = "drill-"


def drill(
    *,
    target: Ref,
    identity: str,
    actor: Ref,
    at: datetime,
    now: rules.Now,
    certificate: Certificate,
    progress: Progress | None = None,
) -> Drill:
    """Put the newest copy there back beside the home, catch it up and prove it; the home is not
    touched.  A drill that breaks off is entered as one that did not pass, and raised; a key that
    is none of ours begins none.

    ``identity``  the secret key that is kept offline
    ``now``       tells the time, since it may take hours
    ``certificate``  makes the paper of it

    Raises:
        NotPermitted: the actor is neither of operations nor the security officer.
        NoSuchTarget, NotAuthentic, NotOnThisEngine
        CopyRefused, PlaceUnreachable, ProgramMissing, RehearsalBroken
        ProgramTooOld, NotAsRoot, DatabaseRefused: of PostgreSQL.
    """
    accounts.require(actor, at, *KEEPERS)
    is_server = postgresql.is_postgresql()
    found = queries.target(target)
    _require_ours(identity)
    clear()
    wanted, began = rehearsal.sample(), time.monotonic()
    try:
        with (
            scratch_folders.made(known_blocks.folder(), SCRATCH) as folder,
            scratch_cluster.running() if is_server else nullcontext() as scratch,
        ):
            fetched = _fetched(found, identity, folder / "home", progress, scratch)
            own = scratch.environment if scratch else {}
            proofs = rehearsal.prove(folder / "home", _newer(), wanted, at, own)
    except (DomainError, OSError):  # no room for a second home, or a disk that fails
        _failed(found, actor, now())
        raise
    took = int(time.monotonic() - began) + 1
    row = _row(found, fetched, proofs, took, actor, began_at=at, at=now())
    way = _way(identity, actor)
    return _entered(row, certificate(row, found.name, actor, row.tested_at, way), way)


def clear() -> int:
    """Wipe what drills that were killed left: whole homes, with their keys; how many."""
    return scratch_folders.clear(known_blocks.folder(), SCRATCH) + scratch_cluster.clear()


def _require_ours(identity: str) -> None:
    """It is the secret half of a key that copies are or were sealed for.

    Raises:
        CopyRefused: WRONG_IDENTITY
    """
    public = str(recipients.identity(identity).to_public())
    if not Recipient.objects.filter(public_key=public).exists():
        raise CopyRefused(fault=Fault.WRONG_IDENTITY)


def _way(identity: str, actor: Ref) -> Way:
    form = KeyForm.SHEETS if key_sheets.are_words(identity) else KeyForm.FILE
    return Way(form, actor not in drill_records.drilled_by(), drill_records.plan())


def _newer() -> Source:
    """The ledger of this home, as it stands."""
    if postgresql.is_postgresql():
        return Source(postgresql.servers()["default"], marks=highwater.path())
    return Source(Path(connections["default"].settings_dict["NAME"]))


def _fetched(
    found: Target,
    identity: str,
    home: Path,
    progress: Progress | None,
    scratch: Scratch | None,
) -> Fetched:
    place = addresses.open_place(found.kind, found.address, found.credentials, Ref(found.ref))
    last = Run.objects.filter(target=found.ref).order_by("-position").first()
    known = [Exists(Store.DATA, last.number, last.data)] if last else []
    return restoring.fetch(
        home,
        lambda into: unpack(
            place,
            identity=identity,
            trusted=copy_run.trusted(),
            into=into,
            known=known,
            progress=progress,
        ),
        *([lambda unpacked: database_load.load(unpacked, scratch.servers)] if scratch else []),
    )


def _row(
    found: Target, fetched: Fetched, told: Proofs, took: int, actor: Ref, *,
    began_at: datetime, at: datetime,
) -> Drill:  # fmt: skip
    written = datetime.fromisoformat(told.moment) if told.moment else fetched.made_at
    row = Drill(
        ref=Ref.new("drill"),
        target=found.ref,
        number=fetched.number,
        data=fetched.manifest,
        tested_by=actor,
        tested_at=at,
        copied_at=written,
        took_seconds=took,
        loss_seconds=max(int((began_at - written).total_seconds()), 0),
        **{name: getattr(told, name) for name in _PROVED},
        ledger_size=told.size,
    )
    row.passed = rules.drill_passed(row.outcome)
    return row


_PROVED = (
    "living", "proved", "destroyed", "unreadable", "revived", "caught_up", "missing", "done",
    "lost", "blocked", "rows", "is_sound",
)  # fmt: skip


@transaction.atomic
def _entered(row: Drill, paper: bytes, way: Way) -> Drill:
    actor, at = Ref(row.tested_by), row.tested_at
    kept = store.put(paper, kind="evidence", deal=None, actor=actor, at=at)
    row.document = kept.ref
    facts: dict[str, Value] = {
        "target": Ref(row.target),
        "number": row.number,
        "data": Digest.fromhex(row.data),
        "took": row.took_seconds,
        "loss": row.loss_seconds,
        "living": row.living,
        "proved": row.proved,
        "destroyed": row.destroyed,
        "unreadable": row.unreadable,
        "passed": row.passed,
        "document": Digest.fromhex(kept.sha256),
        "key": way.key,
        "new": way.is_new,
    }
    if way.plan is not None:
        facts["plan"] = way.plan
    event = Event(Tag.RESTORE_TESTED, actor, Ref(row.ref), at, facts, RECOVERY)
    row.position = writer.record(event).position
    codes.put(row, row.position)
    row.save(force_insert=True)
    return row


@transaction.atomic
def _failed(found: Target, actor: Ref, at: datetime) -> None:
    row = Drill(ref=Ref.new("drill"), target=found.ref, tested_by=actor, tested_at=at, passed=False)
    facts: dict[str, Value] = {"target": Ref(found.ref)}
    event = Event(Tag.RESTORE_FAILED, actor, Ref(row.ref), at, facts, RECOVERY)
    row.position = writer.record(event).position
    codes.put(row, row.position)
    row.save(force_insert=True)
