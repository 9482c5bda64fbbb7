"""Every act that passes a door."""

from __future__ import annotations

from tests.sabotage.act import Act
from tests.sabotage.data_acts import GRANT, IMPORT, LIST, REVEAL
from tests.sabotage.disclosure_acts import CAMPAIGNS, HANDOVER, ROOMS
from tests.sabotage.file_acts import FILES
from tests.sabotage.milestone_acts import OTHER_DEAL, STAGES

ACTS: tuple[Act, ...] = (
    GRANT,
    OTHER_DEAL,
    REVEAL,
    LIST,
    IMPORT,
    *STAGES,
    *ROOMS,
    *CAMPAIGNS,
    *HANDOVER,
    *FILES,
)
