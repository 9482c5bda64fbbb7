"""Acts that take two persons, each as several people would do it, in a house where nothing else
stands in its way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.rules import Kind
from shoumi.base.approvals.events import Action
from shoumi.base.egress import services as egress
from shoumi.base.egress.events import Change
from shoumi.base.handover import services as handover
from shoumi.base.rooms import content
from shoumi.base.rooms import services as rooms
from shoumi.base.rotation import algorithm_reviews as reviews
from shoumi.base.rotation import services as rotation
from shoumi.base.rotation.events import Decision, What
from shoumi.base.signin import enrolment
from shoumi.base.signin.models import Account
from shoumi.base.vault import keys
from shoumi.chapters.destruction import rules as ends
from shoumi.chapters.destruction import services as destroying
from shoumi.chapters.policies import rules as policy
from shoumi.chapters.policies import services as policies
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, HandlerTier, Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.dual_control_case import Case
from shoumi.doors.tests.dual_control_looks import (
    entering_a_year,
    going_on_after_a_restore,
    letting_stand_open,
    looking_at_a_minor,
    looking_at_more,
    naming_a_key,
    wanting,
)
from shoumi.doors.tests.handover_house import FIVE, asked_for_consent

REAL = datetime(2026, 9, 1, tzinfo=UTC)


def rotating(house):
    actor = house[people.SECURITY]

    def do(targets, at):
        rotation.start_all(what=What.DEAL, targets=targets, actor=actor, at=at)

    def ask():
        keys.create_many([Ref("sub-a")], Ref("deal-a"), house.at)
        keys.create_many([Ref("sub-b")], Ref("deal-b"), house.at)
        return ["deal-a"]

    approve = wanting(house, actor, do)

    return Case(
        Action.ROTATION, ask, approve, do, lambda _: ["deal-a", "deal-b"],
        actor, (house.dpo,), house.legal, "rotation.begun",
    )  # fmt: skip


def retiring(house):
    actor = house[people.SECURITY]

    def do(deal, at):
        rotation.retire(deal=deal, actor=actor, at=at)

    def ask():
        for deal in ("a", "b"):
            keys.create_many([Ref(f"sub-{deal}")], Ref(f"deal-{deal}"), house.at)
        keys.erase([Ref("sub-a"), Ref("sub-b")])
        return Ref("deal-a")

    approve = wanting(house, actor, do)

    return Case(
        Action.ROTATION, ask, approve, do, lambda _: Ref("deal-b"),
        actor, (house[people.HEAD],), house.legal, "rotation.retired",
    )  # fmt: skip


def reviewing(house):
    actor = house[people.SECURITY]

    def do(findings, at):
        reviews.review(
            weak=(), decision=Decision.KEEP, findings=findings,
            next_on=day_in_china(house.at) + timedelta(days=90), actor=actor, at=at,
        )  # fmt: skip

    approve = wanting(house, actor, do)

    return Case(
        Action.ROTATION, lambda: "均可继续使用", approve, do, lambda _: "没有看",
        actor, (house.dpo,), house.legal, "algorithms.reviewed",
    )  # fmt: skip


def publishing(house):
    def draft():
        made = policies.draft(
            items=policy.FULL, register=policy.built_in_register(), tier=HandlerTier.SMALL,
            actor=house.dpo, at=house.at,
        )  # fmt: skip
        return Ref(made.ref)

    def ask():
        version = draft()
        policies.approve(version=version, role=Role.DPO, actor=house.dpo, at=house.at)
        return version

    def approve(version, who, at):
        policies.approve(version=version, role=Role.LEG, actor=who, at=at)

    def do(version, at):
        policies.publish(version=version, actor=house.dpo, at=at)

    return Case(
        Action.POLICY, ask, approve, do, lambda _: ask(),
        house.dpo, (house.legal,), house[people.SECURITY], "policy.published",
    )  # fmt: skip


def granting(house):
    """Approving is doing here; the first person cannot bring it about."""
    person = Ref(accounts.enrol(name="陈样例", kind=Kind.STAFF, actor=house.dpo, at=house.at).ref)

    def ask(role=Role.CON):
        made = accounts.request_grant(person=person, role=role, actor=house.dpo, at=house.at)
        return [Ref(made.ref), house.dpo]

    def approve(asked, who, at):
        asked[1] = who

    def do(asked, at):
        accounts.grant(ask=asked[0], actor=asked[1], at=at)

    return Case(
        Action.ACCESS, ask, approve, do, lambda _: ask(Role.SEC),
        house.dpo, (house[people.HEAD],), house.legal, "grant.made",
    )  # fmt: skip


def letting_in(house):
    person = house[people.OPERATIONS]
    Account.objects.create(person_id=person, handle=b"x" * 32, enrolled_at=REAL)

    def ask():
        made = enrolment.ask_again(person=person, actor=house.dpo, at=house.at, real_at=REAL)
        return [Ref(made.ref), house.dpo]

    def approve(asked, who, at):
        asked[1] = who

    def do(asked, at):
        real_at = REAL + (at - house.at)
        enrolment.approve_again(request=asked[0], actor=asked[1], at=at, real_at=real_at)

    return Case(
        Action.ACCESS, ask, approve, do, lambda _: ask(),
        house.dpo, (house[people.HEAD],), house.legal, "signin.again_approved",
    )  # fmt: skip


def destroying_(house):
    found = house.keep_many(2)

    def ask(number=0):
        order = destroying.propose(
            deal=house.deal, subjects=[found[number]], basis=ends.Basis.REQUESTED,
            actor=house.dpo, at=house.at,
        )  # fmt: skip
        return Ref(order.ref)

    def approve(order, who, at):
        destroying.confirm(order=order, actor=who, at=at)

    def do(order, at):
        destroying.carry_out(order=order, actor=house.dpo, at=at)

    return Case(
        Action.DESTRUCTION, ask, approve, do, lambda _: ask(1),
        house.dpo, (house[people.OPERATIONS], house[people.SECURITY]), house.legal,
        "destruction.begun",
    )  # fmt: skip


def releasing(house):
    handing = asked_for_consent(house)

    def ask():
        return [handing.seal(FIVE), house.dpo]

    def approve(package, who, at):
        package[1] = who

    def do(package, at):
        handover.release(package=Ref(package[0].ref), actor=package[1], at=at)

    def other(package):
        path = handover.folder() / package[0].file_name
        path.write_bytes(path.read_bytes() + b"\n")
        return package

    return Case(
        Action.HANDOVER, ask, approve, do, other,
        house.dpo, (house[people.SUPERVISOR],), house.legal, "package.released",
    )  # fmt: skip


def showing(house):
    """Values of several people in a clean room."""
    house.reach(DisclosureLevel.L3)
    asker = house[people.CONSULTANT]

    def ask():
        return house.prepared(content.people(house.keep_many(2)))

    def approve(room, who, at):
        rooms.approve(room=room, actor=who, at=at)

    def do(room, at, persons=None):
        rooms.open_room(
            room=room, persons=persons or [house.buyer], closes_at=at + timedelta(hours=8),
            actor=asker, at=at,
        )  # fmt: skip

    return Case(
        Action.EXPORT, ask, approve, do, lambda _: ask(),
        asker, (house.dpo, house.legal), house[people.SECURITY], "room.opened",
    )  # fmt: skip


def calling(house):
    """Approving is doing here as well."""
    actor = house[people.SECURITY]

    def ask(name="hooks.example"):
        made = egress.ask(change=Change.ALLOW, name=name, actor=actor, at=house.at)
        return [Ref(made.ref), actor]

    def approve(asked, who, at):
        asked[1] = who

    def do(asked, at):
        egress.approve(ask=asked[0], actor=asked[1], at=at)

    return Case(
        Action.EGRESS, ask, approve, do, lambda _: ask("other.example"),
        actor, (house[people.HEAD],), house.legal, "egress.allowed",
    )  # fmt: skip


CASES = (
    rotating, retiring, reviewing,
    publishing, granting, letting_in, destroying_, releasing, showing, calling,
    letting_stand_open, looking_at_more, looking_at_a_minor, going_on_after_a_restore,
    naming_a_key, entering_a_year,
)  # fmt: skip
