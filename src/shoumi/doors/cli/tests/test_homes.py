"""Make a home, enrol people, publish a policy."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module

import pytest
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from shoumi.base.tests import migrated
from shoumi.doors import homes
from shoumi.doors.cli.tests import cast as people
from shoumi.doors.demo.tests import runs

first = import_module("shoumi.base.gate.migrations.0001_initial")

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])

SHOUMI = [sys.executable, "-c", "from shoumi.doors.cli import main; main()"]


def in_a_shell(home, *args, **more):
    """The command as a process of its own, with real databases in ``home``."""
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SHOUMI", "DJANGO")) and not name.endswith("_URL")
    }
    env |= {"SHOUMI_HOME": str(home), "SHOUMI_LANG": "en", **more}
    return subprocess.run(
        [*SHOUMI, *map(str, args)], env=env, capture_output=True, text=True, check=False
    )


def test_a_newcomer_makes_a_real_home_and_finds_nothing_wrong_but_its_key(tmp_path):
    """With a passphrase nothing at all: a key beside the data is the doctor's one complaint."""
    home = tmp_path / "var"
    before = in_a_shell(home, "deal", "list")
    assert before.returncode == 1
    assert "shoumi home create" in before.stderr
    looked = in_a_shell(home, "doctor", "--json")
    assert json.loads(looked.stdout)["counts"]["fail"] == 0
    made = in_a_shell(home, "home", "create", "--head", people.HEAD, "--dpo", people.DPO, "--json")
    assert json.loads(made.stdout)["kind"] == "real"
    assert (home.stat().st_mode & 0o777, (home / "root.key").stat().st_mode & 0o777) == (
        0o700,
        0o600,
    )
    assert in_a_shell(home, "home", "create").returncode == 1
    told = json.loads(in_a_shell(home, "home", "show", "--json").stdout)
    assert (told["kind"], told["people"]) == ("real", 2)
    assert "root.key" not in json.dumps(told)
    assert in_a_shell(home, "clock", "advance", "--days", "1").returncode == 1
    unwell = in_a_shell(home, "doctor", "--json")
    assert (unwell.returncode, unwell.stderr) == (1, "")
    wrong = [one for one in json.loads(unwell.stdout)["checks"] if one["state"] == "fail"]
    assert [(one["check"], "passphrase" in one["mend"]) for one in wrong] == [("root", True)]
    secret = tmp_path / "passphrase"
    secret.write_text("a long and made-up passphrase for a test\n")
    secret.chmod(0o600)
    other = tmp_path / "other"
    # The first was migrated from nothing.
    copying = {"DJANGO_SETTINGS_MODULE": runs.SETTINGS, migrated.FOLDER: migrated.folder()}
    made = in_a_shell(other, "home", "create", "--passphrase-file", secret, **copying)
    assert made.returncode == 0
    well = in_a_shell(other, "doctor", "--json")
    assert (well.returncode, well.stderr) == (0, "")
    assert json.loads(well.stdout)["ok"] is True


def test_a_home_may_rest_on_a_passphrase(empty, tmp_path, yes, no):
    secret = tmp_path / "passphrase"
    secret.write_text("a long and made-up passphrase for a test\n")
    secret.chmod(0o644)
    no("home", "create", "--passphrase-file", secret)
    assert not (empty / "home.toml").exists()
    secret.chmod(0o600)
    yes("home", "create", "--demo", "--from", "2026-08-24T09:00", "--passphrase-file", secret)
    told = yes("home", "show")
    assert (told["provider"], told["kind"]) == ("passphrase", "demo")
    assert told["suite"] == "intl (AES-256-GCM)"
    assert told["now"] == "2026-08-24T01:00:00Z"


@pytest.mark.parametrize("way", ["inside", "by a link in its path", "a link to it"])
def test_a_real_home_takes_no_passphrase_that_lies_in_its_folder(empty, tmp_path, no, way):
    inside = empty / "secrets"
    inside.mkdir(mode=0o700)
    secret = inside / "passphrase"
    secret.write_text("a long and made-up passphrase for a test\n")
    secret.chmod(0o600)
    given = {
        "inside": secret,
        "by a link in its path": tmp_path / "link" / "passphrase",
        "a link to it": tmp_path / "link",
    }[way]
    if way != "inside":
        (tmp_path / "link").symlink_to(secret if way == "a link to it" else inside)
    assert "数据目录里" in no("home", "create", "--passphrase-file", given)
    assert not (empty / "home.toml").exists()


