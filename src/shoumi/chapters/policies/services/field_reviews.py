"""Somebody looks at fields: whether they are still necessary, and who gets them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.chapters.policies import queries
from shoumi.chapters.policies.events import Tag
from shoumi.chapters.policies.field_models import FieldReview
from shoumi.chapters.policies.queries import field_reviews
from shoumi.chapters.policies.rules.field_reviews import Recipient
from shoumi.chapters.policies.services import plain_texts
from shoumi.chapters.policies.services.errors import FieldUnknown, RecipientsMissing
from shoumi.chapters.policies.services.group import put
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

REVIEWERS = (Role.DPO, Role.PWG, Role.LEG)


@transaction.atomic
def review(
    *,
    fields: Collection[str],
    recipients: Collection[Recipient],
    is_necessary: bool,
    why: str,
    actor: Ref,
    at: datetime,
) -> FieldReview:
    """What is not necessary is neither stored nor used from now on.

    Raises:
        NotPermitted, WordsMissing, PersonalDataInText
        FieldUnknown: one is not in the register in force, or none is named.
        RecipientsMissing: nobody is named, or somebody beside nobody.
    """
    accounts.require(actor, at, *REVIEWERS)
    register = queries.register()
    unknown = sorted(set(fields) - register.keys())
    if unknown or not fields:
        raise FieldUnknown(fields=tuple(unknown))
    told = set(recipients)
    if not told or (Recipient.NOBODY in told and len(told) > 1):
        raise RecipientsMissing
    made = FieldReview(
        ref=Ref.new("fieldreview"),
        digests={code: field_reviews.digest(register[code]) for code in sorted(set(fields))},
        recipients=sorted(told),
        is_necessary=is_necessary,
        why=plain_texts.required(why, part="why", at=at),
        by=actor,
        at=at,
    )
    facts: dict[str, Value] = {
        "fields": len(made.digests),
        "necessary": is_necessary,
        "said": Digest.of(field_reviews.asked(made)),
    }
    put(made, Event(Tag.FIELDS_REVIEWED, actor, Ref(made.ref), at, facts, ("1.2",)))
    return made
