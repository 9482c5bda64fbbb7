"""How the keyring stands: the demands 3.1, 3.3 and 3.4, and the fact the gate asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from django.db import DatabaseError, connections
from django.db.models import QuerySet

from shoumi.base.registry import Holding
from shoumi.base.vault import keyring
from shoumi.base.vault.models import (
    CompartmentKey,
    IndexKey,
    Kek,
    KeptSecret,
    NextKey,
    Setup,
    SigningKey,
    SubjectKey,
    WrappedKey,
)
from shoumi.base.vault.signing_keys import ALGORITHMS
from shoumi.core.errors import DomainError
from shoumi.core.gate import Fact
from shoumi.core.handbook import Reach
from shoumi.core.terms import ControlState
from shoumi.core.vault import cryptoperiods
from shoumi.core.vault.cryptoperiods import Age, Cryptoperiod
from shoumi.core.vault.suites import ALLOWED

# Those of people and documents are too many to ask for at every act: the examination visits them.
_TABLES = (Kek, CompartmentKey, IndexKey, SigningKey, KeptSecret)


# Under the number of parameters that either engine takes in one statement.
_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class KeyAge:
    """One key, or the oldest of its kind, and how long it may still be used of ``months``."""

    what: str
    name: str
    age: Age
    over_at: datetime
    months: int
    shut_at: datetime
    created_at: datetime


def ages(at: datetime) -> list[KeyAge]:
    """Every key of the house, and the oldest of the deals' and people's, the next to lapse first.

    Of a key with several epochs the newest counts: the others open old values only.
    """
    return sorted([*sealing_ages(at), *signing_ages(at)], key=lambda one: one.over_at)


def sealing_ages(at: datetime) -> list[KeyAge]:
    """As ``ages``, in no order and without those that sign."""
    return _read_ages(_SEALING, at)


def signing_ages(at: datetime) -> list[KeyAge]:
    """The log's key, the root of papers, and whoever signs them."""
    rows = SigningKey.objects.values_list("name", "epoch", "created_at")
    return _ages("signing", _newest(rows), at)


def wrapping_ages(at: datetime) -> list[KeyAge]:
    """The root and the key-encryption keys."""
    return _read_ages(_WRAPPING, at)


def _read_ages(statement: str, at: datetime) -> list[KeyAge]:
    told = _created(_stored(statement))
    return [one for what, created in told for one in _ages(what, created, at)]


_Stored = tuple[tuple[str, str, int, datetime | str | None], ...]


def _stored(statement: str) -> _Stored:
    with connections["keyring"].cursor() as cursor:
        cursor.execute(statement)
        return tuple(cursor.fetchall())


@lru_cache(maxsize=8)
def _shut(rows: _Stored) -> tuple[datetime, ...]:
    """From when on nothing is read under each of the keys."""
    told = _created(rows)
    return tuple(_PERIODS[what].shut_at(when) for what, made in told for when in made.values())


# Each read looks at the rows; what they say is worked out where they are others than before.
@lru_cache(maxsize=8)
def _created(
    rows: _Stored,
) -> tuple[tuple[str, Mapping[str, datetime]], ...]:
    read = [(what, name, epoch, _moment(when)) for what, name, epoch, when in rows if when]
    return tuple((what, _newest(row[1:] for row in read if row[0] == what)) for what in _PERIODS)


# In SQL, because the gate asks for each read and the ORM takes ten times as long.
_WRAPPING = (
    "SELECT 'root', tenant, 1, created_at FROM vault_setup"
    " UNION ALL SELECT 'kek', name, epoch, created_at FROM vault_kek"
)
_SEALING = " UNION ALL ".join(
    [
        _WRAPPING,
        "SELECT 'index', field, epoch, created_at FROM vault_indexkey",
        "SELECT 'deal', 'oldest', 1, MIN(created_at) FROM vault_compartmentkey",
        "SELECT 'subject', 'oldest', 1, MIN(created_at) FROM vault_subjectkey WHERE NOT is_erased",
    ]
)


def _moment(stored: datetime | str) -> datetime:
    """A time as either driver gives it: SQLite's is text in UTC."""
    at = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return at if at.tzinfo else at.replace(tzinfo=UTC)


# Deal keys wrap data keys only, and are replaced together with them.
_PERIODS: Mapping[str, Cryptoperiod] = {
    "root": cryptoperiods.WRAPPING,
    "kek": cryptoperiods.WRAPPING,
    "deal": cryptoperiods.DATA,
    "subject": cryptoperiods.DATA,
    "index": cryptoperiods.INDEX,
    "signing": cryptoperiods.SIGNING,
}


def _newest(rows: Iterable[tuple[str, int, datetime]]) -> dict[str, datetime]:
    ordered = sorted(rows, key=lambda row: row[1])
    return {name: created_at for name, _, created_at in ordered}


def _ages(what: str, created: Mapping[str, datetime], at: datetime) -> list[KeyAge]:
    period = _PERIODS[what]
    return [
        KeyAge(
            what,
            name,
            period.age(created_at, at),
            period.over_at(created_at),
            period.over_months,
            period.shut_at(created_at),
            created_at,
        )
        for name, created_at in created.items()
    ]


