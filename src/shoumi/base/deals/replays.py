"""Deals that were stopped or ended after the copy are so again, and so is an outsider's no."""

from __future__ import annotations

from shoumi.base.deals import queries
from shoumi.base.deals.events import Tag
from shoumi.base.deals.models import DataSet, Deal, MilestoneState, Party
from shoumi.base.deals.rules import Overlay, PartyRole
from shoumi.base.registry.replays import Replays, Told, replays
from shoumi.core.milestones import Standing

_OVER = {Tag.SUSPENDED.value: Overlay.SUSPENDED, Tag.TERMINATED.value: Overlay.TERMINATED}


def _laid(told: Told) -> bool:
    line = told.line
    found = Deal.objects.filter(ref=line.about).exclude(overlay=Overlay.TERMINATED)
    found.update(
        overlay=_OVER[line.tag], overlay_reason=str(line.facts["reason"]), overlay_at=line.at
    )
    return True


def _turned_down(told: Told) -> bool:
    line = told.line
    found = MilestoneState.objects.filter(deal=line.about, code=str(line.facts["stage"]))
    found.update(
        state=Standing.REFUSED,
        reason=str(line.facts["reason"]),
        done_at=None,
        position=told.position,
    )
    return True


def _decided(told: Told) -> bool:
    """What the law asks for first is decided anew, from the set as it is here."""
    for dataset in DataSet.objects.filter(ref=told.line.about).select_related("deal"):
        dataset.instruments = " ".join(sorted(queries.answer(dataset).instruments))
        dataset.save(update_fields=["instruments"])
        if str(told.line.facts.get("instrument")) not in dataset.instruments.split():
            return False
    return True


def _replaced(told: Told) -> bool:
    """The former buyer is one again; the new one is added by hand, so milestones stand as in the
    copy and a deal with no buyer goes nowhere."""
    Party.objects.filter(ref=told.line.about).update(role=PartyRole.FORMER_TE)
    return True


def of_events() -> Replays:
    return replays(
        tells=[Tag.PAPER_OPENED, Tag.REFUSED],
        widens=[
            Tag.CREATED,
            Tag.PARTY_ADDED,
            Tag.BEGUN_AGAIN,
            Tag.DATASET_ADDED,
            Tag.FILED,
            Tag.CONFIRMED,
            Tag.OPENED,
            Tag.DONE,
            Tag.WAIVED,
            Tag.RESUMED,
        ],
        narrows={
            Tag.PARTY_REPLACED: _replaced,
            Tag.INSTRUMENT_DECIDED: _decided,
            Tag.TURNED_DOWN: _turned_down,
            Tag.SUSPENDED: _laid,
            Tag.TERMINATED: _laid,
        },
    )
