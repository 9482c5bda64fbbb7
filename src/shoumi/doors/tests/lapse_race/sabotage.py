"""What is broken on purpose in the processes of a race, which must see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from unittest.mock import patch

from django.conf import settings

from shoumi.base.attestations import controls


@contextmanager
def _survey_outlives_acts() -> Iterator[None]:
    """What was surveyed once is believed whatever stands in the ledger since."""
    with patch.object(controls, "_place", lambda: (Path(settings.SHOUMI_HOME), 0)):
        yield


SURVEY_OUTLIVES_ACTS = "survey outlives acts"
# The process of the lapses does this by itself.
ACKNOWLEDGED_EARLY = "acknowledged early"
_BREAKS: Mapping[str, Callable[[], AbstractContextManager[None]]] = {
    "": nullcontext,
    SURVEY_OUTLIVES_ACTS: _survey_outlives_acts,
    ACKNOWLEDGED_EARLY: nullcontext,
}


def begun(broken: str) -> AbstractContextManager[None]:
    return _BREAKS[broken]()
