"""Long work by page: asked once, done in the asker's name, told live, stopped, taken up again."""

from __future__ import annotations

import os
import re
import signal
import threading
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from shoumi.base import registry
from shoumi.base.accounts.models import Grant
from shoumi.base.deals.models import Deal
from shoumi.base.intake import import_run
from shoumi.base.intake import operations as import_operations
from shoumi.base.jobs import background_operations, progress, server_time
from shoumi.base.jobs.models import End, Errand, Job, State
from shoumi.base.jobs.progress import Step, report
from shoumi.base.ledger import reader
from shoumi.base.subjects.models import Subject
from shoumi.base.tests import authenticated
from shoumi.core.refs import Ref
from shoumi.doors.console import operations
from shoumi.doors.demo import cast as people
from shoumi.doors.tests import datasets
from shoumi.doors.tests.visitors import signed_in, worked

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

_CSV = "姓名,手机号\n虚构甲,15400001111\n虚构乙,15400002222\n"


@pytest.fixture
def brought(house):
    """A visitor whose readable file waits, and where."""
    made = datasets.customers(house)
    visitor = signed_in(house.dpo)
    answer = visitor.post(
        f"/deals/{house.deal}/do/intake-bring",
        {"dataset": made.ref, "files": SimpleUploadedFile("客户.csv", _CSV.encode())},
        secure=True,
    )
    return visitor, answer.headers["Location"].partition("?")[0]


@pytest.fixture
def asked(brought):
    """Taking it in is asked for; the address where it is told of."""
    visitor, address = brought
    answer = visitor.post(f"{address}/take-in", secure=True)
    assert answer.status_code == 303, answer.content.decode()
    return visitor, answer.headers["Location"]


def state(answer) -> str:
    found = re.search(r'data-state="(\w+)"', answer.content.decode())
    assert found
    return found.group(1)


def test_it_waits_is_done_and_tells_so_after_a_reload(asked):
    visitor, address = asked
    assert state(visitor.get(address)) == "waits"
    worked()
    for _ in range(2):
        told = visitor.get(address)
        assert state(told) == "done"
        assert "新增 2 人" in told.content.decode()
    tags = [entry.line().tag for entry in reader.entries()]
    assert tags.count("job.asked") == tags.count("job.ended") == 1


def test_nothing_of_a_file_stands_in_the_row_of_the_job(asked):
    job, errand = Job.objects.get(task__endswith="runner.run"), Errand.objects.get()
    assert job.args == [errand.ref]
    worked()
    errand.refresh_from_db()
    for text in ("虚构", "1540000", "姓名", "客户"):
        assert text not in f"{job.args} {job.kwargs} {errand.result}"


def test_the_same_is_not_asked_twice_while_it_runs(brought, asked):
    visitor, address = brought
    again = visitor.post(f"{address}/take-in", secure=True)
    assert again.status_code == 422
    assert "已经在办" in again.content.decode()
    assert Errand.objects.count() == 1
    worked()
    assert Subject.objects.count() == 2


def test_somebody_elses_work_is_not_there(house, asked):
    _, address = asked
    other = signed_in(house[people.CONSULTANT])
    for suffix in ("", "/events", "/file"):
        assert other.get(f"{address}{suffix}").status_code == 404
    assert other.post(f"{address}/stop", secure=True).status_code == 404
    assert Errand.objects.get().end is None


def test_the_worker_asks_again_what_the_person_may_do(house, asked):
    visitor, address = asked
    authenticated.change(
        Grant.objects.filter(person=house.dpo), until=house.at - timedelta(minutes=1)
    )
    worked()
    assert not Subject.objects.exists()
    assert Errand.objects.get().end == End.REFUSED


def test_what_only_waits_stops_at_once(asked):
    visitor, address = asked
    assert visitor.post(f"{address}/stop", secure=True).status_code == 303
    assert state(visitor.get(address)) == "stopped"
    worked()
    assert not Subject.objects.exists()
    assert visitor.post(f"{address}/stop", secure=True).status_code == 409


