"""Forgeries of requests for a host and to let somebody in again: one person would do it alone."""

from __future__ import annotations

from collections.abc import Callable

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.rules import Kind
from shoumi.base.egress import queries
from shoumi.base.egress import services as egress
from shoumi.base.egress.events import Change
from shoumi.base.egress.models import Host
from shoumi.base.signin import enrolment
from shoumi.base.signin.models import Account
from shoumi.core.errors import DomainError
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.forgery.of_approvals import forged, later
from shoumi.doors.tests.forgery.sql import Act_, Forgery, back, both, copy, nothing, on, sql
from shoumi.doors.tests.forgery.world import World, wait

NAME, OTHER = "hooks.example", "other.example"
HOSTS, AGAIN = "egress_hostask", "signin_again"


def wanted(change: Change = Change.ALLOW) -> Act_:
    """The security officer asks for a change of the hosts."""

    def ask(world: World) -> None:
        actor = world.house[people.SECURITY]
        made = egress.ask(change=change, name=NAME, actor=actor, at=world.house.at)
        world.wish = Ref(made.ref)

    return ask


def allows(by: str) -> Callable[[World], bool]:
    """Whether the list is changed by the request."""

    def approved(world: World) -> bool:
        try:
            egress.approve(ask=world.wish, actor=world.house[by], at=world.house.at)
        except DomainError:
            return False
        return True

    return approved


def allow(world: World) -> None:
    assert allows(people.HEAD)(world)


def allow_and_withdraw(world: World) -> None:
    allow(world)
    wish = world.wish
    both(wanted(Change.WITHDRAW), allow)(world)
    world.wish = wish


def wanted_twice(change: Change = Change.ALLOW) -> Act_:
    """The later of two requests for one change comes to nothing."""

    def ask(world: World) -> None:
        wanted(change)(world)
        first = world.wish
        wanted(change)(world)
        second, world.wish = world.wish, first
        allow(world)
        world.wish = second

    return ask


def of_another_officer(world: World) -> None:
    at = world.house.at
    other = accounts.enrol(name="许演示", kind=Kind.STAFF, actor=world.house.dpo, at=at)
    ask = accounts.request_grant(person=Ref(other.ref), role=Role.SEC, actor=world.house.dpo, at=at)
    accounts.grant(ask=Ref(ask.ref), actor=world.house[people.HEAD], at=at)
    sql("UPDATE egress_hostask SET requested_by_id = %s WHERE ref = %s", other.ref, world.wish)


def to_another_host(world: World) -> None:
    sql(
        "UPDATE egress_hostask SET name = 'other.example', inside = '10.0.0.7' WHERE ref = %s",
        world.wish,
    )


def invented(table: str) -> Act_:
    """A request like one that was used."""

    def forge(world: World) -> None:
        copy(table, f"ref = '{world.wish}'", ref="ask-mine", approved_by_id=None)
        world.wish = Ref("ask-mine")

    return forge


_host = on(HOSTS, lambda world: world.wish)
HOST_REQUESTS = [
    Forgery(
        "who asks for a host approves it",
        nothing,
        of_another_officer,
        allows(people.SECURITY),
        begins=wanted(),
    ),
    Forgery(
        "another host is allowed than was asked for",
        nothing,
        to_another_host,
        allows(people.HEAD),
        begins=wanted_twice(),
    ),
    Forgery(
        "a request to take a host off the list puts one on it",
        wanted_twice(Change.WITHDRAW),
        forged("change = 'allow', name = 'other.example'", table=HOSTS),
        allows(people.HEAD),
        begins=both(wanted(), allow),
    ),
    Forgery(
        "a request for a host is invented",
        allow_and_withdraw,
        invented(HOSTS),
        allows(people.HEAD),
        begins=wanted(),
    ),
    Forgery(
        "a request for a host that was used is there again",
        allow_and_withdraw,
        forged("approved_by_id = NULL", table=HOSTS),
        allows(people.HEAD),
        begins=wanted(),
    ),
    Forgery(
        "a request for a host lasts longer",
        wait(2),
        later("requested_at", table=HOSTS),
        allows(people.HEAD),
        begins=wanted(),
    ),
    back(
        "a request for a host as it was before its use is put back",
        allow_and_withdraw,
        allows(people.HEAD),
        _host,
        begins=wanted(),
    ),
]