def test_a_home_broken_off_is_completed_by_upgrade(empty, yes, no):
    no("home", "upgrade")
    (empty / "home.toml").write_text('kind = "real"\n')
    yes("home", "upgrade")
    yes("person", "found", "--head", people.HEAD, "--dpo", people.DPO)
    no("person", "found", "--head", people.HEAD, "--dpo", people.DPO)
    assert len(yes("person", "list")["people"]) == 2


def test_what_an_upgrade_would_do_is_said_and_not_done(tmp_path):
    home = tmp_path / "var"
    home.mkdir(mode=0o700)
    (home / "home.toml").write_text('kind = "real"\n')
    (home / "home.toml").chmod(0o600)
    planned = json.loads(in_a_shell(home, "home", "upgrade", "--dry-run", "--json").stdout)
    assert planned["makes_keys"]
    assert planned["shut"] is None
    assert "keyring:vault.0001_keyring" in planned["migrations"]
    assert "would make the keys" in in_a_shell(home, "home", "upgrade", "--dry-run").stdout
    assert not (home / "root.key").exists()
    done = json.loads(in_a_shell(home, "home", "upgrade", "--json").stdout)
    assert done == {"migrations": planned["migrations"], "tasks": 0, "rows": 0, "left": {}}
    after = json.loads(in_a_shell(home, "home", "upgrade", "--dry-run", "--json").stdout)
    shut = {one["door"]: one for one in after.pop("shut")}
    assert after == {"migrations": [], "makes_keys": False, "tasks": 0, "rows": 0, "left": {}}
    # Nothing was ever stated in a house without people.
    (stated,) = [one for one in shut["room_l2"]["demands"] if one["id"] == "12.1"]
    assert (stated["reason"], stated["who"]) == ("attestation.none", "SEC")


@pytest.mark.usefixtures("house")
def test_migrations_that_wait_are_named_and_none_is_run(yes, shoumi):
    recorder = MigrationRecorder(connections["default"])
    ((_, last),) = MigrationLoader(connections["default"]).graph.leaf_nodes("outbox")
    recorder.record_unapplied("outbox", last)
    try:
        planned = yes("home", "upgrade", "--dry-run")
        assert planned == {
            "migrations": [f"default:outbox.{last}"],
            "makes_keys": False,
            "tasks": 0,
            "rows": 0,
            "left": {},
            # It is there already, so it cannot be run once more to see.
            "shut": None,
        }
        assert shoumi("home", "upgrade", "--dry-run").out == f"将升级：default:outbox.{last}\n"
        assert ("outbox", last) not in recorder.applied_migrations()
    finally:
        recorder.record_applied("outbox", last)
    assert yes("home", "upgrade") == {"migrations": [], "tasks": 0, "rows": 0, "left": {}}
    assert "无须升级" in shoumi("home", "upgrade").out


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("database", ["default", "keyring"])
def test_a_home_of_a_newer_program_is_not_touched(no, yes, database):
    recorder = MigrationRecorder(connections[database])
    recorder.record_applied("gate", "0099_of_tomorrow")
    try:
        for order in (("home", "upgrade"), ("home", "upgrade", "--dry-run")):
            assert f"{database}:gate.0099_of_tomorrow" in no(*order)
        # A migration is safe while the program before it runs on.
        assert yes("deal", "list")["deals"] == []
    finally:
        recorder.record_unapplied("gate", "0099_of_tomorrow")


def test_migrations_that_others_replaced_are_not_of_a_newer_program(monkeypatch):
    recorder = MigrationRecorder(connections["default"])
    recorder.record_applied("gate", "0001_as_it_was")
    try:
        assert homes.unknown() == ["default:gate.0001_as_it_was"]
        monkeypatch.setattr(first.Migration, "replaces", [("gate", "0001_as_it_was")])
        assert homes.unknown() == []
    finally:
        recorder.record_unapplied("gate", "0001_as_it_was")


def test_a_home_is_made_in_the_suite_that_was_asked_for(empty, yes, shoumi):
    assert shoumi("home", "create", "--suite", "rot13").exit_code == 2
    assert not (empty / "home.toml").exists()
    yes("home", "create", "--suite", "gm")
    assert yes("home", "show")["suite"] == "gm (SM4-GCM)"


