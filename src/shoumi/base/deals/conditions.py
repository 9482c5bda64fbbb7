"""Whether a condition holds: ``done:``, ``open:`` and ``filing:`` are known here, ``duty:`` by the
controls, everything else by whoever states it.  What nobody states does not hold, and neither does
what cannot be found out.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from shoumi.base import registry
from shoumi.base.attestations import controls
from shoumi.base.calendar import year_tables
from shoumi.base.deals import party_rows, rules
from shoumi.base.deals.models import Filing, MilestoneState
from shoumi.base.deals.rules import PartyRole
from shoumi.base.registry import Holding
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.models import State
from shoumi.core.calendar import Due, day_in_china
from shoumi.core.milestones import DeadlineKey, FilingKind, deadlines, holds_never, of_sole_owner
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role

log = logging.getLogger(__name__)
_REPLIES = "10.2"  # answers come on time and settle the matter


def holding(condition: str, deal: Ref, at: datetime) -> Holding:
    """What is known of ``condition`` in ``deal``."""
    kind, _, name = condition.rpartition(":")
    known: dict[str, Callable[[], Holding]] = {
        "done": lambda: _milestone(deal, name, rules.PASSED, "deal.milestone_not_done"),
        "open": lambda: _milestone(deal, name, rules.REACHED, "deal.milestone_not_open"),
        "filing": lambda: _filing(deal, name),
        "duty": lambda: _duty(deal, name, at),
        "": lambda: _stated(condition, deal, at),
    }
    try:
        return known.get(kind, lambda: _unknown(condition))()
    except NotAuthentic as error:
        return _fail(error.code)
    except Exception as error:  # noqa: BLE001 - a condition that cannot be found out does not hold
        log.error("condition %s broke: %s", condition, type(error).__name__)
        return _fail("condition.broke")


def _fail(reason: str) -> Holding:
    return Holding(ControlState.FAIL, reason=reason)


def _duty(deal: Ref, name: str, at: datetime) -> Holding:
    """A demand that fails in other deals alone holds in this one, as it does at the doors."""
    held = controls.holding(name, deal, at)
    if held.holds or not held.deals or deal in held.deals:
        return held
    missing = registry.partial(name)
    state = ControlState.PARTIAL if missing else ControlState.PASS
    return Holding(state, reason=missing, turns=held.turns or held.until)


def _unknown(condition: str) -> Holding:
    return _fail(holds_never(condition))


def _stated(condition: str, deal: Ref, at: datetime) -> Holding:
    stated = registry.condition(condition)
    return stated(deal, at) if stated else _unknown(condition)


def _milestone(deal: Ref, code: str, wanted: frozenset[str], reason: str) -> Holding:
    row = next((one for one in _states(deal) if one.code == code and one.state in wanted), None)
    return Holding(ControlState.PASS, row.position) if row else _fail(reason)


@shared
def _states(deal: Ref) -> Sequence[MilestoneState]:
    return list(verification.require(MilestoneState.objects.filter(deal=deal)))


def _filing(deal: Ref, kind: str) -> Holding:
    found = _on_file(deal, kind)
    stands_in = of_sole_owner().get(kind)
    if stands_in and not found.holds and found.position is None and has_sole_owner(deal):
        return _decided_alone(_on_file(deal, stands_in))
    return found


def _decided_alone(found: Holding) -> Holding:
    """What the written decision of the one shareholder says of the paper it takes the place of."""
    if found.holds:
        return replace(found, state=ControlState.NOT_APPLICABLE, reason="deal.sole_owner")
    if found.position is None:
        return replace(found, reason="deal.sole_owner_undecided")
    return replace(found, reason="deal.sole_owner_unconfirmed")


def has_sole_owner(deal: Ref) -> bool:
    """Whether one seller alone holds shares, as far as the deal names who does."""
    owning = (PartyRole.TR, PartyRole.OTHER_HOLDER)
    return [one.role for one in party_rows.of_deal(deal) if one.role in owning] == [PartyRole.TR]


def _on_file(deal: Ref, kind: str) -> Holding:
    rows = [one for one in _filings(deal) if one.kind == kind]
    counted = next((one for one in rows if one.counts), None)
    if counted:
        return Holding(ControlState.PASS, counted.rests_on)
    if waits := next(iter(rows), None):
        who = Role(waits.awaits)
        return Holding(ControlState.FAIL, waits.position, reason="deal.unconfirmed", who=who)
    if kind == FilingKind.IIT_CERTIFICATE and not _sellers(deal):
        return Holding(ControlState.NOT_APPLICABLE, reason="deal.no_individual_seller")
    return _fail("deal.not_filed")


@shared
def _filings(deal: Ref) -> Sequence[Filing]:
    """All of them, the newest first, but for those about a former buyer; a milestone asks for many
    kinds.  A paper may shut as well, as
    one that began a period, so none counts where one cannot be trusted.

    Raises:
        NotAuthentic: one was changed, put back, put in or deleted from outside.
    """
    since = party_rows.begins_at(deal)
    return [
        one
        for one in verification.all_of_deal(Filing, deal)[::-1]
        if one.position > since or one.kind not in rules.of_buyer()
    ]


def _sellers(deal: Ref) -> bool:
    """Whether a natural person sells: only then is individual income tax due."""
    return any(
        one.role == PartyRole.TR and one.is_natural_person for one in party_rows.of_deal(deal)
    )


def holders_cleared(deal: Ref, at: datetime) -> Holding:
    """Every other holder waived in writing, or said nothing for 30 days (Company Law 84)."""
    holders = {one.ref for one in party_rows.of_deal(deal) if one.role == PartyRole.OTHER_HOLDER}
    if not holders:
        return Holding(ControlState.NOT_APPLICABLE, reason="deal.no_other_holder")
    waivers = [
        one
        for one in _filings(deal)
        if one.kind == FilingKind.ROFR_WAIVER and one.counts and one.party in holders
    ]
    ends = _answer_ends(deal)
    asked = [ends.get(party) for party in holders - {waiver.party for waiver in waivers}]
    if any(end is None or not end.is_over(at) for end in asked):
        return _fail("deal.holder_may_still_answer")
    if any(end.is_provisional for end in asked if end):
        return _fail("deal.year_unknown")
    return Holding(ControlState.PASS, max((each.position for each in waivers), default=None))


def _answer_ends(deal: Ref) -> dict[str, Due]:
    """Until when each holder may answer, counted from the first notice that counts.

    By the papers, which are authenticated, and not by the calendar, which is for those who wait.
    """
    [rule] = [one for one in deadlines() if one.key == DeadlineKey.ROFR_REPLY]
    first: dict[str, Filing] = {}
    for one in sorted(_filings(deal), key=lambda filing: filing.rests_on):
        if one.kind == rule.starts and one.counts:
            first.setdefault(one.party, one)
    return {party: year_tables.due(one.on, rule.constant) for party, one in first.items()}


def creditors_cleared(deal: Ref, at: datetime) -> Holding:
    """The time for claims is over: 30 days from notice, 45 from announcement (Company Law 220)."""
    periods = {
        FilingKind.CREDITORS_NOTICE: "deal_company.creditor_claim_after_notice",
        FilingKind.CREDITORS_ANNOUNCEMENT: "deal_company.creditor_claim_after_announcement",
    }
    filed = [one for one in reversed(_filings(deal)) if one.kind in periods]
    if {row.kind for row in filed} != set(periods):
        return _fail("deal.not_filed")
    ends = [year_tables.due(row.on, periods[FilingKind(row.kind)]) for row in filed]
    if not all(end.is_over(at) for end in ends):
        return _fail("deal.creditor_may_still_claim")
    if any(end.is_provisional for end in ends):
        return _fail("deal.year_unknown")
    return Holding(ControlState.PASS, filed[-1].position)


def expired_none(deal: Ref, at: datetime) -> Holding:
    """Nobody of the deal is held past the end of retention (PIPL 19, 47)."""
    late = subjects.past_retention(deal, day_in_china(at))
    if late.exists() or subjects.of_deal(deal, State.EXPIRED).exists():
        return _fail("deal.expired_left")
    return Holding(ControlState.PASS)


def nobody_held(deal: Ref, at: datetime) -> Holding:
    """No customer of the deal is held here, nor a row that was set aside, which is somebody's too:
    there is nobody to tell, and nothing to hand over."""
    if subjects.all_held(deal).exists():
        return _fail("deal.people_held")
    return Holding(ControlState.PASS)


def no_open_request(deal: Ref, at: datetime) -> Holding:
    """No person's request of the deal waits without somebody who answers it in time (PIPL 50).

    What demand 10.2 finds decides.  Until the house takes requests in here an empty list of clocks
    would say nothing: then whoever answers for it states it, and that statement decides.
    """
    said = _duty(deal, _REPLIES, at)
    if said.holds:
        return said
    if controls.is_stated(_REPLIES, at):
        return replace(said, state=ControlState.FAIL, reason="deal.requests_unstated", who=Role.DPO)
    return replace(said, who=Role.DPO)


STATED: Mapping[str, registry.Condition] = {
    "holders.cleared": holders_cleared,
    "creditors.cleared": creditors_cleared,
    "subjects.expired_none": expired_none,
    "subjects.none_held": nobody_held,
    "requests.open_none": no_open_request,
}
