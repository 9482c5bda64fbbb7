"""Rule books and who accepted them; checks and what they drew; cases, rewards, suspensions."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import F, Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone
from shoumi.chapters.conduct import consultation_models, leaving_models  # noqa: F401 - tables too
from shoumi.chapters.conduct.events import Tag
from shoumi.chapters.conduct.rules.accesses import Kind
from shoumi.chapters.conduct.rules.draw import Why
from shoumi.chapters.conduct.rules.sanctions import Sanction
from shoumi.chapters.conduct.rules.words import Consulted, Danger, Finding, For, Ground, Thanks

_REF = 40
_HEX = 64


def _word(words: type[StrEnum], most: int = 12, **more: Any) -> models.CharField[str, str]:
    return models.CharField(max_length=most, choices=[(one, one) for one in words], **more)


def _ref(**more: Any) -> models.CharField[str, str]:
    return models.CharField(max_length=_REF, **more)


def _never_by(who: str, other: str, name: str) -> models.CheckConstraint:
    """Where somebody did it, it was another."""
    return models.CheckConstraint(condition=Q(**{who: ""}) | ~Q(**{who: F(other)}), name=name)


class RuleBook(AuthenticatedRow):
    """One version of what employees keep, made with them (LCL 4).

    ``rules``      each with its code, its words and the most severe sanction for breaking it
    ``consulted``  with whom it was talked over, ``held`` when, ``people`` how many took part,
                   ``opinions`` what they said and what became of it
    """

    ref = _ref(unique=True)
    number = models.PositiveIntegerField(unique=True)
    text = models.TextField()
    rules = models.JSONField()
    consulted = _word(Consulted)
    held = models.DateField()
    people = models.PositiveIntegerField()
    opinions = models.TextField()
    written_by = _ref()
    written_at = models.DateTimeField()
    first_approver = _ref(default="")
    second_approver = _ref(default="")
    published_at = models.DateTimeField(null=True)

    coverage = Coverage(
        columns=(
            *("ref", "number", "text", "rules", "consulted", "held", "people", "opinions"),
            *("written_by", "written_at", "first_approver", "second_approver"),
            "published_at",
        ),
        told_by=(("ref", (Tag.DRAFTED, Tag.APPROVED, Tag.PUBLISHED)),),
        made_by=(Tag.DRAFTED,),
    )

    class Meta:
        constraints = [
            _never_by("first_approver", "written_by", "rulebook_not_by_its_writer"),
            _never_by("second_approver", "written_by", "rulebook_not_by_its_writer_2"),
            _never_by("second_approver", "first_approver", "rulebook_takes_two"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True)
                | (~Q(first_approver="") & ~Q(second_approver="")),
                name="rulebook_published_means_approved",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Acceptance(AuthenticatedRow):
    """Somebody of the house has read a version and says so."""

    ref = _ref(unique=True)
    book = _ref()
    person = _ref()
    at = models.DateTimeField()

    coverage = Coverage(
        columns=("ref", "book", "person", "at"),
        told_by=(("ref", (Tag.ACCEPTED,)),),
        made_by=(Tag.ACCEPTED,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "person"], name="a_book_is_accepted_once")
        ]

    def __str__(self) -> str:
        return self.ref


class StaffCheck(AuthenticatedRow):
    """The check of one month.

    ``month``       its first day
    ``commitment``  of the seed, which lies sealed in the keyring under the check's reference until
                    it is drawn and stands in ``seed`` from then on
    ``first``       the entry from which accesses are drawn, and ``last`` before which
    ``chance``      how many were to be drawn by chance
    ``checkers``    who could be asked to look
    """

    ref = _ref(unique=True)
    month = models.DateField(unique=True)
    commitment = models.CharField(max_length=_HEX)
    committed_at = models.DateTimeField()
    seed = models.CharField(max_length=_HEX, default="")
    first = models.BigIntegerField(null=True)
    last = models.BigIntegerField(null=True)
    entries = models.PositiveIntegerField(default=0)
    chance = models.PositiveIntegerField(default=0)
    checkers = models.JSONField(default=list)
    drawn_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = _ref(default="")

    coverage = Coverage(
        columns=(
            *("ref", "month", "commitment", "committed_at", "seed", "first", "last", "entries"),
            *("chance", "checkers", "drawn_at", "closed_at", "closed_by"),
        ),
        told_by=(("ref", (Tag.COMMITTED, Tag.DRAWN, Tag.CHECKED)),),
        made_by=(Tag.COMMITTED,),
    )

    class Meta:
        constraints = [
            by_someone("closed_at", "closed_by", name="staffcheck_closed_by_someone"),
            models.CheckConstraint(
                condition=Q(drawn_at__isnull=True, seed="")
                | (Q(drawn_at__isnull=False, first__isnull=False) & ~Q(seed="")),
                name="staffcheck_drawn_means_told",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(drawn_at__isnull=False),
                name="staffcheck_closed_means_drawn",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Sample(AuthenticatedRow):
    """One access that was drawn, who looks at it, and what was said of it.

    ``position``  of its entry in the ledger; ``person`` who made it
    """

    ref = _ref(unique=True)
    check_of = _ref()
    position = models.BigIntegerField()
    person = _ref()
    kind = _word(Kind)
    why = _word(Why)
    checker = _ref()
    finding = _word(Finding, default="", blank=True)
    ground = _word(Ground, default="", blank=True)
    judged_at = models.DateTimeField(null=True)

    coverage = Coverage(
        columns=(
            *("ref", "check_of", "position", "person", "kind", "why", "checker"),
            *("finding", "ground", "judged_at"),
        ),
        told_by=(("check_of", (Tag.DRAWN,)), ("ref", (Tag.JUDGED, Tag.REASSIGNED))),
    )

    class Meta:
        indexes = [models.Index(fields=["checker", "judged_at"], name="sample_of_checker")]
        constraints = [
            models.UniqueConstraint(fields=["check_of", "position"], name="drawn_once"),
            models.CheckConstraint(
                condition=~Q(checker=F("person")), name="nobody_checks_an_own_access"
            ),
            models.CheckConstraint(
                condition=Q(judged_at__isnull=True, finding="", ground="")
                | (Q(judged_at__isnull=False) & ~Q(finding="") & ~Q(ground="")),
                name="sample_judged_means_why",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class StaffCase(AuthenticatedRow):
    """Something that somebody is said to have done, until it is decided for good.

    ``evidence``  positions of ledger entries
    ``account``, ``reply``, ``reasons``, ``appeal``, ``answer``  names of texts in the keyring
    ``book``      the version that was in force when it ``happened_at``
    ``asked``, ``loss``, ``wage``, ``minimum``  of what is asked for a loss, in fen
    """

    ref = _ref(unique=True)
    number = models.PositiveIntegerField(unique=True)
    person = _ref()
    happened_at = models.DateTimeField()
    evidence = models.JSONField()
    opened_by = _ref()
    told_at = models.DateTimeField()
    reply_until = models.DateTimeField()
    account = _ref()
    reply = _ref(default="")
    replied_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = _ref(default="")
    reasons = _ref(default="")
    book = _ref(default="")
    rule = models.CharField(max_length=12, default="")
    sanction = _word(Sanction, default="", blank=True)
    asked = models.PositiveBigIntegerField(default=0)
    loss = models.PositiveBigIntegerField(default=0)
    wage = models.PositiveBigIntegerField(default=0)
    minimum = models.PositiveBigIntegerField(default=0)
    appeal = _ref(default="")
    appealed_at = models.DateTimeField(null=True)
    answer = _ref(default="")
    settled_at = models.DateTimeField(null=True)
    settled_by = _ref(default="")
    is_upheld = models.BooleanField(null=True)

    coverage = Coverage(
        columns=(
            *("ref", "number", "person", "happened_at", "evidence", "opened_by", "told_at"),
            *("reply_until", "account", "reply", "replied_at", "dropped_at", "decided_at"),
            *("decided_by", "reasons", "book", "rule", "sanction", "asked", "loss", "wage"),
            *("minimum", "appeal", "appealed_at", "answer", "settled_at", "settled_by"),
            "is_upheld",
        ),
        told_by=(
            (
                "ref",
                (Tag.TOLD, Tag.REPLIED, Tag.DECIDED, Tag.DROPPED, Tag.APPEALED, Tag.SETTLED),
            ),
        ),
        made_by=(Tag.TOLD,),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(opened_by=F("person")), name="nobody_opens_an_own_case"
            ),
            _never_by("decided_by", "person", "nobody_decides_an_own_case"),
            _never_by("decided_by", "opened_by", "a_case_takes_two"),
            _never_by("settled_by", "person", "nobody_settles_an_own_case"),
            _never_by("settled_by", "decided_by", "an_appeal_goes_to_another"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | Q(appealed_at__isnull=False),
                name="settled_means_appealed",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Reward(AuthenticatedRow):
    """Thanks of the house to one of its people, shown to others where the person lets it be."""

    ref = _ref(unique=True)
    number = models.PositiveIntegerField(unique=True)
    person = _ref()
    thanks = _word(Thanks)
    reason = _word(For)
    words = _ref()
    given_by = _ref()
    given_at = models.DateTimeField()
    is_shown = models.BooleanField(null=True)

    coverage = Coverage(
        columns=(
            *("ref", "number", "person", "thanks", "reason", "words", "given_by", "given_at"),
            "is_shown",
        ),
        told_by=(("ref", (Tag.REWARDED, Tag.SHOWN)),),
        made_by=(Tag.REWARDED,),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(given_by=F("person")), name="nobody_rewards_oneself"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Suspension(AuthenticatedRow):
    """Somebody's access is stopped at once, apart from any sanction, until it is lifted."""

    ref = _ref(unique=True)
    person = _ref()
    why = _word(Danger)
    since = models.DateTimeField()
    by = _ref()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = _ref(default="")

    coverage = Coverage(
        columns=("ref", "person", "why", "since", "by", "lifted_at", "lifted_by"),
        told_by=(("ref", (Tag.SUSPENDED, Tag.LIFTED)),),
        made_by=(Tag.SUSPENDED,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(lifted_at__isnull=True), name="suspended_once"
            ),
            by_someone("lifted_at", "lifted_by", name="suspension_lifted_by_someone"),
            _never_by("lifted_by", "person", "nobody_lifts_an_own_suspension"),
        ]

    def __str__(self) -> str:
        return self.ref
