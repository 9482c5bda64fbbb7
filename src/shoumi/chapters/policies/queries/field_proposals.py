"""Fields that files asked for: which wait, what is proposed of each."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from shoumi.base.row_authentication import verification
from shoumi.chapters.policies import queries, rules
from shoumi.chapters.policies.field_models import FieldProposal
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.rules import State, field_proposals
from shoumi.core.fields import FieldRule


def waiting() -> Sequence[FieldProposal]:
    """
    Raises:
        NotAuthentic
    """
    found = verification.require_all(FieldProposal)
    return [one for one in found if one.settled_at is None]


def said(one: FieldProposal) -> bytes:
    """What entries of the ledger commit to: which field, into which draft, why not."""
    return json.dumps([one.code, one.version, one.why], ensure_ascii=False).encode()


def rule_of(one: FieldProposal) -> FieldRule:
    return field_proposals.proposed(one.code)


def lacking(kinds: Collection[str]) -> list[str]:
    """The codes to propose for ``kinds``."""
    registered = set(queries.register())
    newest = PolicyVersion.objects.order_by("-number").first()
    if newest is not None and newest.state == State.DRAFT:
        registered |= rules.read_register(newest.register).keys()
    version = queries.in_force()
    known = FieldProposal.objects.filter(settled_at=None)
    if version is not None and version.published_at is not None:
        known |= FieldProposal.objects.filter(version="", settled_at__gte=version.published_at)
    registered |= set(known.values_list("code", flat=True))
    return field_proposals.wanted(kinds, registered)
