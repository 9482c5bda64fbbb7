"""Every act that passes a door."""

from __future__ import annotations

from tests.sabotage.act import Act
from tests.sabotage.campaign_acts import CAMPAIGNS
from tests.sabotage.collaboration_acts import COLLABORATION
from tests.sabotage.data_acts import GRANT, IMPORT, LIST, REVEAL
from tests.sabotage.ending_acts import ENDINGS
from tests.sabotage.file_acts import FILES
from tests.sabotage.handover_acts import HANDOVER
from tests.sabotage.letter_acts import LETTERS
from tests.sabotage.list_acts import PEOPLE
from tests.sabotage.milestone_acts import OTHER_DEAL, STAGES
from tests.sabotage.policy_acts import PUBLISH
from tests.sabotage.request_acts import CLOSE
from tests.sabotage.room_acts import ROOMS
from tests.sabotage.staff_acts import SANCTION

ACTS: tuple[Act, ...] = (
    GRANT,
    OTHER_DEAL,
    REVEAL,
    LIST,
    IMPORT,
    *STAGES,
    *ROOMS,
    *CAMPAIGNS,
    *LETTERS,
    *HANDOVER,
    *FILES,
    *PEOPLE,
    *ENDINGS,
    PUBLISH,
    CLOSE,
    SANCTION,
    *COLLABORATION,
)
