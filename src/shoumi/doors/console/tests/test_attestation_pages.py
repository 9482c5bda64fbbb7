"""Statements are made, shown with their evidence, and taken back, by who answers for them."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base import registry
from shoumi.base.attestations.models import Attestation
from shoumi.base.pages import acts
from shoumi.base.pages.tests.page_requests import asked
from shoumi.core.handbook import demand, demands
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import told
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

PROOF = b"minutes of the meeting"


def proof():
    return SimpleUploadedFile("minutes.txt", PROOF)


def attest(house, duty="1.4", who=None, **more):
    kind = demand(duty).evidence[0].value
    given = {"statement": "in_place", "kind": kind, "evidence": proof(), **more}
    return signed_in(who or house.dpo).act(f"/duties/{duty}/do/attest", **given)


def owned(role):
    """A demand that nobody checks and that this role answers for."""
    kept = acts.named("attest").satisfies
    return next(one.id for one in demands() if f"duty:{one.id}" in kept and one.accountable == role)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_pages_open(house, lang):
    one = Attestation.objects.latest("position")
    visitor = signed_in(house.dpo, lang=lang)
    for address in ("/attestations", f"/attestations/{one.ref}"):
        assert visitor.get(address).status_code == 200
    form = visitor.get(f"/duties/{owned('DPO')}/do/attest")
    assert form.status_code == 200


def test_a_statement_is_made_and_shows_the_digest_of_its_evidence(house):
    duty = owned("DPO")
    answer = attest(house, duty, until=(house.at + timedelta(days=9)).date().isoformat())
    made = Attestation.objects.latest("position")
    assert made.duty == duty
    assert hashlib.sha256(PROOF).hexdigest() in answer.content.decode()
    assert told("attestation.given")[-1].about == made.ref


def test_whoever_does_not_answer_for_it_is_refused(house):
    before = Attestation.objects.count()
    answer = attest(house, owned("LEG"))
    assert answer.status_code == 422
    assert "panel-closed" in answer.content.decode()
    assert Attestation.objects.count() == before


def test_a_day_too_far_is_refused(house):
    assert attest(house, owned("DPO"), until="2030-01-01").status_code == 422


def test_a_statement_is_taken_back_after_a_second_thought(house):
    attest(house, owned("DPO"))
    made = Attestation.objects.latest("position")
    address = f"/attestations/{made.ref}/do/revoke-attestation"
    visitor = signed_in(house.dpo)
    assert visitor.act(address).status_code == 422
    visitor.act(address, is_sure="on")
    made.refresh_from_db()
    assert made.revoked_at
    assert told("attestation.revoked")[-1].about == made.ref
    text = visitor.get(f"/attestations/{made.ref}").content.decode()
    assert "已收回" in text
    assert "do/revoke-attestation" not in text


def test_the_list_can_be_narrowed_to_a_state_or_a_demand(house):
    duty = owned("DPO")
    attest(house, duty)
    made = Attestation.objects.latest("position")
    visitor = signed_in(house.dpo)
    visitor.act(f"/attestations/{made.ref}/do/revoke-attestation", is_sure="on")
    revoked = visitor.get("/attestations?state=revoked").content.decode()
    assert made.ref in revoked
    assert revoked.count("<tr>") == 2
    assert made.ref not in visitor.get("/attestations?state=stands").content.decode()
    of_one = visitor.get(f"/attestations?duty={duty}").content.decode()
    assert of_one.count("<tr>") == 1 + Attestation.objects.filter(duty=duty).count()


def test_a_demand_that_a_program_checks_or_renders_is_never_offered_for_attesting():
    satisfied = acts.named("attest").satisfies | acts.named("attest-persons").satisfies
    kept = {each for each in satisfied if each.startswith("duty:")}
    never = {f"duty:{one.id}" for one in demands() if registry.check(one.id) or one.is_generated}
    assert never
    assert kept.isdisjoint(never)
    assert len(kept) + len(never) == len(demands())


def test_open_requests_are_answered_for_by_the_statement_about_replies(house):
    officer = asked(roles=frozenset({"DPO"}))
    found = acts.mending(officer, "requests.open_none", deal=house.deal)
    assert [href for _, href, _ in found] == ["/duties/10.2/do/attest"]


def test_what_is_rendered_from_indicators_offers_no_form(house):
    text = signed_in(house[people.HEAD]).get("/duties/15.1").content.decode()
    assert "do/attest" not in text
    answer = attest(house, "15.1", who=house[people.HEAD])
    assert answer.status_code == 409 or "panel-closed" in answer.content.decode()


def test_a_missing_demand_leads_to_its_own_form_alone_for_who_answers(house):
    counsel = asked(roles=frozenset({"LEG"}))
    duty = owned("LEG")
    found = acts.mending(counsel, f"duty:{duty}", deal=house.deal)
    assert [href for _, href, _ in found] == [f"/duties/{duty}/do/attest"]
    officer = asked(roles=frozenset({"DPO"}))
    assert acts.mending(officer, f"duty:{duty}", deal=house.deal) == []


def test_a_statement_about_a_deal_of_others_is_not_found(house, stranger):
    attest(house, owned("DPO"), deal=str(house.deal))
    made = Attestation.objects.latest("position")
    assert signed_in(stranger).get(f"/attestations/{made.ref}").status_code == 404
    assert made.ref not in signed_in(stranger).get("/attestations").content.decode()


def test_somebody_without_a_role_is_kept_out(house, stranger):
    assert signed_in(stranger).get("/duties/1.4/do/attest").status_code == 403
    assert signed_in(house[people.BUYER]).get("/attestations").status_code == 404


def test_the_evidence_comes_back_to_who_may_open_it(house):
    duty = owned("DPO")
    attest(house, duty)
    made = Attestation.objects.latest("position")
    address = f"/attestations/{made.ref}/evidence"
    assert signed_in(house.dpo).get(address).content == PROOF
    assert told("attestation.evidence_opened")[-1].about == made.ref
    consultant = signed_in(house[people.CONSULTANT])
    assert consultant.get(address).status_code == 403
    assert address not in consultant.get(f"/attestations/{made.ref}").content.decode()


def test_a_form_offers_the_records_of_its_demand_and_no_other(house):
    text = signed_in(house.dpo).get("/duties/16.2/do/attest").content.decode()
    assert re.findall(r'<option value="([a-z_]+)"', text)[:2] == ["in_place", "checked_outside"]
    kinds = text.split('name="kind"')[1].split("</select>")[0]
    assert re.findall(r'value="([a-z_]+)"', kinds) == ["finding", "assessment"]


def test_evidence_that_names_too_much_is_refused_with_where(house):
    given = SimpleUploadedFile("x.txt", "第一行\n身份证 990000198002291012".encode())
    answer = attest(house, owned("DPO"), evidence=given)
    assert answer.status_code == 422
    assert "paper.txt:2" in answer.content.decode()


def test_training_is_stated_of_persons_by_name(house):
    keeper = house[people.PERSONNEL]
    trained = house[people.SERVICE]
    answer = signed_in(keeper).act(
        "/duties/19.3/do/attest-persons",
        statement="in_place",
        kind="training_certificate",
        evidence=proof(),
        persons=[str(trained)],
    )
    assert people.SERVICE in answer.content.decode()
    assert Attestation.objects.latest("position").persons == [trained]
    assert attest(house, "19.3", who=keeper).status_code == 422
