"""Where ``shoumi serve`` listens, and what it says before it does."""

from __future__ import annotations

import socket

import click
import pytest

from shoumi.doors.cli import serve
from shoumi.doors.cli.serve import PortTaken

HOME = "127.0.0.1"


@pytest.fixture
def taken():
    """As the server itself listens: it shares its port with whoever asks for that."""
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        one.bind((HOME, 0))
        one.listen()
        yield one.getsockname()[1]


def test_a_port_that_was_asked_for_and_is_taken_is_refused(taken):
    with pytest.raises(PortTaken) as refused:
        serve._free(HOME, taken)
    assert refused.value.facts == {"host": HOME, "port": taken}


def test_the_next_port_is_taken_and_said(taken, monkeypatch, capsys):
    monkeypatch.setattr(serve, "PORT", taken)
    assert serve._free(HOME, None) > taken
    assert str(taken) in capsys.readouterr().out


def test_a_proxy_that_is_no_address_stops_the_start(monkeypatch):
    monkeypatch.setenv("SHOUMI_PROXIES", "proxy.example")
    with click.Context(serve.command), pytest.raises(click.UsageError):
        serve._examine_proxies()


def test_a_public_name_without_a_proxy_is_told(monkeypatch, capsys):
    monkeypatch.setenv("SHOUMI_HOSTS", "shoumi.example")
    serve._examine_proxies()
    assert "SHOUMI_PROXIES" in capsys.readouterr().out
    monkeypatch.setenv("SHOUMI_PROXIES", HOME)
    serve._examine_proxies()
    assert not capsys.readouterr().out


@pytest.mark.parametrize(("page", "lines"), [("/notice#CODE", 3), ("", 2)])
def test_a_demo_prints_the_link_of_one_customer(page, lines, monkeypatch, capsys):
    monkeypatch.setattr(serve.homes, "is_put_back", lambda: False)
    monkeypatch.setattr(serve.clock, "is_demo", lambda: True)
    monkeypatch.setattr(serve.demo_login, "open_stage", lambda: "stage")
    monkeypatch.setattr(serve.registry, "customer_page", lambda: page)
    serve._tell("http://localhost:8000", is_new=False)
    told = capsys.readouterr().out
    assert len(told.splitlines()) == lines
    assert "/play/stage" in told
    assert ("一位客户收到的链接：http://localhost:8000/notice#CODE" in told) == bool(page)
