"""Robots that tell a department's group that something waits, and what they have to tell."""

from __future__ import annotations

from django.db import models

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.chapters.collaboration.events import Tag
from shoumi.chapters.collaboration.rules.robots import NoticeState, Vendor, What

_REF = 53


class Connector(AuthenticatedRow):
    """A robot in the group of one department.  Its address and its secret lie sealed in the keyring
    under ``secret``."""

    ref = models.CharField(max_length=_REF, unique=True)
    number = models.PositiveIntegerField(unique=True)
    vendor = models.CharField(max_length=10, choices=[(one, one) for one in Vendor])
    department = models.CharField(max_length=4)
    secret = models.CharField(max_length=_REF)
    made_by = models.CharField(max_length=_REF)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=_REF, blank=True, default="")

    coverage = Coverage(
        columns=(
            *("ref", "number", "vendor", "department", "secret", "made_by", "made_at"),
            *("ended_at", "ended_by"),
        ),
        told_by=(("ref", (Tag.CONNECTED, Tag.DISCONNECTED)),),
        made_by=(Tag.CONNECTED,),
    )

    class Meta:
        constraints = [by_someone("ended_at", "ended_by", name="connector_ended_by_someone")]

    def __str__(self) -> str:
        return self.ref


class ConnectorNotice(models.Model):
    """One thing to tell: closed words, a number and a page.

    ``sent_at``  when a call was made that told it, by itself or with others
    """

    connector = models.CharField(max_length=_REF)
    what = models.CharField(max_length=8, choices=[(one, one) for one in What])
    number = models.PositiveIntegerField()
    page = models.CharField(max_length=120)
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=[(one, one) for one in NoticeState])
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["connector", "state"], name="notices_of_connector")]

    def __str__(self) -> str:
        return f"{self.connector} {self.what} {self.number}"


class ConnectorCall(models.Model):
    """One call to a vendor, for counting alone: no more go within a minute than it takes."""

    connector = models.CharField(max_length=_REF)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["connector", "at"], name="calls_of_connector")]

    def __str__(self) -> str:
        return f"{self.connector} {self.at}"
