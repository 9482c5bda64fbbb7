"""A home that an earlier version made goes on: upgraded, looked at, opened, its queue worked."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest
from tests.contracts import archives, documents, program

each_home = pytest.mark.parametrize("archive", archives.HOMES, ids=lambda path: path.name)
LOOKS = (
    "home upgrade --dry-run",
    "home upgrade",
    "home upgrade --dry-run",
    "home upgrade",
    "deal list",
    "duties",
    "doctor",
    "ledger verify",
)


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory):
    """Each archive taken out, upgraded twice and looked at; a test that writes takes a copy."""
    found = {}

    def of(archive):
        if archive not in found:
            home = archives.unpack(archive, tmp_path_factory.mktemp("old")) / "home"
            found[archive] = home, program.session(home, *LOOKS)
        return found[archive]

    return of


@pytest.fixture
def copy(looked_at, tmp_path):
    return lambda archive: shutil.copytree(looked_at(archive)[0], tmp_path / "copy")


def rows(home, query):
    with closing(sqlite3.connect(home / "shoumi.sqlite3")) as database:
        return database.execute(query).fetchall()


@each_home
def test_it_is_upgraded_once_and_then_nothing_waits(looked_at, archive):
    _, (planned, done, after, again, *_) = looked_at(archive)
    assert planned["migrations"] == done["migrations"]
    assert after["migrations"] == again["migrations"] == []


@each_home
def test_it_reads_as_it_did_and_its_ledger_holds(looked_at, archive):
    _, (*_, deals, duties, doctor, ledger) = looked_at(archive)
    assert [each["number"] for each in deals["deals"]] == [archives.known(archive)["deal"]]
    assert len(duties["duties"]) == 68
    assert {each["state"] for each in duties["duties"]} == {"PASS", "ATTESTED", "NOT_BUILT"}
    assert doctor["ok"] is True
    assert (ledger["ok"], ledger["findings"]) == (True, [])


@each_home
def test_a_task_of_then_still_opens_a_customer_of_then(copy, archive):
    home, known = copy(archive), archives.known(archive)
    (told,) = program.session(
        home,
        f"subject reveal {known['subject']} --task {known['task']} "
        f"--fields {known['fields']} --as {known['reader']}",
    )
    assert told["values"] == known["values"]
    assert rows(home, "SELECT MAX(position) FROM ledger_entry") == [(told["position"],)]


@each_home
def test_what_waits_in_its_queue_names_tasks_that_are_still_there(looked_at, archive):
    """A row holds the dotted name of its task: whoever moves a task leaves the old name working."""
    home, _ = looked_at(archive)
    waiting = {name for (name,) in rows(home, "SELECT task FROM jobs_job")}
    assert waiting == set(archives.known(archive)["waiting"])
    assert waiting <= set(documents.storage()["tasks"])


@each_home
def test_a_worker_does_what_waits_in_its_queue(copy, archive):
    home = copy(archive)
    assert rows(home, "SELECT count(*) FROM jobs_job WHERE state = 'ready'") > [(0,)]
    _, doctor = program.session(home, "worker --once", "doctor")
    assert rows(home, "SELECT task, failures FROM jobs_job WHERE state <> 'done'") == []
    ended = rows(home, 'SELECT kind, "end" FROM jobs_errand ORDER BY kind')
    assert ended == [("dossier_export", "done"), ("room_prepare", "done")]
    assert doctor["ok"] is True
