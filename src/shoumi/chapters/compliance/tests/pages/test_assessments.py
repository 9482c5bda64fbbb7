"""Impact assessments in the browser: begun, mended, approved by legal, found stale, made anew."""

from __future__ import annotations

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.base import clock
from shoumi.base.deals import queries as deals
from shoumi.base.documents import store
from shoumi.base.documents.models import Certificate
from shoumi.base.ledger import reader
from shoumi.base.pages import acts
from shoumi.base.pages.tests.page_requests import asked
from shoumi.chapters.compliance import queries
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import Scope, State
from shoumi.chapters.compliance.tests.whole_assessments import finish
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, RiskGrade, Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests import carried_proofs
from shoumi.doors.tests.house import person
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
HIGH = {"hazard": "recipient_security", "impact": "高", "likelihood": "高"}
MENDED = {"measures": ["sealed_package"], "left_impact": "高", "left_likelihood": "低"}


def begin(house, who=None, scope="DUE_DILIGENCE", **more):
    given = {"scope": scope, **HIGH, **more}
    return signed_in(who or house.dpo).post(f"/deals/{house.deal}/do/assessment-begin", given)


def ready(house, **more):
    """Begun on its page with a risk that is low enough, and written out."""
    begin(house, **{**MENDED, **more})
    return finish(Assessment.objects.get(), house.dpo, clock.now())


def do(one, slug, who, **given):
    return signed_in(who).post(f"/assessments/{one.ref}/do/{slug}", {"is_sure": "on", **given})


def page(one, who, lang="zh"):
    return signed_in(who, lang=lang).get(f"/assessments/{one.ref}").content.decode()


def asking(house, who, role):
    request = asked(roles=frozenset({role}))
    request.actor, request.reach = who, frozenset({""})
    return request


def test_an_assessment_is_begun_mended_and_approved_by_legal(house):
    answer = begin(house)
    one = Assessment.objects.get()
    assert answer["Location"].startswith(f"/assessments/{one.ref}?")
    assert "剩余风险是“高”，高于“中”，现在批准不了。" in page(one, house.dpo)
    assert "/do/assessment-approve" not in page(one, house.legal)

    assert do(one, "assessment-mitigate", house.dpo, risk="1", **MENDED).status_code == 303
    assert "评估还没写完，现在批准不了。" in page(one, house.legal)
    finish(one, house.dpo, clock.now())
    assert "等法务批准，评估人自己批不了。" in page(one, house.legal)
    assert "/do/assessment-approve" in page(one, house.legal)

    assert do(one, "assessment-approve", house.legal).status_code == 303
    one.refresh_from_db()
    assert one.state == State.APPROVED
    told = page(one, house.legal)
    assert "有效到 2027 年" in told
    assert "风险原是“高”，采取措施后是“中”。" in told
    report = signed_in(house.legal).get(f"/assessments/{one.ref}/report")
    assert carried_proofs.verdict(report.content) == "proven"
    assert carried_proofs.stored(report.content) == store.get(Ref(one.document))


def test_who_is_named_as_missing_is_who_can_act(house):
    """The refusal of a milestone names the very role that the next act is for."""

    def named():
        found = deals.to_finish(house.deal, DealStage.PIPIA, house.at)
        return next(need.who for need in found if need.condition == "pipia.approved")

    def offered(who, role):
        found = acts.mending(asking(house, who, role), "pipia.approved", deal=house.deal)
        return [act.slug for act, _, _ in found]

    assert named() is Role.DPO
    assert offered(house.dpo, Role.DPO) == ["assessment-begin"]
    assert offered(house.legal, Role.LEG) == []
    begin(house)
    one = Assessment.objects.get()
    assert named() is Role.DPO
    assert offered(house.dpo, Role.DPO) == ["assessment-mitigate"]
    do(one, "assessment-mitigate", house.dpo, risk="1", **MENDED)
    assert named() is Role.DPO
    finish(one, house.dpo, clock.now())
    assert named() is Role.LEG
    assert offered(house.legal, Role.LEG) == ["assessment-approve"]
    assert offered(house.dpo, Role.DPO) == []
    do(one, "assessment-approve", house.legal)
    assert queries.due_diligence(house.deal, house.at).holds


def test_what_blocks_cannot_be_approved_and_the_refusal_says_how_to_go_on(house):
    begin(house)
    one = Assessment.objects.get()
    answer = do(one, "assessment-approve", house.legal)
    assert answer.status_code == 422
    assert "剩余风险为“高”，高于“中”，这项活动被挡住。" in answer.content.decode()
    one.refresh_from_db()
    assert one.state == State.DRAFT


