"""What takes two persons, and what one person may open alone, as the API answers it; see
``response_types``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Approval:
    """A request for a second person's yes.

    ``until``    when it is over, if it was not used
    ``digest``   SHA-256 of exactly what is asked for, in hex
    ``address``  where it is read and answered over the API
    """

    action: str
    address: str
    answered_at: datetime | None
    answered_by: str | None
    deal: str
    digest: str
    position: int
    ref: str
    requested_at: datetime
    requested_by: str
    state: str
    until: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class WholeApproval(Approval):
    """With what would change: canonical JSON of the parameters as they are and would be.

    ``digest`` is that of action, deal, ``before`` and ``parameters``, a line each.
    """

    before: str
    parameters: str


@dataclass(frozen=True, slots=True)
class Rotation:
    """A rotation that a worker takes to its end; ``target`` is the deal, the key or the field."""

    begun_at: datetime
    epoch: int
    ref: str
    state: str
    target: str
    what: str


@dataclass(frozen=True, slots=True)
class Rotations:
    """What was begun."""

    rotations: tuple[Rotation, ...]


@dataclass(frozen=True, slots=True)
class Emergency:
    """One opening.  ``due_at`` is when it has to be reviewed, ``overdue`` the entry that says it
    was not; ``outcome`` and ``note`` are empty until it is.
    """

    deal: str
    due_at: datetime
    ends_at: datetime
    fields: tuple[str, ...]
    note: str
    opened_at: datetime
    outcome: str
    overdue: int | None
    person: str
    position: int
    ref: str
    reviewed_at: datetime | None
    reviewed_by: str | None
    subject: str
    task: str
