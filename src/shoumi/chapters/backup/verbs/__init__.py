"""The verbs of chapter 13."""

from shoumi.chapters.backup.verbs import drills, keys, targets

VERBS = (*keys.VERBS, *targets.VERBS, *drills.VERBS)