def locked_out(by: str, who: str = people.OPERATIONS) -> Act_:
    """Somebody asks to let a person in again."""

    def ask(world: World) -> None:
        person, at = world.house[who], world.house.at
        Account.objects.create(person_id=person, handle=b"x" * 32, enrolled_at=at)
        made = enrolment.ask_again(person=person, actor=world.house[by], at=at, real_at=at)
        world.wish = Ref(made.ref)

    return ask


def lets_in(by: str) -> Callable[[World], bool]:
    """Whether a link comes of the request."""

    def approved(world: World) -> bool:
        actor, at = world.house[by], world.house.at
        try:
            enrolment.approve_again(request=world.wish, actor=actor, at=at, real_at=at)
        except DomainError:
            return False
        return True

    return approved


def let_in(world: World) -> None:
    assert lets_in(people.HEAD)(world)


_again = on(AGAIN, lambda world: world.wish)
AGAIN_REQUESTS = [
    Forgery(
        "who asks to let somebody in again approves it",
        nothing,
        forged("requested_by_id = %s", people.HEAD, table=AGAIN),
        lets_in(people.DPO),
        begins=locked_out(people.DPO),
    ),
    Forgery(
        "another is let in again than was asked for",
        nothing,
        forged("person_id = %s", people.OPERATIONS, table=AGAIN),
        lets_in(people.DPO),
        begins=locked_out(people.HEAD, people.DPO),
    ),
    Forgery(
        "a request to let somebody in again is invented",
        let_in,
        invented(AGAIN),
        lets_in(people.HEAD),
        begins=locked_out(people.DPO),
    ),
    Forgery(
        "a request to let somebody in again that was used is there again",
        let_in,
        forged("approved_by_id = NULL", table=AGAIN),
        lets_in(people.HEAD),
        begins=locked_out(people.DPO),
    ),
    Forgery(
        "a request to let somebody in again lasts longer",
        wait(2),
        later("requested_at", table=AGAIN),
        lets_in(people.HEAD),
        begins=locked_out(people.DPO),
    ),
    back(
        "a request to let somebody in again as it was before its use is put back",
        let_in,
        lets_in(people.HEAD),
        _again,
        begins=locked_out(people.DPO),
    ),
]


def calls(world: World) -> bool:
    """Whether a call to the host would leave."""
    try:
        queries.allowed(f"https://{NAME}/")
    except DomainError:
        return False
    return True


def host_of(world: World) -> str:
    return str(Host.objects.get(name=NAME).ref)


def invent_host(world: World) -> None:
    copy("egress_host", f"name = '{OTHER}'", ref="host-mine", name=NAME)


def allow_other(world: World) -> None:
    """Another name is on the list."""
    actor = world.house[people.SECURITY]
    made = egress.ask(change=Change.ALLOW, name=OTHER, actor=actor, at=world.house.at)
    world.wish = Ref(made.ref)
    allow(world)


LISTED_HOSTS = [
    Forgery("a host is put on the list", allow_other, invent_host, calls),
    Forgery(
        "a host on the list is another",
        allow_other,
        lambda world: sql("UPDATE egress_host SET name = %s WHERE name = %s", NAME, OTHER),
        calls,
    ),
    Forgery(
        "a host that was taken off is on the list",
        both(wanted(), allow, wanted(Change.WITHDRAW), allow),
        lambda world: sql("UPDATE egress_host SET until = NULL"),
        calls,
    ),
    back(
        "a host as it was on the list is put back",
        both(wanted(Change.WITHDRAW), allow),
        calls,
        on("egress_host", host_of),
        begins=both(wanted(), allow),
    ),
]
