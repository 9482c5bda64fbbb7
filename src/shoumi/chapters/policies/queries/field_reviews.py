"""What was found of each field of the register in force, and until when that holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.policies import queries, rules
from shoumi.chapters.policies.field_models import FieldReview
from shoumi.chapters.policies.queries import group
from shoumi.chapters.policies.rules import field_reviews
from shoumi.chapters.policies.rules.field_reviews import Look, Recipient, Standing
from shoumi.core.fields import FieldRule


def digest(rule: FieldRule) -> str:
    """Of all that the register says of a field."""
    return hashlib.sha256(rules.written(rule).encode()).hexdigest()


def asked(review: FieldReview) -> bytes:
    """What an entry of the ledger commits to."""
    told = [review.digests, sorted(review.recipients), review.is_necessary, review.why]
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode()


@shared
def standings() -> Mapping[str, Standing]:
    """Of each field of the register in force.

    Raises:
        NotAuthentic: a row was changed, put back or deleted from outside.
    """
    version = queries.in_force()
    if version is None:
        return {}
    adopted = version.published_at if group.decision(version) else None
    looks: dict[tuple[str, str], Look] = {}
    for one in sorted(verification.require_all(FieldReview), key=lambda one: one.at):
        said = Look(one.at, one.is_necessary, [Recipient(name) for name in one.recipients])
        looks.update(dict.fromkeys(one.digests.items(), said))
    register = queries.register()
    return {
        code: field_reviews.standing(adopted, looks.get((code, digest(rule))))
        for code, rule in register.items()
    }


def unused(at: datetime) -> frozenset[str]:
    """Fields of which nothing is stored or used at ``at``; where reviews are not as the house left
    them, all."""
    try:
        found = standings()
    except NotAuthentic:
        return frozenset(queries.register())
    return frozenset(code for code, one in found.items() if not one.is_used(at))


def edges(at: datetime) -> tuple[datetime, ...]:
    """When a field falls out of use after ``at``, by the clock alone."""
    try:
        found = standings()
    except NotAuthentic:
        return ()
    return tuple({one.until for one in found.values() if one.until and one.until > at})


def fault(at: datetime) -> str:
    """What reviews lack of 1.2, as a code; empty where they lack nothing.

    Raises:
        NotAuthentic
    """
    found = standings().values()
    if any(not one.is_used(at) for one in found):
        return "policy.fields_unused"
    return "policy.fields_not_looked_at" if any(one.look is None for one in found) else ""
