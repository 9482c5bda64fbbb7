"""The verbs of chapter 13."""

from shoumi.chapters.backup.verbs import keys, targets

VERBS = (*keys.VERBS, *targets.VERBS)
