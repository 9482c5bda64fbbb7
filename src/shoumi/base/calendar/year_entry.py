"""Enter the table of a year, which takes two persons; deadlines that waited for it are counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.approvals import queries as asked
from shoumi.base.approvals import rules as two_persons
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.events import Action, Why
from shoumi.base.approvals.models import Approval
from shoumi.base.approvals.rules import Change, Parameters, State
from shoumi.base.calendar import services, year_tables
from shoumi.base.calendar.events import Tag
from shoumi.base.calendar.year_tables import Entered
from shoumi.base.ledger import texts, writer
from shoumi.base.row_authentication import verification
from shoumi.core import calendar as shipped
from shoumi.core.calendar import Holiday, Rest, Year, day_in_china, holidays, notices
from shoumi.core.calendar.years import published
from shoumi.core.errors import Conflict, Invalid
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import Ref

ENTERERS = tuple(sorted(two_persons.TWO[Action.CALENDAR].askers))
FIRST, LAST = 2025, 2099
MOST_TEXT = 8_000
MOST_SOURCE = 200
_PARTS = ("calendar_year", "rest_days", "make_up_days", "calendar_source")


class YearUnfit(Invalid):
    """Neither this year nor the next: no notice is out for it, or it is over.  Facts: ``year``,
    ``first``, ``last``."""

    code = "calendar.year_unfit"
    field = "year"


class SourceUnfit(Invalid):
    """Empty, too long, or of several lines.  Facts: ``most``."""

    code = "calendar.source_unfit"
    field = "source"


class TwoWays(Invalid):
    """The notice and lines at once, which may differ."""

    code = "calendar.two_ways"
    field = "notice"


class SameAlready(Conflict):
    """The table in force says the same, and from the same source.  Facts: ``year``."""

    code = "calendar.same_already"


# Who tries to use an approval twice leaves a trace.
_AGAIN = {SameAlready.code: Why.SPENT}


@dataclass(frozen=True, slots=True)
class Made:
    """``recounted``  how many deadlines that waited for it were counted again"""

    table: Year
    position: int
    recounted: int


def proposed(
    *, year: int, source: str, notice: str = "", rest: str = "", make_up: str = "", at: datetime
) -> Year:
    """The table that was filled in, by the official ``notice`` or by lines.

    Raises:
        YearUnfit, SourceUnfit, TwoWays
        NoticeUnread, NoSuchDay, WeekdayDiffers, CountDiffers
        RangeUnfit, DayOfAnotherYear, DayTwice, MakeUpNoWeekend, HolidayMissing
    """
    this = day_in_china(at).year
    if year not in (this, this + 1):
        raise YearUnfit(year=year, first=this, last=this + 1)
    told = source.strip()
    if not told or len(told) > MOST_SOURCE or not told.isprintable():
        raise SourceUnfit(most=MOST_SOURCE)
    if notice.strip():
        if rest.strip() or make_up.strip():
            raise TwoWays
        read = notices.read(notice, year)
        rests, worked = holidays.checked(year, read.rests, read.make_up)
    else:
        rests, worked = holidays.checked(year, notices.rest_lines(rest), notices.day_lines(make_up))
    return published(year, told, rests, worked)


def enter(*, table: Year, actor: Ref, at: datetime) -> Made:
    """Put ``table`` in force over what counted for its year.

    Deadlines that were provisional for want of it are counted again; one that is final stays what
    people were told.

    Raises:
        NotPermitted: the actor's role enters none.
        SameAlready
        NeedsApproval, RequesterMayNot, ApproverMayNot: nobody else has approved exactly this.
    """
    accounts.require(actor, at, *ENTERERS)
    with approvals.kept(Action.CALENDAR, actor=actor, at=at, codes=_AGAIN):
        return _entered(table, actor, at)


@transaction.atomic(durable=True)
def _entered(table: Year, actor: Ref, at: datetime) -> Made:
    # Held first: what is replaced is what the second person saw, and nobody puts another there.
    writer.hold()
    before = in_force(table.year)
    change = Change(Action.CALENDAR, _told(table), _told(before) if before else {})
    if change.parameters == change.before:
        raise SameAlready(year=table.year)
    approver = Ref(str(approvals.spend(change, actor=actor, at=at).answered_by_id))
    # By what is passed on and not by what is remembered: this may still be rolled back.
    calendar = year_tables.china().with_years([table])
    facts: dict[str, Value] = {**year_tables.facts(table), "approver": approver}
    entry = texts.record(Event(Tag.YEAR_ENTERED, actor, actor, at, facts), source=table.source)
    changed = services.recompute(actor=actor, at=at, calendar=calendar)
    return Made(table, entry.position, len(changed))


def in_force(year: int) -> Year | None:
    """The published table that counts now, with its source; None where there is none."""
    if (own := year_tables.entered().get(year)) is not None:
        return _with_source(own)
    found = shipped.china().years.get(year)
    return found if found and found.is_published else None


def _with_source(own: Entered) -> Year:
    return published(own.table.year, year_tables.source(own), own.table.rests, own.table.make_up)


def _told(table: Year) -> Parameters:
    """What the second person reads of it."""
    lines = [f"{one.holiday} {one.first} – {one.last}" for one in table.rests]
    days = [day.isoformat() for day in sorted(table.make_up)]
    return dict(zip(_PARTS, (table.year, lines, days, table.source), strict=True))


def of_request(one: Approval) -> Year:
    """The table that a request is about."""
    said = two_persons.read(one.parameters)
    year, lines, days, source = (said[part] for part in _PARTS)
    rests = [_rest(line) for line in _texts(lines)]
    return published(
        int(str(year)), str(source), rests, [date.fromisoformat(day) for day in _texts(days)]
    )


def _rest(line: str) -> Rest:
    holiday, first, _, last = line.split(" ")
    return Rest(date.fromisoformat(first), date.fromisoformat(last), Holiday(holiday))


def _texts(told: object) -> Iterator[str]:
    assert isinstance(told, list)
    return map(str, told)


def waiting(reader: Ref, at: datetime, *, own: bool = False) -> list[Approval]:
    """Requests for a table that can still be answered or carried out, the newest first; ``own``
    those that ``reader`` asked for."""
    found = asked.asked_by(reader) if own else asked.listed()
    live = found.filter(asked.good_since(at), action=Action.CALENDAR, requested_at__lte=at)
    live = live.filter(state__in=[State.OPEN, State.APPROVED]).order_by("-position")
    return verification.authentic(live)


def cautions(table: Year) -> int:
    """How many days the table gives beside weekends, where that is not what the law gives; 0 where
    it is."""
    gained = holidays.days_gained(table.rests, table.make_up)
    return 0 if gained == holidays.statutory_days() else gained
