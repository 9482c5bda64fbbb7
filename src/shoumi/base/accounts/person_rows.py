"""Rows of persons, judged: each is read in one statement with the newest entry that tells of it.

Every question of the gate asks for one, so that no second statement looks the entry up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from shoumi.base.accounts.models import Grant, Person
from shoumi.base.ledger import latest_entries
from shoumi.base.ledger.events import Tag as LedgerTag
from shoumi.base.ledger.storage import moment
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import codes, verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.core.errors import Missing
from shoumi.core.refs import Ref


class NoSuchPerson(Missing):
    code = "accounts.no_such_person"


def told_in_sql(column: str) -> str:
    """The position of the newest entry about the person in ``column``: an expression of SQL."""
    tags = [*Person.coverage.tags, LedgerTag.ROW_SET_BACK.value]
    return latest_entries.told_in_sql(tags, column, anywhere=Person.coverage.anywhere)


_FIELDS = [field.attname for field in Person._meta.concrete_fields]
_MOMENTS = [_FIELDS.index(name) for name in ("enrolled_at", "stops_at")]
_IS_ACTIVE = _FIELDS.index("is_active")
WIDTH = len(_FIELDS) + 1
# What a statement selects of a person ``p``: columns, and the position of the newest entry.
COLUMNS = ", ".join(
    [
        *(
            f"CAST(p.{name} AS text)" if place in _MOMENTS else f"p.{name}"
            for place, name in enumerate(_FIELDS)
        ),
        told_in_sql("p.ref"),
    ]
)
_ONE = f"SELECT {COLUMNS} FROM accounts_person p WHERE p.ref = %s"  # noqa: S608 - our own names


def judged(stored: Sequence[Any]) -> Person | None:
    """The person of one row of ``COLUMNS``; None where it is not as the house left it."""
    *values, told = stored
    for place in _MOMENTS:
        values[place] = moment(values[place]) if values[place] else None
    values[_IS_ACTIVE] = bool(values[_IS_ACTIVE])
    found = Person.from_db("default", _FIELDS, values)
    return found if holds(found, told) else None


def holds(person: Person, told: int | None) -> bool:
    """Whether the row is as its newest entry left it, which stands at ``told``."""
    judge = codes.judge(Person)
    if judge is codes.everything:
        return True
    own = person.entry_position
    return own is not None and own == told and judge(own, person.mac, codes.values(person))


@shared
def known(ref: Ref) -> Person | None:
    """None: nobody, or a row that is not as the house left it."""
    with connections["default"].cursor() as cursor:
        cursor.execute(_ONE, (str(ref),))
        found = cursor.fetchone()
    return judged(found) if found else None


def require(ref: Ref) -> Person:
    """
    Raises:
        NoSuchPerson
        NotAuthentic: the row was changed or put back from outside.
    """
    found = known(ref)
    if found is not None:
        return found
    if not Person.objects.filter(ref=ref).exists():
        raise NoSuchPerson
    raise NotAuthentic(what=Person._meta.db_table)


def several(refs: Iterable[str]) -> list[Person]:
    """Those of ``refs`` who are persons of the house or outside it, by name.

    Raises:
        NotAuthentic: one row was changed or put back from outside.
    """
    return verification.require(Person.objects.filter(ref__in=list(refs)).order_by("name"))


def of_grants(grants: QuerySet[Grant]) -> list[Grant]:
    """Those of ``grants`` whose person is as the house left it; no statement more."""
    return [one for one, person in with_person(grants) if person is not None]


def with_person(grants: QuerySet[Grant]) -> Iterator[tuple[Grant, Person | None]]:
    """Each with its person, None where that row is not as the house left it; no statement more."""
    told = RawSQL(told_in_sql('"accounts_person"."ref"'), ())  # noqa: S611 - our own names
    rows = grants.select_related("person").annotate(person_told=told)
    for one in rows:
        yield one, one.person if holds(one.person, one.person_told) else None


def store(person: Person, is_own: bool, position: int) -> None:
    """Store what an entry tells; a row that is not authentic is changed too, and stays so."""
    if is_own:
        codes.put(person, position)
    person.save(update_fields=["is_active", "stops_at", *codes.STORED])
