"""A home that an earlier version made goes on: upgraded, looked at, opened, its queue worked."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest
from tests.contracts import archives, differences, documents, program

each_home = pytest.mark.parametrize("archive", archives.HOMES, ids=lambda path: path.name)
UPGRADES = (
    "home upgrade --dry-run",
    "home upgrade",
    "home upgrade --dry-run",
    "home upgrade",
    "doctor",
)


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory):
    """Each archive taken out, upgraded twice and looked at; a test that writes takes a copy."""
    found = {}

    def of(archive):
        if archive not in found:
            home = archives.unpack(archive, tmp_path_factory.mktemp("old")) / "home"
            found[archive] = home, *archives.answers(home, archives.known(archive), *UPGRADES)
        return found[archive]

    return of


@pytest.fixture(scope="module")
def worked(looked_at, tmp_path_factory):
    """A copy in which a customer was opened and then a worker did all that waited."""
    found = {}

    def of(archive):
        if archive not in found:
            home = tmp_path_factory.mktemp("worked") / "home"
            shutil.copytree(looked_at(archive)[0], home)
            reveal = "subject reveal {subject} --task {task} --fields {fields} --as {reader}"
            orders = reveal.format_map(archives.known(archive)), "worker --once", "doctor"
            found[archive] = home, program.session(home, *orders)
        return found[archive]

    return of


def rows(home, query):
    with closing(sqlite3.connect(home / "shoumi.sqlite3")) as database:
        return database.execute(query).fetchall()


@each_home
def test_it_is_upgraded_once_and_then_nothing_waits(looked_at, archive):
    _, (planned, done, after, again, _), _ = looked_at(archive)
    assert planned["migrations"] == done["migrations"]
    assert after["migrations"] == again["migrations"] == []


@each_home
def test_what_would_shut_is_what_is_shut_after_the_upgrade(looked_at, archive):
    """Found before it, from the home as it would be, of which nothing is kept."""
    _, (planned, _, after, _, _), _ = looked_at(archive)
    assert planned["shut"] == after["shut"]


@each_home
def test_an_edited_statement_would_shut_its_doors(tmp_path, archive):
    home = archives.unpack(archive, tmp_path) / "home"
    with closing(sqlite3.connect(home / "shoumi.sqlite3")) as database:
        database.execute("UPDATE attestations_attestation SET until = '2099-01-01 00:00:00'"
                         " WHERE duty = '12.1'")  # fmt: skip
        database.commit()
    before = (home / "shoumi.sqlite3").read_bytes()
    (planned,) = program.session(home, "home upgrade --dry-run")
    (door,) = (one for one in planned["shut"] if one["door"] == "room_l2")
    # Of the others the term is over that their demands have now.
    assert {one["id"]: one["reason"] for one in door["demands"]}["12.1"] == "row.not_authentic"
    assert (home / "shoumi.sqlite3").read_bytes() == before


@each_home
def test_it_answers_as_the_version_that_made_it_and_nothing_is_wrong_with_it(looked_at, archive):
    """A difference that is meant is listed under ``home-0.1.0``, the command before its path."""
    _, (*_, doctor), now = looked_at(archive)
    assert doctor["ok"] is True
    then, name = archives.known(archive)["reads"], archives.named(archive)
    found = differences.compare(name, then, now, differences.accepted())
    assert not found.unlisted, "\n".join(found.lines())


@each_home
def test_what_was_kept_of_it_is_worth_reading(archive):
    """Empty lists would agree with anything."""
    then = archives.known(archive)["reads"]
    assert len(then) > 20
    assert len(then["duties"]["duties"]) == 68
    assert then["ledger verify"]["ok"] is True
    assert then["worker status"]["counts"]["ready"] > 8
    assert then["room list {deal}"]["rooms"]


@each_home
def test_a_task_of_then_still_opens_a_customer_of_then(worked, archive):
    home, (told, *_) = worked(archive)
    assert told["values"] == archives.known(archive)["values"]
    query = f"SELECT tag FROM ledger_entry WHERE position = {told['position']}"
    assert rows(home, query) == [("gate.revealed",)]


@each_home
def test_what_waits_in_its_queue_names_tasks_that_are_still_there(looked_at, archive):
    """A row holds the dotted name of its task: whoever moves a task leaves the old name working."""
    home, *_ = looked_at(archive)
    waiting = {name for (name,) in rows(home, "SELECT task FROM jobs_job WHERE state = 'ready'")}
    assert waiting == set(archives.known(archive)["waiting"])
    assert waiting <= set(documents.storage()["tasks"])


@each_home
def test_a_worker_does_what_waits_in_its_queue(worked, archive):
    home, (_, _, doctor) = worked(archive)
    assert rows(home, "SELECT task, failures FROM jobs_job WHERE state <> 'done'") == []
    ended = rows(home, 'SELECT kind, "end" FROM jobs_errand ORDER BY kind')
    assert ended == [("dossier_export", "done"), ("room_prepare", "done")]
    assert doctor["ok"] is True
