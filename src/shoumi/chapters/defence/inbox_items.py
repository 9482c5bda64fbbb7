"""What of the firewall and the watch waits for whom: to be approved, applied, reviewed, taken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from shoumi.base.attestations import lapses
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.defence.customer_canary_models import CustomerCanary
from shoumi.chapters.defence.models import RuleSet, SecurityCase
from shoumi.chapters.defence.queries import firewall as queries
from shoumi.chapters.defence.rules import detection, firewall
from shoumi.chapters.defence.rules.firewall import Seen
from shoumi.chapters.defence.services import rulesets
from shoumi.chapters.defence.services.customer_canaries import AGREERS
from shoumi.chapters.defence.services.detection import HANDLERS
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_APPROVE: Both = ("批准防火墙规则", "Approve a firewall rule set")
_APPLY: Both = ("在主机上应用批准的防火墙规则", "Apply the approved firewall rules on the host")
_OTHER: Both = ("主机的防火墙与批准的不同", "The host's firewall is not as approved")
_TAKE: Both = ("接下入侵告警", "Take an alert of the watch")
_LOOK: Both = ("查清入侵告警", "Look into an alert of the watch")
_AGREE: Both = ("同意在客户名单里放诱饵", "Agree to a canary among customers")
_REVIEW: Both = ("复核防火墙规则", "Review the firewall's rules")


def items(asker: Asker) -> Iterator[InboxItem]:
    yield from _alerts(asker)
    yield from _canaries(asker)
    is_keeper = not asker.roles.isdisjoint(rulesets.DRAFTERS)
    if not is_keeper and asker.roles.isdisjoint(rulesets.APPROVERS):
        return
    try:
        for one in queries.living():
            if one.approved_at is None and one.drafted_by != asker.person:
                yield _item(one, "approve", _APPROVE, since=one.drafted_at, two=True)
            elif one.approved_at and one.applied_at is None and is_keeper:
                yield _item(one, "apply", _APPLY, since=one.approved_at)
        current = queries.in_force()
        if current is not None and is_keeper:
            yield from _in_force(current, asker.at)
    except NotAuthentic:
        return  # the demand itself fails then


def _alerts(asker: Asker) -> Iterator[InboxItem]:
    """One that nobody took, for those it is not about; and one's own."""
    if asker.roles.isdisjoint(HANDLERS):
        return
    found = SecurityCase.objects.filter(closed_at=None, owner__in=("", asker.person))
    for one in found.exclude(who=asker.person).order_by("number"):
        is_own = one.owner == asker.person
        until = None if is_own else one.opened_at + detection.to_take_within()
        yield InboxItem(
            InboxKind.TASK,
            f"alert:{one.ref}:{is_own}",
            _LOOK if is_own else _TAKE,
            (f"告警 {one.number}", f"alert {one.number}"),
            "securitycase",
            {"securitycase": one.ref},
            since=one.taken_at or one.opened_at,
            until=until,
        )


def _canaries(asker: Asker) -> Iterator[InboxItem]:
    """Those among customers that another asked for."""
    if asker.roles.isdisjoint(AGREERS):
        return
    waiting = CustomerCanary.objects.filter(agreed_at=None, ended_at=None)
    for one in waiting.exclude(asked_by=asker.person).order_by("number"):
        yield InboxItem(
            InboxKind.APPROVAL,
            f"customercanary:{one.ref}",
            _AGREE,
            (f"诱饵 {one.number}", f"canary {one.number}"),
            "customercanary",
            {"customercanary": one.ref},
            since=one.asked_at,
            two=True,
        )


def _in_force(one: RuleSet, at: datetime) -> Iterator[InboxItem]:
    found = queries.reading(Ref(one.ref))
    if found is not None and found.seen != Seen.AS_APPROVED:
        yield _item(one, f"drift:{found.position}", _OTHER, since=found.since)
    until = firewall.next_review(one.reviewed_at or one.drafted_at)
    since = until - timedelta(days=lapses.warnings()[0])
    if at >= since:
        yield _item(one, f"review:{one.entry_position}", _REVIEW, since=since, until=until)


def _item(
    one: RuleSet,
    step: str,
    what: Both,
    since: datetime,
    until: datetime | None = None,
    *,
    two: bool = False,
) -> InboxItem:
    about: Both = (f"第 {one.number} 份规则", f"rule set {one.number}")
    return InboxItem(
        InboxKind.APPROVAL if two else InboxKind.TASK,
        f"firewall:{one.ref}:{step}",
        what,
        about,
        "ruleset",
        {"ruleset": one.ref},
        since=since,
        until=until,
        two=two,
        news=not two and until is None,
    )
