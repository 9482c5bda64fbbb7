"""The house's own acts that shut a door."""

from __future__ import annotations

from shoumi.base.accounts import queries as roles
from shoumi.base.accounts import services as accounts
from shoumi.base.attestations import services as attestations
from shoumi.base.attestations.tests.statements import given
from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import SuspendReason, TurnDownReason
from shoumi.base.gate.tasks import close_task
from shoumi.base.rooms import services as rooms
from shoumi.chapters.agreements import services as agreements
from shoumi.chapters.compliance import rules as risks
from shoumi.chapters.compliance import services as compliance
from shoumi.chapters.consent import rules as consent
from shoumi.chapters.consent.services import campaigns, dispatch
from shoumi.core.refs import Ref
from shoumi.core.risk import Impact, Likelihood
from shoumi.core.terms import DealStage, Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.forgery.sql import Act_
from shoumi.doors.tests.forgery.world import World


def close(world: World) -> None:
    close_task(task=world.task, actor=world.house.dpo, at=world.house.at)


def revoke_role(world: World) -> None:
    grant = roles.Grant.objects.get(person=world.house[people.MARKETING], role=Role.MKT)
    accounts.revoke(grant=Ref(grant.ref), actor=world.house.dpo, at=world.house.at)


def take_back(world: World) -> None:
    attestations.revoke(attestation=world.statement, actor=world.house.dpo, at=world.house.at)


def outlast(world: World) -> None:
    """Time passes, until the task is over; what is stated for a month (4.2) is stated anew."""
    house = world.house
    house.go(days=21)
    attestations.attest(duty="4.2", said=given("4.2"), actor=house[people.PERSONNEL], at=house.at)


def state_and_take_back(world: World) -> None:
    """A newer statement, taken back: the older one does not count any more."""
    personnel = world.house[people.PERSONNEL]
    made = attestations.attest(
        duty="19.3",
        said=given("19.3", persons=[personnel]),
        actor=personnel,
        at=world.house.go(hours=1),
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
    dispatch.record_delivery(found, reached, world.house.dpo, world.house.at)


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
