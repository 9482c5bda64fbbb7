"""Forgeries of what two persons agreed to: one of them would do it alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.models import Grant
from shoumi.base.approvals import rules
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.rules import Change
from shoumi.base.gate import reading_limits
from shoumi.core.errors import DomainError
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.forgery.sql import Act_, Forgery, back, both, copy, nothing, on, sql
from shoumi.doors.tests.forgery.world import World, wait

MANY, FEW = 50, 1
APPROVED = "state = 'approved', answered_by_id = %s, answered_at = requested_at"


def asked(reads: int = MANY, who: str = people.SERVICE) -> Act_:
    """Somebody asks to look at more customers than is usual."""

    def ask(world: World) -> None:
        change = Change(Action.READING, {"reads": reads})
        made = approvals.ask(change=change, actor=world.house[who], at=world.house.at)
        world.wish = Ref(made.ref)

    return ask


def agreed(reads: int = MANY, who: str = people.SERVICE) -> Act_:
    def approve(world: World) -> None:
        approvals.approve(approval=world.wish, actor=world.house.dpo, at=world.house.at)

    return both(asked(reads, who), approve)


def allowed(world: World) -> bool:
    """Whether the asker, who did nothing else, may look at as many more."""
    actor = world.house[people.SERVICE]
    try:
        reading_limits.allow_more(reads=MANY, actor=actor, at=world.house.at)
    except DomainError:
        return False
    return True


def use(world: World) -> None:
    assert allowed(world)


def turn_down(world: World) -> None:
    approvals.turn_down(approval=world.wish, actor=world.house.dpo, at=world.house.at)


def withdraw(world: World) -> None:
    actor = world.house[people.SERVICE]
    approvals.withdraw(approval=world.wish, actor=actor, at=world.house.at)


def officer_leaves(world: World) -> None:
    made = Grant.objects.get(person=world.house.dpo, role=Role.DPO)
    accounts.revoke(grant=Ref(made.ref), actor=world.house[people.HEAD], at=world.house.at)


def forged(changes: str, *names: str, table: str = "approvals_approval") -> Act_:
    """UPDATE with references of these people."""

    def forge(world: World) -> None:
        given = [world.house[name] for name in names]
        sql(f"UPDATE {table} SET {changes} WHERE ref = %s", *given, world.wish)

    return forge


def later(*columns: str, table: str) -> Act_:
    """As if it had happened an hour ago."""

    def forge(world: World) -> None:
        at = str(world.house.at - timedelta(hours=1))
        changes = ", ".join(f"{column} = %s" for column in columns)
        sql(f"UPDATE {table} SET {changes} WHERE ref = %s", *[at] * len(columns), world.wish)

    return forge


def to_many(world: World) -> None:
    change = Change(Action.READING, {"reads": MANY})
    sql(
        "UPDATE approvals_approval SET parameters = %s, digest = %s WHERE ref = %s",
        rules.canonical(change.parameters),
        change.digest.hex(),
        world.wish,
    )


def invented(world: World) -> None:
    used = f"ref = '{world.wish}'"
    copy("approvals_approval", used, ref="appr-mine", state="approved", used_at=None)


_wish = on("approvals_approval", lambda world: world.wish)
APPROVALS = [
    Forgery(
        "who asks approves it",
        nothing,
        forged(APPROVED, people.DPO),
        allowed,
        begins=asked(),
    ),
    Forgery("a yes is invented", use, invented, allowed, begins=agreed()),
    Forgery("a yes to little is one to much", nothing, to_many, allowed, begins=agreed(FEW)),
    Forgery(
        "a yes to somebody else",
        nothing,
        forged("requested_by_id = %s", people.SERVICE),
        allowed,
        begins=agreed(who=people.LEGAL),
    ),
    Forgery(
        "a yes of who left is another's",
        officer_leaves,
        forged("answered_by_id = %s", people.HEAD),
        allowed,
        begins=agreed(),
    ),
    Forgery(
        "a yes that was used is there again",
        use,
        forged("state = 'approved', used_at = NULL"),
        allowed,
        begins=agreed(),
    ),
    Forgery("a no becomes a yes", turn_down, forged("state = 'approved'"), allowed, begins=asked()),
    Forgery(
        "a yes lasts longer",
        wait(2),
        later("requested_at", "answered_at", table="approvals_approval"),
        allowed,
        begins=agreed(),
    ),
    back("a yes as it was before its use is put back", use, allowed, _wish, begins=agreed()),
    back("a yes that was withdrawn is put back", withdraw, allowed, _wish, begins=agreed()),
]


def wished(by: str, holder: str = people.SERVICE) -> Act_:
    """Somebody asks for a role."""

    def ask(world: World) -> None:
        made = accounts.request_grant(
            person=world.house[holder],
            role=Role.CON,
            actor=world.house[by],
            at=world.house.at,
        )
        world.wish = Ref(made.ref)

    return ask


def grants(by: str) -> Callable[[World], bool]:
    """Whether a role comes of the request."""

    def granted(world: World) -> bool:
        try:
            made = accounts.grant(ask=world.wish, actor=world.house[by], at=world.house.at)
        except DomainError:
            return False
        world.grant = Ref(made.ref)
        return True

    return granted


def grant_and_end(world: World) -> None:
    assert grants(people.HEAD)(world)
    accounts.revoke(grant=world.grant, actor=world.house.dpo, at=world.house.at)


def invented_wish(world: World) -> None:
    world.wish = Ref("ask-mine")
    copy(
        "accounts_ask",
        f"ref = (SELECT ref FROM accounts_ask WHERE role = '{Role.CS}')",
        ref=world.wish,
        role=Role.CON,
        requested_at=str(world.house.at - timedelta(hours=1)),
        used_at=None,
    )


def nobody(world: World) -> None:
    world.wish = Ref("ask-none")


_wished = on("accounts_ask", lambda world: world.wish)
ROLE_REQUESTS = [
    Forgery(
        "who asks for a role grants it",
        nothing,
        forged("requested_by_id = %s", people.HEAD, table="accounts_ask"),
        grants(people.DPO),
        begins=wished(people.DPO),
    ),
    Forgery(
        "a role is for another than who was named",
        nothing,
        forged("person_id = %s", people.SERVICE, table="accounts_ask"),
        grants(people.DPO),
        begins=wished(people.HEAD, people.DPO),
    ),
    Forgery(
        "a request for a role is invented",
        nothing,
        invented_wish,
        grants(people.HEAD),
        begins=nobody,
    ),
    Forgery(
        "a request that was used is there again",
        grant_and_end,
        forged("used_at = NULL", table="accounts_ask"),
        grants(people.HEAD),
        begins=wished(people.DPO),
    ),
    Forgery(
        "a request for a role lasts longer",
        wait(2),
        later("requested_at", table="accounts_ask"),
        grants(people.HEAD),
        begins=wished(people.DPO),
    ),
    back(
        "a request as it was before its use is put back",
        grant_and_end,
        grants(people.HEAD),
        _wished,
        begins=wished(people.DPO),
    ),
]
