"""The card of the subjects app."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from shoumi.base.registry import Card, GuardedTable, HeldPart, Remedy
from shoumi.base.registry.recipients import Kept
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit
from shoumi.base.subjects import (
    events,
    examination,
    health,
    ledger_agreement,
    queries,
    soundness,
)
from shoumi.base.subjects.models import Examination, Record, Token
from shoumi.core.gate import Fact
from shoumi.core.refs import Ref


def destroy(subjects: Sequence[Ref]) -> int:
    """Remove the sealed records and index tokens of people whose keys are gone."""
    gone = 0
    for start in range(0, len(subjects), queries.CHUNK):
        part = subjects[start : start + queries.CHUNK]
        with transaction.atomic():
            gone += Record.objects.filter(subject__in=part).delete()[0]
            gone += Token.objects.filter(subject__in=part).delete()[0]
            examination.forget(part)
    return gone


def remains(subjects: Sequence[Ref]) -> int:
    """How many sealed records or index tokens of these people are still there."""
    left = 0
    for start in range(0, len(subjects), queries.CHUNK):
        part = subjects[start : start + queries.CHUNK]
        left += Record.objects.filter(subject__in=part).count()
        left += Token.objects.filter(subject__in=part).count()
    return left


def _replays() -> Replays:
    from shoumi.base.subjects import replays

    return replays.of_events()


def _held(subject: Ref) -> Iterable[HeldPart]:
    from shoumi.base.subjects import held_data

    return held_data.of(subject)


def _kept(subject: Ref) -> Iterable[Kept]:
    from shoumi.base.subjects import legal_terms

    return legal_terms.kept(subject)


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.base.subjects import search

    return search.hits(wanted)


card = Card(
    slug="subjects",
    zh="客户",
    en="Customers",
    events=events.Tag,
    checks={
        "1.4": soundness.check_sealed,
        "3.1": soundness.check_suites,
        "3.3": soundness.check_keys,
    },
    partial={
        "1.4": "subjects.missing_1_4",
        "3.1": "vault.missing_3_1",
        "3.3": "vault.missing_3_3",
    },
    remedies=dict.fromkeys(
        ("1.4", "3.1", "3.3"),
        Remedy(("存量核对", "Examination of what is stored"), "examination", "doctor"),
    ),
    states=frozenset({Fact.SUBJECT_HELD, Fact.SUBJECT_DEAL, Fact.RECORD_SOUND, Fact.MINOR_AGREED}),
    facts=queries.facts,
    subject_facts=queries.subject_facts,
    subject_expressions=queries.subject_expressions,
    held=_held,
    kept=_kept,
    holds=frozenset({"person"}),
    destroyers={"person": destroy},
    remains={"person": remains},
    # Made by the house alone; a home that is older than it has no such row.
    guarded=(GuardedTable(Examination, lambda rows: [None] * len(rows)), *ledger_agreement.guarded),
    health=health.findings,
    replays=_replays,
    search=_search,
)
