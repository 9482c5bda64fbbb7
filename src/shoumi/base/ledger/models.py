"""Rows of the ledger.  Only ``writer`` adds them; triggers refuse everything else."""

from __future__ import annotations

from django.db import models

from shoumi.base.ledger.evidence import READS


class Entry(models.Model):
    """One leaf.  ``tag``, ``about``, ``deal`` and ``at`` repeat the body so it can be searched;
    the body alone is evidence, and the audit compares the two."""

    position = models.BigIntegerField(primary_key=True)
    body = models.BinaryField(max_length=4096)
    leaf_hash = models.BinaryField(max_length=32)
    tag = models.CharField(max_length=80)
    about = models.CharField(max_length=60, db_index=True)
    deal = models.CharField(max_length=60, default="", db_index=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("position",)
        indexes = (
            models.Index(
                fields=("tag", "about"),
                condition=~models.Q(tag__in=sorted(READS)),
                name="ledger_entry_of_acts",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(position__gte=0), name="ledger_entry_position"
            ),
        )

    def __str__(self) -> str:
        return f"{self.position} {self.tag}"


class Head(models.Model):
    """The one row writers queue on: size, frontier nodes, and the latest time seen.

    ``reads`` of the entries are evidence of reading (``evidence.READS``) and change nothing; the
    others are acts.  Code that does not know the column counts acts too many, never too few.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField(default=0)
    frontier = models.BinaryField(default=bytes)
    last_at = models.DateTimeField(null=True)
    reads = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(id=1), name="ledger_head_is_one_row"),
        )

    def __str__(self) -> str:
        return f"{self.size} entries"


class RowChunk(models.Model):
    """Some rows of a bulk act, each behind its length (2 bytes, big endian), 1 MiB at most."""

    position = models.BigIntegerField()
    number = models.IntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ("position", "number")
        constraints = (
            models.UniqueConstraint(fields=("position", "number"), name="ledger_rowchunk_once"),
        )

    def __str__(self) -> str:
        return f"{self.position}/{self.number}"


class CommittedText(models.Model):
    """A text an entry commits to by ``fact`` (``core.ledger.commitment``), until it is erased.

    Not part of the ledger: no trigger keeps it.
    """

    position = models.BigIntegerField()
    fact = models.CharField(max_length=60)
    salt = models.BinaryField(max_length=32)
    text = models.TextField()

    class Meta:
        ordering = ("position", "fact")
        constraints = (
            models.UniqueConstraint(fields=("position", "fact"), name="ledger_text_once"),
        )

    def __str__(self) -> str:
        return f"{self.position}/{self.fact}"
