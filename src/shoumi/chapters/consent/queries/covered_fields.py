"""Which registered fields a notice covers, and so which of a person's values may leave.

A notice is taken at its word only where contents and categories are those the ledger has the hash
of; a consent at the notice whose hash stands with it.  A notice of an earlier version has no
fields: its words cover those fields alone whose registered title or heading they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Value
from django.db.models.expressions import Combinable

from shoumi.base import bulk, registry
from shoumi.base.registry import Share
from shoumi.base.registry.shared_reads import shared
from shoumi.chapters.consent import queries, rules
from shoumi.chapters.consent.models import Campaign, Consent, Notice, NoticeDraft
from shoumi.chapters.consent.queries import instruments, notices
from shoumi.core import notice_categories
from shoumi.core.gate import Fact, Question
from shoumi.core.notice_categories import Category, Reading
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument, Purpose


def reading(notice: Notice | NoticeDraft) -> Reading:
    """The categories of a notice as it was written, and the words that cover nothing."""
    if notice.categories:
        return Reading(notice_categories.read(notice.categories), ())
    told = notice.contents.get("categories", "")
    return notice_categories.of_words(told, registry.field_register())


def categories(notice: Notice | NoticeDraft) -> tuple[Category, ...]:
    return reading(notice).categories


@shared
def of_notice(notice: Notice) -> frozenset[str]:
    """The fields that a notice covers; none where it is not the one that was approved."""
    if not notices.is_approved(notice):
        return frozenset()
    return notice_categories.covered(categories(notice))


def said(deal: Ref, people: Sequence[Ref]) -> list[Share]:
    """``people`` of a deal by the notice each of them agreed to or was told by, in their order.

    Raises:
        NotAuthentic
    """
    campaign = queries.moving(deal)
    if campaign is None:
        return []
    own = campaign.notice
    if not rules.asks_consent(Instrument(campaign.instrument)):
        return [Share(own.sha256, of_notice(own), people)]
    known = {one.sha256: of_notice(one) for one in _texts(campaign)}
    split: dict[str, list[Ref]] = {}
    for ref, digest in _digests(campaign, people):
        split.setdefault(digest, []).append(ref)
    return [Share(digest, known.get(digest, frozenset()), refs) for digest, refs in split.items()]


def _texts(campaign: Campaign) -> list[Notice]:
    """The texts of the deal that somebody may have answered to.

    Raises:
        NotAuthentic
    """
    every = notices.of_deal(Ref(campaign.deal))
    return [one for one in every if one.instrument == campaign.instrument]


def _digests(campaign: Campaign, people: Sequence[Ref]) -> Iterator[tuple[Ref, str]]:
    """Each person who answered, with the hash of the text that was answered to: never that of the
    campaign's own, behind which another may have been put."""
    for start in range(0, len(people), bulk.CHUNK):
        part = people[start : start + bulk.CHUNK]
        columns = ("subject", "notice_sha256")
        found = dict(bulk.select(Consent, columns, "subject", part, campaign_id=campaign.pk))
        yield from ((ref, found[ref]) for ref in part if ref in found)


def facts(question: Question) -> Mapping[Fact, object]:
    if question.subject is None or question.purpose is not Purpose.HANDOVER:
        return {}
    stated = subject_facts(question, [question.subject])
    return {fact: values.get(question.subject) for fact, values in stated.items()}


def subject_facts(
    question: Question, subjects: Sequence[Ref]
) -> Mapping[Fact, Mapping[Ref, object]]:
    """``instruments.subject_facts``, and whether the fields asked for were said to each person.

    Raises:
        NotAuthentic
    """
    told = instruments.subject_facts(question, subjects)
    if not told or not question.fields:
        return told
    shares = said(question.deal, subjects)
    covers = {ref: question.fields <= one.fields for one in shares for ref in one.people}
    return {**told, Fact.FIELDS_SAID: covers}


def subject_expressions(question: Question) -> Mapping[Fact, Combinable]:
    """``subject_facts`` for a query over people."""
    told = instruments.subject_expressions(question)
    campaign = queries.moving(question.deal) if told and question.fields else None
    if campaign is None:
        return told
    if not rules.asks_consent(Instrument(campaign.instrument)):
        fits = question.fields <= of_notice(campaign.notice)
        return {**told, Fact.FIELDS_SAID: Value(fits, BooleanField())}
    fit = [one.sha256 for one in _texts(campaign) if question.fields <= of_notice(one)]
    own = Consent.objects.filter(campaign=campaign, subject=OuterRef("ref"))
    holds = ExpressionWrapper(Exists(own.filter(notice_sha256__in=fit)), BooleanField())
    return {**told, Fact.FIELDS_SAID: holds}