def test_what_runs_stops_between_batches_and_leaves_nothing(asked, monkeypatch):
    visitor, address = asked
    errand = Ref(Errand.objects.get().ref)
    store = import_run.services.store

    def stopped_meanwhile(**given):
        made = store(**given)  # stored, not committed
        assert Subject.objects.exists()
        answer = in_a_thread(lambda: visitor.post(f"{address}/stop", secure=True).status_code)
        assert answer == 303
        report(Step.WRITING)
        return made

    monkeypatch.setattr(import_run.services, "store", stopped_meanwhile)
    worked()
    assert not Subject.objects.exists()
    told = visitor.get(address)
    assert state(told) == "stopped"
    assert "还没写入的都没有留下" in told.content.decode()
    assert progress.latest(errand) is None


def in_a_thread(what):
    """As another process would, on a connection of its own."""
    found = []

    def do():
        try:
            found.append(what())
        finally:
            connections.close_all()

    thread = threading.Thread(target=do)
    thread.start()
    thread.join()
    return found[0]


def test_progress_is_seen_while_the_import_holds_the_database(asked, monkeypatch):
    visitor, address = asked
    store = import_run.services.store
    seen = []

    def watched(**given):
        made = store(**given)
        report(Step.WRITING, 1, 2)
        seen.append(in_a_thread(lambda: visitor.get(address).content.decode()))
        return made

    monkeypatch.setattr(import_run.services, "store", watched)
    worked()
    assert 'value="1" max="2"' in seen[0]
    assert 'data-state="runs"' in seen[0]


@pytest.mark.crash
def test_a_worker_that_was_killed_is_followed_by_one_that_ends_the_work(asked, monkeypatch):
    visitor, address = asked
    connections.close_all()
    child = os.fork()
    if child == 0:
        monkeypatch.setattr(
            import_run.services, "store", lambda **_: os.kill(os.getpid(), signal.SIGKILL)
        )
        worked()
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert state(visitor.get(address)) == "runs"
    let_the_lease_run_out(seconds=1)
    worked()
    assert state(visitor.get(address)) == "done"
    assert Subject.objects.count() == 2
    assert not list((settings.SHOUMI_HOME / "live").iterdir())


@pytest.mark.crash
def test_what_was_stored_before_the_worker_died_is_not_stored_twice(asked, monkeypatch):
    """It dies after the commit, before the job is put down as done."""
    visitor, address = asked
    connections.close_all()
    child = os.fork()
    if child == 0:
        monkeypatch.setattr(
            import_operations.pending_uploads,
            "drop",
            lambda _: os.kill(os.getpid(), signal.SIGKILL),
        )
        worked()
        os._exit(0)
    os.waitpid(child, 0)
    assert Subject.objects.count() == 2
    assert state(visitor.get(address)) == "done"
    let_the_lease_run_out(seconds=1)
    worked()
    assert Subject.objects.count() == 2
    assert Job.objects.get(errand__isnull=False).state == State.DONE


def test_a_worker_that_lost_the_work_to_another_stores_nothing(asked, monkeypatch):
    store = import_run.services.store

    def taken_over(**given):
        made = store(**given)
        Job.objects.filter(state=State.RUNNING).update(lease=F("lease") + 1)
        return made

    monkeypatch.setattr(import_run.services, "store", taken_over)
    worked()
    assert not Subject.objects.exists()
    assert Errand.objects.get().end is None


def let_the_lease_run_out(*, seconds):
    past = server_time.now() - timedelta(seconds=seconds)
    Job.objects.filter(state=State.RUNNING).update(lease_expires_at=past)


def test_a_page_says_when_no_worker_is_there(asked):
    visitor, address = asked
    Job.objects.update(run_after=server_time.now() - 2 * background_operations.PATIENCE)
    told = visitor.get(address)
    assert state(told) == "vain"
    assert "shoumi worker" in told.content.decode()
    assert background_operations.in_vain() == 1


