"""Writes.  One verb, one transaction, one ledger entry."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from contextlib import AbstractContextManager
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from shoumi.base.accounts import queries as accounts
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.errors import TooLate
from shoumi.base.approvals.events import Action, Why
from shoumi.base.attestations import doors, recheck
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.base.vault import search_tokens
from shoumi.chapters.policies import queries, rules, texts
from shoumi.chapters.policies.events import Tag
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.services import group
from shoumi.chapters.policies.services.errors import (
    ApprovedByOnePerson,
    FactsMissing,
    GapsLeft,
    ItemsMissing,
    NoSuchVersion,
    NotADraft,
    NotApproved,
    TextChanged,
    TextMissing,
)
from shoumi.chapters.policies.texts import PolicyText, completeness
from shoumi.core.handbook import DoorAct
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import HandlerTier, Role

__all__ = [
    "ApprovedByOnePerson",
    "FactsMissing",
    "GapsLeft",
    "ItemsMissing",
    "NoSuchVersion",
    "NotADraft",
    "NotApproved",
    "TextChanged",
    "TextMissing",
]
_ALONE = {
    "policy.not_approved": Why.PENDING,
    "policy.not_a_draft": Why.SPENT,
    "policy.approved_by_one_person": Why.TWO_PEOPLE_NEEDED,
}


@transaction.atomic
def draft(
    *,
    items: Collection[rules.Item],
    register: str,
    tier: HandlerTier,
    actor: Ref,
    at: datetime,
    text: PolicyText | None = None,
) -> PolicyVersion:
    """Lay a new version before its approvers; without a ``text`` it goes on with that in force.

    Raises:
        ItemsMissing: the content check-list of the handler's tier is not complete.
        RegisterUnreadable: a field lacks purpose, basis, retention or grade.
        NotPermitted: the actor is neither DPO nor of the working group.
    """
    accounts.require(actor, at, Role.DPO, Role.PWG)
    if gaps := rules.missing(items, tier):
        raise ItemsMissing(items=tuple(sorted(gaps)))
    fields = rules.read_register(register)
    digest = hashlib.sha256(register.encode()).digest()
    found = PolicyVersion(
        ref=Ref.new("pol"),
        items=sorted(items),
        tier=tier.value,
        register=register,
        register_sha256=digest.hex(),
        drafted_at=at,
    )
    _put(found, queries.text_in_force() if text is None else text)
    version = _create(found)
    facts: dict[str, Value] = {
        "number": version.number,
        "register": Digest(digest),
        "fields": len(fields),
        "text": Digest.fromhex(version.text_sha256),
    }
    written = writer.record(Event(Tag.DRAFTED, actor, Ref(version.ref), at, facts, ("1.1", "1.2")))
    codes.put(version, written.position)
    version.save(update_fields=codes.STORED)
    return version


def _put(version: PolicyVersion, text: PolicyText) -> None:
    version.handler = {fact.value: value for fact, value in text.handler.items()}
    version.passages = [one.stored() for one in text.passages]
    version.text_sha256 = texts.digest(version).hex()


@transaction.atomic
def save(*, version: Ref, text: PolicyText, seen: str, actor: Ref, at: datetime) -> PolicyVersion:
    """Keep the text of a draft as it stands, gaps and all; approvals given before are void.

    ``seen``  digest of the text that was changed, so that nobody's work is written over

    Raises:
        TextChanged: somebody else saved since.
        NoSuchVersion, NotADraft, NotPermitted, NotAuthentic
    """
    accounts.require(actor, at, Role.DPO, Role.PWG)
    found = _draft(version)
    if seen != found.text_sha256:
        raise TextChanged(version=version)
    _put(found, text)
    if found.text_sha256 == seen:
        return found
    found.approvals, found.approved_at = {}, {}
    facts: dict[str, Value] = {
        "number": found.number,
        "text": Digest.fromhex(found.text_sha256),
        "passages": len(text.passages),
    }
    written = writer.record(Event(Tag.SAVED, actor, version, at, facts, ("1.1",)))
    codes.put(found, written.position)
    found.save()
    return found


def approve(*, version: Ref, role: Role, actor: Ref, at: datetime, seen: str = "") -> None:
    """Say yes as ``role`` for the next 24 hours; the same person may not say it twice.

    ``seen``  digest of what was read; empty where the caller does not tell

    Raises:
        NotApproved: nobody is asked to approve in this role.
        TextChanged: somebody saved the text since it was read.
        TextMissing, ItemsMissing, FactsMissing, GapsLeft: it does not say all it must yet.
        NoSuchVersion, NotADraft, NotPermitted, ApprovedByOnePerson, NotAuthentic
    """
    if role not in rules.APPROVERS:
        raise NotApproved(role=role)
    with _kept(version, actor, at), transaction.atomic():
        _approve(version, role, actor, at, seen)


def _approve(version: Ref, role: Role, actor: Ref, at: datetime, seen: str) -> None:
    accounts.require(actor, at, role)
    found = _draft(version)
    if seen and seen != found.text_sha256:
        raise TextChanged(version=version)
    require_whole(found)
    others = {person for own, person in found.approvals.items() if own != role}
    if actor in others:
        raise ApprovedByOnePerson
    found.approvals = {**found.approvals, role.value: actor}
    found.approved_at = {**(found.approved_at or {}), role.value: at.isoformat()}
    facts: dict[str, Value] = {
        "number": found.number,
        "role": role,
        "text": Digest.fromhex(found.text_sha256),
    }
    written = writer.record(Event(Tag.APPROVED, actor, version, at, facts, ("1.1",)))
    codes.put(found, written.position)
    found.save(update_fields=["approvals", "approved_at", *codes.STORED])


def require_whole(version: PolicyVersion) -> None:
    """
    Raises:
        TextMissing, ItemsMissing, FactsMissing, GapsLeft
    """
    found = completeness.of(version)
    if not found.has_text:
        raise TextMissing(version=Ref(version.ref))
    if found.items:
        raise ItemsMissing(items=found.items)
    if found.facts:
        raise FactsMissing(facts=found.facts)
    if found.gaps:
        raise GapsLeft(passages=tuple(dict.fromkeys(one.place for one in found.gaps)))


@doors.evident
def publish(*, version: Ref, actor: Ref, at: datetime) -> None:
    """Put the version in force and the one before it out of force.

    Raises:
        NoSuchVersion, NotADraft, NotApproved, NotPermitted, NotAuthentic
        TextMissing, ItemsMissing, FactsMissing, GapsLeft: it does not say all it must.
        GroupIncomplete, CommentsOpen, NotDecided: the working group did not adopt this very text.
        TooLate: an approval is older than 24 hours; approve again.
        ApproverMayNot: who approved it holds that role no more.
    """
    with _kept(version, actor, at), transaction.atomic():
        _publish(version, actor, at)


def _publish(version: Ref, actor: Ref, at: datetime) -> None:
    accounts.require(actor, at, Role.DPO)
    found = _draft(version)
    if not rules.may_publish(found.approvals):
        raise NotApproved(role=rules.APPROVERS[-1])
    require_whole(found)
    group.require_decision(found, at)
    now = recheck.require(DoorAct.PUBLISH_POLICY, deal=None, at=at)
    accounts.require(actor, now, Role.DPO)
    _still_by_two(found, actor, now)
    fields = rules.read_register(found.register)
    # Index keys live in the keyring: made first, they index nothing if this does not commit.
    search_tokens.ensure((code for code, rule in fields.items() if rule.is_indexed), at=at)
    written = writer.record(
        Event(
            Tag.PUBLISHED,
            actor,
            version,
            at,
            {
                "number": found.number,
                "register": Digest.fromhex(found.register_sha256),
                "text": Digest.fromhex(found.text_sha256),
            },
            ("1.1", "1.2", "1.3"),
        )
    )
    _supersede(at)
    found.state, found.published_at, found.position = (
        rules.State.PUBLISHED,
        at,
        written.position,
    )
    codes.put(found, written.position)
    found.save()


def _supersede(at: datetime) -> None:
    """What was in force is so no more; a row that is not as the house left it stays false."""
    for one in PolicyVersion.objects.filter(state=rules.State.PUBLISHED):
        is_own = verification.is_authentic(one)
        one.state, one.superseded_at = rules.State.SUPERSEDED, at
        if is_own and one.entry_position is not None:
            codes.put(one, one.entry_position)
        one.save()


def _still_by_two(found: PolicyVersion, actor: Ref, at: datetime) -> None:
    """Both yeses are young, and those who gave them may give them still."""
    for role in rules.APPROVERS:
        said_at = (found.approved_at or {}).get(role)
        if said_at is None:  # by a version of the program that did not keep the moment
            raise TooLate(action=Action.POLICY)
        approvals.must_be_good(Action.POLICY, datetime.fromisoformat(said_at), at)
    said = [(Ref(found.approvals[role]), {role}) for role in rules.APPROVERS]
    approvals.must_still(Action.POLICY, requester=(actor, {Role.DPO}), approvers=said, at=at)


def _kept(version: Ref, actor: Ref, at: datetime) -> AbstractContextManager[None]:
    """What is refused inside for want of two persons is in the ledger."""
    return approvals.kept(Action.POLICY, actor=actor, at=at, about=version, codes=_ALONE)


def _create(version: PolicyVersion) -> PolicyVersion:
    """Under the next number; where another process was faster, under the one after."""
    while True:
        version.number = (PolicyVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                version.save(force_insert=True)
        except IntegrityError:
            if not PolicyVersion.objects.filter(number=version.number).exists():
                raise
        else:
            return version


def _draft(version: Ref) -> PolicyVersion:
    found = PolicyVersion.objects.select_for_update().filter(ref=version).first()
    if found is None:
        raise NoSuchVersion(version=version)
    verification.require([found])
    if found.state != rules.State.DRAFT:
        raise NotADraft(version=version)
    return found
