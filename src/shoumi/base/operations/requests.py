"""A long act is requested: what was said with it is sealed, its job is queued."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from shoumi.base import clock
from shoumi.base.jobs import background_operations, sealed_staging
from shoumi.base.jobs.models import Errand
from shoumi.base.operations.runner import run
from shoumi.core.errors import DomainError
from shoumi.core.refs import Ref


def ask(*, kind: StrEnum, about: Ref, deal: Ref, given: Mapping[str, Any], actor: Ref) -> Errand:
    """Queue one long act.

    Raises:
        UnderWay: the same is being done to the same thing.
    """
    at = clock.now()
    slip = sealed_staging.write(given, deal, at) if given else ""
    try:
        return background_operations.ask(
            task=run, kind=kind, about=about, deal=deal, actor=actor, at=at, slip=slip
        )
    except DomainError:
        sealed_staging.drop(slip)
        raise
