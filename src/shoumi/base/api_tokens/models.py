"""Tokens by which a program acts for a person, and the answers kept for calls made twice."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shoumi.base.accounts.models import REF_LENGTH, Person

DIGEST_CHARS = 64


class Token(models.Model):
    """A person's token; its text is nowhere.

    ``scopes`` ``roles``  in order, space between; the roles are those held when it was made
    ``secret``     signs the places in lists that are handed to its bearer
    ``until``      real time
    ``position``   of the entry that says what the row has to say
    """

    ref = models.CharField(primary_key=True, max_length=REF_LENGTH)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    digest = models.CharField(max_length=DIGEST_CHARS, unique=True)
    secret = models.BinaryField(max_length=32)
    scopes = models.CharField(max_length=2000)
    roles = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    position = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["-position"]
        constraints = [
            models.CheckConstraint(condition=~Q(scopes=""), name="a_token_is_for_something")
        ]

    def __str__(self) -> str:
        return self.ref


class Answer(models.Model):
    """What a call with an ``Idempotency-Key`` was answered, for a day.

    ``key`` ``request``  digests of the key and of all that was sent with it
    ``status``           null while the call runs
    ``body``             sealed (``kept_answers``); empty where the answer had values of people:
                         those are never kept
    """

    token = models.ForeignKey(Token, models.CASCADE, related_name="+")
    key = models.CharField(max_length=DIGEST_CHARS)
    request = models.CharField(max_length=DIGEST_CHARS)
    began_at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField(null=True)
    kind = models.CharField(max_length=80, blank=True)
    body = models.BinaryField(default=bytes)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="a_key_is_used_once")]

    def __str__(self) -> str:
        return f"{self.token_id} {self.status}"
