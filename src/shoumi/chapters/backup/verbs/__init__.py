"""The verbs of chapter 13."""

from shoumi.chapters.backup.verbs import drills, keys, plans, targets

VERBS = (*keys.VERBS, *targets.VERBS, *plans.VERBS, *drills.VERBS)
