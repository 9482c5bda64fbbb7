"""Destroy what is held, under two witnesses; and what a doctor finds."""

from __future__ import annotations

import os

import pytest
from django.db import connection

from shoumi.doors.cli.tests import cast as people

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


@pytest.mark.both
def test_the_expired_are_destroyed_before_two_witnesses(stocked, yes, no, shoumi, tmp_path):
    order = yes("destroy", "propose", stocked, "--expired", "--as", people.DPO)
    assert (order["number"], order["count"], order["basis"]) == ("DR-001", 1, "EXPIRED")
    run = ("destroy", "run", "DR-001", "--as", people.OPERATIONS)
    assert shoumi(*run).exit_code == 2
    no(*run, "--yes")
    no("destroy", "certificate", "1", "--as", people.DPO)
    for name in (people.OPERATIONS, people.SECURITY):
        yes("destroy", "confirm", "1", "--as", name)
    done = yes(*run, "--yes")
    assert (done["state"], done["keys_erased"]) == ("VERIFIED", 1)
    out = tmp_path / "DR-001.pdf"
    yes("destroy", "certificate", "1", "-o", out, "--as", people.DPO)
    assert shoumi("verify", out).exit_code == 0
    no("destroy", "certificate", "1", "--stage", "2", "--as", people.DPO)
    assert yes("subject", "list", stocked)["counts"] == {"ACTIVE": 4, "DESTROYED": 1}
    assert "DR-001" in shoumi("destroy", "list", stocked).out


def test_a_hold_forbids_destruction_until_it_is_lifted(stocked, yes, no, shoumi, tmp_path):
    who = yes("subject", "list", stocked, "--limit", "1")["subjects"][0]["ref"]
    names = tmp_path / "names.txt"
    names.write_text(who + "\n")
    hold = yes(
        "destroy", "hold", stocked, "--subject", who, "--cause", "dispute", "--as", people.LEGAL
    )["ref"]
    propose = ("destroy", "propose", stocked, "--subjects", names, "--as", people.DPO)
    assert shoumi(*propose).exit_code == 2
    no(*propose, "--basis", "requested")
    assert hold in shoumi("destroy", "list", stocked).out
    yes("destroy", "lift", hold, "--yes", "--as", people.LEGAL)
    assert yes(*propose, "--basis", "requested")["count"] == 1


def test_what_was_broken_off_is_resumed_and_what_came_back_destroyed_again(stocked, yes):
    assert yes("destroy", "resume", "--yes")["count"] == 0
    assert yes("destroy", "replay", "--yes")["count"] == 0


def test_a_recipient_owes_a_certificate(stocked, yes, no, paper):
    no("destroy", "receive", stocked, "TE", paper, "--as", people.BUYER)
    yes("destroy", "expect", stocked, "TE", "--due", "2026-12-04", "--as", people.DPO)
    yes("destroy", "receive", stocked, "TE", paper, "--as", people.BUYER)


def checks(told, state):
    return {one["check"] for one in told["checks"] if one["state"] == state}


@pytest.mark.both
def test_a_doctor_finds_nothing_wrong_in_a_sound_home(stocked, shoumi):
    told = shoumi("doctor", "--json").json
    assert checks(told, "fail") == set()
    assert checks(told, "ok") >= {"home", "triggers", "highwater", "root", "clock", "destruction"}


@pytest.mark.usefixtures("stocked")
def test_a_doctor_names_what_is_broken_and_the_mend(home, shoumi):
    home.chmod(0o755)
    told = shoumi("doctor", "--json")
    home.chmod(0o700)
    assert told.exit_code == 1
    assert checks(told.json, "fail") == {"home", "root"}
    assert all(one["mend"] for one in told.json["checks"] if one["state"] == "fail")
    (home / "ledger.highwater").rename(home / "aside")
    assert "highwater" in shoumi("doctor").out
    (home / "aside").rename(home / "ledger.highwater")


@pytest.mark.usefixtures("stocked")
def test_a_doctor_sweeps_what_an_import_left_over(home, shoumi):
    left = home / "blobs" / "doc-leftover"
    left.parent.mkdir(mode=0o700, exist_ok=True)
    left.write_bytes(b"sealed")
    os.utime(left, (0, 0))
    assert "orphans" in checks(shoumi("doctor", "--json").json, "warn")
    assert "orphans" in checks(shoumi("doctor", "--sweep", "--json").json, "ok")
    assert not left.exists()


@pytest.mark.parametrize(
    ("variable", "value", "check"),
    [
        ("SHOUMI_TSA_URL", "http://user:secret@tsa.example/", "tsa"),
        ("SHOUMI_SMTP_URL", "smtp://user:secret@mail.example/?from=a@mail.example", "smtp"),
        ("SHOUMI_SMTP_URL", "gopher://mail.example/", "smtp"),
    ],
)
@pytest.mark.usefixtures("empty")
def test_a_doctor_sees_a_bad_address(variable, value, check, monkeypatch, shoumi):
    monkeypatch.setenv(variable, value)
    told = shoumi("doctor", "--json")
    assert check in checks(told.json, "fail")
    assert "secret" not in told.out + told.err


@pytest.mark.usefixtures("house")
def test_a_doctor_sees_an_unsafe_database(shoumi):
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
        told = shoumi("doctor", "--json").json
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
        assert "default.durable" in checks(told, "fail")
