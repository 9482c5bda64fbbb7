"""Enrol people, and give and end roles.  A role takes two people besides its holder's wish."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from shoumi.base.accounts import asks, display_names, person_rows, queries, rules, separation
from shoumi.base.accounts.events import Tag, Why
from shoumi.base.accounts.models import Ask, DoubleDuty, Grant, Person
from shoumi.base.accounts.rules import Kind
from shoumi.base.ledger import reader, refusals, writer
from shoumi.base.row_authentication import codes, verification
from shoumi.core.errors import Conflict, Invalid, Missing
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role


class AlreadyFounded(Conflict):
    code = "accounts.already_founded"


class RoleNotForKind(Invalid):
    """Facts: ``role``, ``kind``."""

    code = "accounts.role_not_for_kind"


class RoleNeedsDeal(Invalid):
    """Facts: ``role``."""

    code = "accounts.role_needs_deal"


class AlreadyHolds(Conflict):
    """Facts: ``role``."""

    code = "accounts.already_holds"


class NotActive(Conflict):
    code = "accounts.not_active"


class NoSuchGrant(Missing):
    code = "accounts.no_such_grant"


class GrantOver(Conflict):
    code = "accounts.grant_over"


class EndsBeforeItBegins(Invalid):
    code = "accounts.ends_before_it_begins"


class LastHead(Conflict):
    code = "accounts.last_head"


@transaction.atomic
def found(*, head: str, dpo: str, at: datetime) -> tuple[Person, Person]:
    """Enrol the first two people of a fresh home: its head and its protection officer.

    The only grants without a second person; every later one has these two to ask.

    Raises:
        AlreadyFounded: the home has people.
        NameMalformed, NameIsRole
    """
    if Person.objects.exists():
        raise AlreadyFounded
    first, second = (_person(display_names.check(name), Kind.STAFF, at) for name in (head, dpo))
    event = Event(Tag.FOUNDED, SYSTEM, Ref(first.ref), at, {"dpo": Ref(second.ref)}, ("1.1",))
    position = writer.record(event).position
    _store((first, second), position)
    try:
        with transaction.atomic():
            for person, role in ((first, Role.HEAD), (second, Role.DPO)):
                made = Grant(
                    ref=Ref.new("grant"),
                    person=person,
                    role=role,
                    since=at,
                    requested_by=person,
                    approved_by=person,
                    is_founding=True,
                    position=position,
                )
                codes.put(made, position)
                made.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyFounded from error
    return first, second


@transaction.atomic
def enrol(*, name: str, kind: Kind, actor: Ref, at: datetime) -> Person:
    """Give a person a place in the house; no role comes with it.

    Raises:
        NotPermitted: the actor has no staff role.
        NameMalformed, NameIsRole
    """
    queries.require(actor, at, *rules.STAFF_ROLES)
    person = _person(display_names.check(name), kind, at)
    event = Event(Tag.ENROLLED, actor, Ref(person.ref), at, {"kind": kind}, ("1.5",))
    _store((person,), writer.record(event).position)
    return person


def _person(name: str, kind: Kind, at: datetime) -> Person:
    return Person(ref=Ref.new("person"), name=name, kind=kind, enrolled_at=at)


def _store(people: Iterable[Person], position: int) -> None:
    for person in people:
        codes.put(person, position)
        person.save(force_insert=True)


@transaction.atomic
def request_grant(
    *,
    person: Ref,
    role: Role,
    deal: Ref | None = None,
    until: datetime | None = None,
    actor: Ref,
    at: datetime,
) -> Ask:
    """Ask for a role; another person grants it within a day.

    Raises:
        NotPermitted: the actor has no staff role.  RolesApart
        NotAuthentic: the person or a role of it was changed or taken away from outside.
        NoSuchPerson, NotActive, RoleNotForKind, RoleNeedsDeal, AlreadyHolds, EndsBeforeItBegins
    """
    queries.require(actor, at, *rules.STAFF_ROLES)
    holder = person_rows.require(person)
    _fits(holder, role, deal)
    _not_held(person, role, deal, at)
    if until is not None and until <= at:
        raise EndsBeforeItBegins
    ask = Ask(
        ref=Ref.new("ask"),
        person=holder,
        role=role,
        deal=deal or "",
        until=until,
        requested_by_id=actor,
        requested_at=at,
    )
    said = _said(person, role, until)
    event = Event(Tag.REQUESTED, actor, Ref(ask.ref), at, said, ("1.5",), deal)
    codes.put(ask, writer.record(event).position)
    ask.save(force_insert=True)
    return ask


def _fits(holder: Person, role: Role, deal: Ref | None) -> None:
    if not holder.is_active:
        raise NotActive
    if role not in rules.ROLES_OF[Kind(holder.kind)]:
        raise RoleNotForKind(role=role, kind=Kind(holder.kind))
    if role in rules.DEAL_ROLES and deal is None:
        raise RoleNeedsDeal(role=role)


def _not_held(person: Ref, role: Role, deal: Ref | None, at: datetime) -> None:
    separation.require(person, role, at)
    over = Q(until__isnull=False, until__lte=at)
    if Grant.objects.filter(person=person, role=role, deal=deal or "").exclude(over).exists():
        raise AlreadyHolds(role=role)


def _said(person: Ref, role: Role, until: datetime | None) -> dict[str, Value]:
    said: dict[str, Value] = {"person": person, "role": role}
    return said | ({"until": until} if until else {})


def grant(*, ask: Ref, actor: Ref, at: datetime) -> Grant:
    """Grant what another person asked for, exactly as asked.

    Whoever comes to supervise a chapter he or she answers for is warned of; the warning stays.

    Raises:
        NotPermitted: the actor is neither head nor protection officer, or who asked for it has no
            staff role any more.
        TwoPeopleNeeded: the actor asked for it, or would hold it.
        NoSuchAsk, AskSpent, NotActive, RoleNotForKind, AlreadyHolds, EndsBeforeItBegins, RolesApart
        NotAuthentic: the request was changed, put in or put back from outside, or the person or a
            role of it was.
        DoorShut (of the doors above): a demand on staff has lapsed.
    """
    kept = refusals.kept(Tag.REFUSED, Why, actor=actor, about=ask, at=at, duties=("1.5",))
    with kept, transaction.atomic():
        return _grant(ask, actor, at)


# Asked before each grant: the doors stand above this app.
_guards: list[Callable[[Ref, Role, datetime], None]] = []


def guard(may_be_granted: Callable[[Ref, Role, datetime], None]) -> None:
    """Have ``may_be_granted`` asked before each grant; it raises where it is not so."""
    _guards.append(may_be_granted)


def _grant(ask: Ref, actor: Ref, at: datetime) -> Grant:
    writer.hold()
    now = reader.not_before(at)  # what was taken back while it waited for the head is seen
    queries.require(actor, now, *rules.APPROVERS)
    wish = asks.spend(ask, actor, at)
    person, role, deal = Ref(wish.person_id), Role(wish.role), Ref(wish.deal) if wish.deal else None
    queries.require(Ref(wish.requested_by_id), now, *rules.STAFF_ROLES)
    _fits(person_rows.require(person), role, deal)
    _not_held(person, role, deal, at)
    if wish.until is not None and wish.until <= at:
        raise EndsBeforeItBegins
    made = Grant(
        ref=Ref.new("grant"),
        person=wish.person,
        role=role,
        deal=wish.deal,
        since=at,
        until=wish.until,
        requested_by=wish.requested_by,
        approved_by_id=actor,
    )
    for may_be_granted in _guards:
        may_be_granted(person, role, now)
    chapters = rules.double_duty(queries.all_roles(person, now) | {role})
    _record_grant(made, wish, chapters, actor, at)
    return made


def _record_grant(
    made: Grant, wish: Ask, chapters: frozenset[int], actor: Ref, at: datetime
) -> None:
    person, role = Ref(made.person_id), Role(made.role)
    said = _said(person, role, made.until) | {
        "request": Ref(wish.ref),
        "requester": Ref(wish.requested_by_id),
        "double_duty": bool(chapters),
    }
    duties = ("1.5", "18.1") if chapters else ("1.5",)
    deal = Ref(made.deal) if made.deal else None
    event = Event(Tag.MADE, actor, Ref(made.ref), at, said, duties, deal)
    made.position = writer.record(event).position
    codes.put(made, made.position)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyHolds(role=role) from error
    for chapter in sorted(chapters):
        DoubleDuty.objects.get_or_create(
            person=made.person,
            chapter=chapter,
            defaults={"raised_at": at, "position": made.position},
        )


@transaction.atomic
def revoke(*, grant: Ref, actor: Ref, at: datetime) -> Grant:
    """End a role at once.  Anyone may lay down a role of his or her own.

    Raises:
        NotPermitted, NoSuchGrant, GrantOver
        LastHead: nobody would be left to answer for the house.
    """
    found = Grant.objects.select_for_update().filter(ref=grant).first()
    if found is None:
        raise NoSuchGrant
    if actor != found.person_id:
        queries.require(actor, at, *rules.ENDERS)
    if found.until is not None and found.until <= at:
        raise GrantOver
    # A row that is not authentic is ended too, and stays what it is.
    is_own = verification.is_authentic(found)
    _keep_a_head(Ref(found.person_id), Role(found.role), at)
    found.until = max(at, found.since)
    said: dict[str, Value] = {"person": Ref(found.person_id), "role": Role(found.role)}
    deal = Ref(found.deal) if found.deal else None
    event = Event(Tag.ENDED, actor, Ref(found.ref), at, said, ("1.5",), deal)
    position = writer.record(event).position
    if is_own:
        codes.put(found, position)
    found.save(update_fields=["until", *codes.STORED])
    return found


@transaction.atomic
def end_side(*, deal: Ref, role: Role, person: Ref | None, actor: Ref, at: datetime) -> int:
    """End the roles of a side of a deal in whose place another came: of one person, or of all who
    hold it for that deal.  Who may put another in its place is asked there."""
    held = Grant.objects.select_for_update().filter(deal=deal, role=role, since__lte=at)
    running = held.filter(Q(until__isnull=True) | Q(until__gt=at)).order_by("ref")
    found = [one for one in running if person in (None, one.person_id)]
    for one in found:
        is_own = verification.is_authentic(one)
        one.until = max(at, one.since)
        said: dict[str, Value] = {"person": Ref(one.person_id), "role": role}
        written = writer.record(Event(Tag.ENDED, actor, Ref(one.ref), at, said, ("1.5",), deal))
        if is_own:
            codes.put(one, written.position)
        one.save(update_fields=["until", *codes.STORED])
    return len(found)


@transaction.atomic
def retire(*, person: Ref, actor: Ref, at: datetime) -> None:
    """End every role of a person who leaves; the name stays for the record.

    Raises:
        NotPermitted, NoSuchPerson, NotActive, LastHead
    """
    queries.require(actor, at, *rules.ENDERS)
    leaving = queries.person(person)
    if not leaving.is_active:
        raise NotActive
    for role in queries.roles(person, at):
        _keep_a_head(person, role, at)
    grants = Grant.objects.filter(person=person)
    own = [grant.pk for grant in verification.authentic(grants)]
    open_ones = grants.filter(Q(until__isnull=True) | Q(until__gt=at))
    ended = open_ones.filter(since__lte=at).update(until=at)
    event = Event(Tag.RETIRED, actor, person, at, {"grants": ended}, ("1.5", "3.4"))
    is_own = verification.is_authentic(leaving)
    position = writer.record(event).position
    codes.put_and_save(grants.filter(pk__in=own), position)
    leaving.is_active = False
    person_rows.store(leaving, is_own, position)


def _keep_a_head(person: Ref, role: Role, at: datetime) -> None:
    if role is Role.HEAD and not set(queries.who(Role.HEAD, at)) - {person}:
        raise LastHead
