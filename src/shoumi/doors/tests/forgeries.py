"""Kinds of forgery: what whoever has the data alone can do to rows that open doors.

Each shuts something by the house's own act where that is needed, then forges by SQL what would open
it (again).  ``opens`` asks the door.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection

from shoumi.base.accounts import queries as roles
from shoumi.base.accounts import services as accounts
from shoumi.base.attestations import controls
from shoumi.base.attestations import services as attestations
from shoumi.base.attestations.models import Attestation, Statement
from shoumi.base.deals import conditions
from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import SuspendReason, TurnDownReason
from shoumi.base.gate import decisions
from shoumi.base.gate.tasks import close_task, open_task, question
from shoumi.base.rooms import queries as room_queries
from shoumi.base.rooms import services as rooms
from shoumi.base.rooms.models import Room
from shoumi.chapters.agreements import services as agreements
from shoumi.chapters.compliance import rules as risks
from shoumi.chapters.compliance import services as compliance
from shoumi.chapters.consent import queries as said
from shoumi.chapters.consent import rules as consent
from shoumi.chapters.consent.services import campaigns
from shoumi.core.errors import DomainError
from shoumi.core.gate import Act, Fact
from shoumi.core.refs import Ref
from shoumi.core.risk import Impact, Likelihood
from shoumi.core.terms import DealStage, Purpose, Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import Handing
from shoumi.doors.tests.house import FIELDS
from shoumi.doors.tests.room_steps import COUNTS

Act_ = Callable[["World"], None]


@dataclass(frozen=True)
class Forgery:
    """``shuts`` the house's own act before; ``forge`` by SQL; ``opens`` the door it is for.

    ``put_back``  instead: tables (name, where, of what) whose rows are put back as they were
    before ``shuts``, formerly true ones
    """

    name: str
    shuts: Act_
    forge: Act_
    opens: Callable[[World], bool]
    put_back: Sequence[tuple[str, str, Callable[[World], Any]]] = ()

    def make(self, world: World) -> None:
        if not self.put_back:
            self.shuts(world)
            assert not self.opens(world), "it stood open"
        with ExitStack() as stack:
            for table, where, of in self.put_back:
                stack.enter_context(put_back(table, where, of(world)))
            if self.put_back:
                self.shuts(world)
                assert not self.opens(world), "it stood open"
        self.forge(world)


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def put_back(table: str, where: str, *values: Any) -> Iterator[None]:
    """Rows as they were before what happens inside stand there again after it."""
    names = [column.name for column in _described(table)]
    was = f"was_{table}"
    sql(f"CREATE TABLE {was} AS SELECT * FROM {table} WHERE {where}", *values)
    try:
        yield
        columns = ", ".join(f'"{name}"' for name in names if name not in ("id", "ref"))
        key = "id" if "id" in names else "ref"
        same = f"{was}.{key} = {table}.{key}"
        sql(f"UPDATE {table} SET ({columns}) = (SELECT {columns} FROM {was} WHERE {same}) "
            f"WHERE {key} IN (SELECT {key} FROM {was})")  # fmt: skip
        sql(
            f"INSERT INTO {table} SELECT * FROM {was} WHERE {key} NOT IN (SELECT {key} FROM {table})"
        )
    finally:
        sql(f"DROP TABLE {was}")


def copy(table: str, where: str, **changes: Any) -> None:
    """Add a row like one that is there, with other values."""
    names = [column.name for column in _described(table) if column.name != "id"]
    values = ", ".join("%s" if name in changes else f'"{name}"' for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    given = [changes[name] for name in names if name in changes]
    sql(f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE {where}", *given)


def _described(table: str) -> Any:
    with connection.cursor() as cursor:
        return connection.introspection.get_table_description(cursor, table)


class World:
    """The house before a handover, with a room that is open to the buyer."""

    def __init__(self, handing: Handing) -> None:
        self.handing, self.house = handing, handing.house
        self.agreement = self.house.agree()
        self.assessment = self.house.assess(risks.Scope.DUE_DILIGENCE)
        self.room = self.house.room(COUNTS)
        self.task = self.house.task()
        self.narrow = open_task(
            purpose=Purpose.INVENTORY,
            deal=self.house.deal,
            actors=[self.house.dpo],
            acts=[Act.REVEAL],
            fields=FIELDS,
            expires_at=self.house.at + timedelta(days=9),
            subject=handing.people[1],
            actor=self.house.dpo,
            at=self.house.at,
        )
        self.statement = Ref(Attestation.objects.get(duty="19.3").ref)

    def asks(self, **more: Any) -> bool:
        """Whether the gate lets a reveal through, or what ``more`` says."""
        wanted: dict[str, Any] = {
            "task": self.task,
            "actor": self.house.dpo,
            "act": Act.REVEAL,
            "fields": FIELDS,
            "subject": self.handing.people[0],
            "at": self.house.at,
        }
        try:
            return decisions.ask(question(**(wanted | more))).allowed
        except DomainError:
            return False

    def enters(self, who: str = people.BUYER) -> bool:
        try:
            found = Room.objects.get(ref=self.room)
            asked = rooms.question(found, Act.ENTER, self.house[who], self.house.at)
        except DomainError:
            return False
        return decisions.ask(asked).allowed

    def leaves(self, number: int) -> bool:
        """Whether somebody's values may leave with the handover."""
        return self.asks(
            task=self.handing.task, act=Act.EXPORT, subject=self.handing.people[number]
        )

    def deepest(self) -> str:
        """The level of the deepest room that is open to the buyer."""
        found = room_queries.open_to(self.house.buyer, self.house.deal, self.house.at)
        return found[0].level if found else ""

    def settled(self, number: int) -> bool:
        """Whether the law's instrument is there for somebody."""
        ref = self.handing.people[number]
        asked = question(
            task=self.handing.task, actor=self.house.dpo, act=Act.EXPORT, at=self.house.at
        )
        try:
            return said.subject_facts(asked, [ref])[Fact.INSTRUMENT].get(ref) is True
        except DomainError:
            return False

    def holds(self, condition: str) -> bool:
        return conditions.holding(condition, self.house.deal, self.house.at).holds


