"""The policy in the browser: a change is a draft, two approve it, then it is in force."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.base import registry
from shoumi.chapters.policies import rules
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.rules import State
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
MOBILE = {
    "field": "mobile",
    "grade": "L4",
    "purposes": ["service", "notice"],
    "basis": "CONTRACT",
    "retention_days": "180",
    "is_necessary": "on",
}


def do(house, slug, version=None, who=None, **given):
    version = version or PolicyVersion.objects.get(state=State.PUBLISHED)
    address = f"/policies/{version.ref}/do/{slug}"
    return signed_in(who or house.dpo).post(address, {"is_sure": "on", **given})


def page(who, version, lang="zh", query=""):
    return signed_in(who, lang=lang).get(f"/policies/{version.ref}{query}").content.decode()


def newest():
    return PolicyVersion.objects.order_by("-number").first()


def test_a_changed_field_is_a_draft_until_two_approve_and_it_is_published(house):
    assert do(house, "policy-change", **MOBILE).status_code == 303
    draft = newest()
    assert draft.state == State.DRAFT
    assert registry.field_register()["mobile"].retention_days == 1095
    assert "草稿，和施行的一版差 1 个字段。还要个人信息保护负责人、法务批准" in page(
        house.dpo, draft
    )

    assert do(house, "policy-publish", draft).status_code == 422
    assert do(house, "policy-approve", draft, role="DPO").status_code == 303
    assert "/do/policy-approve" not in page(house.dpo, draft)
    assert "/do/policy-approve" in page(house.legal, draft)
    assert do(house, "policy-approve", draft, house.legal, role="LEG").status_code == 303
    assert "两人都批准了，可以发布。" in page(house.dpo, draft)
    assert do(house, "policy-publish", draft).status_code == 303
    assert registry.field_register()["mobile"].retention_days == 180
    assert "施行中" in page(house.dpo, draft)


def test_what_a_version_changes_stands_part_by_part(house):
    before = PolicyVersion.objects.get()
    do(house, "policy-change", **MOBILE)
    told = page(house.dpo, newest())
    table = told.partition("和第 1 版比")[2].partition("</table>")[0]
    assert table.count("<tr>") == 1 + 3  # grade, purposes, days
    assert "3 级 可识别" in table
    assert "4 级 敏感" in table
    assert "1095" in table
    assert "180" in table
    do(house, "policy-remove", newest(), field="landline")
    told = page(house.dpo, newest(), query=f"?against={before.ref}")
    assert told.partition("和第 1 版比")[2].partition("</table>")[0].count("<tr>") == 1 + 4


def test_a_field_is_added_with_all_that_it_must_state(house):
    new = {**MOBILE, "code": "pet_name", "zh": "宠物名", "en": "pet's name"}
    del new["field"]
    assert do(house, "policy-add", **{**new, "code": "Not A Code"}).status_code == 422
    assert do(house, "policy-add", **{**new, "code": "mobile"}).status_code == 422
    assert do(house, "policy-add", **{**new, "retention_days": "0"}).status_code == 422
    assert PolicyVersion.objects.count() == 1
    assert do(house, "policy-add", **new).status_code == 303
    assert rules.read_register(newest().register)["pet_name"].en == "pet's name"


def test_nobody_approves_for_two_roles_or_without_one(house):
    do(house, "policy-change", **MOBILE)
    draft = newest()
    assert do(house, "policy-approve", draft, house[people.SERVICE], role="DPO").status_code == 403
    assert do(house, "policy-approve", draft, role="LEG").status_code == 422
    draft.refresh_from_db()
    assert draft.approvals == {}


def test_the_form_of_a_change_begins_with_what_is_in_force(house):
    version = PolicyVersion.objects.get()
    address = f"/policies/{version.ref}/do/policy-change?field=mobile"
    form = signed_in(house.dpo).get(address).content.decode()
    assert 'value="1095"' in form
    assert '<option value="L3" selected>' in form
    assert '<option value="mobile" selected>' in form


def test_the_register_stands_by_grade_with_every_field_once(house):
    version = PolicyVersion.objects.get()
    told = page(house.dpo, version)
    fields = rules.read_register(version.register)
    for code in fields:
        assert told.count(f'<span class="note">{code}</span>') == 1
    assert told.index("4 级 敏感（") < told.index("3 级 可识别（") < told.index("2 级 一般（")


def test_the_register_file_read_back_is_the_same_register(house):
    version = PolicyVersion.objects.get()
    answer = signed_in(house.dpo).get(f"/policies/{version.ref}/register")
    assert answer.content.decode() == version.register


def test_a_version_waits_in_the_inbox_of_who_has_not_said_yes(house):
    def waits(who):
        text = signed_in(who).get("/inbox").content.decode()
        return ["批准隐私政策的新一版" in text, "发布批准了的隐私政策" in text]

    assert waits(house.dpo) == waits(house.legal) == [False, False]
    do(house, "policy-change", **MOBILE)
    draft = newest()
    assert waits(house.dpo) == waits(house.legal) == [True, False]
    do(house, "policy-approve", draft, role="DPO")
    assert waits(house.dpo) == [False, False]
    assert waits(house.legal) == [True, False]
    do(house, "policy-approve", draft, house.legal, role="LEG")
    assert waits(house.dpo) == [False, True]
    assert waits(house.legal) == [False, False]
    do(house, "policy-publish", draft)
    assert waits(house.dpo) == [False, False]


def test_a_draft_without_a_register_keeps_the_one_in_force(house):
    """Else the next version would quietly lose the fields that the house added."""
    do(house, "policy-change", **MOBILE)
    changed = newest()
    do(house, "policy-approve", changed, role="DPO")
    do(house, "policy-approve", changed, house.legal, role="LEG")
    do(house, "policy-publish", changed)
    signed_in(house.dpo).post("/policies/do/policy-draft", {"tier": "SMALL", "start": "in_force"})
    draft = newest()
    assert draft.number == changed.number + 1
    assert rules.read_register(draft.register)["mobile"].retention_days == 180


def test_a_register_that_is_no_text_is_refused(house):
    from django.core.files.uploadedfile import SimpleUploadedFile

    given = {"tier": "SMALL", "register": SimpleUploadedFile("register.toml", b"\xff\xfe\x00")}
    answer = signed_in(house.dpo).post("/policies/do/policy-draft", given)
    assert answer.status_code == 422
    assert "字段登记表读不懂" in answer.content.decode()


def test_the_list_says_what_is_in_force_and_asks_as_often_for_twenty(house):
    visitor = signed_in(house.dpo)
    first_page = visitor.get("/policies").content.decode()
    assert "第 1 版施行中" in first_page
    with CaptureQueriesContext(connection) as first:
        visitor.get("/policies")
    one = PolicyVersion.objects.get()
    for n in range(2, 22):
        one.pk, one.ref, one.number, one.state = None, f"pol-{n:032x}", n, State.DRAFT
        one.save(force_insert=True)
    with CaptureQueriesContext(connection) as many:
        assert visitor.get("/policies").content.decode().count("<tr>") == 22
    assert len(many) == len(first)


def test_without_a_policy_the_list_says_what_to_do(house):
    PolicyVersion.objects.all().delete()
    told = signed_in(house.dpo).get("/policies").content.decode()
    assert "没有施行的政策，什么也不能收，什么也看不了。" in told
    assert "/policies/do/policy-draft" in told


def test_the_pages_speak_english(house):
    do(house, "policy-change", **MOBILE)
    told = page(house.dpo, newest(), "en")
    assert "A draft; 1 fields differ" in told
    assert "Against version 1" in told
    assert "Counted from the day the service ends." in told
