"""What is refused of cases that own incidents become."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid


class PersonNamed(Invalid):
    """Facts: ``count`` of people of the house who are named."""

    code = "learning.person_named"


class NotTold(Conflict):
    """Nobody has told it yet."""

    code = "learning.not_told"


class AlreadyCleared(Conflict):
    """Another person has read it."""

    code = "learning.already_cleared"
