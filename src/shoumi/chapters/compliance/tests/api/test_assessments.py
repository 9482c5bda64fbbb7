"""Impact assessments by program: begun, mended, approved by legal, found stale."""

from __future__ import annotations

import pytest

from shoumi.base import clock
from shoumi.base.documents import store
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import TokenScope
from shoumi.chapters.compliance.tests.whole_assessments import finish
from shoumi.core.refs import Ref
from shoumi.doors.api.tests.programs import program
from shoumi.doors.api.tests.test_acts import answered
from shoumi.doors.api.tests.test_authentication import told
from shoumi.doors.api.tests.test_reads import every, got
from shoumi.doors.tests.house import person
from shoumi.doors.tests.house import told as recorded

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

HIGH = {"hazard": "recipient_security", "impact": "高", "likelihood": "高"}
WORDS = ("text", "source", "impact_reason", "likelihood_reason", "residual_reason")
UNWRITTEN = {**dict.fromkeys(WORDS, ""), "steps": []}
LOWER = {"measures": ["sealed_package"], "residual_impact": "高", "residual_likelihood": "低"}


def begun(house, caller=None, **more):
    body = {"scope": "TRANSFER", "risks": [{**HIGH, **more}]}
    answer = (caller or program(house.dpo)).act(f"/deals/{house.deal}/assessments", body)
    return answered(answer, 201)


def test_an_assessment_is_mended_and_approved_by_legal(house):
    dpo, legal = program(house.dpo), program(house.legal)
    made = begun(house)
    address = f"/assessments/{made['ref']}"
    assert (made["number"], made["state"], made["residual"]) == ("PIPIA-001", "DRAFT", "高")
    told(legal.act(f"{address}/approve"), 403, "pipia.residual_too_high")
    mended = answered(dpo.act(f"{address}/mitigate", {"risks": [{**HIGH, **LOWER}]}))
    assert mended["risks"] == [{**HIGH, **LOWER, **UNWRITTEN}]
    told(legal.act(f"{address}/approve"), 403, "pipia.not_whole")
    finish(Assessment.objects.get(), house.dpo, clock.now())
    approved = answered(legal.act(f"{address}/approve"))
    assert (approved["state"], approved["residual"]) == ("APPROVED", "中")
    assert store.get(Ref(approved["document"])).startswith(b"%PDF-")
    assert every(dpo, f"/deals/{house.deal}/assessments") == [approved]
    assert got(dpo.read(address)) == approved
    assert recorded("pipia.approved")[-1].actor == house.legal


def test_a_risk_left_out_or_unknown_is_refused(house):
    dpo = program(house.dpo)
    address = f"/deals/{house.deal}/assessments"
    told(dpo.act(address, {"scope": "TRANSFER", "risks": []}), 422, "pipia.no_risks")
    other = {**HIGH, "hazard": "floods"}
    told(dpo.act(address, {"scope": "TRANSFER", "risks": [other]}), 422, "api.unfit")
    assert not Assessment.objects.exists()
    made = begun(house)
    answer = dpo.act(f"/assessments/{made['ref']}/mitigate", {"risks": [{**HIGH, "impact": "低"}]})
    told(answer, 422, "pipia.risks_left_out")


def test_what_no_longer_stands_is_told_and_made_anew(house):
    dpo, legal = program(house.dpo), program(house.legal)
    address = f"/assessments/{begun(house, **LOWER)['ref']}"
    finish(Assessment.objects.get(), house.dpo, clock.now())
    answered(legal.act(f"{address}/approve"))
    assert answered(dpo.act(f"{address}/recheck"))["stands"] is True
    house.assessed = ()  # nobody assesses anew
    house.keep(person(1))
    checked = answered(dpo.act(f"{address}/recheck"))
    assert (checked["stands"], checked["state"]) == (False, "STALE")
    anew = answered(dpo.act(f"{address}/revise"), 201)
    assert (anew["state"], anew["risks"]) == ("DRAFT", checked["risks"])


def test_each_act_needs_its_scope_and_role_and_a_deal_of_ones_own(house, stranger):
    made = begun(house, **LOWER)
    address = f"/assessments/{made['ref']}"
    writer = program(house.legal, TokenScope.READ, TokenScope.WRITE)
    told(writer.act(f"{address}/approve"), 403, "token.scope_needed")
    told(program(house.dpo).act(f"{address}/approve"), 403, "accounts.not_permitted")
    told(program(house.legal).act(f"{address}/revise"), 403, "accounts.not_permitted")
    told(program(stranger).read(address), 404, "pipia.missing")


def test_a_program_writes_the_parts_and_reads_them_again(house):
    dpo = program(house.dpo)
    address = f"/assessments/{begun(house, **LOWER)['ref']}"
    step = {"text": "加密", "owner": "SEC", "due": "2026-11-06", "is_done": False}
    body = {
        "conclusion": "可以进行",
        "residual_words": "误发的可能还在",
        "activities": [{"name": "向受让方提供", "fields": ["name"]}],
        "risks": [{"number": 1, "text": "共用电脑", "steps": [step]}],
    }
    told_back = answered(dpo.act(f"{address}/write", body))
    assert told_back["conclusion"] == "可以进行"
    assert told_back["residual_words"] == "误发的可能还在"
    assert told_back["activities"][0]["by"] == house.dpo
    assert told_back["risks"][0]["steps"] == [step]
    kept = answered(dpo.act(f"{address}/write", {"subjects": "现有客户"}))
    assert (kept["conclusion"], kept["subjects"]) == ("可以进行", "现有客户")
    assert kept["assessors"] == [house.dpo]
    told(dpo.act(f"{address}/write", {"risks": [{"number": 4}]}), 404, "pipia.no_such_part")
    unknown = {"activities": [{"name": "x", "fields": ["shoe_size"]}]}
    told(dpo.act(f"{address}/write", unknown), 422, "pipia.fields_unregistered")
    told(program(house.legal).act(f"{address}/write", body), 403, "accounts.not_permitted")
