"""What the address of a database in the environment comes to."""

from __future__ import annotations

import socket
import time

import psycopg
import pytest
from django.db.utils import ConnectionHandler
from psycopg.conninfo import conninfo_to_dict

from shoumi.base.copies import base_copies
from shoumi.doors.settings import env

# libpq counts whole seconds.
_SOON = 2


@pytest.fixture
def mute(tmp_path):
    """The folder of a server that takes each connection and says nothing."""
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(tmp_path / ".s.PGSQL.5432"))
        one.listen()
        yield tmp_path


def test_a_server_that_says_nothing_is_given_up(mute, monkeypatch):
    monkeypatch.setattr(env, "CONNECT_SECONDS", _SOON)
    monkeypatch.setenv("DATABASE_URL", f"postgresql://shoumi@/shoumi?host={mute}")
    told = env.database("DATABASE_URL", "shoumi.sqlite3")
    begun = time.monotonic()
    with pytest.raises(psycopg.errors.ConnectionTimeout):
        psycopg.connect(host=told["HOST"], dbname=told["NAME"], user="shoumi", **told["OPTIONS"])
    assert time.monotonic() - begun >= _SOON


def test_an_address_may_say_how_long_is_waited(monkeypatch):
    usual = "postgresql://shoumi@db.example/shoumi"
    monkeypatch.setenv("DATABASE_URL", usual)
    assert env.database("DATABASE_URL", "x")["OPTIONS"]["connect_timeout"] == env.CONNECT_SECONDS
    monkeypatch.setenv("DATABASE_URL", f"{usual}?connect_timeout=3&sslmode=verify-full")
    told = env.database("DATABASE_URL", "x")["OPTIONS"]
    assert told == {"connect_timeout": "3", "sslmode": "verify-full"}


def test_a_password_in_an_address_stops_the_start(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://shoumi:made-up@db.example/shoumi")
    with pytest.raises(SystemExit, match="passfile"):
        env.database("DATABASE_URL", "x")


@pytest.mark.parametrize(
    ("place", "mode"),
    [
        ("db.example", "verify-full"),
        ("192.0.2.7:5433", "verify-full"),
        ("", None),
        ("localhost", None),
        ("127.0.0.1", None),
        ("[::1]", None),
    ],
)
def test_a_server_elsewhere_has_to_show_a_certificate_of_its_name(monkeypatch, place, mode):
    monkeypatch.setenv("DATABASE_URL", f"postgresql://shoumi@{place}/shoumi")
    told = env.database("DATABASE_URL", "x")["OPTIONS"]
    assert (told.get("sslmode"), "sslrootcert" in told) == (mode, mode is not None)


@pytest.mark.parametrize(
    ("more", "mode", "file"),
    [
        ("", "verify-full", "/office.pem"),
        ("?sslrootcert=/own.pem", "verify-full", "/own.pem"),
        ("?sslmode=require", "require", ""),
    ],
)
def test_who_copies_the_cluster_trusts_as_the_data_do(monkeypatch, more, mode, file):
    monkeypatch.setenv("DATABASE_URL", "postgresql://u@db.example/d?sslrootcert=/office.pem")
    handler = ConnectionHandler({"default": env.database("DATABASE_URL", "x")})
    monkeypatch.setattr(base_copies, "connections", handler)
    monkeypatch.setenv("SHOUMI_COPY_URL", f"postgresql://copier@db.example/{more}")
    told = conninfo_to_dict(base_copies.address())
    assert (told["user"], told["sslmode"]) == ("copier", mode)
    assert told.get("sslrootcert", "") == file
    monkeypatch.delenv("SHOUMI_COPY_URL")
    assert base_copies.address() is None


def test_what_the_address_says_of_certificates_stays(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://u@db.example/d?sslrootcert=/office.pem")
    told = env.database("DATABASE_URL", "x")["OPTIONS"]
    assert (told["sslmode"], told["sslrootcert"]) == ("verify-full", "/office.pem")
    monkeypatch.setenv("DATABASE_URL", "postgresql://u@db.example/d?sslmode=require")
    told = env.database("DATABASE_URL", "x")["OPTIONS"]
    assert (told["sslmode"], "sslrootcert" in told) == ("require", False)
