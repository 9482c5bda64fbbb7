"""The people whose information is held.

A ``Subject`` row says nothing about who the person is: a random reference, what kind of relation
there is, and flags that decide how the person must be treated.  Everything else is in ``Record``,
sealed.  ``Token`` holds the blind indexes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import product

from django.db import models
from django.db.models import Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage
from shoumi.base.subjects.events import Tag
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
    SET_ASIDE = "SET_ASIDE"  # a row of a file that has to be mended before it is somebody's
    DESTROYED = "DESTROYED"


# In which states a person's values may be read, by purpose.  A sealed archive moves with the legal
# person and serves nothing else (PIPL 47(2)); a person's own request reaches all that is held.
READABLE = frozenset({State.ACTIVE})
READABLE_FOR = {
    Purpose.INVENTORY: READABLE | {State.SET_ASIDE},
    Purpose.HANDOVER: READABLE | {State.SEALED},
    Purpose.REQUEST: frozenset(State) - {State.DESTROYED},
}


def readable(purpose: Purpose) -> frozenset[State]:
    return READABLE_FOR.get(purpose, READABLE)


# What gates rest on: what is told of somebody in the clear.
COVERED = (
    "ref", "deal", "dataset", "kind", "basis", "state",
    "is_marketing_off", "is_key_contract", "in_service", "is_minor", "retention_until",
)  # fmt: skip
# Of the entry in the code of a row: entries name people by pseudonyms, and many at once.
POSITION = 0
# What the truth of four columns is in words, whether the model reads it or a statement.
_TRUTH: Mapping[tuple[object, ...], str] = {
    truth: "".join("-" if one is None else str(int(one)) for one in truth)
    for truth in product((None, False, True), repeat=4)
}
_NO_TRUTH = "?"


def _in_words(covered: Sequence[object]) -> str:
    """Nothing that the house writes has a separator in it."""
    ref, deal, dataset, kind, basis, state, is_off, is_key, in_service, is_minor, until = covered
    truth = _TRUTH.get((is_off, is_key, in_service, is_minor), _NO_TRUTH)
    return f"{ref}\x1f{deal}\x1f{dataset}\x1f{kind}\x1f{basis}\x1f{state}\x1f{truth}\x1f{until}"


class Subject(AuthenticatedRow):
    """``is_minor``  under eighteen when it was last looked at; None: nobody has looked, so it
    counts as a minor's.  The day of birth stays sealed.

    Entries name people by pseudonyms and many at once, so ``entry_position`` is always 0.
    """

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
    is_minor = models.BooleanField(null=True)
    retention_until = models.DateField(null=True)
    created_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)

    coverage = Coverage(columns=COVERED, told_by=(), in_words=_in_words)

    class Meta:
        indexes = [
            models.Index(fields=["deal", "state", "id"], name="subject_of_deal"),
            # A page of everybody takes the next fifty and sorts nobody.
            models.Index(fields=["deal", "id"], name="subject_of_deal_in_order"),
            models.Index(fields=["dataset", "id"], name="subject_of_dataset"),
            # Every act asks whose time is over, and whose is next.
            models.Index(fields=["retention_until"], name="subject_of_retention"),
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


class Finding(models.Model):
    """Something stored of one person (or the key of one document) that is not as demands 1.4, 3.1
    and 3.3 want it.  Found by ``examination``, gone when it is mended."""

    subject = models.CharField(max_length=80, primary_key=True)
    demand = models.CharField(max_length=4)
    reason = models.CharField(max_length=60)
    deal = models.CharField(max_length=40, default="")
    found_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.subject} ({self.demand})"


class Examination(AuthenticatedRow):
    """How far the examination of everything stored has come; one row.

    Moments are the database server's.  ``findings`` is a digest of the table of findings, so that
    one cannot be taken away unnoticed.  Whenever it is another the ledger has an entry, so an
    earlier row that is put back with earlier findings has an earlier position; one of the same
    findings is only older.

    ``newest``      every record up to this one was visited at least once
    ``record`` and ``key``  the last that this pass has visited; records come first
    ``is_crowded``  there are too many findings to tell one by one
    """

    only = models.PositiveSmallIntegerField(primary_key=True, default=1)
    since = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    newest = models.BigIntegerField(default=0)
    record = models.BigIntegerField(default=0)
    key = models.CharField(max_length=80, default="")
    visited = models.PositiveBigIntegerField(default=0)
    visited_last = models.PositiveBigIntegerField(default=0)
    is_running = models.BooleanField(default=False)
    is_crowded = models.BooleanField(default=False)
    findings = models.CharField(max_length=64)

    coverage = Coverage(
        columns=(
            "since",
            "begun_at",
            "ended_at",
            "newest",
            "record",
            "key",
            "visited",
            "visited_last",
            "is_running",
            "is_crowded",
            "findings",
        ),
        told_by=(),
        anywhere=(Tag.EXAMINED,),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(only=1), name="one_examination"),
        ]

    def __str__(self) -> str:
        return f"{self.visited}"