def test_measures_of_one_risk_leave_the_others_as_they_are(house):
    begin(house)
    one = Assessment.objects.get()
    other = {"hazard": "children", "impact": "中", "likelihood": "高", "left_impact": ""}
    assert do(one, "assessment-risk", house.dpo, **other).status_code == 303
    do(one, "assessment-mitigate", house.dpo, risk="1", **MENDED)
    one.refresh_from_db()
    assert [row["hazard"] for row in one.risks] == ["recipient_security", "children"]
    assert [row["measures"] for row in one.risks] == [["sealed_package"], []]
    assert one.residual == RiskGrade.MEDIUM


def test_nobody_signs_the_report_of_what_is_not_approved(house):
    begin(house)
    one = Assessment.objects.get()
    visitor, made = signed_in(house.legal), Certificate.objects.count()
    before = reader.size()
    answer = visitor.post(f"/assessments/{one.ref}/do/assessment-approve", {"is_sure": "on"})
    assert (answer.status_code, reader.size()) == (422, before)
    assert Certificate.objects.count() == made


def test_nobody_but_the_protection_officer_writes_and_nobody_but_legal_approves(house):
    assert begin(house, house.legal).status_code == 403
    begin(house, **MENDED)
    one = Assessment.objects.get()
    assert do(one, "assessment-risk", house.legal, **HIGH).status_code == 422
    assert len(Assessment.objects.get().risks) == 1
    assert do(one, "assessment-approve", house.dpo).status_code == 403
    assert do(one, "assessment-approve", house[people.CONSULTANT]).status_code == 403


def test_facts_that_changed_are_said_before_the_check_and_after_it(house):
    house.keep_many(20)  # one more of so many does not make it stale by itself
    one = ready(house)
    do(one, "assessment-approve", house.legal)
    assert "人数或接收方已和评估时不同" not in page(one, house.dpo)
    house.at = clock.now()
    house.assessed = ()  # nobody assesses anew
    house.keep(person(100))
    assert "人数或接收方已和评估时不同" in page(one, house.dpo)
    assert do(one, "assessment-recheck", house.dpo).status_code == 303
    assert "事实变了，已失效" in page(one, house.dpo)

    assert do(one, "assessment-revise", house.dpo).status_code == 303
    anew = Assessment.objects.exclude(pk=one.pk).get()
    one.refresh_from_db()
    assert anew.risks == one.risks
    assert anew.state == State.DRAFT


def test_twelve_months_end_by_themselves(house):
    one = ready(house)
    do(one, "assessment-approve", house.legal)
    one.refresh_from_db()
    with time_machine.travel(one.until):
        assert "满十二个月，凭它开的门都关上了" in page(one, house.dpo)
        listed = signed_in(house.dpo).get("/assessments?phase=LAPSED").content.decode()
        assert str(one) in listed
        assert (
            str(one) not in signed_in(house.dpo).get("/assessments?phase=IN_FORCE").content.decode()
        )


def test_the_matrix_stands_beside_its_table_and_the_registered_fields(house):
    begin(house, **MENDED)
    told = page(Assessment.objects.get(), house.dpo)
    assert "1 项风险，最高是“高”，采取措施后是“中”。" in told
    assert 'class="fig matrix"' in told
    assert "高 × 低" in told
    assert "客户编号" in told


def test_a_stranger_sees_none_and_opens_none(house, stranger):
    begin(house)
    one = Assessment.objects.get()
    visitor = signed_in(stranger)
    assert str(one) not in visitor.get("/assessments").content.decode()
    assert visitor.get(f"/assessments/{one.ref}").status_code == 404
    assert visitor.get(f"/assessments/{one.ref}/report").status_code == 404


def test_a_report_is_there_only_once_it_is_approved(house):
    begin(house)
    one = Assessment.objects.get()
    assert signed_in(house.dpo).get(f"/assessments/{one.ref}/report").status_code == 404


def test_the_list_asks_as_often_for_twenty_as_for_one(house):
    begin(house)
    visitor = signed_in(house.dpo)
    visitor.get("/assessments")
    with CaptureQueriesContext(connection) as first:
        visitor.get("/assessments")
    one = Assessment.objects.get()
    for n in range(2, 22):
        one.pk, one.ref, one.number = None, f"pipia-{n:032x}", n
        one.save(force_insert=True)
    with CaptureQueriesContext(connection) as many:
        assert visitor.get("/assessments").content.decode().count("<tr>") == 22
    assert len(many) == len(first)


def test_the_pages_speak_english(house):
    begin(house, scope=Scope.TRANSFER.value)
    one = Assessment.objects.get()
    told = page(one, house.dpo, "en")
    assert "The risk left is high, above medium" in told
    assert "Hollow is before the measures" in told
