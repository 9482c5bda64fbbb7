"""Whether a deal, its parties, data sets, milestones and papers say what the ledger says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from shoumi.base.deals import party_rows
from shoumi.base.deals.events import Tag
from shoumi.base.deals.models import DataSet, Deal, Filing, MilestoneState, Party
from shoumi.base.deals.rules import OF_SIDE, TO, Move, Overlay, PartyRole
from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable
from shoumi.base.row_authentication import agreement
from shoumi.core.milestones import FilingKind, Standing, milestones

_OVER = {Tag.SUSPENDED.value: Overlay.SUSPENDED, Tag.TERMINATED.value: Overlay.TERMINATED}
_MOVES = {
    Tag.OPENED.value: Move.OPEN,
    Tag.DONE.value: Move.FINISH,
    Tag.WAIVED.value: Move.WAIVE,
    Tag.TURNED_DOWN.value: Move.TURN_DOWN,
}
_PASSED = (Standing.DONE, Standing.WAIVED)


def _agrees(row: Deal, entries: Sequence[Recorded]) -> bool:
    lines = [one.line() for one in entries]
    created = lines[0]
    if (created.tag, created.at, created.facts["type"]) != (
        Tag.CREATED,
        row.created_at,
        row.deal_type,
    ):
        return False
    laid = [line for line in lines if line.tag in (*_OVER, Tag.RESUMED)]
    if not laid or laid[-1].tag == Tag.RESUMED:
        return (row.overlay, row.overlay_reason, row.overlay_at) == (Overlay.NONE, "", None)
    last = laid[-1]
    wanted = (_OVER[last.tag], last.facts["reason"], last.at)
    return (row.overlay, row.overlay_reason, row.overlay_at) == wanted


def _milestone_agrees(row: MilestoneState, entries: Sequence[Recorded]) -> bool:
    state, reason = Standing.WAITING.value, ""
    opened = done = position = None
    for one in entries:
        line = one.line()
        if line.tag == Tag.BEGUN_AGAIN and row.code in line.facts:
            state, reason, position = Standing.WAITING.value, "", one.position
            opened = done = None
        if line.tag not in _MOVES or line.facts["stage"] != row.code:
            continue
        move = _MOVES[line.tag]
        state, reason, position = TO[move], str(line.facts.get("reason", "")), one.position
        opened = line.at if move is Move.OPEN else opened
        done = line.at if state in _PASSED else done
    is_so = (row.state, row.reason, row.position) == (state, reason, position)
    return is_so and (row.opened_at, row.done_at) == (opened, done)


def _filing_agrees(row: Filing, entries: Sequence[Recorded]) -> bool:
    """That a paper waited for its side no entry says: one that waits for nobody is believed."""
    filed = entries[0].line()
    kind = FilingKind(row.kind)
    wanted = {**row.facts, "kind": kind, "sha256": row.sha256, "on": row.on}
    for name, value in (("document", row.document), ("party", row.party)):
        if value:
            wanted[name] = value
    if (filed.tag, filed.actor, filed.at, filed.deal, entries[0].position) != (
        Tag.FILED,
        row.actor,
        row.at,
        row.deal_id,
        row.position,
    ):
        return False
    if set(filed.facts) != set(wanted) or not agreement.facts_are(filed.facts, wanted):
        return False
    awaits = _told(row, "awaits", "")
    if awaits and awaits != OF_SIDE.get(kind):
        return False
    last = agreement.last_of(entries, (Tag.CONFIRMED,))
    told = tuple(
        _told(row, column, before)
        for column, before in (
            ("confirmed_by", ""),
            ("confirmed_at", None),
            ("confirmed_position", None),
        )
    )
    if last is None:
        return told == ("", None, None)
    line = last.line()
    is_its_side = bool(awaits) and line.facts["side"] == row.awaits
    return is_its_side and told == (line.actor, line.at, last.position)


def _told(row: Filing, column: str, before: object) -> object:
    """A column that the home may not have yet: a dry run looks at it before it is upgraded."""
    return before if column in row.get_deferred_fields() else getattr(row, column)


def _party_agrees(row: Party, entries: Sequence[Recorded]) -> bool:
    """Entries say how many parties a deal began with, and the role of one that came later; who they
    are is believed."""
    last = entries[-1].line()
    if last.tag == Tag.PARTY_REPLACED:
        return (last.deal, row.role) == (row.deal_id, PartyRole.FORMER_TE)
    if last.tag == Tag.PARTY_ADDED:
        return (last.deal, last.facts["role"]) == (row.deal_id, row.role)
    # A dry run looks at the home before its columns are there.
    own = party_rows.first_ones(list(Party.objects.filter(deal=row.deal_id).only("ref")))
    return last.facts["parties"] == len(own)


def _dataset_agrees(row: DataSet, entries: Sequence[Recorded]) -> bool:
    """Entries say the kind of recipient and what the law asked for; who receives it is believed."""
    added = entries[0].line()
    decided = entries[-1].line().facts["instrument"]
    return (added.tag, added.deal, added.facts["recipient"]) == (
        Tag.DATASET_ADDED,
        row.deal_id,
        row.recipient_kind,
    ) and decided in row.instruments.split()


def _parties_gone() -> int:
    """Of those that deals began with, how many deals have not."""
    found = Counter(row.deal_id for row in party_rows.first_ones(list(Party.objects.all())))
    deals = Deal.objects.values_list("ref", flat=True)
    begun = party_rows.begun()
    return sum(max(0, begun.get(ref, 0) - found[ref]) for ref in deals)


def _gone() -> int:
    """Milestones that deals have not, though each has all from the beginning."""
    return Deal.objects.count() * len(milestones()) - MilestoneState.objects.count()


guarded = (
    GuardedTable(Deal, agreement.each(_agrees)),
    GuardedTable(Party, agreement.each(_party_agrees), _parties_gone),
    GuardedTable(DataSet, agreement.each(_dataset_agrees)),
    GuardedTable(MilestoneState, agreement.each(_milestone_agrees), _gone),
    GuardedTable(Filing, agreement.each(_filing_agrees)),
)
