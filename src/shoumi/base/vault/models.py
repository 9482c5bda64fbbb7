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
    root_epoch = models.PositiveIntegerField(db_default=1)
    is_loose = models.BooleanField(
        db_default=False, help_text="keys were moved since the file was last written anew"
    )

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
    """The key of one deal, wrapped by the key-encryption key ``subjects``.

    ``erased`` counts the people whose keys died under it: backups still hold those keys, and open
    them for whoever holds this one.
    """

    deal = models.CharField(max_length=NAME_CHARS)
    kek = models.ForeignKey(Kek, on_delete=models.PROTECT)
    data_epoch = models.PositiveIntegerField(
        db_default=1, help_text="of data keys made from now on"
    )
    erased = models.PositiveIntegerField(db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deal", "epoch"], name="vault_compartment_once"),
        ]

    def __str__(self) -> str:
        return f"{self.deal}/{self.epoch}"


class Living(models.Manager["SubjectKey"]):
    """Keys that were not erased."""

    def get_queryset(self) -> models.QuerySet[SubjectKey]:
        return super().get_queryset().filter(is_erased=False)


class SubjectKey(WrappedKey):
    """The data key of one person, wrapped by the deal's key.  Overwriting it destroys the data.

    ``epoch`` is that of the data key; envelopes name it.  An erased row has nothing but its
    reference left and goes when the file is next written anew (``key_erasure`` says why).
    """

    subject = models.CharField(max_length=NAME_CHARS, primary_key=True)
    # Without an index: every row changes it when keys are moved, and nothing else asks by it.
    compartment = models.ForeignKey(CompartmentKey, on_delete=models.PROTECT, db_index=False)
    is_erased = models.BooleanField(db_default=False)

    objects = Living()
    every = models.Manager["SubjectKey"]()

    class Meta:
        base_manager_name = "every"

    def __str__(self) -> str:
        return self.subject


class NextKey(WrappedKey):
    """The data key a person's records are moving to; it takes the old one's place when all are."""

    subject = models.CharField(max_length=NAME_CHARS, primary_key=True)
    compartment = models.ForeignKey(CompartmentKey, on_delete=models.PROTECT, db_index=False)

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
    """A private key (PKCS #8), wrapped by the key-encryption key ``signing_keys``."""

    name = models.CharField(max_length=NAME_CHARS)
    algorithm = models.CharField(max_length=20)
    public = models.BinaryField(help_text="SubjectPublicKeyInfo, kept for ever")
    kek = models.ForeignKey(Kek, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "epoch"], name="vault_signing_once")]

    def __str__(self) -> str:
        return f"{self.name}/{self.epoch}"


class FormerSigningKey(models.Model):
    """The public half of a signing key that another has replaced, kept for ever.

    The private half is gone once ``SigningKey`` has no row of that epoch.

    ``succession``  of the log's keys: the note in which old and new key name each other
    """

    name = models.CharField(max_length=NAME_CHARS)
    epoch = models.PositiveIntegerField()
    algorithm = models.CharField(max_length=20)
    public = models.BinaryField()
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    succession = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "epoch"], name="vault_former_signing_once")
        ]

    def __str__(self) -> str:
        return f"{self.name}/{self.epoch}"


class KeptSecret(WrappedKey):
    """A small secret of the house that is no key of the vault, wrapped by ``signing_keys``.

    Here and not beside what it belongs to, so that a new key-encryption key and a change of suite
    carry it along like everything else.
    """

    name = models.CharField(max_length=NAME_CHARS, primary_key=True)
    kek = models.ForeignKey(Kek, on_delete=models.PROTECT)

    def __str__(self) -> str:
        return self.name


class GoneSecrets(models.Model):
    """How many small secrets were deleted since the keyring's file was last written anew; one row,
    or none.  A table of its own, as ``Setup`` is read before a home is upgraded."""

    only = models.PositiveSmallIntegerField(primary_key=True, default=1)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(only=1), name="vault_gone_secrets_one_row"),
        ]

    def __str__(self) -> str:
        return str(self.count)
