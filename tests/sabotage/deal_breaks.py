"""Promises about one deal: assessments, destruction."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.sabotage.break_case import cast
from tests.sabotage.place import Place


def more_people(place: Place) -> None:
    """A tenth more people are held than when it was signed, and nobody looks."""
    from shoumi.base.subjects.services import store
    from shoumi.doors.tests.house import person

    store(
        deal=place.deal, dataset=place.ref("dataset"), people=[person(n) for n in range(20)],
        actor=place[cast().DPO], at=place.at,
    )  # fmt: skip


def assess_again(place: Place) -> None:
    """Every scope of the deal that was approved once, anew."""
    from shoumi.chapters.compliance.models import Assessment

    people = cast()
    newest: dict[str, str] = {}
    approved = Assessment.objects.filter(deal=place.deal).exclude(approved_at=None)
    for one in approved.order_by("number"):
        newest[one.scope] = one.ref
    for ref in newest.values():
        place.page(people.DPO, f"/assessments/{ref}/do/assessment-revise", is_sure="on")
        made = Assessment.objects.order_by("-number")[0].ref
        place.page(people.LEGAL, f"/assessments/{made}/do/assessment-approve", is_sure="on")


def carry_out(place: Place) -> None:
    """The newest order by the pages of those who witness, carry out and certify it."""
    from shoumi.chapters.destruction.models import Order

    people, order = cast(), Order.objects.order_by("-number")[0].ref
    for name in (people.OPERATIONS, people.SECURITY):
        place.page(name, f"/destruction/{order}/do/destroy-witness")
    place.page(people.OPERATIONS, f"/destruction/{order}/do/destroy-run", is_sure="on")
    place.work()
    place.page(people.DPO, f"/destruction/{order}/do/destroy-certify")


def kept_too_long(place: Place) -> None:
    """Somebody is taken in whose years were over yesterday."""
    from shoumi.base.subjects.services import NewSubject, store
    from shoumi.core.calendar import day_in_china
    from shoumi.doors.tests.house import person

    one = person(901)
    late = NewSubject(
        one.kind, one.basis, one.values, retention_until=day_in_china(place.at) - timedelta(days=1)
    )
    store(
        deal=place.deal, dataset=place.ref("dataset"), people=[late], actor=place[cast().DPO],
        at=place.at,
    )  # fmt: skip


def frozen_too_long(place: Place) -> None:
    """The same of somebody who is frozen."""
    from shoumi.base.subjects.models import State, Subject
    from shoumi.base.subjects.services import change_state
    from shoumi.core.refs import Ref

    kept_too_long(place)
    late = Subject.objects.filter(deal=place.deal).order_by("-id")[0]
    change_state(
        deal=place.deal, subjects=[Ref(late.ref)], to=State.FROZEN, duty="8.1",
        actor=place[cast().DPO], at=place.at,
    )  # fmt: skip


def order_waits_a_week(place: Place) -> None:
    """The schedule put somebody into an order, and two witnesses have a minute left."""
    from shoumi.chapters.destruction import rules
    from shoumi.chapters.destruction.services import schedule

    kept_too_long(place)
    assert schedule.order_due(at=place.at)
    place.go(days=rules.WAITS_DAYS, minutes=-1)
    place.sign_in_again()
    place.keep_copies()


def nobody_witnesses(place: Place) -> None:
    place.go(minutes=2)


def late_recipient(place: Place) -> None:
    """The seller got copies too, and did not say in time that they are gone."""
    from shoumi.base.deals import queries as deals
    from shoumi.base.deals.rules import PartyRole
    from shoumi.chapters.destruction import certificates
    from shoumi.core.calendar import day_in_china
    from shoumi.core.refs import Ref

    certificates.expect(
        deal=place.deal, party=Ref(deals.parties(place.deal, PartyRole.TR)[0].ref),
        due_on=day_in_china(place.at) - timedelta(days=1), actor=place[cast().DPO], at=place.at,
    )  # fmt: skip


def sign_certificate(place: Place) -> None:
    from shoumi.chapters.destruction.models import RecipientProof
    from shoumi.core.calendar import day_in_china

    place.page(
        cast().SELLER,
        f"/papers/{place.deal}/do/recipient-signs",
        party=RecipientProof.objects.get(received_at=None).party,
        items="L1 摘要",
        count=1,
        copies=1,
        method="OVERWRITTEN",
        destroyed_on=day_in_china(place.at).isoformat(),
        is_sure="on",
    )


def destroy_expired(place: Place) -> None:
    place.page(cast().DPO, f"/deals/{place.deal}/do/destroy-propose", basis="EXPIRED")
    carry_out(place)


def _proposed(place: Place) -> Any:
    """An order to destroy somebody new, so that nobody is gone who is counted on."""
    from shoumi.base.subjects.services import store
    from shoumi.chapters.destruction import rules, services
    from shoumi.core.refs import Ref
    from shoumi.doors.tests.house import person

    people = cast()
    found = store(
        deal=place.deal,
        dataset=place.ref("dataset"),
        people=[person(903)],
        actor=place[people.DPO],
        at=place.at,
    )
    order = services.propose(
        deal=place.deal,
        subjects=list(found),
        basis=rules.Basis.REQUESTED,
        actor=place[people.DPO],
        at=place.at,
    )
    for name in (people.OPERATIONS, people.SECURITY):
        services.confirm(order=Ref(order.ref), actor=place[name], at=place.at)
    return Ref(order.ref)


def broken_off(place: Place) -> None:
    """Carrying out is killed after its intent was written."""
    from unittest import mock

    from shoumi.chapters.destruction import services

    order = _proposed(place)
    try:
        with mock.patch.object(services, "_finish", side_effect=_Killed):
            services.carry_out(order=order, actor=place[cast().OPERATIONS], at=place.at)
    except _Killed:
        return
    raise AssertionError("it was not broken off")


class _Killed(BaseException):
    pass


def finish_order(place: Place) -> None:
    from shoumi.chapters.destruction.models import Order

    people, order = cast(), Order.objects.order_by("-number")[0].ref
    place.page(people.OPERATIONS, f"/destruction/{order}/do/destroy-run", is_sure="on")
    place.work()
    place.page(people.DPO, f"/destruction/{order}/do/destroy-certify")


def without_certificate(place: Place) -> None:
    from shoumi.chapters.destruction import services

    services.carry_out(order=_proposed(place), actor=place[cast().OPERATIONS], at=place.at)


def certify(place: Place) -> None:
    from shoumi.chapters.destruction.models import Order

    order = Order.objects.order_by("-number")[0].ref
    place.page(cast().DPO, f"/destruction/{order}/do/destroy-certify")
