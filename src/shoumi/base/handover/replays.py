"""Packages that were voided after the copy are void again, and their files go."""

from __future__ import annotations

from django.db import transaction

from shoumi.base.handover import services
from shoumi.base.handover.events import Tag
from shoumi.base.handover.models import Package, State
from shoumi.base.registry.replays import Replays, Told, replays


def _voided(told: Told) -> bool:
    found = Package.objects.filter(ref=told.line.about).first()
    if found is not None:
        found.state = State.VOIDED
        found.save(update_fields=["state"])
        file = services.folder() / found.file_name
        transaction.on_commit(lambda: file.unlink(missing_ok=True))
    return True


def _released(told: Told) -> bool:
    """It left the house: nobody releases it a second time."""
    found = Package.objects.filter(ref=told.line.about, state=State.SEALED)
    found.update(state=State.RELEASED, released_by=told.line.actor, released_at=told.line.at)
    return True


def of_events() -> Replays:
    return replays(
        # The entry and its text are the key: it counts as soon as the ledger has caught up.
        tells=[Tag.REFUSED, Tag.FETCHED, Tag.KEY_GIVEN],
        widens=[Tag.SEALED, Tag.RECEIVED],
        narrows={Tag.RELEASED: _released, Tag.VOIDED: _voided},
    )