def nothing(world: World) -> None:
    """It is shut as it stands."""


def reveals(world: World) -> bool:
    return world.asks()


def enters(world: World) -> bool:
    return world.enters()


def settled(number: int) -> Callable[[World], bool]:
    return lambda world: world.settled(number)


def leaves(number: int) -> Callable[[World], bool]:
    return lambda world: world.leaves(number)


def has(role: Role, name: str) -> Callable[[World], bool]:
    return lambda world: role in roles.roles(world.house[name], world.house.at)


def holds(condition: str) -> Callable[[World], bool]:
    return lambda world: world.holds(condition)


def trained(world: World) -> bool:
    return controls.holding("19.3", None, world.house.at).holds


def wait(days: float) -> Act_:
    """The clock alone."""

    def late(world: World) -> None:
        world.house.go(days=days)

    return late


def close(world: World) -> None:
    close_task(task=world.task, actor=world.house.dpo, at=world.house.at)


def revoke_role(world: World) -> None:
    grant = roles.Grant.objects.get(person=world.house[people.MARKETING], role=Role.MKT)
    accounts.revoke(grant=Ref(grant.ref), actor=world.house.dpo, at=world.house.at)


def take_back(world: World) -> None:
    attestations.revoke(attestation=world.statement, actor=world.house.dpo, at=world.house.at)


def state_and_take_back(world: World) -> None:
    """A newer statement, taken back: the older one does not count any more."""
    personnel = world.house[people.PERSONNEL]
    made = attestations.attest(
        duty="19.3",
        actor=personnel,
        at=world.house.go(hours=1),
        evidence=bytes(range(32)),
        statement=Statement.IN_PLACE,
    )
    attestations.revoke(attestation=Ref(made.ref), actor=personnel, at=world.house.at)


def suspend(world: World) -> None:
    deals.suspend(
        deal=world.house.deal,
        reason=SuspendReason.INCIDENT,
        actor=world.house.dpo,
        at=world.house.at,
    )


def turn_down(world: World) -> None:
    deals.turn_down(
        deal=world.house.deal,
        stage=DealStage.DATA_HANDOVER,
        reason=TurnDownReason.PARTY,
        actor=world.house.dpo,
        at=world.house.at,
    )


def shut(world: World) -> None:
    rooms.shut(room=world.room, actor=world.house.dpo, at=world.house.at)


def came_back(world: World) -> None:
    """The house hears of a letter after the window."""
    found = campaigns.get(world.handing.campaign, *consent.CampaignState)
    reached = {world.handing.people[6]: False}
    campaigns._record_delivery(found, reached, world.house.dpo, world.house.at)


def breach(world: World) -> None:
    agreements.breach(agreement=world.agreement, actor=world.house.legal, at=world.house.at)


def breach_with_older(world: World) -> None:
    """Two agreements; a breach of the later one shuts what the earlier would let in to."""
    world.house.go(hours=1)
    world.agreement = world.house.agree()
    breach(world)


def stale(world: World) -> None:
    compliance.recheck(
        assessment=world.assessment,
        facts={"people": 2},
        actor=world.house.dpo,
        at=world.house.at,
    )


def assess_again(world: World) -> None:
    """A newer one that is a draft."""
    compliance.assess(
        deal=world.house.deal,
        scope=risks.Scope.DUE_DILIGENCE,
        risks=[risks.Risk(risks.Hazard.VENDOR_LEAK, Impact.MEDIUM, Likelihood.LOW)],
        facts={"people": 1},
        actor=world.house.dpo,
        at=world.house.at,
    )


def withdraw(number: int) -> Act_:
    return lambda world: world.handing.withdraw(world.handing.people[number])
