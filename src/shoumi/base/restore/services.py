"""Put a home back: sealed first, caught up with its ledger, opened by two.

Order, and what a kill leaves.  ``begin`` seals the folder before anything lies in it.  ``catch_up``
takes over the newer ledger in one transaction and does again what narrows in another; each is found
done or not.  Then all there is is counted, each time anew, before the seal's next stage is written.
``open_home`` commits the entry and then takes the seal away; ``finish`` does where it was killed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.db import transaction

from shoumi.base import registry
from shoumi.base.anchoring import services as anchoring
from shoumi.base.anchoring import witness
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.rules import TWO, Change, Parameters
from shoumi.base.copies.errors import NotEmpty
from shoumi.base.copies.reassembly import Unpacked
from shoumi.base.ledger import audit, highwater, home_seal, newer, reader, writer
from shoumi.base.ledger.errors import MarkUnreadable
from shoumi.base.ledger.home_seal import HomeSeal, Stage
from shoumi.base.ledger.newer import Newer
from shoumi.base.restore import queries, record_count, replay
from shoumi.base.restore.errors import (
    AlreadyServes,
    LedgerMissing,
    NotCaughtUp,
    NotSealed,
    RecordsDiffer,
    SealUnreadable,
)
from shoumi.base.restore.events import Proved, Tag
from shoumi.base.rooms import content_erasure
from shoumi.base.vault import logkey
from shoumi.core.ledger import note
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref

DUTIES = ("13.2",)
Passed = Callable[[str, int, int], None]  # step, done, of
OPENS_BY_TWO = Action.RESTORE
OPENERS = TWO[OPENS_BY_TWO].askers
_NAMED = 5  # of what differs, in a refusal; the entry has the rest


@dataclass(frozen=True, slots=True)
class Source:
    """Where the newer ledger is: a database file of SQLite or how libpq finds a database, and
    signed checkpoints that were kept elsewhere.

    ``database``  None: nobody has one
    ``marks``     the high-water file of that home, where it does not lie beside the database
    """

    database: Path | str | None
    checkpoints: Sequence[str] = ()
    marks: Path | None = None


def begin(home: Path, *, manifest: str = "") -> HomeSeal:
    """Seal a folder into which a home is put back, or that holds one which was.

    Done again it is the same restore.

    Raises:
        AlreadyServes: a home lies there whose ledger has its mark: one that is in use.
    """
    found = home_seal.read(home)
    if found is not None:
        return found
    if (home / "home.toml").exists() and (home / "ledger.highwater").exists():
        raise AlreadyServes
    seal = HomeSeal(str(Ref.new("restore")), Stage.PUT_BACK, manifest)
    home_seal.write(seal, home)
    return seal


@dataclass(frozen=True, slots=True)
class Fetched:
    """``size`` entries of the ledger in the copy, ``made_at`` when it was made."""

    restore: str
    manifest: str
    number: int
    files: int
    size: int
    made_at: datetime


def fetch(
    home: Path,
    unpacked: Callable[[Path], Unpacked],
    loaded: Callable[[Unpacked], None] = lambda found: None,
) -> Fetched:
    """Seal an empty folder, then have a copy put into it.

    ``loaded``  puts what is to lie in a server's databases there

    Raises:
        AlreadyServes, NotEmpty
        CopyRefused and whatever else ``unpacked`` and ``loaded`` raise; what they left stays
            sealed.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(one.name not in home_seal.files(home) for one in home.iterdir()):
        raise AlreadyServes if (home / "home.toml").exists() else NotEmpty
    seal = begin(home)
    found = unpacked(home)
    loaded(found)
    told = replace(seal, manifest=found.sha256, known=found.data.ledger_size)
    home_seal.write(told, home)
    return Fetched(
        seal.restore,
        found.sha256,
        found.data.number,
        found.files,
        found.data.ledger_size,
        found.data.at,
    )


def seal_in_place() -> HomeSeal:
    """Seal the home of the settings, which somebody put back by hand: it cannot make it less so."""
    found = home_seal.read()
    if found is None:
        found = HomeSeal(str(Ref.new("restore")), Stage.PUT_BACK)
        home_seal.write(found)
    return found


def catch_up(
    source: Source,
    *,
    at: datetime,
    without: bool = False,
    sampled: int = record_count.SAMPLE,
    passed: Passed = lambda *_: None,
) -> queries.Report:
    """Take over the newer ledger, do again what happened after the copy, and count what is there.

    Afterwards people may sign in, and two of them open the house.  Given again it counts again
    what differed.

    ``without``  go on though entries are missing: then every deal waits
    ``sampled``  so many of the living are opened in memory, shown to nobody

    Raises:
        NotSealed, SealUnreadable
        NewerLedgerUnreadable, NewerLedgerOlder, NewerLedgerForeign: nothing was taken over.
        LedgerMissing: entries are missing, or nobody can tell, and ``without`` was not said.
        WitnessRefused, WitnessSilent: it has seen another history, or says nothing.
    """
    seal = _sealed()
    with home_seal.restoring():
        if seal.size is None:
            seal = _noted(replace(seal, size=reader.size()))
        size, restore = seal.size or 0, Ref(seal.restore)
        done = queries.replayed(restore)
        if done is None:
            proved = _taken_over(source, size, passed)
            seal = _noted(replace(seal, known=max(seal.known, _marked())))
            highwater.accept()
            seal = _noted(replace(seal, known=max(seal.known, _witnessed())))
            missing = _missing(seal, source, without=without)
            at = max(at, reader.last_at() or at)
            replay.replay(
                restore=restore,
                size=size,
                missing=missing,
                proved=proved,
                at=at,
                passed=lambda n, of: passed("replaying", n, of),
            )
        _finish_what_was_begun(at)
        last = queries.counted(restore)
        if last is None or last.differ:
            at = max(at, reader.last_at() or at)
            record_count.count_and_open(restore, people=sampled, at=at)
        _noted(replace(seal, stage=Stage.CAUGHT_UP))
    return queries.report()


