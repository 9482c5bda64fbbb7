"""Tables of the keyring.  They live in the database ``keyring``, apart from the data.

No row holds a key in the clear: ``wrapped`` is sealed by the key above it and ``commit`` fixes the
key without telling it (``shoumi.core.vault.keys``).
"""

from __future__ import annotations

from django.db import models

NAME_CHARS = 80


class Setup(models.Model):
    """The one row that says how the root key is found."""

    only = models.PositiveSmallIntegerField(primary_key=True, default=1)
    tenant = models.CharField(max_length=NAME_CHARS)
    provider = models.CharField(max_length=20)
    location = models.CharField(max_length=400, help_text="file of the key or passphrase")
    salt = models.BinaryField()
    commit = models.BinaryField()
    origin = models.CharField(max_length=NAME_CHARS, help_text="name of the log and of its key")
    suite = models.PositiveSmallIntegerField(
        db_default=1, help_text="number of the suite that is written in"
    )
    root_suite = models.PositiveSmallIntegerField(
        db_default=1, help_text="number of the suite whose hash the root and its commitment rest on"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(only=1), name="vault_setup_one_row"),
        ]

    def __str__(self) -> str:
        return f"{self.tenant} ({self.provider})"


class WrappedKey(models.Model):
    """What every stored key has.  ``suite`` is the one that ``wrapped`` names in its header."""

    suite = models.PositiveSmallIntegerField()
    epoch = models.PositiveIntegerField(default=1)
    wrapped = models.BinaryField()
    commit = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        abstract = True


class Kek(WrappedKey):
    """A key-encryption key, wrapped by the root."""

    name = models.CharField(max_length=NAME_CHARS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "epoch"], name="vault_kek_once")]

    def __str__(self) -> str:
        return f"{self.name}/{self.epoch}"


class CompartmentKey(WrappedKey):
    """The key of one deal, wrapped by the key-encryption key ``subjects``."""

    deal = models.CharField(max_length=NAME_CHARS)
    kek = models.ForeignKey(Kek, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deal", "epoch"], name="vault_compartment_once"),
        ]

    def __str__(self) -> str:
        return f"{self.deal}/{self.epoch}"


class SubjectKey(WrappedKey):
    """The data key of one person, wrapped by the deal's key.  Deleting the row destroys the data.

    ``epoch`` is that of the data key; envelopes name it.
    """

    subject = models.CharField(max_length=NAME_CHARS, primary_key=True)
    compartment = models.ForeignKey(CompartmentKey, on_delete=models.PROTECT)

    def __str__(self) -> str:
        return self.subject


class IndexKey(WrappedKey):
    """The key of one field's search tokens, wrapped by the key-encryption key ``index``.

    Tokens are made over the hash of ``suite``: another suite is another key and other tokens.
    """

    field = models.CharField(max_length=NAME_CHARS)
    kek = models.ForeignKey(Kek, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["field", "epoch"], name="vault_index_once")]

    def __str__(self) -> str:
        return f"{self.field}/{self.epoch}"


class SigningKey(WrappedKey):
    """A private key (PKCS #8), wrapped by the key-encryption key ``signing``."""

    name = models.CharField(max_length=NAME_CHARS)
    algorithm = models.CharField(max_length=20)
    public = models.BinaryField(help_text="SubjectPublicKeyInfo, kept for ever")
    kek = models.ForeignKey(Kek, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "epoch"], name="vault_signing_once")]

    def __str__(self) -> str:
        return f"{self.name}/{self.epoch}"
