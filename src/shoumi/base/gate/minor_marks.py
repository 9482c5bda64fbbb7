"""Mark whose record is a minor's, where nobody could tell when it was stored, and take the mark
from those who have come of age.

At intake and with each change the values say it themselves (``subjects.services``).  Left are the
people of a home that is older than the mark; until they are looked at they count as minors.  A
minor turns eighteen by time alone, so those who are marked are looked at again once a month.  The
house reads for itself: one entry over the list first, nothing shown to anybody, nothing kept but
the mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet

from shoumi.base.gate import disclosure
from shoumi.base.gate.events import Tag
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.subjects import row_codes
from shoumi.base.subjects.flags import mark_minors
from shoumi.base.subjects.models import Kind, Subject
from shoumi.base.subjects.queries import NOBODY
from shoumi.base.vault import keys
from shoumi.base.vault.errors import NoKey
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Event
from shoumi.core.minors import TOLD_BY, Minority
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.vault.errors import WillNotOpen

# People of one entry.
SLICE = 10_000
AGAIN = timedelta(days=30)


def mark(at: datetime) -> int:
    """Everybody who has no mark yet; how many of them there were.

    Who cannot be opened has none afterwards either, and so counts as a minor.
    """
    row_codes.change(_living().filter(is_minor=None, kind=Kind.CHILD), is_minor=True)
    return _look(_living().filter(is_minor=None), Tag.MINORS_MARKED, at)


def mark_again(at: datetime) -> int:
    """Those who are marked for a month, once a month; how many they were."""
    last = latest_entries.last([Tag.MINORS_EXAMINED])
    if last is not None and reader.entry(last).line().at > at - AGAIN:
        return 0
    marked = _living().filter(is_minor=True, created_at__lte=at - AGAIN)
    return _look(marked.exclude(kind=Kind.CHILD), Tag.MINORS_EXAMINED, at)


def _living() -> QuerySet[Subject]:
    # A row that is set aside counts as a minor's until it is mended.
    return Subject.objects.exclude(state__in=NOBODY).exclude(kind=Kind.PARTY)


def _look(found: QuerySet[Subject], tag: Tag, at: datetime) -> int:
    minority, after, count = Minority(day_in_china(at)), 0, 0
    while part := list(found.filter(id__gt=after).order_by("id").values_list("id", "ref")[:SLICE]):
        after = part[-1][0]
        for values in _opened([Ref(ref) for _, ref in part], tag, at):
            minors = {ref for ref, own in values.items() if minority(own)}
            mark_minors(minors, values.keys() - minors)
            count += len(values)
    return count


def _opened(
    people: Sequence[Ref], tag: Tag, at: datetime
) -> Iterator[Mapping[Ref, Mapping[str, str]]]:
    """What tells the age of those who can be opened, a part at a time."""
    named = _with_key(people)
    if not named:
        return
    event = Event(tag, SYSTEM, SYSTEM, at, {}, ("1.5",))
    try:
        yield from disclosure.open_for_house(event, named, TOLD_BY)
    except (NoKey, WillNotOpen):
        # One that is damaged keeps no other from being looked at.
        for one in named if len(named) > 1 else ():
            yield from _opened([one], tag, at)


def _with_key(people: Sequence[Ref]) -> list[Ref]:
    held = keys.find(people)
    named = []
    for ref in people:
        try:
            held.of(ref).pseudonym()
        except (NoKey, WillNotOpen):
            continue
        named.append(ref)
    return named
