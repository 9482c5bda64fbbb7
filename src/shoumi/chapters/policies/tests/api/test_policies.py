"""The policy by program: a version with a register of one's own, approved by two, published."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.chapters.policies import rules, story, texts
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.texts import starters
from shoumi.core.terms import HandlerTier
from shoumi.doors.api.tests.programs import AT, program
from shoumi.doors.api.tests.test_acts import answered
from shoumi.doors.api.tests.test_authentication import told
from shoumi.doors.api.tests.test_reads import every, got
from shoumi.doors.demo import cast as people

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def brought(caller, register, **given):
    """Files come as a form."""
    file = SimpleUploadedFile("register.toml", register)
    key = {"Idempotency-Key": f"register-of-{len(register)}"}
    return caller.post(f"{AT}/policies", {**given, "register": file}, headers=key)


def test_a_version_is_published_once_two_have_approved_it(house):
    dpo, legal = program(house.dpo), program(house.legal)
    made = answered(dpo.act("/policies"), 201)
    address = f"/policies/{made['ref']}"
    assert (made["number"], made["state"], made["approved_as"]) == (2, "DRAFT", [])
    assert set(made["items"]) == rules.SHORT
    told(dpo.act(f"{address}/publish"), 409, "policy.not_approved")
    answered(dpo.act(f"{address}/approve", {"role": "DPO"}))
    told(dpo.act(f"{address}/approve", {"role": "LEG"}), 403, "accounts.not_permitted")
    assert answered(legal.act(f"{address}/approve", {"role": "LEG"}))["approved_as"] == [
        "DPO",
        "LEG",
    ]
    published = answered(dpo.act(f"{address}/publish"))
    assert published["state"] == "PUBLISHED"
    whole = got(dpo.read(address))
    assert {name: whole[name] for name in published} == published
    assert len(whole["passages"]) == len(story.text().passages)
    assert whole["handler"]["name"] == story.text().handler["name"]
    assert [one["state"] for one in every(dpo, "/policies")] == ["PUBLISHED", "SUPERSEDED"]


def test_a_register_of_ones_own_is_read_or_refused(house):
    dpo = program(house.dpo)
    told(brought(dpo, b"\xff\xfe"), 422, "policy.register_unreadable")
    text = rules.built_in_register().encode()
    made = answered(brought(dpo, text, items=["handler", "rights", *rules.SHORT]), 201)
    assert PolicyVersion.objects.get(ref=made["ref"]).register.encode() == text
    told(brought(dpo, text + b"\n", items=["handler"]), 422, "policy.items_missing")


def with_text(caller, text, **given):
    file = SimpleUploadedFile("policy.toml", text.encode())
    key = {"Idempotency-Key": f"text-of-{len(text)}"}
    return caller.post(f"{AT}/policies", {**given, "text": file}, headers=key)


def test_a_text_of_ones_own_is_drawn_up_whole_or_refused(house):
    dpo = program(house.dpo)
    told(with_text(dpo, "passage = 3"), 422, "policy.text_unreadable")
    text = texts.write(story.text()).replace("网信部门", "网信办")
    made = answered(with_text(dpo, text), 201)
    assert texts.write(texts.of(PolicyVersion.objects.get(ref=made["ref"]))) == text
    seen = {"role": "DPO", "seen": "0" * 64}
    told(dpo.act(f"/policies/{made['ref']}/approve", seen), 409, "policy.text_changed")
    seen["seen"] = made["text_sha256"]
    answered(dpo.act(f"/policies/{made['ref']}/approve", seen))


def test_a_starter_with_gaps_is_approved_by_nobody(house):
    dpo = program(house.dpo)
    key = {"Idempotency-Key": "a-starter-of-ours"}
    made = answered(dpo.post(f"{AT}/policies", {"start": "starter"}, headers=key), 201)
    address = f"/policies/{made['ref']}"
    told(dpo.act(f"{address}/approve", {"role": "DPO"}), 422, "policy.facts_missing")
    filled = texts.write(
        texts.made(story.text().handler, starters.starter(HandlerTier.SMALL).passages)
    )
    made = answered(with_text(dpo, filled), 201)
    address = f"/policies/{made['ref']}"
    told(dpo.act(f"{address}/approve", {"role": "DPO"}), 422, "policy.gaps_left")


def test_a_version_that_is_not_there_or_a_role_that_approves_none_is_refused(house):
    dpo = program(house.dpo)
    told(dpo.act("/policies/pol-none/approve", {"role": "DPO"}), 404, "policy.missing")
    version = PolicyVersion.objects.get()
    told(dpo.act(f"/policies/{version.ref}/approve", {"role": "CS"}), 422, "api.unfit")
    told(program(house[people.SERVICE]).act("/policies"), 403, "accounts.not_permitted")
