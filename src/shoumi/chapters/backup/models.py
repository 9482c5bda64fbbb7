"""Who can open copies, where they lie, each one made, each look through them."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from shoumi.base.copies.places import Deletion, Kind
from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.chapters.backup.events import Tag
from shoumi.chapters.backup.rules import Medium, Outcome


class Recipient(AuthenticatedRow):
    """An age public key whose secret half is kept offline."""

    ref = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)  # where the secret half is kept; in words of the house
    public_key = models.CharField(max_length=80)
    named_by = models.CharField(max_length=40)
    named_at = models.DateTimeField()
    ended_by = models.CharField(max_length=40, default="")
    ended_at = models.DateTimeField(null=True)

    coverage: ClassVar[Coverage] = Coverage(
        columns=("ref", "public_key", "named_by", "named_at", "ended_by", "ended_at"),
        told_by=(("ref", (Tag.RECIPIENT_NAMED, Tag.RECIPIENT_ENDED)),),
        made_by=(Tag.RECIPIENT_NAMED,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["public_key"],
                condition=Q(ended_at__isnull=True),
                name="backup_recipient_once",
            ),
            by_someone("ended_at", "ended_by", name="backup_recipient_ended_by"),
        ]

    def __str__(self) -> str:
        return self.name


class Target(AuthenticatedRow):
    """A place where copies lie, and what is stated of it.

    ``failure``  code of what stopped the last try, and since when none succeeded; told nowhere else

    """

    ref = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=[(k, k) for k in Kind])
    address = models.CharField(max_length=300)
    credentials = models.CharField(max_length=300, default="")  # a file of mode 0600
    medium = models.CharField(max_length=10, choices=[(m, m) for m in Medium])
    is_elsewhere = models.BooleanField()
    is_in_china = models.BooleanField()
    is_separate = models.BooleanField()
    site = models.CharField(max_length=120)  # town and room, in words of the house
    evidence = models.CharField(max_length=200)
    stated_by = models.CharField(max_length=40)
    stated_at = models.DateTimeField()
    added_by = models.CharField(max_length=40)
    added_at = models.DateTimeField()
    ended_by = models.CharField(max_length=40, default="")
    ended_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=60, default="")
    failing_since = models.DateTimeField(null=True)

    coverage: ClassVar[Coverage] = Coverage(
        columns=(
            "ref",
            "kind",
            "address",
            "medium",
            "is_elsewhere",
            "is_in_china",
            "is_separate",
            "site",
            "evidence",
            "stated_by",
            "stated_at",
            "added_by",
            "added_at",
            "ended_by",
            "ended_at",
        ),
        told_by=(("ref", (Tag.TARGET_ADDED, Tag.TARGET_STATED, Tag.TARGET_ENDED)),),
        made_by=(Tag.TARGET_ADDED,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address"], condition=Q(ended_at__isnull=True), name="backup_target_once"
            ),
            by_someone("ended_at", "ended_by", name="backup_target_ended_by"),
        ]

    def __str__(self) -> str:
        return self.name


class Run(AuthenticatedRow):
    """One copy that was made, read back and entered in the ledger.

    ``number``  of the data's manifest at the target; ``keyring_number`` that of the keyring's
    ``sent``    bytes that went there, of ``bytes`` that the home has
    """

    ref = models.CharField(max_length=40, unique=True)
    target = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    keyring_number = models.PositiveIntegerField()
    data = models.CharField(max_length=64)  # SHA-256 of the manifests
    keyring = models.CharField(max_length=64)
    is_whole = models.BooleanField()
    sent = models.BigIntegerField()
    bytes = models.BigIntegerField()
    ledger_size = models.BigIntegerField()
    sentinel_at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField()
    position = models.BigIntegerField()

    coverage: ClassVar[Coverage] = Coverage(
        columns=(
            "ref",
            "target",
            "number",
            "keyring_number",
            "data",
            "keyring",
            "sentinel_at",
            "position",
        ),
        told_by=(("ref", (Tag.COPIED,)),),
    )

    class Meta:
        indexes = [models.Index(fields=["target", "position"], name="backup_run_in_order")]
        constraints = [
            models.UniqueConstraint(fields=["target", "number"], name="backup_run_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.target}/{self.number}"


class Verification(AuthenticatedRow):
    """One look at every byte that lies at a target, and one try to delete there.

    ``fault``  word of what was wrong; empty where all was there
    ``keys_seconds``  of when the oldest keys that may lie there were, counted back from the newest
    """

    ref = models.CharField(max_length=40, unique=True)
    target = models.CharField(max_length=40)
    verified_at = models.DateTimeField()
    fault = models.CharField(max_length=30, default="")
    copies = models.PositiveIntegerField(default=0)
    packs = models.PositiveIntegerField(default=0)
    bytes = models.BigIntegerField(default=0)
    keys_seconds = models.BigIntegerField(default=0)
    deletion = models.CharField(
        max_length=10, choices=[(d, d) for d in Deletion], default="", blank=True
    )
    milliseconds = models.PositiveIntegerField()
    position = models.BigIntegerField()

    coverage: ClassVar[Coverage] = Coverage(
        columns=(
            "ref",
            "target",
            "verified_at",
            "fault",
            "copies",
            "packs",
            "keys_seconds",
            "deletion",
            "position",
        ),
        told_by=(("ref", (Tag.VERIFIED, Tag.FOUND_DAMAGED)),),
        made_by=(Tag.VERIFIED, Tag.FOUND_DAMAGED),
        made_at="position",
    )

    class Meta:
        indexes = [models.Index(fields=["target", "position"], name="backup_look_in_order")]

    def __str__(self) -> str:
        return f"{self.target} {self.verified_at.isoformat()}"


class Drill(AuthenticatedRow):
    """A copy put back into a scratch folder, and what was found there.

    ``data``          SHA-256 of the copy's manifest; empty where the drill broke off
    ``copied_at``     when what was found in the copy was written last
    ``took_seconds``  until everything was proved; ``loss_seconds`` what would have been lost
    ``proved``        of the ``living`` who were drawn; ``unreadable`` of the ``destroyed``
    ``revived``       of those whose key the copy had brought back
    ``document``      the certificate
    """

    ref = models.CharField(max_length=40, unique=True)
    target = models.CharField(max_length=40)
    number = models.PositiveIntegerField(default=0)
    data = models.CharField(max_length=64, default="")
    tested_by = models.CharField(max_length=40)
    tested_at = models.DateTimeField()
    copied_at = models.DateTimeField(null=True)
    took_seconds = models.PositiveIntegerField(default=0)
    loss_seconds = models.PositiveIntegerField(default=0)
    living = models.PositiveIntegerField(default=0)
    proved = models.PositiveIntegerField(default=0)
    destroyed = models.PositiveIntegerField(default=0)
    unreadable = models.PositiveIntegerField(default=0)
    revived = models.PositiveIntegerField(default=0)
    ledger_size = models.BigIntegerField(default=0)
    caught_up = models.BigIntegerField(default=0)
    missing = models.BigIntegerField(default=0)
    done = models.BigIntegerField(default=0)
    lost = models.BigIntegerField(default=0)
    blocked = models.BigIntegerField(default=0)
    rows = models.BigIntegerField(default=0)
    is_sound = models.BooleanField(default=False)
    passed = models.BooleanField()
    document = models.CharField(max_length=40, default="")
    position = models.BigIntegerField()

    coverage: ClassVar[Coverage] = Coverage(
        columns=(
            "ref",
            "target",
            "number",
            "data",
            "tested_by",
            "tested_at",
            "took_seconds",
            "loss_seconds",
            "living",
            "proved",
            "destroyed",
            "unreadable",
            "is_sound",
            "passed",
            "document",
            "position",
        ),
        told_by=(("ref", (Tag.RESTORE_TESTED, Tag.RESTORE_FAILED)),),
        made_by=(Tag.RESTORE_TESTED, Tag.RESTORE_FAILED),
        made_at="position",
    )

    def __str__(self) -> str:
        return f"{self.target} {self.tested_at.isoformat()}"

    @property
    def outcome(self) -> Outcome:
        return Outcome(
            took=timedelta(seconds=self.took_seconds),
            is_whole=self.proved == self.living and self.unreadable == self.destroyed,
            is_sound=self.is_sound,
            waiting=self.missing + self.blocked,
        )