def test_a_home_broken_off_is_completed_in_the_suite_that_is_named_again(empty, yes):
    (empty / "home.toml").write_text('kind = "real"\n')
    yes("home", "upgrade", "--suite", "gm")
    yes("home", "upgrade", "--suite", "intl")
    assert yes("home", "show")["suite"] == "gm (SM4-GCM)"


@pytest.mark.usefixtures("empty")
def test_the_first_two_are_named_together_and_only_a_demo_has_a_story(shoumi):
    assert shoumi("home", "create", "--head", people.HEAD).exit_code == 2
    assert shoumi("home", "create", "--from", "2026-08-24").exit_code == 2


@pytest.mark.usefixtures("house")
def test_a_role_takes_two_people(shoumi, yes, no):
    person = yes("person", "add", "吴演示", "--as", people.DPO)["ref"]
    ask = yes("person", "grant", "request", "吴演示", "cs", "--as", people.DPO)["ref"]
    waiting = yes("person", "grant", "list")["requests"]
    assert [(one["ref"], one["person"], one["role"]) for one in waiting] == [(ask, person, "CS")]
    no("person", "grant", "approve", ask, "--as", people.DPO)
    granted = yes("person", "grant", "approve", ask, "--as", people.HEAD)
    assert "CS" in shoumi("person", "show", "吴演示").out
    assert "CS" in shoumi("person", "list").out
    ended = yes("person", "grant", "end", granted["ref"], "--yes", "--as", people.HEAD)
    assert ended["position"] > granted["position"]
    yes("person", "retire", person, "--yes", "--as", people.HEAD)
    assert person not in [one["ref"] for one in yes("person", "list")["people"]]


@pytest.mark.usefixtures("house")
def test_lists_come_in_pages(yes):
    first = yes("person", "list", "--limit", "4")
    rest = yes("person", "list", "--after", first["after"], "--limit", "100")
    assert (len(first["people"]), rest["after"]) == (4, None)
    assert not {one["ref"] for one in first["people"]} & {one["ref"] for one in rest["people"]}


@pytest.mark.usefixtures("house")
def test_the_supervisor_is_found_by_role(yes):
    holders = yes("person", "list", "--role", "sup")["people"]
    assert [one["name"] for one in holders] == [people.SUPERVISOR]


@pytest.mark.usefixtures("house")
def test_the_story_clock_moves_forward_only(yes, no, shoumi):
    assert yes("clock", "show") == {"now": "2026-08-24T01:00:00Z", "is_demo": True}
    assert yes("clock", "advance", "--days", "1")["now"] == "2026-08-25T01:00:00Z"
    assert yes("clock", "advance", "--to", "2026-08-26T10:00")["now"] == "2026-08-26T02:00:00Z"
    no("clock", "advance", "--to", "2026-08-26T09:00")
    assert shoumi("clock", "advance").exit_code == 2


@pytest.mark.usefixtures("house")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="sets SQLite to reading alone")
def test_a_database_that_may_only_be_read_is_told_in_words(no, yes):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only=ON")
        try:
            assert "只能读" in no("clock", "advance", "--days", "1")
        finally:
            cursor.execute("PRAGMA query_only=OFF")
    yes("clock", "advance", "--days", "1")


@pytest.mark.usefixtures("house")
def test_keys_and_work_are_told(shoumi, yes):
    kinds = {one["what"] for one in yes("keys", "list")["keys"]}
    assert kinds >= {"root", "kek", "index", "signing"}
    assert yes("worker", "--once") == {"ran": 0}
    assert yes("worker", "status")["dead"] == []
    yes("clock", "advance", "--to", "2028-01-01")
    assert shoumi("keys", "list").exit_code == 1


def test_whatever_lies_in_a_home_is_its_owners_alone(tmp_path):
    home = tmp_path / "home"
    order = [sys.executable, "-m", "shoumi.doors.cli", "home", "create"]
    made = subprocess.run(
        order, env={**os.environ, "SHOUMI_HOME": str(home)}, umask=0o000, check=False
    )
    assert made.returncode == 0
    assert {path.name: path.stat().st_mode & 0o077 for path in home.rglob("*")} == {
        path.name: 0 for path in home.rglob("*")
    }
