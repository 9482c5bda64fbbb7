"""Who does what with a package, and what must still hold when it goes."""

from __future__ import annotations

from shoumi.core.gate.policy import Code
from shoumi.core.terms import Role

# Who may seal and who may let it go: never the same person.
SEALERS = (Role.OPS, Role.SEC, Role.DPO)
RELEASERS = (Role.DPO, Role.SUP, Role.HEAD)
# The recipient's own side; the consultant may bring its paper.
RECEIVERS = (Role.TE, Role.CON)

# Who hands in the key that packages are sealed for: the recipient, and nobody on its behalf.
GIVERS = (Role.TE,)

# Reasons that are about the work of sealing, which is over when a package is released, and about
# reading, which a release is not.  All other reasons of the gate stop it.
OF_THE_WORK = frozenset(
    {
        Code.TASK_CLOSED,
        Code.NOT_ON_TASK,
        Code.ACT_NOT_IN_TASK,
        Code.OVERSIGHT_READS_NO_CONTENT,
        Code.OUTSIDE_OF_ROOMS,
        Code.PERSON_NOT_IN_TASK,
        Code.TASK_UNCONFIRMED,
        Code.TOO_MANY_READS,
    }
)
# And of who fetches what was released for it: the recipient is no staff and reads nothing here.
OF_A_RECIPIENT = OF_THE_WORK | {Code.NO_ROLE, Code.UNTRAINED, Code.NOT_ON_DEAL}
# Reasons that are about one person.
OF_A_PERSON = frozenset(
    {
        Code.SUBJECT_NOT_HELD,
        Code.SUBJECT_OF_OTHER_DEAL,
        Code.NO_INSTRUMENT,
        Code.CONSENT_SUPERSEDED,
        Code.FIELD_NOT_SAID,
        Code.RESTRICTED,
        Code.PURPOSE_NOT_TOLD,
    }
)
