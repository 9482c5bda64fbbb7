"""The people whose information is held.

A ``Subject`` row says nothing about who the person is: a random reference, what kind of relation
there is, and flags that decide how the person must be treated.  Everything else is in ``Record``,
sealed.  ``Token`` holds the blind indexes.
"""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q

from shoumi.core.terms import DataGrade, LegalBasis, Purpose


class Kind(StrEnum):
    """Stored values: changing one needs a migration."""

    INDIVIDUAL = "INDIVIDUAL"
    CONTACT = "CONTACT"  # speaks for a corporate client
    CHILD = "CHILD"  # under 14, on a parent's account
    PARTY = "PARTY"  # a party of the deal itself


class State(StrEnum):
    """Stored values: changing one needs a migration."""

    ACTIVE = "ACTIVE"
    EXPIRED = "EXPIRED"  # retention is over; only destruction is left
    FROZEN = "FROZEN"  # storage only: not reached, or a request or dispute is open
    SEALED = "SEALED"  # storage only: a legal duty keeps it (PIPL 47(2))
    EXCLUDED = "EXCLUDED"  # objected; does not move, is to be destroyed
    DESTROYED = "DESTROYED"


# In which states a person's values may be read, by purpose.  A sealed archive moves with the legal
# person and serves nothing else (PIPL 47(2)); a person's own request reaches all that is held.
READABLE = frozenset({State.ACTIVE})
READABLE_FOR = {
    Purpose.HANDOVER: READABLE | {State.SEALED},
    Purpose.REQUEST: frozenset(State) - {State.DESTROYED},
}


def readable(purpose: Purpose) -> frozenset[State]:
    return READABLE_FOR.get(purpose, READABLE)


class Subject(models.Model):
    ref = models.CharField(max_length=40, unique=True)
    deal = models.CharField(max_length=40)
    dataset = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=[(k, k) for k in Kind])
    basis = models.CharField(max_length=12, choices=[(b, b) for b in LegalBasis])
    state = models.CharField(max_length=12, choices=[(s, s) for s in State], default=State.ACTIVE)
    has_bank_account = models.BooleanField(default=False)
    has_id_image = models.BooleanField(default=False)
    is_key_contract = models.BooleanField(default=False)
    is_marketing_off = models.BooleanField(default=False)
    in_service = models.BooleanField(default=True)
    retention_until = models.DateField(null=True)
    created_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["deal", "state", "id"], name="subject_of_deal"),
            models.Index(fields=["dataset", "id"], name="subject_of_dataset"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.DESTROYED, destroyed_at__isnull=False)
                | (~Q(state=State.DESTROYED) & Q(destroyed_at__isnull=True)),
                name="destroyed_means_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Record(models.Model):
    """One sealed compartment of one person: all fields of one grade."""

    subject = models.CharField(max_length=40)
    compartment = models.CharField(max_length=2, choices=[(g, g) for g in DataGrade])
    epoch = models.PositiveIntegerField()
    blob = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "compartment"], name="one_envelope_a_grade"),
        ]

    def __str__(self) -> str:
        return f"{self.subject}/{self.compartment}"


class Token(models.Model):
    """A blind index entry: equal values of one field have equal tokens, and that is all."""

    subject = models.CharField(max_length=40)
    field = models.CharField(max_length=24)
    token = models.BigIntegerField()
    epoch = models.PositiveIntegerField(db_default=1, help_text="of the index key it is made with")

    class Meta:
        indexes = [
            models.Index(fields=["field", "token"], name="token_of_field"),
            models.Index(fields=["subject"], name="token_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.subject}/{self.field}"
