"""Who holds what, at a moment.  A role for one deal counts in that deal only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connections
from django.db.models import Q, QuerySet

from shoumi.base.accounts import person_rows, rules
from shoumi.base.accounts.events import Tag
from shoumi.base.accounts.models import DoubleDuty, Grant, Person
from shoumi.base.accounts.person_rows import NoSuchPerson
from shoumi.base.accounts.rules import Kind
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.ledger.events import Tag as LedgerTag
from shoumi.base.ledger.storage import moment
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import codes, verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.core.errors import Refused
from shoumi.core.gate import Fact, Question
from shoumi.core.refs import Ref
from shoumi.core.terms import Role


class NotPermitted(Refused):
    """The actor holds none of the roles this takes."""

    code = "accounts.not_permitted"


class Stopped(Refused):
    """The account is stopped until somebody lifts that."""

    code = "accounts.stopped"


FOUNDERS = (Role.HEAD, Role.DPO)

# In SQL, because every request asks; what ``_live`` and ``acts`` say, of all deals at once.
_COLUMNS = [field.attname for field in Grant._meta.concrete_fields]
_FOUNDING = _COLUMNS.index("is_founding")
_MOMENTS = [_COLUMNS.index(name) for name in ("since", "until")]
_HELD = """
SELECT {columns}, {told}, {person} FROM accounts_grant g JOIN accounts_person p
  ON p.ref = g.person_id
WHERE g.person_id = %s AND g.since <= %s AND (g.until IS NULL OR g.until > %s)
  AND p.is_active AND (p.stops_at IS NULL OR p.stops_at > %s)
