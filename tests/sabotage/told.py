"""What a kept home remembers of the story: beside the home, so that acts can be done anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

HOME, TOLD = "home", "told.pickle"
# Beside the home of a first deal, which nobody told: what time it was there.
AT = "at"
# The moments in the order of the story; what stands at each is said in ``acts``.
MOMENTS = (
    "mandate",
    "import",
    "listed",
    "dd_l1",
    "room_l1",
    "dd_l2",
    "room_l2",
    "dd_l3",
    "room_l3",
    "view_l3",
    "signed",
    "campaign_open",
    "campaign_send",
    "data_handover",
    "seal",
    "release",
    "settled",
    "closed",
)
# As ``shoumi demo`` leaves its open deal: told up to the application at the registrar.
HALF_WAY = "half_way"


@dataclass(slots=True)
class Told:
    """What the story knew; ``given`` are the words of the act it was about to do."""

    moment: str
    deal: str
    number: str
    people: Mapping[str, str]
    refs: Mapping[str, str]
    given: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    plan: Any = None
