"""Switch a sensor on, read on in its log, and raise what it says."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import texts, writer
from shoumi.base.row_authentication import codes, verification
from shoumi.chapters.defence.events import Tag
from shoumi.chapters.defence.queries import sensors as queries
from shoumi.chapters.defence.queries.sensors import NoSuchSensor
from shoumi.chapters.defence.rules import log_reader, sensors
from shoumi.chapters.defence.rules.log_reader import Mark
from shoumi.chapters.defence.rules.sensors import SensorKind
from shoumi.chapters.defence.sensor_models import SensedAddress, Sensor
from shoumi.chapters.defence.services.errors import LogUnfit, SensorAdded, SensorOver
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

ADDERS = (Role.SEC,)
ENDERS = (Role.SEC, Role.HEAD)
_DUTIES = ("12.2",)
_ENDINGS = (".json", ".log")


@transaction.atomic
def add(*, kind: SensorKind, path: str, actor: Ref, at: datetime) -> Sensor:
    """From its end on the log is read with the watch, twice a minute.

    Raises:
        NotPermitted: the actor is not the security officer.
        LogUnfit: it is no log that can be read here.
        SensorAdded, NotAuthentic
    """
    accounts.require(actor, at, *ADDERS)
    if any(one.kind == kind for one in queries.running()):
        raise SensorAdded
    mark = _end_of(path.strip())
    made = Sensor(
        ref=Ref.new("sensor"),
        kind=kind,
        path=path.strip(),
        added_by=actor,
        added_at=at,
        read_at=at,
        **_columns(mark),
    )
    codes.put(
        made,
        writer.record(
            Event(Tag.SENSOR_ADDED, actor, Ref(made.ref), at, facts(made), _DUTIES)
        ).position,
    )
    made.save(force_insert=True)
    return made


def facts(one: Sensor) -> dict[str, Value]:
    return {"kind": SensorKind(one.kind), "path": Digest.of(one.path.encode())}


def _end_of(path: str) -> Mark:
    """
    Raises:
        LogUnfit: what is no log of another program is not opened, whatever somebody types.
    """
    found, home = Path(path), Path(settings.SHOUMI_HOME).resolve()
    try:
        is_log = found.is_absolute() and found.suffix in _ENDINGS and found.is_file()
        if not is_log or found.resolve().is_relative_to(home):
            raise LogUnfit
        return log_reader.end_of(found)
    except (OSError, ValueError):
        raise LogUnfit from None


def _columns(mark: Mark) -> dict[str, str | int]:
    return {
        "inode": str(mark.inode),
        "offset": mark.offset,
        "length": mark.length,
        "head": mark.head,
    }


@transaction.atomic
def drop(*, sensor: Ref, actor: Ref, at: datetime) -> Sensor:
    """
    Raises:
        NotPermitted, NoSuchSensor, SensorOver, NotAuthentic
    """
    accounts.require(actor, at, *ENDERS)
    found = Sensor.objects.select_for_update().filter(ref=sensor).first()
    if found is None:
        raise NoSuchSensor(sensor=sensor)
    verification.require([found])
    if found.ended_at is not None:
        raise SensorOver
    found.ended_by, found.ended_at = actor, at
    event = Event(Tag.SENSOR_DROPPED, actor, sensor, at, {"kind": SensorKind(found.kind)}, _DUTIES)
    codes.put(found, writer.record(event).position)
    found.save()
    return found


def read(*, at: datetime) -> int:
    """Read on in each log; how many lines there were.  One that cannot be read is tried again.

    Raises:
        NotAuthentic
    """
    return sum(_read(one, at) for one in queries.running())


def _read(known: Sensor, at: datetime) -> int:
    mark = _mark(known)
    try:
        told = log_reader.read_on(Path(known.path), mark)
    except OSError:
        return 0
    with transaction.atomic():
        found = Sensor.objects.select_for_update().get(pk=known.pk)
        verification.require([found])
        # Another worker was first, or it was switched off: those lines are not ours.
        if _mark(found) != mark or found.ended_at is not None or at < found.read_at:
            return 0
        kind = SensorKind(found.kind)
        by_address: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for one, count in sorted(sensors.sightings(kind, told.lines).items()):
            by_address[one.address].append((one.words, count))
        for address, seen in by_address.items():
            _raise(kind, address, seen, at)
        for name, value in _columns(told.mark).items():
            setattr(found, name, value)
        found.read_at, found.lines = at, found.lines + len(told.lines)
        found.gaps += told.is_gap
        codes.put(found, found.entry_position or 0)
        found.save()
    return len(told.lines)


def _mark(one: Sensor) -> Mark:
    return Mark(int(one.inode), one.offset, one.length, one.head)


def _raise(kind: SensorKind, address: str, seen: list[tuple[str, int]], at: datetime) -> None:
    """One entry of an address and a reading, however many lines there were."""
    source = SensedAddress.objects.filter(kind=kind, address=address).first()
    if source is None:
        source = _met(kind, address, at)
    verification.require([source])
    words = "; ".join(dict.fromkeys(one for one, _ in seen))[:500]
    told: dict[str, Value] = {"kind": kind, "count": sum(count for _, count in seen)}
    event = Event(Tag.SENSOR_RAISED, SYSTEM, Ref(source.ref), at, told, _DUTIES)
    texts.record(event, said=words)


def _met(kind: SensorKind, address: str, at: datetime) -> SensedAddress:
    made = SensedAddress(ref=Ref.new("sensed"), kind=kind, address=address, first_at=at)
    event = Event(Tag.SENSOR_MET, SYSTEM, Ref(made.ref), at, met(made), _DUTIES)
    codes.put(made, writer.record(event).position)
    made.save(force_insert=True)
    return made


def met(one: SensedAddress) -> dict[str, Value]:
    """What the entry says: of the address a digest, so that the ledger has none."""
    where = Digest.of(f"{one.ref} {one.address}".encode())
    return {"kind": SensorKind(one.kind), "where": where}
