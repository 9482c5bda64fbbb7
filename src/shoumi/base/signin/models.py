"""What people sign in with, and the sessions that come of it.

No row holds a secret in the clear: tokens and recovery codes as SHA-256 of 256 and 120 random bits,
passwords by Argon2id, the seeds of one-time codes sealed in the keyring (``vault.secrets``).
Moments are real time (``rules``).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shoumi.base.accounts.models import REF_LENGTH, Person
from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage
from shoumi.base.signin.events import By, Tag
from shoumi.base.signin.rules import Scope

DIGEST_CHARS = 64


class Account(models.Model):
    """One for each person who was ever let in.

    ``key`` is the digest of the login name's skeleton, ``handle`` what passkeys call the person;
    ``enrolled_at`` is set once, and from then on letting in again takes two people.
    """

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="+")
    login = models.CharField(max_length=80, blank=True)
    key = models.CharField(max_length=DIGEST_CHARS, null=True, unique=True)
    handle = models.BinaryField()
    password = models.CharField(max_length=200, blank=True, help_text="Argon2id, empty: none")
    enrolled_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.person_id


class Totp(models.Model):
    """A generator of one-time codes; its seed is in the keyring under ``ref``."""

    ref = models.CharField(primary_key=True, max_length=REF_LENGTH)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    is_confirmed = models.BooleanField(default=False)
    last_step = models.PositiveBigIntegerField(default=0, help_text="the latest step accepted")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(is_confirmed=True), name="one_totp_in_use"
            )
        ]

    def __str__(self) -> str:
        return self.ref


class Passkey(models.Model):
    """A public key; ``position`` is the ledger entry that holds the digest of ``credential``."""

    ref = models.CharField(primary_key=True, max_length=REF_LENGTH)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    credential_id = models.CharField(max_length=DIGEST_CHARS, unique=True, help_text="its digest")
    credential = models.BinaryField(help_text="WebAuthn attested credential data")
    sign_count = models.PositiveBigIntegerField()
    is_backup_eligible = models.BooleanField()
    is_backed_up = models.BooleanField()
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    position = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.ref


class RecoveryCode(models.Model):
    digest = models.CharField(primary_key=True, max_length=DIGEST_CHARS)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.person_id)


class Link(models.Model):
    """A token that is used once: the set-up token (``person`` empty), or a person's own link."""

    digest = models.CharField(primary_key=True, max_length=DIGEST_CHARS)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.person_id or "setup")


class Again(AuthenticatedRow):
    """A request to let somebody in again, waiting for a second person; valid once and for a day."""

    ref = models.CharField(primary_key=True, max_length=REF_LENGTH)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    requested_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    coverage = Coverage(
        columns=("ref", "person_id", "requested_by_id", "requested_at", "approved_by_id"),
        told_by=(("ref", (Tag.AGAIN_ASKED, Tag.AGAIN_APPROVED)),),
        made_by=(Tag.AGAIN_ASKED,),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(approved_by=F("requested_by")), name="again_needs_two_people"
            ),
            models.CheckConstraint(
                condition=~Q(approved_by=F("person")) & ~Q(requested_by=F("person")),
                name="again_not_by_its_person",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Session(models.Model):
    """A browser that may act for a person.  A session that was ended has no row."""

    ref = models.CharField(primary_key=True, max_length=REF_LENGTH)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=DIGEST_CHARS, unique=True)
    scope = models.CharField(max_length=5, choices=[(one.value, one.value) for one in Scope])
    by = models.CharField(max_length=8, choices=[(one.value, one.value) for one in By])
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    proved_at = models.DateTimeField(help_text="the person was last asked for a proof")
    has_enrolled = models.BooleanField(default=False, help_text="a way to sign in was added in it")

    class Meta:
        ordering = ["began_at", "ref"]

    def __str__(self) -> str:
        return self.ref


class Ceremony(models.Model):
    """A challenge that a passkey was asked to sign; answered once, in time and in its session."""

    ref = models.CharField(primary_key=True, max_length=REF_LENGTH)
    purpose = models.CharField(max_length=8)
    session = models.ForeignKey(Session, models.CASCADE, null=True, related_name="+")
    challenge = models.BinaryField()
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.ref


class Flow(models.Model):
    """The browser is away at the identity provider; the answer is taken once and in time.

    ``digest`` of the token that only its cookie holds, and from which all else is derived.
    """

    digest = models.CharField(primary_key=True, max_length=DIGEST_CHARS)
    aim = models.CharField(max_length=8)
    session = models.ForeignKey(Session, models.CASCADE, null=True, related_name="+")
    next = models.CharField(max_length=300, blank=True)
    began_at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.aim


class Binding(models.Model):
    """An account at the identity provider that is a person's here.

    ``subject`` is the digest of issuer and subject; ``position`` the ledger entry that says so.
    """

    ref = models.CharField(primary_key=True, max_length=REF_LENGTH)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=DIGEST_CHARS, unique=True)
    bound_at = models.DateTimeField()
    position = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.ref


class RefusedAddress(models.Model):
    """Where the refused try came from that the entry at ``position`` tells of."""

    position = models.BigIntegerField(primary_key=True)
    address = models.CharField(max_length=45)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.position)


class Bucket(models.Model):
    """Failures of one login name or one address.  ``key`` is a digest: people type passwords into
    the field for names."""

    key = models.CharField(primary_key=True, max_length=DIGEST_CHARS)
    failures = models.PositiveIntegerField()
    next_at = models.DateTimeField(help_text="no try is looked at before")
    last_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key
