"""Which ways to reach the house are known to work (handbook 10.1).

A channel works as long as the newest trial of it came back well and is not older than
``rights.channel_try_every``.  Telephone, mail and something on line have to be among at least
``rights.channels_least``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from shoumi.chapters.feedback.rules import Way
from shoumi.core import constants
from shoumi.core.calendar import anniversary, day_in_china, end_of_day

# People are reminded so long before a trial counts no more.
_REMINDED = timedelta(days=7)
ONLINE = frozenset({Way.CHAT, Way.PORTAL})


class Back(StrEnum):
    """What came back of a trial.  Stored values: changing one needs a migration."""

    ANSWERED = "ANSWERED"  # somebody answered who knew what to do
    ARRIVED = "ARRIVED"  # it was found in the queue
    NOBODY = "NOBODY"
    BOUNCED = "BOUNCED"
    WRONG = "WRONG"  # somebody who did not know what to do


GOOD = frozenset({Back.ANSWERED, Back.ARRIVED})


class WayLack(StrEnum):
    """Reasons of demand 10.1."""

    NO_PHONE = "feedback.no_phone"
    NO_MAIL = "feedback.no_mail"
    NOT_ONLINE = "feedback.not_online"
    TOO_FEW = "feedback.too_few_channels"
    NOT_TRIED = "feedback.channel_not_tried"
    FAILED = "feedback.channel_failed"


@dataclass(frozen=True, slots=True)
class Trial:
    tried_at: datetime
    back: Back


def lasts_until(trial: Trial) -> date:
    """The last day on which it still counts."""
    every = constants.get("rights.channel_try_every").months
    return anniversary(day_in_china(trial.tried_at), months=every)


def is_due(trial: Trial, today: date) -> bool:
    """Whether it is time for another: it went wrong, or counts for a week at most."""
    return trial.back not in GOOD or lasts_until(trial) - today <= _REMINDED


def lacks(newest: Mapping[Way, Trial | None], today: date) -> tuple[WayLack, ...]:
    """``newest``  of each channel that is listed, its newest trial"""
    trials: Sequence[Trial] = [one for one in newest.values() if one is not None]
    is_untried = len(trials) < len(newest) or any(lasts_until(one) < today for one in trials)
    found = (
        (Way.PHONE not in newest, WayLack.NO_PHONE),
        (Way.MAIL not in newest, WayLack.NO_MAIL),
        (not ONLINE & newest.keys(), WayLack.NOT_ONLINE),
        (len(newest) < constants.get("rights.channels_least").number, WayLack.TOO_FEW),
        (is_untried, WayLack.NOT_TRIED),
        (any(one.back not in GOOD for one in trials), WayLack.FAILED),
    )
    return tuple(what for is_so, what in found if is_so)


def turns(newest: Mapping[Way, Trial | None], at: datetime) -> datetime | None:
    """The next moment at which that changes by the time alone."""
    ends = (end_of_day(lasts_until(one)) for one in newest.values() if one is not None)
    return min((one for one in ends if one > at), default=None)
