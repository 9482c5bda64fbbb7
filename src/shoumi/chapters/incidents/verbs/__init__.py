"""The verbs of plans and of who is on duty; of incidents and drills."""

from __future__ import annotations

from shoumi.chapters.incidents.verbs import drills, duty, handling, incidents, outcome, plans

VERBS = (
    *(*plans.VERBS, *duty.VERBS, *incidents.VERBS, *handling.VERBS, *outcome.VERBS),
    *drills.VERBS,
)
