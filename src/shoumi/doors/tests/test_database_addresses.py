"""What the address of a database in the environment comes to."""

from __future__ import annotations

import socket
import time

import psycopg
import pytest

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
