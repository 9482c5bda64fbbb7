"""What the visitor has filled in so far, and who the visitor is.

All of it lies in the memory of one process and is gone with it: a passphrase and a password are in
it.  One visitor at a time; a link lets in once, and for a day.
"""

from __future__ import annotations

import hmac
import os
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from shoumi.base.correspondence.account_rules import New
from shoumi.base.outbox.smtp import Relay
from shoumi.base.signin import rules, tokens
from shoumi.base.signin.errors import Throttled
from shoumi.base.signin.tokens import Use
from shoumi.doors.set_up.errors import LinkSpent
from shoumi.doors.set_up.place import LINK_DIGEST


class Step(StrEnum):
    COMPANY = "company"
    PASSPHRASE = "passphrase"  # noqa: S105 - the step's name
    PEOPLE = "people"
    RELAY = "relay"
    SMS = "text-messages"
    STAMPS = "stamps"
    SITE = "site"
    LOGO = "logo"


NEEDED = (Step.COMPANY, Step.PASSPHRASE, Step.PEOPLE)


@dataclass
class Draft:
    """``given``   values of each step that was saved
    ``left_out``   steps that the visitor said no to
    ``people``     besides the two who begin: name, mail, roles
    ``relay``      with what it ``answered`` to the trial; empty where it was not tried
    ``sms``        the account for text messages, and whether one left by it
    ``is_made``    there is a home; nothing is shown any more
    """

    given: dict[Step, dict[str, Any]] = field(default_factory=dict)
    left_out: set[Step] = field(default_factory=set)
    people: list[dict[str, Any]] = field(default_factory=list)
    relay: Relay | None = None
    answered: str = ""
    sms: New | None = None
    is_sms_tried: bool = False
    is_made: bool = False

    def is_done(self, step: Step) -> bool:
        return step in self.given or step in self.left_out

    def lacks(self) -> list[Step]:
        return [step for step in NEEDED if step not in self.given]

    def save(self, step: Step, given: dict[str, Any]) -> None:
        self.left_out.discard(step)
        self.given[step] = given

    def leave_out(self, step: Step) -> None:
        self.given.pop(step, None)
        self.left_out.add(step)
        if step is Step.RELAY:
            self.relay = None
        if step is Step.SMS:
            self.sms = None


class Visit:
    """The one visit: a link that is spent for a session, tries of each address slowed down as those
    of a sign-in are."""

    def __init__(self, digest: str, began_at: datetime) -> None:
        self._digest, self._until = digest, began_at + rules.LINK_VALID
        self._session = ""
        self._tries: dict[str, tuple[int, datetime]] = {}
        self._lock = threading.Lock()

    def look(self, token: str, address: str) -> None:
        """
        Raises:
            LinkSpent, Throttled
        """
        with self._lock:
            self._require(token, address)

    def enter(self, token: str, address: str) -> str:
        """Spend the link for a session; answers its token.

        Raises:
            LinkSpent, Throttled
        """
        with self._lock:
            self._require(token, address)
            self._digest, session = "", tokens.make()
            self._session = tokens.digest(session, Use.SESSION)
            return session

    def is_in(self, session: str) -> bool:
        own = tokens.digest(session, Use.SESSION)
        is_own = bool(self._session) and hmac.compare_digest(own, self._session)
        return is_own and datetime.now(UTC) < self._until

    def _require(self, token: str, address: str) -> None:
        now = datetime.now(UTC)
        failures, next_at = self._tries.get(address, (0, now))
        if next_at > now:
            raise Throttled(seconds=max(1, round((next_at - now).total_seconds())))
        is_it = hmac.compare_digest(tokens.digest(token, Use.SETUP), self._digest or " ")
        if not is_it or now >= self._until:
            self._tries[address] = failures + 1, now + rules.delay(failures + 1)
            raise LinkSpent


draft = Draft()
visit = Visit(os.environ.get(LINK_DIGEST, ""), datetime.now(UTC))
# Of two who press at the same moment one makes the home.
making = threading.Lock()
