"""What a new house does before its first deal: the one form in which every app hands in its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from shoumi.core.messages import Both
from shoumi.core.terms import Role


class SetupStage(IntEnum):
    """In this order: a policy needs the people who approve it, a deal needs what opens doors."""

    SIGN_IN = 1
    ROLES = 2
    POLICY = 3
    STATEMENTS = 4
    SERVICES = 5
    DEAL = 6


@dataclass(frozen=True, slots=True)
class SetupStep:
    """One step, as it stands now.

    ``lacks``  what is missing, in words; only read where the step is not done
    ``roles``  who does it
    ``page``   name of the page where it is done, empty while it cannot be; ``of`` is what stands in
               its address
    ``is_waiting``  it was asked for, and somebody else comes next; ``button`` says what may be done
               on its page meanwhile, where that is not the step itself
    """

    stage: SetupStage
    what: Both
    lacks: Both
    roles: tuple[Role, ...]
    page: str
    is_done: bool
    of: Mapping[str, str] = field(default_factory=dict)
    is_waiting: bool = False
    button: Both = ("去做", "Do it")


SetupSource = Callable[[datetime], Iterable[SetupStep]]
