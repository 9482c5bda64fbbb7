"""Keys, jobs, outbox, settings and the story clock: how the house stands, and what mends it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from shoumi.base.accounts.models import Person
from shoumi.base.anchoring.models import Standing
from shoumi.base.approvals import services as approving
from shoumi.base.approvals.models import Approval
from shoumi.base.clock import home
from shoumi.base.jobs import server_time
from shoumi.base.jobs.backend import insert
from shoumi.base.jobs.models import Job, State
from shoumi.base.outbox import services as outbox
from shoumi.base.outbox.models import Message
from shoumi.base.rotation import jobs as rotation
from shoumi.base.rotation import services as rotations
from shoumi.base.rotation.models import Rotation
from shoumi.base.vault.signing_keys import store_private_key
from shoumi.core.refs import Ref
from shoumi.doors import health_checks
from shoumi.doors.demo import cast as people
from shoumi.doors.health_checks import check_names, machine, state, transport
from shoumi.doors.health_checks import home as home_checks
from shoumi.doors.tests.house import told
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

PAGES = ("/keys", "/jobs", "/outbox", "/settings")
_HAN = re.compile("[\u4e00-\u9fff]")


def security(house):
    return house[people.SECURITY]


def text(answer):
    return answer.content.decode()


def main(answer):
    """What the page says, without names that are quoted and the frame around it."""
    inside = text(answer).partition("<main")[2].partition("</main>")[0]
    inside = re.sub(r"<option\b.*?</option>", "", inside, flags=re.DOTALL)  # names to choose from
    return re.sub(r'<(\w+)[^>]*\blang="zh"[^>]*>.*?</\1>', "", inside, flags=re.DOTALL)


def dead_job(failure="builtins.ValueError"):
    made = insert(rotation.resume)
    Job.objects.filter(pk=made.pk).update(state=State.DEAD, attempts=5, failures=[failure])
    return made


@pytest.mark.parametrize("address", [*PAGES, "/keys/do/rotate-keys", "/clock/do/move-clock"])
def test_a_page_opens_in_both_languages(house, address):
    dead_job()
    assert _HAN.search(main(signed_in(security(house)).get(address)))
    answer = signed_in(security(house), lang="en").get(address)
    assert answer.status_code == 200
    assert not _HAN.search(main(answer))


def test_a_key_says_what_it_is_for_and_whose_it_is(house):
    key = ec.generate_private_key(ec.SECP256R1())
    store_private_key(f"{house.dpo}.2026", key, at=house.at)
    page = text(signed_in(security(house)).get("/keys"))
    name = Person.objects.get(ref=house.dpo).name
    assert f'签名密钥</span> <span class="note">{name}' in page
    assert '检索密钥</span> <span class="note">手机号<' in page
    assert str(house.dpo) not in page.partition("<main")[2]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_for_who_keeps_the_house(house, stranger, address):
    assert signed_in(stranger).get(address).status_code == 403
    assert signed_in(house.buyer).get(address).status_code == 404
    assert f'href="{address}"' not in text(signed_in(stranger).get("/"))
    assert f'href="{address}"' in text(signed_in(house.dpo).get("/"))


def test_keys_are_rotated_by_a_worker_in_the_name_of_who_began_it(house):
    visitor = signed_in(security(house))
    visitor.act("/keys/do/rotate-keys", what="kek")
    approval = Ref(Approval.objects.get().ref)
    approving.approve(approval=approval, actor=house.dpo, at=datetime.now(UTC))
    visitor.act("/keys/do/rotate-keys", what="kek")
    begun = told("rotation.begun")
    assert {line.actor for line in begun} == {security(house)}
    assert Job.objects.get(task=rotation.resume.module_path).state == State.READY
    assert "进行中" in text(visitor.get("/keys"))
    assert rotations.resume(at=datetime.now(UTC)) == len(begun)
    assert set(Rotation.objects.values_list("state", flat=True)) == {"done"}
    assert "进行中" not in text(visitor.get("/keys"))


def test_only_the_security_officer_rotates_and_with_a_fresh_proof(house):
    assert signed_in(house.dpo).get("/keys/do/rotate-keys").status_code == 403
    stale = signed_in(security(house), is_fresh=False).get("/keys/do/rotate-keys")
    assert stale.headers["Location"].startswith("/step-up")


def test_another_suite_has_to_be_another(house):
    answer = signed_in(security(house)).act("/keys/do/rotate-keys", what="suite", suite="intl")
    assert answer.status_code == 422
    assert not Rotation.objects.exists()


def test_a_dead_job_shows_its_fault_and_is_tried_again(house):
    job = dead_job()
    visitor = signed_in(security(house))
    page = text(visitor.get("/jobs?state=dead"))
    address = f"/jobs/{job.ref}/do/retry-job"
    assert "ValueError" in page
    assert address in page
    visitor.act(address)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.READY, 0)
    assert told("job.redelivered")[-1].about == job.ref
    assert visitor.act(address).status_code == 422


@pytest.mark.parametrize(
    ("lang", "name"), [("zh", "继续没有做完的换钥"), ("en", "go on with a change")]
)
def test_a_job_is_called_by_a_name_and_not_by_its_path(house, lang, name):
    job = dead_job()
    visitor = signed_in(security(house), lang=lang)
    for address in ("/jobs", f"/jobs/{job.ref}/do/retry-job"):
        page = main(visitor.get(address))
        assert name in page
        assert "rotation.resume" not in page


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        ("outbox.no_address", "收件人没有可用地址"),
        ("ConnectionRefusedError", "邮件服务器连不上，或者没有收下"),
    ],
)
def test_why_a_letter_did_not_leave_is_told_in_words(house, failure, words):
    outbox.queue(to=house.dpo, subject_line="A", body="B", actor=house.dpo, at=house.at)
    Message.objects.update(failure=failure)
    page = main(signed_in(house.dpo).get("/outbox"))
    assert words in page
    assert failure not in page


def test_who_may_look_at_jobs_may_not_always_try_them_again(house):
    job = dead_job()
    head = signed_in(house[people.HEAD])
    assert head.get("/jobs").status_code == 200
    assert head.get(f"/jobs/{job.ref}/do/retry-job").status_code == 403


def test_a_message_is_shown_by_references_alone(house):
    sent = outbox.queue(
        to=Ref("subject-0123456789abcdef"),
        subject_line="一封告知",
        body="请看告知书。",
        actor=house.dpo,
        at=datetime.now(UTC),
        deal=house.deal,
    )
    page = main(signed_in(house.dpo).get("/outbox?state=queued"))
    assert "subject-01234567" in page
    assert "@" not in page
    assert "请看告知书" not in page
    assert f"/evidence/{sent.position}" in page
    assert "subject-01234567" not in main(signed_in(house.dpo).get("/outbox?state=sent"))


def test_settings_say_what_the_doctor_finds_in_the_readers_language(house):
    assert "没有邮件服务器" in text(signed_in(house.dpo).get("/settings"))
    english = text(signed_in(house.dpo, lang="en").get("/settings"))
    assert "set one on the page of settings" in english
    assert "没有邮件服务器" not in english


def test_a_real_home_has_no_story_clock_to_move(house):
    answer = signed_in(house.dpo).act("/clock/do/move-clock", days=1)
    assert answer.status_code == 422
    assert not told("clock.started")


def test_the_story_clock_moves_forward_and_never_back(house, monkeypatch):
    monkeypatch.setattr(home, "kind", lambda: home.Kind.DEMO)
    visitor = signed_in(house.dpo)
    assert visitor.act("/clock/do/move-clock").status_code == 422
    assert not told("clock.started")
    visitor.act("/clock/do/move-clock", days=2, hours=3)
    moved = told("clock.advanced")[-1]
    assert datetime.fromisoformat(moved.facts["to"]) - moved.at == timedelta(days=2, hours=3)
    assert visitor.act("/clock/do/move-clock", to="2026-01-01T00:00").status_code == 422


def test_the_head_of_the_page_says_how_old_the_witness_is(house, monkeypatch):
    visitor = signed_in(house.dpo)
    assert "witness" not in text(visitor.get("/deals")).lower()
    monkeypatch.setenv("SHOUMI_WITNESS_URL", "http://witness.example/")
    assert "见证人还没有应答" in text(visitor.get("/deals"))
    Standing.objects.all().delete()
    now = server_time.now()
    Standing.objects.create(first_asked_at=now, agreed_size=1, agreed_at=now)
    assert re.search(r"见证 \d+ 分钟前", text(visitor.get("/deals")))


def test_what_the_doctor_looked_at_has_a_name_in_both_languages(house):
    every = (*machine.CHECKS, *home_checks.CHECKS, *state.CHECKS, *transport.CHECKS)
    codes = {name for name, _ in every} | {one.check for one in health_checks.examine()}
    assert len(codes) > 25
    assert {code for code in codes if not _HAN.search(check_names.of(code)[0])} == set()
    assert {code for code in codes if not check_names.of(code)[1].isascii()} == set()
    page = main(signed_in(house.dpo).get("/settings"))
    assert "见证人" in page
    assert ">witness<" not in page
