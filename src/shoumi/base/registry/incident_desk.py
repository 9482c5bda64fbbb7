"""How what came in elsewhere becomes an incident: the app that took it in and the one that keeps
incidents do not know each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shoumi.core.refs import Ref


class Through(StrEnum):
    """Through whom the house learned of it."""

    CUSTOMER = "CUSTOMER"
    VENDOR = "VENDOR"
    SENSOR = "MONITORING"


@dataclass(frozen=True, slots=True)
class IncidentReport:
    """``origin``  the request, alert or vendor's report that it came in as: each is one incident
                   at most
    ``came_in_at``  when it came in; what is owed is owed from then on
    ``account``     what is known, in words; sealed with the incident
    ``is_inside``   somebody of the staff is suspected
    """

    origin: Ref
    through: Through
    came_in_at: datetime
    account: str = field(repr=False)
    deals: Sequence[Ref] = ()
    is_inside: bool = False


@dataclass(frozen=True, slots=True)
class KnownIncident:
    """``number`` as people call it; ``route`` and ``place`` of its page"""

    ref: Ref
    number: str
    route: str
    place: str


@dataclass(frozen=True, slots=True)
class OwnIncident:
    """Something that happened to the house itself; no drill.  ``number`` as people call it."""

    ref: Ref
    number: str
    found_at: datetime


@dataclass(frozen=True, slots=True)
class IncidentDesk:
    """``report``  ``report(told, actor, at)``: the incident that it is from now on, in the
                   transaction of whoever calls; who reports nothing as a person is the system
    ``known``      ``known(origin)``: the incident that it became; None where it became none
    ``own``        ``own(since)``: those found since, the oldest first; raises NotAuthentic where
                   nobody can tell
    """

    report: Callable[[IncidentReport, Ref, datetime], KnownIncident]
    known: Callable[[Ref], KnownIncident | None]
    own: Callable[[datetime], Sequence[OwnIncident]]
