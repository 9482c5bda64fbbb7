"""Review the algorithms once a year: one person looks, another approves, the next day is fixed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.approvals import rules as two_persons
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.rules import Change
from shoumi.base.ledger import texts
from shoumi.base.outbox import rules
from shoumi.base.registry import AlgorithmUse
from shoumi.base.rotation import algorithms_in_use, approval, duty_clocks
from shoumi.base.rotation.errors import ReviewTooLate, ReviewUnfit
from shoumi.base.rotation.events import Decision, Tag
from shoumi.base.rotation.models import AlgorithmReview
from shoumi.base.row_authentication import codes
from shoumi.core.calendar import day_in_china, end_of_day
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref

REVIEWERS = tuple(sorted(two_persons.TWO[Action.ROTATION].askers))
DUTIES = ("3.4",)


def review(
    *,
    weak: Sequence[str],
    decision: Decision,
    findings: str,
    next_on: date,
    actor: Ref,
    at: datetime,
) -> AlgorithmReview:
    """Put down what is in use, what was found and until when it may go on.  Takes two persons.

    ``weak``      keys of what is to be replaced (``AlgorithmUse.key``); then it is looked at again
                  within three months, and not after a year
    ``findings``  in words; names nobody

    Raises:
        NotPermitted: the actor is not the security officer.
        ReviewUnfit, ReviewTooLate
        BodyUnfit, CarriesIdentifier: the words may not be kept.
        NeedsApproval, RequesterMayNot, ApproverMayNot: nobody else has approved exactly this.
    """
    accounts.require(actor, at, *REVIEWERS)
    found = algorithms_in_use.in_use()
    keys, said = algorithms_in_use.named(found), sorted(set(weak))
    told = rules.note(findings.strip())
    if not told or not set(said) <= set(keys) or (decision is Decision.REPLACE) is not bool(said):
        raise ReviewUnfit
    latest = duty_clocks.latest_review(decision, at)
    if not day_in_china(at) < next_on <= latest:
        raise ReviewTooLate(latest=latest)
    change = approval.reviews(keys, said, decision, told, next_on)
    with approvals.kept(change.action, actor=actor, at=at):
        return _reviewed(change, found, said, decision, told, next_on, actor, at)


@transaction.atomic(durable=True)
def _reviewed(
    change: Change,
    found: Sequence[AlgorithmUse],
    weak: Sequence[str],
    decision: Decision,
    findings: str,
    next_on: date,
    actor: Ref,
    at: datetime,
) -> AlgorithmReview:
    approver = Ref(str(approvals.spend(change, actor=actor, at=at).answered_by_id))
    made = AlgorithmReview(
        ref=Ref.new("review"),
        algorithms=[asdict(one) for one in found],
        weak=list(weak),
        decision=decision,
        reviewed_by=actor,
        approved_by=approver,
        reviewed_at=at,
        due_at=end_of_day(next_on),
    )
    facts: dict[str, Value] = {
        "decision": decision,
        "weak": len(weak),
        "algorithms": digest(made.algorithms),
        "due": made.due_at,
        "approver": approver,
    }
    event = Event(Tag.REVIEWED, actor, Ref(made.ref), at, facts, DUTIES)
    made.position = texts.record(event, findings=findings).position
    codes.put(made, made.position)
    made.save(force_insert=True)
    return made


def digest(algorithms: object) -> Digest:
    """Over the list as it is stored, in its one spelling."""
    told = json.dumps(algorithms, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return Digest.of(told.encode())
