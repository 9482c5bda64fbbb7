"""Promises of the house as a whole: statements, the policy, roles, keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.sabotage.break_case import CLOCK, SERVICE, Break, cast
from tests.sabotage.deal_breaks import carry_out
from tests.sabotage.place import Place, Refusal


def maker(demand: str) -> str:
    """Who answers for a demand, by name."""
    from shoumi.core.handbook import demand as of

    people = cast()
    named = {
        "HEAD": people.HEAD,
        "DPO": people.DPO,
        "SEC": people.SECURITY,
        "OPS": people.OPERATIONS,
        "HR": people.PERSONNEL,
        "LEG": people.LEGAL,
        "MKT": people.MARKETING,
        "PRO": people.PURCHASING,
    }
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
        from shoumi.base.attestations import services
        from shoumi.base.attestations.tests.statements import given
        from shoumi.core import handbook

        until = place.at + timedelta(minutes=1)
        named = handbook.demand(demand).names_persons
        persons = [place[name] for name in place.told.people] if named else []
        services.attest(
            duty=demand,
            said=given(demand, until=until, persons=persons),
            actor=place[maker(demand)],
            at=place.at,
        )
        place.go(minutes=1)

    return do


def _staff() -> list[str]:
    from shoumi.base.accounts.models import Person
    from shoumi.base.accounts.rules import Kind

    found = Person.objects.filter(kind=Kind.STAFF, is_active=True).order_by("ref")
    return list(found.values_list("ref", flat=True))


def state_again(demand: str) -> Callable[[Place], None]:
    def mend(place: Place) -> None:
        from shoumi.core import handbook

        of = handbook.demand(demand)
        given: dict[str, Any] = {
            "statement": "in_place",
            "kind": of.evidence[0].value,
            "evidence": place.paper("evidence"),
        }
        act = "attest"
        if of.names_persons:
            act, given["persons"] = "attest-persons", _staff()
        place.page(maker(demand), f"/duties/{demand}/do/{act}", **given)

    return mend


def of_statement(demand: str) -> tuple[Break, ...]:
    again = state_again(demand)
    return (
        Break((demand,), SERVICE, _take_back(demand), again, taken_back=True),
        Break((demand,), CLOCK, _let_lapse(demand), again),
    )


def first_person(place: Place) -> str:
    """Whom the act of revealing is about."""
    from shoumi.base.subjects import queries
    from shoumi.base.subjects.models import State

    found = queries.of_deal(place.deal, State.ACTIVE, State.SEALED, State.FROZEN)
    return str(found[0].ref)


def _examined(place: Place) -> None:
    """The workers have gone over everything once."""
    from shoumi.base.subjects import examination

    examination.whole()
    place.a_minute_later()


def unexamined(place: Place) -> None:
    """No worker has run for four days; the house's own clock has no part in it."""
    from shoumi.base.jobs import server_time
    from shoumi.base.subjects.models import Examination
    from shoumi.base.tests import authenticated

    long_ago = server_time.now() - timedelta(hours=96)
    authenticated.change(Examination.objects, since=long_ago, ended_at=long_ago)
    place.a_minute_later()


def forged_findings(place: Place) -> None:
    """Somebody takes away what the examination found."""
    from shoumi.base.subjects.models import Finding

    in_the_clear(place)
    Finding.objects.all().delete()
    place.a_minute_later()


def examine(place: Place) -> None:
    place.page(cast().SECURITY, "/settings/do/examine-all")
    place.work_on()
    place.a_minute_later()


def bare_record(place: Place) -> None:
    """The oldest record of the oldest customer becomes plain text."""
    from shoumi.base.subjects.models import Record

    oldest = Record.objects.filter(subject=first_person(place)).order_by("id")[0]
    Record.objects.filter(pk=oldest.pk).update(blob="虚构姓名 15400001001".encode())
    _examined(place)


def in_the_clear(place: Place) -> None:
    """A document's key, so that nothing else stands in the way of what is tried; no document that
    waits to be fetched, which is tried as well."""
    from shoumi.base.jobs import sealed_staging
    from shoumi.base.vault.models import SubjectKey

    waiting = [one.name for one in sealed_staging.folder().iterdir()]
    documents = SubjectKey.objects.filter(subject__startswith="doc-").exclude(pk__in=waiting)
    last = documents.order_by("-pk")[0]
    SubjectKey.objects.filter(pk=last.pk).update(wrapped=b"plain")
    _examined(place)


def foreign_record(place: Place) -> None:
    from shoumi.base.subjects.models import Record

    for one in Record.objects.filter(subject=first_person(place)):
        blob = bytearray(one.blob)
        blob[1] = 99
        Record.objects.filter(pk=one.pk).update(blob=bytes(blob))
    _examined(place)


def destroy_found(place: Place) -> None:
    """Whose record is bad is destroyed: proposed, witnessed by two, carried out, certified."""
    from shoumi.base.subjects.models import Finding

    subject = Finding.objects.get().subject
    place.page(cast().DPO, f"/customers/{subject}/do/destroy-one", basis="REQUESTED")
    carry_out(place)


def two_hats(place: Place) -> None:
    """The security officer is made operator as well, as an older version granted it."""
    from unittest.mock import patch

    from shoumi.base.accounts import rules, services
    from shoumi.core.refs import Ref
    from shoumi.core.terms import Role

    people = cast()
    with patch.object(rules, "SEPARATED", ()):
        ask = services.request_grant(
            person=place[people.SECURITY], role=Role.OPS, actor=place[people.DPO], at=place.at
        )
        services.grant(ask=Ref(ask.ref), actor=place[people.HEAD], at=place.at)
    place.a_minute_later()


def end_grant(place: Place) -> None:
    from shoumi.base.accounts.models import Grant

    grant = Grant.objects.get(person_id=place[cast().SECURITY], role="OPS").ref
    place.page(cast().HEAD, f"/people/grants/{grant}/do/end-grant", is_sure="on")


def foreign_suite(place: Place) -> None:
    from shoumi.base.vault.models import IndexKey

    last = IndexKey.objects.order_by("-pk")[0]
    IndexKey.objects.filter(pk=last.pk).update(suite=99)
    place.a_minute_later()


def new_index_keys(place: Place) -> None:
    new_keys(place, "index")
    place.a_minute_later()


def unwrapped(place: Place) -> None:
    from shoumi.base.vault.models import SubjectKey

    SubjectKey.objects.filter(subject=first_person(place)).update(wrapped=b"plain")
    _examined(place)


def old_kek(place: Place) -> None:
    """As time alone would leave it, fourteen months on; nothing else has aged."""
    from shoumi.base.vault.models import Kek

    Kek.objects.update(created_at=place.at - timedelta(days=430))
    place.a_minute_later()


def new_keys(place: Place, what: str = "kek") -> None:
    from shoumi.base.approvals.models import Approval

    people = cast()
    said = place.try_page(people.SECURITY, "/keys/do/rotate-keys", what=what)
    wish = Approval.objects.filter(state="open").first()
    if wish is None:
        raise Refusal(f"nothing is asked for to rotate {what}: {said}")
    place.page(people.HEAD, f"/approvals/{wish.ref}/do/approve-change")
    place.page(people.SECURITY, "/keys/do/rotate-keys", what=what)
    place.work_on()
