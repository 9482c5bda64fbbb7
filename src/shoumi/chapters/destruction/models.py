"""Orders to destroy, what stands against them, and what recipients have proved."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shoumi.chapters.destruction.rules import Basis, Cause, State


class Order(models.Model):
    """One act of destruction.  Holds no personal information (handbook 8.3)."""

    ref = models.CharField(max_length=40, unique=True)
    number = models.PositiveIntegerField(unique=True)
    deal = models.CharField(max_length=40)
    basis = models.CharField(max_length=16, choices=[(b, b) for b in Basis])
    state = models.CharField(max_length=10, choices=[(s, s) for s in State], default=State.PROPOSED)
    count = models.PositiveIntegerField()
    proposer = models.CharField(max_length=40)
    confirmed = models.JSONField(default=list)  # persons
    proposed_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    verified_at = models.DateTimeField(null=True)
    # First yes to an order of the schedule; what a person proposed counts from then.
    witnessed_at = models.DateTimeField(null=True)
    keys_erased = models.PositiveIntegerField(default=0)
    records_erased = models.PositiveIntegerField(default=0)
    intent_position = models.BigIntegerField(null=True)
    proof_position = models.BigIntegerField(null=True)
    residual_until = models.DateField(null=True)
    document = models.CharField(max_length=40, default="")

    class Meta:
        indexes = [models.Index(fields=["deal", "state", "id"], name="order_of_deal")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[State.PROPOSED, State.CONFIRMED])
                | Q(intent_position__isnull=False, begun_at__isnull=False),
                name="intent_before_destruction",
            ),
        ]

    def __str__(self) -> str:
        return f"DR-{self.number:03d}"


class OrderItem(models.Model):
    """A subject's random reference.  Once the key is gone it names nobody."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="items")
    subject = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "subject"], name="a_subject_once_an_order"),
        ]

    def __str__(self) -> str:
        return self.subject


class Hold(models.Model):
    """A legal hold on a person, or on the whole deal where ``subject`` is empty."""

    ref = models.CharField(max_length=40, unique=True)
    deal = models.CharField(max_length=40)
    subject = models.CharField(max_length=40, default="")
    cause = models.CharField(max_length=10, choices=[(c, c) for c in Cause])
    placed_at = models.DateTimeField()
    until = models.DateField(null=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["deal", "lifted_at"], name="hold_of_deal")]

    def __str__(self) -> str:
        return self.ref


class RecipientProof(models.Model):
    """A recipient of room copies, and its certificate that they are gone (handbook 8.1, 8.3)."""

    deal = models.CharField(max_length=40)
    party = models.CharField(max_length=40)
    due_on = models.DateField()
    document = models.CharField(max_length=40, default="")
    received_at = models.DateTimeField(null=True)
    position = models.BigIntegerField(null=True)
    # Of whoever signs with a key of its own: DER, noted before anything is received.
    certificate = models.BinaryField(null=True)
    # Who signed, by reference; the SHA-256 of the noted certificate where that is who did.
    signer = models.CharField(max_length=64, db_default="")
    items = models.CharField(max_length=500, db_default="")
    count = models.PositiveIntegerField(db_default=0)
    copies = models.PositiveIntegerField(db_default=0)
    method = models.CharField(max_length=14, db_default="")  # of ``rules.Method``
    destroyed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deal", "party"], name="one_proof_a_recipient"),
        ]

    def __str__(self) -> str:
        return f"{self.deal}/{self.party}"