""".format(
    columns=", ".join(
        f"CAST(g.{name} AS text)" if place in _MOMENTS else f"g.{name}"
        for place, name in enumerate(_COLUMNS)
    ),
    told=latest_entries.told_in_sql(
        [*Grant.coverage.tags, LedgerTag.ROW_SET_BACK.value],
        *(f"g.{column}" for column, _ in Grant.coverage.told_by),
        anywhere=Grant.coverage.anywhere,
    ),
    person=person_rows.COLUMNS,
)


def _live(at: datetime, deal: Ref | None) -> QuerySet[Grant]:
    where = Q(deal="") if deal is None else Q(deal="") | Q(deal=deal)
    not_over = Q(until__isnull=True) | Q(until__gt=at)
    return Grant.objects.filter(where, not_over, acts(at), since__lte=at)


def acts(at: datetime) -> Q:
    """Rows whose person is here and not stopped.  By the time alone, so no job can be late."""
    runs = Q(person__stops_at__isnull=True) | Q(person__stops_at__gt=at)
    return runs & Q(person__is_active=True)


def live_anywhere(at: datetime) -> QuerySet[Grant]:
    """Of all deals, of people who are here and not stopped."""
    return given(at).filter(acts(at))


def given(at: datetime) -> QuerySet[Grant]:
    """Of all deals and people, also of those who are stopped."""
    not_over = Q(until__isnull=True) | Q(until__gt=at)
    return Grant.objects.filter(not_over, since__lte=at)


def is_stopped(person: Person, at: datetime) -> bool:
    return person.stops_at is not None and person.stops_at <= at


def roles(person: Ref, at: datetime, deal: Ref | None = None) -> frozenset[Role]:
    """Roles ``person`` holds in the house, and in ``deal`` where one is named."""
    return frozenset(role for role, of in held(person, at) if of in ("", deal))


@shared
def held(person: Ref, at: datetime) -> frozenset[tuple[Role, str]]:
    """(role, deal) of all that ``person`` holds; the deal is empty for a role of the house."""
    connection = connections["default"]
    now = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(_HELD, (str(person), now, now, now))
        stored = cursor.fetchall()
    if not stored or person_rows.judged(stored[0][-person_rows.WIDTH :]) is None:
        return frozenset()
    judge = codes.judge(Grant)
    found = [(_grant(one), one[len(_COLUMNS)]) for one in stored]
    return frozenset(
        (Role(grant.role), grant.deal)
        for grant, told in found
        if judge is codes.everything
        or (grant.entry_position == told and judge(told, grant.mac, codes.values(grant)))
    )


def _grant(stored: Sequence[Any]) -> Grant:
    values = list(stored[: len(_COLUMNS)])
    for place in _MOMENTS:
        values[place] = moment(values[place]) if values[place] else None
    values[_FOUNDING] = bool(values[_FOUNDING])
    return Grant.from_db("default", _COLUMNS, values)


def all_roles(person: Ref, at: datetime) -> frozenset[Role]:
    """Roles ``person`` holds anywhere, single deals included: what a conflict of duty rests on."""
    return frozenset(role for role, _ in held(person, at))


def require_known(person: Ref) -> None:
    """Whoever is to get a role, or to oversee, is judged by every one given before: what was
    changed or taken away from outside may be put back once nobody looks.

    Raises:
        NotAuthentic
    """
    if person in untrue():
        raise NotAuthentic(what=Grant._meta.db_table)


@shared
def roles_of_everybody(at: datetime) -> Mapping[Ref, frozenset[Role]]:
    """``all_roles`` of each who holds any; as many statements for a thousand people as for one."""
    found: dict[Ref, set[Role]] = {}
    for grant in verification.authentic(person_rows.of_grants(live_anywhere(at))):
        found.setdefault(Ref(grant.person_id), set()).add(Role(grant.role))
    return {person: frozenset(roles) for person, roles in found.items()}


@shared
def untrue() -> frozenset[str]:
    """About whom a role that was ever given is not what the ledger says, or is gone.

    What the house has ended since is over, whatever the row says.
    """
    found = verification.all_of(Grant)
    gone = verification.deleted(Grant)
    is_founded = not missing_founders()
    if not found.false and not gone and is_founded:
        return frozenset()
    ended = latest_entries.newest([Tag.ENDED], {one.ref for one in found.false})
    false = [one for one in found.false if one.ref not in ended]
    told = {one.person_id for one in false}
    told |= {line.facts["person"] for line in gone}
    for one in false:
        made = reader.some(latest_entries.about([Tag.MADE], one.ref))
        told |= {entry.line().facts["person"] for entry in made}
    if any(one.is_founding for one in false) or not is_founded:
        told |= founders()
    return frozenset(told)


def founders() -> set[str]:
    """The first two of the house, as the ledger has them."""
    found = reader.some(latest_entries.all_of([Tag.FOUNDED]))
    lines = [entry.line() for entry in found]
    return {str(ref) for line in lines for ref in (line.about, line.facts["dpo"])}


def missing_founders() -> int:
    """Founding roles of which no entry is about the row, and that are gone."""
    if latest_entries.last([Tag.FOUNDED]) is None:
        return 0
    founding = Grant.objects.filter(is_founding=True, role__in=FOUNDERS)
    return len(FOUNDERS) - founding.count()


def who(role: Role, at: datetime, deal: Ref | None = None) -> list[Ref]:
    """Everyone who holds ``role``, in order of reference."""
    found = verification.authentic(person_rows.of_grants(_live(at, deal).filter(role=role)))
    return sorted({Ref(grant.person_id) for grant in found})


def require(actor: Ref, at: datetime, *wanted: Role, deal: Ref | None = None) -> None:
    """Let only holders of one of ``wanted`` through.

    Raises:
        NotPermitted: the actor holds none of them.
    """
    if not roles(actor, at, deal) & set(wanted):
        raise NotPermitted(roles=tuple(sorted(set(wanted))))


def person(ref: Ref) -> Person:
    """
    Raises:
        NoSuchPerson
    """
    found = Person.objects.filter(ref=ref).first()
    if found is None:
        raise NoSuchPerson
    return found


def names(refs: Iterable[str]) -> dict[str, str]:
    """The name of each person of the house among ``refs``; others stay references."""
    asked = list(refs)
    known = dict(Person.objects.filter(ref__in=asked).values_list("ref", "name"))
    return {ref: known.get(ref, ref) for ref in asked}


@shared
def is_outside(ref: Ref) -> bool:
    """Is this a side of a deal or an outside adviser?  Who is unknown, or of whom the row is not as
    the house left it, counts as staff."""
    found = person_rows.known(ref)
    return found is not None and found.kind != Kind.STAFF


def outsiders(people: Iterable[Ref], at: datetime, deal: Ref) -> tuple[str, ...]:
    """The names of those who are no part of the house: sides of a deal, and outside persons who
    advise on nothing in ``deal``.

    Raises:
        NotAuthentic
    """
    return tuple(
        one.name
        for one in person_rows.several(people)
        if one.kind == Kind.PARTY
        or (one.kind != Kind.STAFF and not roles(Ref(one.ref), at, deal) & rules.ADVISERS)
    )


def double_duties(person: Ref) -> list[DoubleDuty]:
    """The warnings kept about ``person``, by chapter."""
    return list(DoubleDuty.objects.filter(person=person).order_by("chapter"))


def is_conflicted(person: Ref, at: datetime) -> bool:
    """Does ``person`` supervise a chapter he or she answers for (handbook 18.1)?

    Raises:
        NotAuthentic
    """
    require_known(person)
    return bool(rules.double_duty(all_roles(person, at)))


def may_sign_supervision(person: Ref, chapter: int, at: datetime) -> bool:
    """A supervisor signs for a chapter only if he or she does not answer for it.

    Raises:
        NotAuthentic
    """
    require_known(person)
    answers_for = rules.double_duty(all_roles(person, at))
    return Role.SUP in roles(person, at) and chapter not in answers_for


def facts(question: Question) -> Mapping[Fact, object]:
    return {Fact.ROLES: roles(question.actor, question.at, question.deal)}


def edges(question: Question) -> Iterator[datetime]:
    """When a role of the actor begins or ends, and when the account stops."""
    for since, until in Grant.objects.filter(person=question.actor).values_list("since", "until"):
        yield from (since, until) if until else (since,)
    for stops_at in Person.objects.filter(ref=question.actor).values_list("stops_at", flat=True):
        yield from (stops_at,) if stops_at else ()
