"""Sensors of others whose logs are read, and the addresses that they named."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.chapters.defence.events import Tag
from shoumi.chapters.defence.rules.sensors import SensorKind

_REF = 40


class Sensor(AuthenticatedRow):
    """
    ``path``     the log that it writes
    ``inode``, ``offset``, ``length``, ``head``  how far that was read (``rules.log_reader.Mark``)
    ``read_at``  when it was read last; ``lines`` how many lines so far, ``gaps`` how often
                 where it was left was nowhere any more

    The code is made anew with each reading though no entry tells of it: whoever puts an older row
    back has lines read again.
    """

    ref = models.CharField(max_length=_REF, unique=True)
    kind = models.CharField(max_length=8, choices=[(k, k) for k in SensorKind])
    path = models.CharField(max_length=300)
    added_by = models.CharField(max_length=_REF)
    added_at = models.DateTimeField()
    ended_by = models.CharField(max_length=_REF, default="")
    ended_at = models.DateTimeField(null=True)
    inode = models.CharField(max_length=20)
    offset = models.BigIntegerField()
    length = models.PositiveIntegerField()
    head = models.CharField(max_length=64)
    read_at = models.DateTimeField()
    lines = models.BigIntegerField(default=0)
    gaps = models.PositiveIntegerField(default=0)

    coverage: ClassVar[Coverage] = Coverage(
        columns=(
            "ref",
            "kind",
            "path",
            "added_by",
            "added_at",
            "ended_by",
            "ended_at",
            "inode",
            "offset",
            "length",
            "head",
            "read_at",
            "lines",
            "gaps",
        ),
        told_by=(("ref", (Tag.SENSOR_ADDED, Tag.SENSOR_DROPPED)),),
        made_by=(Tag.SENSOR_ADDED,),
    )

    class Meta:
        constraints = [
            by_someone("ended_at", "ended_by", name="sensor_ended_by"),
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(ended_at__isnull=True),
                name="one_sensor_of_each_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class SensedAddress(AuthenticatedRow):
    """An address that a sensor named: what alerts are about.  It never changes."""

    ref = models.CharField(max_length=_REF, unique=True)
    kind = models.CharField(max_length=8, choices=[(k, k) for k in SensorKind])
    address = models.CharField(max_length=45)
    first_at = models.DateTimeField()

    coverage: ClassVar[Coverage] = Coverage(
        columns=("ref", "kind", "address", "first_at"),
        told_by=(("ref", (Tag.SENSOR_MET,)),),
        made_by=(Tag.SENSOR_MET,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "address"], name="sensedaddress_once"),
        ]

    def __str__(self) -> str:
        return self.ref
