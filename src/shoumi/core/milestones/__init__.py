"""The milestones of a transfer and what each of them needs, as data.

A deal is not in one stage.  Each milestone is ``waiting``, ``open``, ``done``, ``waived`` or
``refused`` on its own, and opens as soon as all its own needs hold; the usual order is nobody's
rule.  A refused move names everything that is missing, who can supply it and by when.

Nothing here knows whether a condition holds: whoever asks brings that knowledge.
"""

from __future__ import annotations

from shoumi.core.milestones.kinds import DeadlineKey, FilingKind, Standing
from shoumi.core.milestones.needs import Known, Missing, holds_never, missing
from shoumi.core.milestones.stage_acts import Owner, StageAct, owners
from shoumi.core.milestones.table import (
    BadMilestones,
    DeadlineRule,
    Milestone,
    Need,
    deadlines,
    milestone,
    milestones,
    of_sole_owner,
    read,
    read_deadlines,
)

__all__ = [
    "BadMilestones",
    "DeadlineKey",
    "DeadlineRule",
    "FilingKind",
    "Known",
    "Milestone",
    "Missing",
    "Need",
    "Owner",
    "StageAct",
    "Standing",
    "deadlines",
    "holds_never",
    "milestone",
    "milestones",
    "missing",
    "of_sole_owner",
    "owners",
    "read",
    "read_deadlines",
]
