"""How an incident ends: who was told and by which letters, and who answers for it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.incident_models import never_by, ref_to, word
from shoumi.chapters.incidents.rules.words import Addressee, Finding, Way


class BreachNotice(AuthenticatedRow):
    """Somebody was told: what happened, what was done and can be done, whom to ask (PIPL 57).

    ``count``      how many were told
    ``is_spared``  people need not be told, as harm was averted; ``remedies`` says how
    ``proof``      the paper that shows it
    """

    ref = ref_to(unique=True)
    breach = ref_to()
    addressee = word(Addressee)
    way = word(Way, default="", blank=True)
    count = models.PositiveBigIntegerField()
    happened = models.TextField()
    remedies = models.TextField()
    contact = models.TextField()
    is_spared = models.BooleanField(default=False)
    proof = ref_to(default="")
    sent_by = ref_to()
    sent_at = models.DateTimeField()

    coverage = Coverage(
        columns=(
            *("ref", "breach", "addressee", "way", "count", "happened", "remedies", "contact"),
            *("is_spared", "proof", "sent_by", "sent_at"),
        ),
        told_by=(("ref", (Tag.NOTICE_GIVEN,)),),
        made_by=(Tag.NOTICE_GIVEN,),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_spared=False) | Q(addressee=Addressee.PERSONS.value),
                name="only_persons_are_spared",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class NoticeLetters(AuthenticatedRow):
    """Letters by which the house itself tells people of one deal, as they fare.

    ``batch``, ``task``  by which they travel and are opened
    ``reached``, ``lost``  how many left, and how many came back or could not leave
    ``left_at``  when none waited any more
    """

    ref = ref_to(unique=True)
    breach = ref_to()
    notice = ref_to()
    deal = ref_to()
    batch = ref_to(unique=True)
    task = ref_to()
    people = models.PositiveBigIntegerField()
    reached = models.PositiveBigIntegerField(default=0)
    lost = models.PositiveBigIntegerField(default=0)
    begun_by = ref_to()
    begun_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    coverage = Coverage(
        columns=(
            *("ref", "breach", "notice", "deal", "batch", "task", "people", "reached", "lost"),
            *("begun_by", "begun_at", "left_at"),
        ),
        told_by=(("ref", (Tag.LETTERS_QUEUED, Tag.LETTERS_NOTED)),),
        made_by=(Tag.LETTERS_QUEUED,),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(people__gte=F("reached") + F("lost")), name="no_letter_counts_twice"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Liability(AuthenticatedRow):
    """Whether somebody answers for an incident: told, heard, decided by another.

    ``person``  empty: it is nobody's, which is decided likewise
    ``account``, ``reply``, ``reasons``  names of texts in the keyring
    """

    ref = ref_to(unique=True)
    breach = ref_to()
    person = ref_to(default="")
    account = ref_to()
    told_by_whom = ref_to()
    told_at = models.DateTimeField()
    reply_until = models.DateTimeField(null=True)
    reply = ref_to(default="")
    replied_at = models.DateTimeField(null=True)
    finding = word(Finding, default="", blank=True)
    reasons = ref_to(default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = ref_to(default="")

    coverage = Coverage(
        columns=(
            *("ref", "breach", "person", "account", "told_by_whom", "told_at", "reply_until"),
            *("reply", "replied_at", "finding", "reasons", "decided_at", "decided_by"),
        ),
        told_by=(("ref", (Tag.LIABILITY_TOLD, Tag.LIABILITY_REPLIED, Tag.LIABILITY_DECIDED)),),
        made_by=(Tag.LIABILITY_TOLD,),
    )

    class Meta:
        constraints = [
            by_someone("decided_at", "decided_by", name="liability_decided_by_someone"),
            never_by("decided_by", "told_by_whom", "a_liability_takes_two"),
            models.CheckConstraint(
                condition=Q(person="")
                | (~Q(told_by_whom=F("person")) & ~Q(decided_by=F("person"))),
                name="nobody_judges_oneself",
            ),
            models.CheckConstraint(
                condition=Q(person="", reply_until__isnull=True)
                | (~Q(person="") & Q(reply_until__isnull=False)),
                name="a_person_can_reply",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, finding="")
                | (Q(decided_at__isnull=False) & ~Q(finding="")),
                name="liability_decided_means_finding",
            ),
        ]

    def __str__(self) -> str:
        return self.ref
