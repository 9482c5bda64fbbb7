"""How handing one letter over ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shoumi.base.correspondence.channels.text import Own, Text
from shoumi.base.correspondence.errors import RelayStopped
from shoumi.base.correspondence.rules import Occasion, State
from shoumi.core.letters.choice import Place
from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class Outcome:
    """``state`` QUEUED: the other side says "later" of this one letter."""

    state: State
    failure: str = ""
    receipt: str = ""


class Broken(RelayStopped):
    """The line broke.  ``is_doubtful``: the letter was over it already, so nobody knows."""

    is_doubtful = False


class Doubtful(Broken):
    is_doubtful = True


@dataclass(frozen=True, slots=True)
class Parcel:
    """One letter as it goes.

    ``claim``  called in the moment before the other side can have it; raises where somebody else
               has sent it
    """

    letter: Ref
    place: Place
    text: Text
    own: Own
    occasion: Occasion
    at: datetime
    claim: Callable[[], None]


class Line(Protocol):
    """What letters of one way go by, for a while."""

    def send(self, parcel: Parcel) -> Outcome:
        """
        Raises:
            Broken: nothing goes by it now.
            VendorRefused: nothing of this account does.
        """

    def close(self) -> None: ...
