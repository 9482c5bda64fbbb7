"""Reads of sensors and of the addresses that they named."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from shoumi.base.ledger import reader, texts
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.defence.events import Tag
from shoumi.chapters.defence.rules.detection import FRESH
from shoumi.chapters.defence.sensor_models import SensedAddress, Sensor
from shoumi.core.errors import Missing
from shoumi.core.refs import Ref


class NoSuchSensor(Missing):
    code = "sensor.no_such"


def get(sensor: Ref) -> Sensor:
    """
    Raises:
        NoSuchSensor
    """
    found = Sensor.objects.filter(ref=sensor).first()
    if found is None:
        raise NoSuchSensor(sensor=sensor)
    return found


def listed() -> QuerySet[Sensor]:
    return Sensor.objects.order_by("-added_at", "-id")


@shared
def running() -> list[Sensor]:
    """Those that are switched on.

    Raises:
        NotAuthentic: one was changed or put back, or is gone, from outside.
    """
    found = verification.all_of(Sensor)
    if found.false or verification.deleted(Sensor):
        raise NotAuthentic(what=Sensor._meta.db_table)
    return [one for one in found.rows if one.ended_at is None]


def is_silent(one: Sensor, at: datetime) -> bool:
    """Whether its log could not be read for so long that nobody knows what it says."""
    return at - one.read_at > FRESH


def source(ref: str) -> SensedAddress | None:
    """The address that an alert is about."""
    return SensedAddress.objects.filter(ref=ref).first()


def words(ref: str) -> list[str]:
    """What sensors called what came from there, each once, the newest first."""
    found = reader.latest(20, about=Ref(ref), tag=Tag.SENSOR_RAISED)
    return list(dict.fromkeys(texts.of_entry(one.position, "said") for one in found))
