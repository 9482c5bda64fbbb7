"""Texts that wait for approval or came back; letters that stopped, wait for somebody, came back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef

from shoumi.base.correspondence import queries as letters
from shoumi.base.correspondence.rules import State
from shoumi.base.deals import approval_items
from shoumi.base.deals import queries as deals
from shoumi.base.ledger import reader
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign, NoticeDraft
from shoumi.chapters.consent.queries import withdrawals
from shoumi.chapters.consent.rules import CampaignState
from shoumi.chapters.consent.services import dispatch, notices
from shoumi.core.calendar import end_of_day
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

_APPROVE: Both = ("批准告知书", "Approve a notice to customers")
_RETURNED: Both = (
    "告知书被退回，改好再交人批准",
    "A notice was returned: mend it and lay it before another person again",
)
_STOPPED: Both = ("信寄到一半停下了，补正后接着寄", "Letters stopped: mend it, then go on")
_DELETE: Both = (
    "客户撤回了同意，请按行号删除交接的资料",
    "A customer withdrew: delete the row of the package",
)
_HAND_OVER: Both = (
    "客户撤回了同意，邮件没有到接收方，请当面转告",
    "A customer withdrew and no mail reached the recipient: hand the notice over",
)
_BY_STATE: tuple[tuple[State, Both], ...] = (
    (State.TO_PRINT, ("有信等着打印", "Letters to be printed")),
    (State.PRINTED, ("打印的信等着登记交寄", "Printed letters to be posted")),
    (State.BOUNCED, ("有退信，换一种方式再寄", "Letters came back: send another way")),
)


def items(asker: Asker) -> Iterator[InboxItem]:
    yield from _texts(asker)
    yield from _returned(asker)
    yield from _letters(asker)
    yield from _withdrawals(asker)


def _texts(asker: Asker) -> Iterator[InboxItem]:
    """Texts of others that this person may approve."""
    if not asker.roles & frozenset(rules.APPROVERS):
        return
    waiting = NoticeDraft.objects.filter(state=rules.DraftState.WAITING).order_by("id")
    yield from approval_items.items(
        asker,
        waiting,
        lambda one: notices.require_approvable(one, asker.person, asker.at),
        what=_APPROVE,
        page="notice-text",
        of="notice",
        since=lambda one: one.written_at,
    )


def _returned(asker: Asker) -> Iterator[InboxItem]:
    """Texts of this person that another returned, where nobody has written a newer one since."""
    mine = NoticeDraft.objects.filter(
        state=rules.DraftState.RETURNED, written_by=asker.person
    ).exclude(deal__in=deals.terminated())
    newer = NoticeDraft.objects.filter(
        deal=OuterRef("deal"), instrument=OuterRef("instrument"), position__gt=OuterRef("position")
    )
    back = [one for one in mine.exclude(Exists(newer)).order_by("id") if asker.reaches(one.deal)]
    at = [row.entry_position for row in back if row.entry_position is not None]
    answers = {one.position: one.line().actor for one in reader.some(at)}
    numbers = deals.numbers({one.deal for one in back})
    for one in back:
        if answers.get(one.entry_position or 0) == asker.person:
            continue  # taken back by who wrote it
        number = numbers.get(one.deal, "")
        yield InboxItem(
            InboxKind.TASK,
            f"{one.ref} returned",
            _RETURNED,
            (number, number),
            "notice-text",
            {"notice": one.ref},
            deal=one.deal,
            since=one.answered_at,
            news=True,
        )


def _letters(asker: Asker) -> Iterator[InboxItem]:
    if not asker.roles & frozenset(dispatch.SENDERS):
        return
    running = Campaign.objects.filter(state=CampaignState.OPEN).order_by("id")
    mine = [one for one in running if asker.reaches(one.deal)]
    numbers = deals.numbers({one.deal for one in mine})
    for one in mine:
        number = numbers.get(one.deal, "")
        for name, what in _waiting(Ref(one.ref)):
            yield InboxItem(
                InboxKind.TASK,
                f"{one.ref} {name}",
                what,
                (number, number),
                "campaign-letters",
                {"campaign": one.ref},
                deal=one.deal,
                until=one.window_ends_at,
            )


def _withdrawals(asker: Asker) -> Iterator[InboxItem]:
    """Of who withdrew after the handover: to the recipient's person by row, until its last day; to
    the protection officer while no mail has reached the recipient."""
    is_officer = Role.DPO in asker.roles
    if not (asker.is_party or is_officer):
        return
    for deal in withdrawals.deals_with_any():
        if not asker.reaches(deal):
            continue
        parties, number = withdrawals.parties_of(deal), deals.numbers({deal}).get(deal, "")
        for one in withdrawals.of_deal(deal):
            party = parties.get(one.package)
            mine = party is not None and party.person == asker.person
            until = end_of_day(date.fromisoformat(one.until))
            if (mine and asker.at < until) or (
                is_officer and not asker.is_party and withdrawals.is_given_up(one)
            ):
                yield InboxItem(
                    InboxKind.TASK,
                    f"{one.about} {one.package}",
                    _DELETE if mine else _HAND_OVER,
                    (number, number),
                    "deal",
                    {"deal": deal},
                    deal=deal,
                    since=one.at,
                    until=until,
                    news=True,
                )


def _waiting(campaign: Ref) -> Iterator[tuple[str, Both]]:
    if any(batch.held for batch in letters.batches(campaign)):
        yield "held", _STOPPED
    last = letters.last_states(campaign)
    for state, what in _BY_STATE:
        if state in last:
            yield state.value, what
