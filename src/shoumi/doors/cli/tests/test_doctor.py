"""``shoumi doctor``: what it finds in a home, and the mend."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest
from django.db import connection

from shoumi.base.vault import keyring
from shoumi.base.vault import services as vault
from shoumi.doors.health_checks import state

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


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
    assert checks(told.json, "fail") == {"cards", "home", "root", "rows"}
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


def test_a_passphrase_in_the_data_folder_is_found_whoever_names_it(home, tmp_path, monkeypatch):
    apart, inside = tmp_path / "phrase", home / "phrase"
    for path in (apart, inside):
        path.write_text("a long and made-up passphrase for a test")
        path.chmod(0o600)
    vault.setup(at=datetime.now(UTC), provider="passphrase", path=apart, indexed=[])
    assert [one.state for one in state.root()] == ["ok"]
    (tmp_path / "link").symlink_to(home)
    for named in (inside, tmp_path / "link" / "phrase"):
        monkeypatch.setenv("SHOUMI_PASSPHRASE_FILE", str(named))
        keyring.lock()
        assert [one.state for one in state.root()] == ["fail"]
