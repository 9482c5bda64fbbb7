"""How many people one person looks at one by one before a second person says yes to more (1.5).

Each single reveal leaves a row beside its entry in the ledger, in the same transaction.  Counted
are those of the last minutes and of the last day, as far as the limits go and no further, so the
answer costs the same however much was read.  A second person's yes is an authenticated row: none
that was put in or edited by SQL opens anything.

What is opened in an emergency has limits of its own, and what an act reads is shown to nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.approvals import rules as two_persons
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.models import Approval
from shoumi.base.approvals.rules import Change, State
from shoumi.base.gate.events import Tag
from shoumi.base.gate.models import SingleRead, Task
from shoumi.base.ledger import reader, storage
from shoumi.base.row_authentication import verification
from shoumi.base.vault import row_keys
from shoumi.core import constants
from shoumi.core.errors import Invalid
from shoumi.core.gate import Act, Question
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import Ref

ASKERS = tuple(sorted(two_persons.TWO[Action.READING].askers))
DAY = timedelta(days=1)
# Entries that the doctor compares in one round.
_AT_ONCE = 2_000

# In SQL, because every reveal asks.
_COUNTS = (
    "SELECT (SELECT COUNT(*) FROM"
    " (SELECT 1 FROM gate_singleread WHERE person = %s AND at > %s LIMIT %s) AS a),"
    " (SELECT COUNT(*) FROM"
    " (SELECT 1 FROM gate_singleread WHERE person = %s AND at > %s LIMIT %s) AS b)"
)
# As entries are put in (``storage.add``): no error passes without going back.
_ADD = "INSERT {}INTO gate_singleread (position, person, at) VALUES {}"


class MoreUnfit(Invalid):
    """Facts: ``most``."""

    code = "gate.more_unfit"


class Limits(NamedTuple):
    window: timedelta
    in_window: int
    in_day: int
    most_more: int


@cache
def limits() -> Limits:
    return Limits(
        timedelta(minutes=constants.get("reading.single_window").number),
        constants.get("reading.single_in_window").number,
        constants.get("reading.single_in_day").number,
        constants.get("reading.more_at_once").number,
    )


def left(person: Ref, at: datetime) -> int:
    """How many more people this person may look at now, one by one."""
    usual = left_of_usual(person, at)
    return usual if usual > 0 else _left_of_more(person, at)


def left_of_usual(person: Ref, at: datetime) -> int:
    """The same where no second person allowed more."""
    known = limits()
    since_window = storage.column(at - known.window, connection.vendor)
    since_day = storage.column(at - DAY, connection.vendor)
    own = str(person)
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [own, since_window, known.in_window, own, since_day, known.in_day])
        in_window, in_day = map(int, cursor.fetchone())
    return min(known.in_window - in_window, known.in_day - in_day)


def _left_of_more(person: Ref, at: datetime) -> int:
    """Of what a second person allowed today, what is not used."""
    used = Approval.objects.filter(
        requested_by=person,
        action=Action.READING,
        state=State.USED,
        requested_at__gt=at - two_persons.valid(),
        requested_at__lte=at,
    )
    return max((_left_of(row, person) for row in verification.authentic(used)), default=0)


def _left_of(row: Approval, person: Ref) -> int:
    more = two_persons.read(row.parameters).get("reads")
    if type(more) is not int:
        return 0
    # Its newest entry is that of the use: nothing follows on it.
    since = SingleRead.objects.filter(person=person, position__gt=row.entry_position)
    return max(more - since.count(), 0)


def is_exempt(task: Ref) -> bool:
    """Opened in an emergency, or by an act for its own reading: a person's own word stands for
    neither."""
    row = Task.objects.filter(ref=task).first()
    if row is None or not verification.is_authentic(row):
        return False
    return row.opened_by in row.actors and not row.needs_second


class Within:
    """The answers for questions that are decided together: what one is allowed counts at the
    next."""

    def __init__(self, left: Mapping[Ref, int] | None = None) -> None:
        """``left``  how many more each may look at, at least"""
        self._left = dict(left or {})
        self._more: Counter[Ref] = Counter()
        self._took: Counter[Ref] = Counter()
        self._asked: set[Ref] = set()

    def allows(self, question: Question) -> bool:
        """Whether this person may be looked at; of questions about nobody yes."""
        if question.act is not Act.REVEAL or question.subject is None:
            return True
        actor = question.actor
        if self._left.get(actor, 0) <= 0 and actor not in self._asked:
            self._asked.add(actor)
            # What was taken in this group stands in no row yet.
            self._left[actor] = left_of_usual(actor, question.at) - self._took[actor]
            if self._left[actor] <= 0:
                self._more[actor] = _left_of_more(actor, question.at) - self._took[actor]
        if self._left[actor] > 0 or self._more[actor] > 0:
            return True
        return is_exempt(question.task)

    def took(self, question: Question) -> None:
        actor = question.actor
        if self._left.get(actor, 0) > 0:
            self._left[actor] -= 1
            self._took[actor] += 1
        else:
            self._more[actor] -= 1


class _Kept(NamedTuple):
    """How many more each person may look at, at least: as long as the ledger has no more entries
    nobody read anything, and what becomes of it with time is more.

    ``at``  of the latest question that was counted
    """

    home: str | Path  # as the settings name it
    size: int
    at: datetime
    left: Mapping[Ref, int]


_kept = _Kept("", -1, datetime.max.replace(tzinfo=UTC), {})


def within(size: int, questions: Sequence[Question]) -> Within:
    """For ``questions``, where the ledger has so many entries and is held."""
    kept = _kept
    first = min(question.at for question in questions)
    holds = size == kept.size and kept.home == settings.SHOUMI_HOME and first >= kept.at
    return Within(kept.left if holds else None)


def keep(told: Within, size: int, questions: Sequence[Question]) -> None:
    """What is left, once the entries of ``questions`` are committed and the ledger has so many: the
    next ones find that where nobody else wrote."""
    global _kept
    last = max(question.at for question in questions)
    _kept = _Kept(settings.SHOUMI_HOME, size, last, told._left)


def count(entered: Sequence[tuple[Event, int]]) -> None:
    """Single reveals and the positions of their entries; in the transaction of these."""
    if not entered:
        return
    vendor = connection.vendor
    # Plain text: SQLite's driver looks long at what only behaves like it.
    lines = [
        (position, str(event.actor), storage.column(event.at, vendor))
        for event, position in entered
    ]
    with connection.cursor() as cursor:
        storage.insert(cursor, _ADD.format("OR FAIL " if vendor == "sqlite" else "", "{}"), lines)


def uncounted(at: datetime) -> list[int]:
    """Positions of single reveals of the last day that are not counted as the ledger has them:
    without a row, or with one that says another person or time."""
    # A home of before has read without counting; since when it counts the keyring knows.
    begun = row_keys.made_at()
    found: list[int] = []
    before: int | None = None
    while begun is not None:
        page = reader.latest(_AT_ONCE, before=before, tag=Tag.REVEALED)
        told = {entry.position: entry.line() for entry in page}
        recent = {
            position: (str(line.actor), line.at)
            for position, line in told.items()
            if line.at > at - DAY
            and line.at >= begun
            and line.rows is None
            and line.facts.get("act") == Act.REVEAL
        }
        rows = SingleRead.objects.filter(position__in=recent)
        counted = {position: (who, when) for position, who, when in rows.values_list()}
        found += [position for position in recent if counted.get(position) != recent[position]]
        if len(page) < _AT_ONCE or min(line.at for line in told.values()) <= at - DAY:
            break
        before = page[-1].position
    return sorted(found)


def _change(more: int) -> Change:
    return Change(Action.READING, {"reads": more})


def allow_more(*, reads: int, actor: Ref, at: datetime) -> Approval:
    """Let the actor look at so many people more, one by one, until 24 hours after asking.

    Takes two persons.

    Raises:
        NotPermitted: the actor only oversees, or is of another house.
        MoreUnfit: too many at once, or none.
        NeedsApproval, RequesterMayNot, ApproverMayNot: nobody else has approved exactly this.
    """
    accounts.require(actor, at, *ASKERS)
    if not 1 <= reads <= limits().most_more:
        raise MoreUnfit(most=limits().most_more)
    change = _change(reads)
    with approvals.kept(change.action, actor=actor, at=at), transaction.atomic(durable=True):
        return approvals.spend(change, actor=actor, at=at)
