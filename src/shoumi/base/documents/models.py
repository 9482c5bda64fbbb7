"""Rows about files and certificates.  The files themselves lie sealed in the data folder."""

from __future__ import annotations

from django.db import models

from shoumi.base.documents.events import Kind

ROOT_NAME = "document-root"


class Document(models.Model):
    """``sha256`` and ``bytes`` are of the plain content; the blob is named after ``ref``."""

    ref = models.CharField(max_length=40, unique=True)
    deal = models.CharField(max_length=40, db_index=True)
    kind = models.CharField(max_length=30, choices=[(kind.value, kind.value) for kind in Kind])
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveBigIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in Kind]),
                name="documents_document_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Certificate(models.Model):
    """A certificate (X.509, DER) for the key of the same name in the vault."""

    name = models.CharField(max_length=80, db_index=True)
    der = models.BinaryField()
    until = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(name=ROOT_NAME),
                name="documents_certificate_one_root",
            ),
        ]

    def __str__(self) -> str:
        return self.name
