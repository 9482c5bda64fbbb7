"""The verbs of plans and of who is on duty; of incidents and drills."""

from __future__ import annotations

from shoumi.chapters.incidents.verbs import (
    drills,
    duty,
    incidents,
    letters,
    measures,
    outcome,
    plans,
    status_notes,
)

VERBS = (
    *(*plans.VERBS, *duty.VERBS, *incidents.VERBS, *measures.VERBS, *outcome.VERBS),
    *letters.VERBS,
    *drills.VERBS,
    *status_notes.VERBS,
)
