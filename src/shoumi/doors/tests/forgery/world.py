"""The house before a handover with a room that is open, and its doors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from shoumi.base.accounts import queries as roles
from shoumi.base.attestations import controls
from shoumi.base.attestations.models import Attestation
from shoumi.base.deals import conditions
from shoumi.base.gate import decisions
from shoumi.base.gate.tasks import open_task, question
from shoumi.base.rooms import queries as room_queries
from shoumi.base.rooms import services as rooms
from shoumi.base.rooms.models import Room
from shoumi.chapters.compliance import rules as risks
from shoumi.chapters.consent.queries import instruments as said
from shoumi.core.errors import DomainError
from shoumi.core.gate import Act, Fact
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, Purpose, Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.forgery.sql import Act_
from shoumi.doors.tests.handover_house import Handing
from shoumi.doors.tests.house import FIELDS
from shoumi.doors.tests.room_steps import COUNTS


class World:
    """The house before a handover, with a room that is open to the buyer."""

    def __init__(self, handing: Handing) -> None:
        self.handing, self.house = handing, handing.house
        self.agreement = self.house.agree()
        self.assessment = self.house.assess(risks.Scope.DUE_DILIGENCE)
        self.room = self.house.room(COUNTS)
        self.task = self.house.task(days=20)
        self.narrow = open_task(
            purpose=Purpose.INVENTORY,
            deal=self.house.deal,
            actors=[self.house.dpo],
            acts=[Act.REVEAL],
            fields=FIELDS,
            expires_at=self.house.at + timedelta(days=9),
            subject=handing.people[1],
            actor=self.house[people.HEAD],
            at=self.house.at,
        )
        # A level that is reached, with no room of it: what is forged would open it.
        self.house.reach(DisclosureLevel.L2)
        self.wider_task = self.task  # until a wider notice is approved
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


def task(world):
    return world.task


def room(world):
    return world.room


def deal(world):
    return world.house.deal


def agreement(world):
    return world.agreement


def assessment(world):
    return world.assessment


def statement(world):
    return world.statement


def campaign(world):
    return world.handing.campaign


def narrow(world):
    return world.narrow


def one(number):
    return lambda world: world.handing.people[number]


def who(name):
    return lambda world: world.house[name]


def for_somebody_else(world):
    return world.asks(actor=world.house[people.SERVICE])
