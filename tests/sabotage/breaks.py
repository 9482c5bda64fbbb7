"""How each promise is broken, and how the people of the house mend it by their pages.

A statement is broken by its maker's taking it back and by its day; what the house checks by what
really happens where something can happen, else behind the product's back (SQL), because there the
point is what the check sees.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.sabotage.place import Place, Refusal
from tests.sabotage.told import MOMENTS

SERVICE, CLOCK, SQL = "service", "clock", "sql"


@dataclass(frozen=True, slots=True)
class Break:
    """``demands`` that are broken by it, the first is what the case is about; ``how`` it is done;
    ``since`` which moment of the story it can be done.  ``mend`` is by page; None where only
    who edited the rows can put them back."""

    demands: tuple[str, ...]
    how: str
    do: Callable[[Place], Any]
    mend: Callable[[Place], None] | None = None
    since: str = MOMENTS[0]

    @property
    def name(self) -> str:
        return f"{self.demands[0]} by {self.how}"


def _cast() -> Any:
    from shoumi.doors.demo import cast

    return cast


# -- statements -------------------------------------------------------------------------------


def maker(demand: str) -> str:
    """Who answers for a demand, by name."""
    from shoumi.core.handbook import demand as of

    cast = _cast()
    named = {"HEAD": cast.HEAD, "DPO": cast.DPO, "SEC": cast.SECURITY, "OPS": cast.OPERATIONS,
             "HR": cast.PERSONNEL, "LEG": cast.LEGAL, "MKT": cast.MARKETING,
             "PRO": cast.PURCHASING}  # fmt: skip
    return str(named[of(demand).accountable.value])


def _take_back(demand: str) -> Callable[[Place], None]:
    def do(place: Place) -> None:
        from shoumi.base.attestations import queries, services
        from shoumi.core.refs import Ref

        said = queries.newest(demand, None, place.at)
        assert said is not None
        services.revoke(attestation=Ref(said.ref), actor=place[maker(demand)], at=place.at)

    return do


def _let_lapse(demand: str) -> Callable[[Place], None]:
    """A statement for a minute takes the place of the long one, and the minute goes by."""

    def do(place: Place) -> None:
        import hashlib

        from shoumi.base.attestations import services
        from shoumi.base.attestations.models import Statement

        services.attest(
            duty=demand,
            actor=place[maker(demand)],
            at=place.at,
            evidence=hashlib.sha256(b"looked at").digest(),
            statement=Statement.IN_PLACE,
            until=place.at + timedelta(minutes=1),
        )
        place.go(minutes=1)

    return do


def state_again(demand: str) -> Callable[[Place], None]:
    def mend(place: Place) -> None:
        place.page(
            maker(demand),
            f"/duties/{demand}/do/attest",
            statement="in_place",
            evidence=place.paper("evidence"),
        )

    return mend


def of_statement(demand: str) -> tuple[Break, ...]:
    again = state_again(demand)
    return (
        Break((demand,), SERVICE, _take_back(demand), again),
        Break((demand,), CLOCK, _let_lapse(demand), again),
    )


# -- chapter 1: the policy --------------------------------------------------------------------


def _unapprove(place: Place) -> None:
    from shoumi.chapters.policies.models import PolicyVersion

    PolicyVersion.objects.filter(superseded_at=None).update(approvals={})
    place.a_minute_later()


def _new_policy(place: Place) -> None:
    from shoumi.chapters.policies.models import PolicyVersion

    cast = _cast()
    place.page(cast.DPO, "/policies/do/policy-draft", tier="SMALL")
    ref = PolicyVersion.objects.order_by("-number")[0].ref
    for name, role in ((cast.DPO, "DPO"), (cast.LEGAL, "LEG")):
        place.page(name, f"/policies/{ref}/do/policy-approve", role=role, is_sure="on")
    place.page(cast.DPO, f"/policies/{ref}/do/policy-publish", is_sure="on")


def _bare_record(place: Place) -> None:
    """The newest sealed record becomes plain text."""
    from shoumi.base.subjects.models import Record

    last = Record.objects.order_by("-id")[0]
    Record.objects.filter(pk=last.pk).update(blob="虚构姓名 15400001001".encode())
    place.a_minute_later()


def _destroy_bare(place: Place) -> None:
    """What was bare is destroyed: proposed, witnessed by two, carried out, certified."""
    from shoumi.base.subjects.models import Record

    subject = Record.objects.order_by("-id")[0].subject
    place.page(_cast().DPO, f"/customers/{subject}/do/destroy-one", basis="REQUESTED")
    carry_out(place)


def carry_out(place: Place) -> None:
    """The newest order by the pages of those who witness, carry out and certify it."""
    from shoumi.chapters.destruction.models import Order

    cast, order = _cast(), Order.objects.order_by("-number")[0].ref
    for name in (cast.OPERATIONS, cast.SECURITY):
        place.page(name, f"/destruction/{order}/do/destroy-witness")
    place.page(cast.OPERATIONS, f"/destruction/{order}/do/destroy-run", is_sure="on")
    place.work()
    place.page(cast.DPO, f"/destruction/{order}/do/destroy-certify")


def _stranger_with_role(place: Place) -> None:
    """A grant that nobody asked for and nobody gave, to somebody who is not known here."""
    from shoumi.base.accounts.models import Grant, Person
    from shoumi.core.refs import Ref

    head, dpo = place[_cast().HEAD], place[_cast().DPO]
    Person.objects.create(
        ref="person-stranger", name="虚构路人", kind="staff", enrolled_at=place.at
    )
    Grant.objects.create(
        ref=Ref.new("grant"), person_id="person-stranger", role="CS", deal="", since=place.at,
        requested_by_id=dpo, approved_by_id=head, position=1,
    )  # fmt: skip
    place.a_minute_later()


def _end_grant(place: Place) -> None:
    from shoumi.base.accounts.models import Grant

    grant = Grant.objects.get(person_id="person-stranger").ref
    place.page(_cast().HEAD, f"/people/grants/{grant}/do/end-grant", is_sure="on")


# -- chapter 2: agreements --------------------------------------------------------------------


def _in_force() -> Any:
    from shoumi.chapters.agreements.models import Agreement

    return Agreement.objects.filter(state="SIGNED")


def _edit_agreement(**columns: object) -> Callable[[Place], None]:
    def do(place: Place) -> None:
        assert _in_force().update(**columns)
        place.a_minute_later()

    return do


def _new_agreement(place: Place) -> None:
    """The bad one is ended, the next drawn up and signed by both sides."""
    from shoumi.chapters.agreements.models import Agreement

    cast = _cast()
    sides = [str(place[name]) for name in (cast.SELLER, cast.BUYER)]
    bad = _in_force().order_by("-id")[0].ref
    place.page(cast.LEGAL, f"/agreements/{bad}/do/agreement-revoke", is_sure="on")
    place.page(
        cast.LEGAL,
        f"/deals/{place.deal}/do/agreement-draft",
        kind="MUTUAL",
        persons=sides,
        until="2028-12-01",
        damages=150_000,
        loss=120_000,
        levels=["L1", "L2", "L3"],
        clauses=_all_clauses(),
    )
    new = Agreement.objects.order_by("-id")[0].ref
    for name in (cast.SELLER, cast.BUYER):
        place.page(name, f"/agreements/{new}/do/agreement-sign", is_sure="on")


def _all_clauses() -> list[str]:
    from shoumi.chapters.agreements.rules import MANDATORY, Clause

    return [one.value for one in Clause if one in MANDATORY | {Clause.NO_REIDENTIFICATION}]


# -- chapter 3: keys --------------------------------------------------------------------------


def _foreign_suite(place: Place) -> None:
    from shoumi.base.vault.models import IndexKey

    last = IndexKey.objects.order_by("-pk")[0]
    IndexKey.objects.filter(pk=last.pk).update(suite=99)
    place.a_minute_later()


def _unwrapped(place: Place) -> None:
    from shoumi.base.vault.models import SubjectKey

    # Of a document, so that nothing else stands in the way of what is tried.
    last = SubjectKey.objects.filter(subject__startswith="doc-").order_by("-pk")[0]
    SubjectKey.objects.filter(pk=last.pk).update(wrapped=b"plain")
    place.a_minute_later()


def _old_kek(place: Place) -> None:
    """As time alone would leave it, fourteen months on; nothing else has aged."""
    from shoumi.base.vault.models import Kek

    Kek.objects.update(created_at=place.at - timedelta(days=430))
    place.a_minute_later()


def new_keys(place: Place, what: str = "kek") -> None:
    from shoumi.base.approvals.models import Approval

    cast = _cast()
    said = place.try_page(cast.SECURITY, "/keys/do/rotate-keys", what=what)
    wish = Approval.objects.filter(state="open").first()
    if wish is None:
        raise Refusal(f"nothing is asked for to rotate {what}: {said}")
    place.page(cast.HEAD, f"/approvals/{wish.ref}/do/approve-change")
    place.page(cast.SECURITY, "/keys/do/rotate-keys", what=what)
    place.work_on()


# -- chapter 6: consent -----------------------------------------------------------------------


def _other_notice(place: Place) -> None:
    from shoumi.chapters.consent.models import Consent

    last = Consent.objects.order_by("-id")[0]
    Consent.objects.filter(pk=last.pk).update(notice_sha256="0" * 64)
    place.a_minute_later()


def _child_alone(place: Place) -> None:
    from shoumi.chapters.consent.models import Consent

    of = Consent.objects.filter(lane="GUARDIAN").order_by("id")[:1]
    assert Consent.objects.filter(pk__in=[one.pk for one in of]).update(lane="SELF")
    place.a_minute_later()


def _never_told(place: Place) -> None:
    from shoumi.chapters.consent.models import Campaign

    assert Campaign.objects.filter(state="CLOSED").update(opened_at=None)
    place.a_minute_later()


# -- chapter 7: assessment --------------------------------------------------------------------


def _more_people(place: Place) -> None:
    """People are held of whom the assessment knew nothing, and somebody looks."""
    from shoumi.base.subjects.services import store
    from shoumi.chapters.compliance import queries, services
    from shoumi.chapters.compliance.models import Assessment
    from shoumi.core.refs import Ref
    from shoumi.doors.tests.house import person

    store(
        deal=place.deal, dataset=place.ref("dataset"), people=[person(n) for n in range(20)],
        actor=place[_cast().DPO], at=place.at,
    )  # fmt: skip
    for one in Assessment.objects.filter(state="APPROVED"):
        services.recheck(
            assessment=Ref(one.ref), facts=queries.facts_of(place.deal), actor=place[_cast().DPO],
            at=place.at,
        )  # fmt: skip


def assess_again(place: Place) -> None:
    """Every scope that was approved once, anew."""
    from shoumi.chapters.compliance.models import Assessment

    cast = _cast()
    newest: dict[str, str] = {}
    for one in Assessment.objects.exclude(approved_at=None).order_by("number"):
        newest[one.scope] = one.ref
    for ref in newest.values():
        place.page(cast.DPO, f"/assessments/{ref}/do/assessment-revise", is_sure="on")
        made = Assessment.objects.order_by("-number")[0].ref
        place.page(cast.LEGAL, f"/assessments/{made}/do/assessment-approve", is_sure="on")


# -- chapter 8: destruction -------------------------------------------------------------------


def _kept_too_long(place: Place) -> None:
    """Somebody is taken in whose years were over yesterday."""
    from shoumi.base.subjects.services import NewSubject, store
    from shoumi.core.calendar import day_in_china
    from shoumi.doors.tests.house import person

    one = person(901)
    late = NewSubject(
        one.kind, one.basis, one.values, retention_until=day_in_china(place.at) - timedelta(days=1)
    )
    store(
        deal=place.deal, dataset=place.ref("dataset"), people=[late], actor=place[_cast().DPO],
        at=place.at,
    )  # fmt: skip


def destroy_expired(place: Place) -> None:
    place.page(_cast().DPO, f"/deals/{place.deal}/do/destroy-propose", basis="EXPIRED")
    carry_out(place)


def _proposed(place: Place) -> Any:
    from shoumi.base.subjects import queries
    from shoumi.chapters.destruction import rules, services
    from shoumi.core.refs import Ref

    cast = _cast()
    found = queries.refs(queries.of_deal(place.deal))[-1:]
    order = services.propose(
        deal=place.deal, subjects=found, basis=rules.Basis.REQUESTED, actor=place[cast.DPO],
        at=place.at,
    )  # fmt: skip
    for name in (cast.OPERATIONS, cast.SECURITY):
        services.confirm(order=Ref(order.ref), actor=place[name], at=place.at)
    return Ref(order.ref)


def _broken_off(place: Place) -> None:
    """Carrying out is killed after its intent was written."""
    from unittest import mock

    from shoumi.chapters.destruction import services

    order = _proposed(place)
    try:
        with mock.patch.object(services, "_finish", side_effect=_Killed):
            services.carry_out(order=order, actor=place[_cast().OPERATIONS], at=place.at)
    except _Killed:
        return
    raise AssertionError("it was not broken off")


class _Killed(BaseException):
    pass


def _finish_order(place: Place) -> None:
    from shoumi.chapters.destruction.models import Order

    cast, order = _cast(), Order.objects.order_by("-number")[0].ref
    place.page(cast.OPERATIONS, f"/destruction/{order}/do/destroy-run", is_sure="on")
    place.work()
    place.page(cast.DPO, f"/destruction/{order}/do/destroy-certify")


def _without_certificate(place: Place) -> None:
    from shoumi.chapters.destruction import services

    services.carry_out(order=_proposed(place), actor=place[_cast().OPERATIONS], at=place.at)


def _certify(place: Place) -> None:
    from shoumi.chapters.destruction.models import Order

    order = Order.objects.order_by("-number")[0].ref
    place.page(_cast().DPO, f"/destruction/{order}/do/destroy-certify")


_POLICY = ("1.1", "1.2", "1.3")
# From when on there are people with records and an assessment, an agreement, closed answers.
_PEOPLE, _AGREED, _ANSWERED = "listed", "dd_l1", "data_handover"
CHECKED: tuple[Break, ...] = (
    *(
        Break((one, *(other for other in _POLICY if other != one)), SQL, _unapprove, _new_policy)
        for one in _POLICY
    ),
    Break(("1.4",), SQL, _bare_record, _destroy_bare, _PEOPLE),
    Break(("1.5",), SQL, _stranger_with_role, _end_grant),
    Break(("2.1", "2.2"), SQL, _edit_agreement(clauses=[]), _new_agreement, _AGREED),
    Break(("2.2", "2.1"), SQL, _edit_agreement(clauses=[]), _new_agreement, _AGREED),
    Break(("2.3",), SQL, _edit_agreement(damages=0), _new_agreement, _AGREED),
    Break(("3.1",), SQL, _foreign_suite),
    Break(("3.3",), SQL, _unwrapped, None, _PEOPLE),
    Break(("3.4",), SQL, _old_kek, new_keys),
    Break(("6.1",), SQL, _other_notice, None, _ANSWERED),
    Break(("6.2",), SQL, _child_alone, None, _ANSWERED),
    Break(("6.3",), SQL, _never_told, None, _ANSWERED),
    Break(("7.3",), SERVICE, _more_people, assess_again, _PEOPLE),
    Break(("8.1",), SERVICE, _kept_too_long, destroy_expired, _PEOPLE),
    Break(("8.2",), SERVICE, _broken_off, _finish_order, _PEOPLE),
    Break(("8.3",), SERVICE, _without_certificate, _certify, _PEOPLE),
)


def every() -> tuple[Break, ...]:
    """All cases; of the demands that people state, those that have a statement in the story."""
    stated = [each for demand in _cast().ATTESTED for each in of_statement(demand)]
    return (*CHECKED, *stated)
