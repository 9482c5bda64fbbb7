"""What the record of processing activities says of a version, as page and command give it."""

from __future__ import annotations

from typing import Any

from shoumi.base.messages import names
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.policies import queries, rules, texts
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.queries import field_reviews
from shoumi.chapters.policies.rules.field_reviews import Recipient
from shoumi.chapters.policies.rules.processing_record import Handler, Record, document
from shoumi.chapters.policies.texts import HandlerFact
from shoumi.core.terms import LegalBasis, Purpose


def of(version: PolicyVersion) -> dict[str, Any]:
    """Who gets a field is known of the version in force alone."""
    text = texts.of(version)

    def told(fact: HandlerFact) -> str:
        return text.handler.get(fact, "")

    return document(
        Record(
            version.ref,
            version.number,
            version.published_at or version.drafted_at,
            Handler(
                (told(HandlerFact.NAME), told(HandlerFact.NAME_EN)),
                (told(HandlerFact.ADDRESS), told(HandlerFact.ADDRESS_EN)),
                told(HandlerFact.CONTACT),
            ),
            rules.read_register(version.register),
            _recipients(version),
            {one.value: names.pair(one) for one in (*Purpose, *LegalBasis, *Recipient)},
        )
    )


def _recipients(version: PolicyVersion) -> dict[str, tuple[Recipient, ...]]:
    found = queries.in_force()
    if found is None or found.ref != version.ref:
        return {}
    try:
        standings = field_reviews.standings()
    except NotAuthentic:
        return {}
    return {code: tuple(one.look.recipients) for code, one in standings.items() if one.look}