def test_the_stream_sends_what_changed_and_ends_with_the_work(asked):
    visitor, address = asked
    first = visitor.get(f"{address}/events")
    assert first.headers["Content-Type"].startswith("text/event-stream")
    parts = first.streaming_content
    assert next(parts).startswith(b"retry: ")
    event = next(parts).decode()
    assert 'data-state="waits"' in event
    version = re.match(r"id: (\w+)\n", event).group(1)
    first.close()
    worked()
    again = visitor.get(f"{address}/events", headers={"Last-Event-ID": version})
    told = b"".join(again.streaming_content).decode()
    assert 'data-state="done"' in told
    assert told.count("event: work") == 1
    known = re.search(r"id: (\w+)\n", told).group(1)
    once_more = visitor.get(f"{address}/events", headers={"Last-Event-ID": known})
    assert b"event: work" not in b"".join(once_more.streaming_content)


def test_a_stream_ends_after_its_time(asked, monkeypatch):
    visitor, address = asked
    monkeypatch.setattr(operations, "STREAM_SECONDS", 0.4)
    began = time.monotonic()
    b"".join(visitor.get(f"{address}/events").streaming_content)
    assert 0.3 < time.monotonic() - began < 3


def test_who_gets_no_stream_is_told_to_poll_and_a_closed_one_frees_its_place(asked):
    visitor, address = asked
    held = [visitor.get(f"{address}/events") for _ in range(operations.STREAMS)]
    assert all(one.status_code == 200 for one in held)
    assert visitor.get(f"{address}/events").status_code == 204
    held.pop().close()
    freed = visitor.get(f"{address}/events")
    assert freed.status_code == 200
    for one in (*held, freed):
        one.close()
    part = visitor.get(address, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<section")


def test_looking_at_the_section_asks_the_database_little(asked):
    visitor, _ = asked
    found = Errand.objects.get()
    with CaptureQueriesContext(connection) as told:
        background_operations.own(found.ref, Ref(found.actor))
        background_operations.is_waiting_in_vain(found.job)
    assert len(told) <= 4
    quick = CaptureQueriesContext(connection)
    with quick:
        visitor.get(f"/errands/{found.ref}", headers={"HX-Request": "true"})
    assert len(quick) <= 12


def test_both_languages_tell_every_state(house, asked):
    _, address = asked
    english = signed_in(house.dpo, lang="en")
    assert "waiting its turn" in english.get(address).content.decode()
    worked()
    assert "2 people new, 0 updated" in english.get(address).content.decode()


def test_a_dossier_is_exported_and_fetched_by_who_asked(house):
    lawyer = signed_in(house.dpo)
    asked = lawyer.post(f"/deals/{house.deal}/do/dossier-export", {}, secure=True)
    address = asked.headers["Location"]
    assert lawyer.get(f"{address}/file").status_code == 404
    worked()
    assert state(lawyer.get(address)) == "done"
    fetched = lawyer.get(f"{address}/file")
    assert fetched.content.startswith(b"PK")
    stale = signed_in(house.dpo, is_fresh=False)
    assert stale.get(f"{address}/file").headers["Location"].startswith("/step-up")
    assert Deal.objects.get().number.encode() in fetched.content


def test_every_kind_of_work_has_its_words_and_its_deed():
    kinds = {
        *("intake_read", "intake_take_in", "intake_take_out"),
        "handover_seal",
        "incident_print",
        *(f"campaign_{act}" for act in ["open", "send", "supersede", "remind"]),
        *("campaign_dispatch", "campaign_print"),
        "room_prepare",
        "destroy_run",
        "dossier_export",
        "list_export",
    }
    assert registry.operations().keys() == kinds
    for one in registry.operations().values():
        assert all(one.name)
        assert all(one.done)
        assert callable(one.run)