def _sealed() -> HomeSeal:
    found = home_seal.read()
    if found is None:
        raise NotSealed
    if not found.restore:
        raise SealUnreadable
    return found


def _noted(seal: HomeSeal) -> HomeSeal:
    home_seal.write(seal)
    return seal


def _taken_over(source: Source, size: int, passed: Passed) -> Proved:
    """How what was taken over, now or before this was broken off, was found to be our own."""
    if source.database is None:
        return Proved.NONE
    log = note.read_vkey(logkey.vkey())
    with newer.opened(source.database, source.marks) as found:
        told = newer.examine(
            found,
            log,
            also=source.checkpoints,
            cosigned=_is_cosigned,
            passed=lambda n, of: passed("comparing", n, of),
        )
        newer.take_over(found)
    return _proved(told, size)


def _proved(told: Newer, size: int) -> Proved:
    if told.witnessed > size or told.witnessed == told.size:
        return Proved.WITNESSED
    if told.signed > size or told.signed == told.size:
        return Proved.SIGNED
    return Proved.TREE


def _is_cosigned(signed: str) -> bool:
    if witness.url() is None:
        return False
    return witness.has_signed(signed)


def _marked() -> int:
    """How far the ledger had come by a mark that outlived it in this very folder."""
    try:
        return max((one.size for one in highwater.marks()), default=0)
    except MarkUnreadable:
        return 0


def _witnessed() -> int:
    return anchoring.compared() or 0


def _missing(seal: HomeSeal, source: Source, *, without: bool) -> int:
    """Entries that were and are not here; 1 at least where nobody can tell how many.

    Raises:
        LedgerMissing
    """
    missing = max(seal.known - reader.size(), 0)
    is_told = source.database is not None or (witness.url() is not None and not missing)
    if not missing and is_told:
        return 0
    if not without:
        raise LedgerMissing(missing=missing)
    return max(missing, 1)


def _finish_what_was_begun(at: datetime) -> None:
    """Keys of the destroyed, rooms that were shut, and whatever else a card resumes."""
    for card in registry.cards():
        if card.restored:
            card.restored(at)
    for card in registry.cards():
        if card.resume:
            card.resume(at)
    content_erasure.empty(at=at)


def change(seal: HomeSeal) -> Change:
    """What the second person answers for, as it stands now.

    Raises:
        NotCaughtUp
        RecordsDiffer: something is not what the ledger says.
    """
    told, counted = queries.replayed(Ref(seal.restore)), queries.counted(Ref(seal.restore))
    if seal.stage is not Stage.CAUGHT_UP or told is None or counted is None:
        raise NotCaughtUp
    _must_agree(counted.differences, counted.differ)
    parameters: Parameters = {
        "restore": seal.restore,
        "copy": seal.manifest,
        "size": seal.size or 0,
        "caught_up": told.caught_up,
        "missing": told.missing,
        "proved": told.proved,
        "done": told.done,
        "lost": told.lost,
        "blocked": told.blocked,
        "people": counted.people,
        "records": counted.records,
        "rows": counted.rows,
        "sampled": counted.sampled,
        "opened": counted.opened,
    }
    return Change(OPENS_BY_TWO, parameters)


def _must_agree(differences: Sequence[tuple[str, str]], count: int) -> None:
    if count:
        told = [f"{what} {name}" for what, name in differences[:_NAMED]]
        raise RecordsDiffer(count=count, named=", ".join(told))


def must_be_caught_up() -> None:
    """
    Raises:
        NotSealed, SealUnreadable, NotCaughtUp, RecordsDiffer
    """
    change(_sealed())


def open_home(*, actor: Ref, at: datetime) -> int:
    """Open the house; the position of the entry that says so.  Two persons, within the hour.

    Raises:
        NotSealed, SealUnreadable, NotCaughtUp
        Broken: the ledger does not re-compute; nothing opens.
        RecordsDiffer: something is not what the ledger says, as it was counted or by now.
        NeedsApproval (``approvals``), RequesterMayNot, ApproverMayNot
    """
    seal = _sealed()
    if (done := queries.opened(Ref(seal.restore))) is not None:
        home_seal.lift()  # two did, and the seal outlived it: nobody is asked again
        return done
    wanted = change(seal)
    with home_seal.restoring():
        audit.verify_all().require()
        found = record_count.count(Ref(seal.restore)).differences
        _must_agree([(one.what, one.name) for one in found], len(found))
        facts: dict[str, Value] = {"size": seal.size or 0}
        if seal.manifest:
            facts["copy"] = Digest.fromhex(seal.manifest)
        with approvals.kept(OPENS_BY_TWO, actor=actor, at=at), transaction.atomic(durable=True):
            approvals.spend(wanted, actor=actor, at=at)
            event = Event(Tag.OPENED, actor, Ref(seal.restore), at, facts, DUTIES)
            position = writer.record(event).position
        home_seal.lift()
    return position


def finish() -> None:
    """Where the entry of the opening is committed and the seal still there, take it away."""
    seal = home_seal.read()
    if seal is not None and seal.restore and queries.opened(Ref(seal.restore)) is not None:
        home_seal.lift()
