"""The verbs of vendors."""

from __future__ import annotations

from shoumi.chapters.vendors.verbs import (
    agreement,
    impact,
    own_forms,
    register,
    review,
    tokens,
)

VERBS = (
    *register.VERBS,
    *impact.VERBS,
    *review.VERBS,
    *agreement.VERBS,
    *tokens.VERBS,
    *own_forms.VERBS,
)
