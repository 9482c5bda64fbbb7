"""How a promise lapses, how it is mended, and which acts it stops."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from unittest.mock import patch

from shoumi.base.accounts import rules
from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.models import Grant
from shoumi.base.attestations import queries as statements
from shoumi.base.attestations import services as attestations
from shoumi.base.attestations.tests.statements import given
from shoumi.base.deals.rules import SuspendReason
from shoumi.base.deals.services import overlays
from shoumi.base.handover.errors import SomeoneLeft
from shoumi.base.handover.packages.errors import NotReconciled
from shoumi.chapters.agreements import services as agreements
from shoumi.chapters.destruction import services as destruction
from shoumi.chapters.destruction.rules import Basis
from shoumi.chapters.feedback.rules import Ground, Kind, Proof, Way
from shoumi.chapters.feedback.services import answers, intake, progress
from shoumi.chapters.feedback.services.intake import Told
from shoumi.core.gate.policy import Code
from shoumi.core.handbook import demand
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.lapse_race.acts import ACTS
from shoumi.doors.tests.lapse_race.shared import Shared
from shoumi.doors.tests.lapse_race.world import ROUND, TERM, World

Step = Callable[[World, Shared], None]
STAFF = frozenset({"reveal", "list", "export", "seal", "release"})
LEAVING = frozenset({"export", "seal", "release"})
ROOM = frozenset({"enter", "page image"})


def _nothing(world: World, shared: Shared) -> None:
    pass


@dataclass(frozen=True)
class Lapse:
    """``stops``  the acts that get nothing once ``comes`` has come back

    ``says``  what a refusal names one of: the demand, or the gate's reason
    ``before`` makes ready for it, ``mend`` puts right what is to go on.
    """

    stops: frozenset[str]
    says: frozenset[str]
    comes: Step
    mend: Step = _nothing
    before: Step = _nothing


def _take_back(duty: str) -> Step:
    def comes(world: World, shared: Shared) -> None:
        said = statements.newest(duty, None, shared.now(world))
        attestations.revoke(attestation=Ref(said.ref), actor=world.house.dpo, at=shared.now(world))

    return comes


def _state(*duties: str) -> Step:
    def mend(world: World, shared: Shared) -> None:
        for duty in duties:
            people.state(world.house.cast, duty, shared.now(world))

    return mend


def _state_shortly(*duties: str) -> Step:
    def before(world: World, shared: Shared) -> None:
        at = shared.now(world)
        for duty in duties:
            attestations.attest(
                duty=duty,
                said=given(duty, until=at + timedelta(seconds=TERM)),
                actor=world.house.cast.playing(demand(duty).accountable),
                at=at,
            )

    return before


def _time_passes(world: World, shared: Shared) -> None:
    shared.go(TERM + ROUND)


def _breach(world: World, shared: Shared) -> None:
    agreements.breach(
        agreement=world.house.agreement, actor=world.house.legal, at=shared.now(world)
    )


def _agree(world: World, shared: Shared) -> None:
    world.house.at = shared.now(world)
    world.house.agreement = world.house.agree(paper=world.agreement_paper)


def _suspend(world: World, shared: Shared) -> None:
    overlays.suspend(
        deal=world.house.deal,
        reason=SuspendReason.LEGAL_HOLD,
        actor=world.house.dpo,
        at=shared.now(world),
    )


def _resume(world: World, shared: Shared) -> None:
    overlays.resume(deal=world.house.deal, actor=world.house.dpo, at=shared.now(world))


def _withdraw(world: World, shared: Shared) -> None:
    world.house.at = shared.now(world)
    world.crowd.withdraw(world.people[shared.target])


def _next_person(world: World, shared: Shared) -> None:
    shared.put(target=shared.target + 1)


def _ask_for_restriction(world: World, shared: Shared) -> None:
    """By the one who is looked at and the one who is exported; nobody has proved anything yet."""
    world.asked = []
    people = (world.people[-1], world.people[shared.target])
    kinds = [Kind.OBJECT, Kind.RESTRICT]
    at, officer = shared.now(world), world.house.dpo
    if shared.clock // ROUND % 2:  # so that each meets the acts of the other
        kinds.reverse()
    for person, kind in zip(people, kinds, strict=True):
        told = Told(kind, Way.PHONE, "请停止使用我的信息", at, deal=world.house.deal)
        made, _ = intake.take_in(told=told, actor=officer, at=at)
        progress.assign(request=Ref(made.ref), to=officer, actor=officer, at=at)
        world.asked.append((Ref(made.ref), person))


def _prove(world: World, shared: Shared) -> None:
    at = shared.now(world)
    for request, person in world.asked:
        given = {"subject": person, "actor": world.house.dpo, "at": at}
        progress.prove(request=request, proof=Proof.IN_PERSON, **given)


def _decline(world: World, shared: Shared) -> None:
    at = shared.now(world)
    for request, _ in world.asked:
        given = {"text": "合同仍在履行", "appeal": "可以投诉", "way": Way.PHONE}
        answers.refuse(
            request=request, ground=Ground.NOT_FEASIBLE, actor=world.house.dpo, at=at, **given
        )


def _all_but_one(world: World, shared: Shared) -> None:
    """Who withdrew before is out as well."""
    shared.put(spared=len(world.people) - shared.target - 1)


def _doom(world: World, shared: Shared) -> None:
    """Two witness the destruction of somebody who is looked at from now on."""
    house, at = world.house, shared.now(world)
    shared.put(doomed=world.destroyed + 1)
    order = destruction.propose(
        deal=house.deal,
        subjects=[world.doomed[world.destroyed]],
        basis=Basis.REQUESTED,
        actor=house.dpo,
        at=at,
    )
    world.order = Ref(order.ref)
    for name in (people.OPERATIONS, people.SECURITY):
        destruction.confirm(order=world.order, actor=house[name], at=at)


def _destroy(world: World, shared: Shared) -> None:
    assert world.order is not None
    operator = world.house[people.OPERATIONS]
    destruction.carry_out(order=world.order, actor=operator, at=shared.now(world))


def _next_doomed(world: World, shared: Shared) -> None:
    world.destroyed += 1
    shared.put(doomed=0)


def _two_hats(world: World, shared: Shared) -> None:
    """The security officer is made operator as well, as an older version granted it."""
    house, at = world.house, shared.now(world)
    with patch.object(rules, "SEPARATED", ()):
        asked = accounts.request_grant(
            person=house[people.SECURITY], role=Role.OPS, actor=house.dpo, at=at
        )
        accounts.grant(ask=Ref(asked.ref), actor=house[people.HEAD], at=at)


def _one_hat(world: World, shared: Shared) -> None:
    held = Grant.objects.filter(person_id=world.house[people.SECURITY], role=Role.OPS)
    accounts.revoke(
        grant=Ref(held.latest("position").ref),
        actor=world.house[people.HEAD],
        at=shared.now(world),
    )


TWO_HATS, RESTRICTION, DESTRUCTION = "two hats", "restriction", "destruction"
_LOOKS = frozenset({"reveal", "list", "page", "API", "clean room"})
LAPSES = {
    "training taken back": Lapse(STAFF, frozenset({"4.1"}), _take_back("4.1"), _state("4.1")),
    "firewall taken back": Lapse(ROOM, frozenset({"12.1"}), _take_back("12.1"), _state("12.1")),
    "backup taken back": Lapse(LEAVING, frozenset({"13.1"}), _take_back("13.1"), _state("13.1")),
    "terms over": Lapse(
        LEAVING | ROOM,
        frozenset({"13.1", "12.1"}),
        _time_passes,
        _state("13.1", "12.1"),
        _state_shortly("13.1", "12.1"),
    ),
    TWO_HATS: Lapse(frozenset(ACTS), frozenset({"1.5"}), _two_hats, _one_hat),
    "breach": Lapse(ROOM, frozenset({Code.NO_AGREEMENT}), _breach, _agree),
    "suspension": Lapse(frozenset(ACTS), frozenset({Code.DEAL_NOT_OPEN}), _suspend, _resume),
    "withdrawal": Lapse(
        LEAVING,
        frozenset({Code.NO_INSTRUMENT, SomeoneLeft.code}),
        _withdraw,
        _next_person,
        _all_but_one,
    ),
    RESTRICTION: Lapse(
        _LOOKS | LEAVING,
        frozenset({Code.RESTRICTED, SomeoneLeft.code, NotReconciled.code}),
        _prove,
        _decline,
        _ask_for_restriction,
    ),
    DESTRUCTION: Lapse(
        _LOOKS,
        frozenset({Code.SUBJECT_NOT_HELD}),
        _destroy,
        _next_doomed,
        _doom,
    ),
}
