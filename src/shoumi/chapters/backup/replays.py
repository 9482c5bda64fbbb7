"""Keys and places that were ended after the copy are ended again; what was damaged is damaged."""

from __future__ import annotations

from shoumi.base.registry.replays import Replays, Told, replays
from shoumi.base.row_authentication import codes
from shoumi.chapters.backup.events import Tag
from shoumi.chapters.backup.models import Drill, Recipient, Target, Verification


def _recipient_ended(told: Told) -> bool:
    found = Recipient.objects.filter(ref=told.line.about, ended_at=None)
    found.update(ended_at=told.line.at, ended_by=told.line.actor)
    return True


def _target_ended(told: Told) -> bool:
    found = Target.objects.filter(ref=told.line.about, ended_at=None)
    found.update(ended_at=told.line.at, ended_by=told.line.actor)
    return True


def _target_stated(told: Told) -> bool:
    """What it was said not to be any more it is not; the rest is stated anew."""
    said = told.line.facts
    for found in Target.objects.filter(ref=told.line.about):
        found.is_elsewhere &= bool(said["elsewhere"])
        found.is_in_china &= bool(said["china"])
        found.is_separate &= bool(said["separate"])
        found.save(update_fields=["is_elsewhere", "is_in_china", "is_separate"])
    return True


def _found_damaged(told: Told) -> bool:
    line = told.line
    if not Verification.objects.filter(ref=line.about).exists():
        made = Verification(
            ref=line.about,
            target=str(line.facts["target"]),
            verified_at=line.at,
            fault=str(line.facts["fault"]),
            milliseconds=0,
            position=told.position,
        )
        codes.put(made, told.position)
        made.save(force_insert=True)
    return True


def _restore_failed(told: Told) -> bool:
    line = told.line
    if not Drill.objects.filter(ref=line.about).exists():
        made = Drill(
            ref=line.about,
            target=str(line.facts["target"]),
            tested_by=line.actor,
            tested_at=line.at,
            passed=False,
            position=told.position,
        )
        codes.put(made, told.position)
        made.save(force_insert=True)
    return True


def of_events() -> Replays:
    return replays(
        tells=[Tag.COPIED, Tag.VERIFIED],
        widens=[Tag.RECIPIENT_NAMED, Tag.TARGET_ADDED, Tag.RESTORE_TESTED, Tag.PLAN_FILED],
        narrows={
            Tag.RECIPIENT_ENDED: _recipient_ended,
            Tag.TARGET_ENDED: _target_ended,
            Tag.TARGET_STATED: _target_stated,
            Tag.FOUND_DAMAGED: _found_damaged,
            Tag.RESTORE_FAILED: _restore_failed,
        },
    )
