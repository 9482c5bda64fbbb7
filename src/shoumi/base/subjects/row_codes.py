"""Codes of what is told of people in the clear, made again with each change.

A row that did not hold before is changed like every other and stays false.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from django.db import connection, transaction
from django.db.models import QuerySet

from shoumi.base.row_authentication import codes
from shoumi.base.subjects.models import COVERED, POSITION, Subject
from shoumi.base.vault import row_keys

# People in one round: under what an engine takes in one statement.
_CHUNK = 2_000
_PLACES = {column: place for place, column in enumerate(COVERED)}
_GIVE = "UPDATE subjects_subject SET mac = %s WHERE id = %s"


def maker() -> Callable[[Sequence[object]], bytes | None]:
    """Makes the codes of new rows, of the values of ``COVERED``; nothing without a keyring."""
    made = codes.maker(Subject)
    return lambda covered: made(POSITION, covered)


def change(found: QuerySet[Subject], **columns: object) -> int:
    """As ``found.update(**columns)``: how many rows they were."""
    if not row_keys.is_set_up():
        return found.update(**columns)
    every = iter(found.order_by("id").values_list("id", flat=True).iterator())
    count = 0
    with transaction.atomic():
        while part := list(islice(every, _CHUNK)):
            count += _change(Subject.objects.filter(id__in=part), columns)
    return count


def _change(found: QuerySet[Subject], columns: dict[str, object]) -> int:
    rows = list(found.select_for_update().values_list("id", "entry_position", "mac", *COVERED))
    judged, made = codes.judge(Subject), codes.maker(Subject)
    places = [(_PLACES[name], value) for name, value in columns.items() if name in _PLACES]
    given = []
    for key, position, mac, *covered in rows:
        if judged(position, mac, covered):
            for place, value in places:
                covered[place] = value
            given.append((made(POSITION, covered), key))
    count = found.update(**columns)
    with connection.cursor() as cursor:
        cursor.executemany(_GIVE, given)
    return count
