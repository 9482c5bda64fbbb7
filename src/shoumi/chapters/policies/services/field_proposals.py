"""Fields that imported files ask for: proposed, and accepted or refused one by one by people."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.chapters.policies import rules, services, texts
from shoumi.chapters.policies.events import Tag
from shoumi.chapters.policies.field_models import FieldProposal
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.queries import field_proposals
from shoumi.chapters.policies.queries import group as rows
from shoumi.chapters.policies.rules import Item
from shoumi.chapters.policies.services import plain_texts
from shoumi.chapters.policies.services.errors import (
    NoSuchVersion,
    ProposalSettled,
    RegisterNamesIt,
)
from shoumi.chapters.policies.services.group import put
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

SETTLERS = (Role.DPO, Role.PWG)
_DUTIES = ("1.2",)


def propose(kinds: Collection[str], dataset: Ref, actor: Ref, at: datetime) -> None:
    """What columns of an imported file held that went to no field; in the caller's transaction.

    What the register in force or the newest draft names is not proposed, nor what waits already or
    was refused since that version is in force.
    """
    for code in field_proposals.lacking(kinds):
        made = FieldProposal(ref=Ref.new("newfield"), code=code, dataset=dataset, found_at=at)
        facts: dict[str, Value] = {
            "dataset": dataset,
            "said": Digest.of(field_proposals.said(made)),
        }
        put(made, Event(Tag.FIELD_PROPOSED, actor, Ref(made.ref), at, facts, _DUTIES))


@transaction.atomic
def accept(*, proposal: Ref, changed: Mapping[str, Any], actor: Ref, at: datetime) -> FieldProposal:
    """The field goes into a new draft of the register, as proposed or as ``changed``.

    Raises:
        NotPermitted, NoSuchProposal, NotAuthentic, ProposalSettled
        RegisterNamesIt: the newest version has a field of that code by now.
        NoSuchVersion: there is no version to begin with.
        RegisterUnreadable: what was changed is no field.
    """
    accounts.require(actor, at, *SETTLERS)
    found = _open(proposal)
    newest = PolicyVersion.objects.order_by("-number").first()
    if newest is None:
        raise NoSuchVersion(version="")
    fields = dict(rules.read_register(newest.register))
    if found.code in fields:
        raise RegisterNamesIt(field=found.code)
    given = {name: value for name, value in changed.items() if value not in (None, "")}
    fields[found.code] = replace(field_proposals.rule_of(found), **given)
    version = services.draft(
        items=[Item(item) for item in newest.items],
        register=rules.write_register(fields),
        tier=texts.tier_of(newest),
        actor=actor,
        at=at,
        text=texts.of(newest),
    )
    found.version = version.ref
    return _settle(found, actor, at)


@transaction.atomic
def refuse(*, proposal: Ref, why: str, actor: Ref, at: datetime) -> FieldProposal:
    """
    Raises:
        NotPermitted, NoSuchProposal, NotAuthentic, ProposalSettled
        WordsMissing, PersonalDataInText
    """
    accounts.require(actor, at, *SETTLERS)
    found = _open(proposal)
    found.why = plain_texts.required(why, part="why", at=at)
    return _settle(found, actor, at)


def _open(proposal: Ref) -> FieldProposal:
    found: FieldProposal = rows.locked(FieldProposal, proposal)
    if found.settled_at is not None:
        raise ProposalSettled
    return found


def _settle(found: FieldProposal, actor: Ref, at: datetime) -> FieldProposal:
    found.settled_by, found.settled_at = actor, at
    facts: dict[str, Value] = {
        "accepted": bool(found.version),
        "said": Digest.of(field_proposals.said(found)),
    }
    put(found, Event(Tag.PROPOSAL_SETTLED, actor, Ref(found.ref), at, facts, _DUTIES))
    return found