def facts(at: datetime) -> tuple[Mapping[Fact, object], list[datetime]]:
    """Sound: under root and key-encryption keys things may be read still, and nobody else can read
    the root's file.  A key that is over but not yet shut stops writing, by the door of records.

    Nothing is stated where the keyring cannot be read.
    """
    try:
        keyring.unlock()
        shut = _shut(_stored(_WRAPPING))
    except DatabaseError:
        return {}, []
    except DomainError:
        return {Fact.KEYS_SOUND: False}, []
    return {Fact.KEYS_SOUND: all(at < when for when in shut)}, list(shut)


def suites_allowed(at: datetime) -> Holding:
    """Every key of the house and of deals belongs to a suite or algorithm of the allow-list."""
    if not Setup.objects.exists():
        return _fails("vault.not_set_up")
    with connections["keyring"].cursor() as cursor:
        cursor.execute(_FOREIGN, [*sorted(ALLOWED) * len(_TABLES), *sorted(ALGORITHMS)])
        is_foreign = cursor.fetchone() is not None
    return _fails("vault.suite_not_allowed") if is_foreign else Holding(ControlState.PASS)


def _outside(column: str, allowed: Collection[object], *tables: type[WrappedKey]) -> str:
    """Whether a row of ``tables`` has another value in ``column`` than those allowed."""
    marks = ", ".join(["%s"] * len(allowed))
    return " UNION ALL ".join(
        f"SELECT 1 FROM {table._meta.db_table} WHERE {column} NOT IN ({marks})"  # noqa: S608
        for table in tables
    )


_FOREIGN = (
    f"{_outside('suite', ALLOWED, *_TABLES)}"
    f" UNION ALL {_outside('algorithm', ALGORITHMS, SigningKey)} LIMIT 1"
)


def keys_wrapped(at: datetime) -> Holding:
    """The keyring stands apart, and every key of the house and of deals opens by the one above."""
    if not _stands_apart():
        return _fails("vault.keyring_not_apart")
    try:
        keyring.steadily(_open_all)
    except DomainError as error:
        return _fails(error.code)
    return Holding(ControlState.PASS)


def _open_all(opened: keyring.Ring) -> None:
    for kek in Kek.objects.all():
        opened.kek(kek)
    for deal in CompartmentKey.objects.select_related("kek"):
        opened.deal_key(deal)


def subject_keys() -> QuerySet[SubjectKey]:
    """The keys of people and documents, for who looks at all of them."""
    return SubjectKey.objects.all()


def epochs(subjects: Iterable[str]) -> dict[str, set[int]]:
    """Of whom a key exists: its epoch, and that of the one its records are moving to."""
    found: dict[str, set[int]] = {}
    wanted = sorted(subjects)
    for start in range(0, len(wanted), _CHUNK):
        part = wanted[start : start + _CHUNK]
        for table in (SubjectKey.objects, NextKey.objects):
            for subject, epoch in table.filter(subject__in=part).values_list("subject", "epoch"):
                found.setdefault(subject, set()).add(epoch)
    return found


def of_foreign_suite(subjects: Sequence[str]) -> frozenset[str]:
    """Those whose key is wrapped in a suite that is not allowed, or says so."""
    rows = SubjectKey.objects.filter(subject__in=subjects).exclude(suite__in=ALLOWED)
    return frozenset(rows.values_list("subject", flat=True))


def keys_in_date(at: datetime) -> Holding:
    """Of demand 3.4: no key that seals or wraps is over; ``until`` is when the first will be.

    Under one that is over nothing is written any more; a month later nothing is read either.
    """
    found = sealing_ages(at)
    if not found:
        return _fails("vault.not_set_up")
    first = min(found, key=lambda one: one.over_at)
    if first.age is Age.OVER:
        shut_at = min(one.shut_at for one in found if one.age is Age.OVER)
        return Holding(
            ControlState.FAIL,
            until=first.over_at,
            reason="vault.key_over",
            reach=Reach.ALL if at >= shut_at else Reach.WRITE,
            turns=shut_at if at < shut_at else None,
        )
    return Holding(ControlState.PASS, until=first.over_at)


def deals_of_age(at: datetime) -> tuple[list[str], list[str]]:
    """Deals whose own key, and deals some of whose data keys, are due by their age."""
    since = cryptoperiods.add_months(at, -cryptoperiods.DATA.due_months)
    newest = _newest(CompartmentKey.objects.values_list("deal", "epoch", "created_at"))
    old = SubjectKey.objects.filter(created_at__lte=since)
    data = set(old.values_list("compartment__deal", flat=True).distinct())
    return sorted(deal for deal, made in newest.items() if made <= since), sorted(data)


def _stands_apart() -> bool:
    places = [
        tuple(str(connections[alias].settings_dict[name]) for name in ("HOST", "PORT", "NAME"))
        for alias in ("default", "keyring")
    ]
    return places[0] != places[1]


def _fails(reason: str) -> Holding:
    return Holding(ControlState.FAIL, reason=reason)
