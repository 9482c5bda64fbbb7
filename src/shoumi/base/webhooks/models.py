"""Who is told, by which secrets, and what each was told.  Tries go by real time."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shoumi.base.accounts.models import REF_LENGTH, Person
from shoumi.base.webhooks.events import Cause
from shoumi.base.webhooks.rules import MAX_NAME, State
from shoumi.core.egress.urls import MAX_URL


class Endpoint(models.Model):
    """``tags`` are the kinds of entries it is told of; ``cursor`` the next entry to look at.

    ``failing_since`` is when deliveries began to fail, empty while they do not.
    """

    ref = models.CharField(primary_key=True, max_length=REF_LENGTH)
    name = models.CharField(max_length=MAX_NAME)
    url = models.CharField(max_length=MAX_URL)
    tags = models.JSONField()
    cursor = models.PositiveBigIntegerField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    position = models.PositiveBigIntegerField()
    paused = models.CharField(
        max_length=8, blank=True, choices=[(one.value, one.value) for one in Cause]
    )
    failing_since = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.ref


class Signing(models.Model):
    """A secret of an endpoint; it is in the keyring under ``ref``.  The newest has no end."""

    ref = models.CharField(primary_key=True, max_length=REF_LENGTH)
    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="signings")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint"], condition=Q(until__isnull=True), name="one_newest_secret"
            )
        ]

    def __str__(self) -> str:
        return self.ref


class Delivery(models.Model):
    """One entry of the ledger on its way to one endpoint, at least once.

    ``ref`` is the id that the receiver knows it by, the same at every try.  ``answer`` is the
    status that came last, 0 for none; ``failure`` a code where the call itself failed.
    """

    ref = models.CharField(primary_key=True, max_length=REF_LENGTH)
    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="deliveries")
    position = models.PositiveBigIntegerField()
    tag = models.CharField(max_length=64)
    deal = models.CharField(max_length=REF_LENGTH, blank=True)
    happened_at = models.DateTimeField()
    state = models.CharField(
        max_length=9, default=State.WAITING, choices=[(one.value, one.value) for one in State]
    )
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    answer = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=40, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-position", "ref"]
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "position"], name="one_delivery_each"),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at__isnull=True)
                | (~Q(state="waiting") & Q(settled_at__isnull=False)),
                name="delivery_settled_or_waiting",
            ),
        ]
        indexes = [
            models.Index(
                fields=["endpoint", "next_at"],
                condition=Q(state="waiting"),
                name="delivery_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.ref
