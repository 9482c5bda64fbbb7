"""Mail addresses of people of the house, and the links to their calendars.

An address stands here as the person's name does in ``accounts``: it is a contact of the house's own
staff, and the outbox looks it up when a message goes.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shoumi.base.accounts.models import REF_LENGTH, Person
from shoumi.base.inbox.rules import Language

DIGEST_CHARS = 64
_LANGUAGES = [(one.value, one.value) for one in Language]


class Mailbox(models.Model):
    """The address of one person, and what is sent there.

    ``ref``            another for each address, so a code never goes to an address that came later
    ``code``           digest of the code that was sent; empty where none is waited for
    ``code_until`` ``codes_on``  real time; ``codes_sent``  on that day
    ``at_once_since``  what takes two and begins to wait from then on is told at once; null: never
    ``digest_at``      time of the day in China; null: no digest
    ``digested_on``    the last day, in China, of which the digest is done
    """

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="+")
    ref = models.CharField(max_length=REF_LENGTH, unique=True)
    address = models.CharField(max_length=254)
    given_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    code = models.CharField(max_length=DIGEST_CHARS, blank=True)
    code_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    codes_on = models.DateField(null=True)
    codes_sent = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(max_length=2, choices=_LANGUAGES, default=Language.ZH.value)
    at_once_since = models.DateTimeField(null=True)
    digest_at = models.TimeField(null=True)
    digested_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=False)
                | Q(at_once_since__isnull=True, digest_at__isnull=True),
                name="mailbox_is_confirmed_before_it_is_told",
            )
        ]

    def __str__(self) -> str:
        return self.ref


class CalendarLink(models.Model):
    """The one link by which a person's calendar program reads what is due; its text is nowhere."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="+")
    digest = models.CharField(max_length=DIGEST_CHARS, unique=True)
    language = models.CharField(max_length=2, choices=_LANGUAGES)
    made_at = models.DateTimeField()
    position = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return str(self.person_id)
