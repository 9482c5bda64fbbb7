from __future__ import annotations

import socket

import pytest

from shoumi.base.accounts.tests.cast import House
from shoumi.base.egress.tests.https_server import authority
from shoumi.base.registry import NetworkPath, PathKind
from shoumi.core.terms import Role

ELSEWHERE = "203.0.113.7"


@pytest.fixture
def house(home):
    return House()


@pytest.fixture
def security(house):
    return house.staff(Role.SEC, name="周示例")


@pytest.fixture
def near(monkeypatch):
    """Whatever name is called, this machine answers."""
    dial = socket.create_connection

    def called(address, *args, **named):
        return dial(("127.0.0.1", address[1]), *args, **named)

    monkeypatch.setattr(socket, "create_connection", called)


@pytest.fixture
def trusted(tmp_path, monkeypatch):
    """The system trusts the authority of the tests."""
    path = tmp_path / "authorities.pem"
    path.write_text(authority()[0])
    monkeypatch.setenv("SSL_CERT_FILE", str(path))


@pytest.fixture
def served(home, monkeypatch):
    """The home has these paths, whatever else it may have."""
    from shoumi.base.transport import paths

    def has(*found: NetworkPath) -> None:
        monkeypatch.setattr(paths, "all_of", lambda: list(found))

    return has


def web(name: str = "rules.example", port: int = 443, **more: bool) -> NetworkPath:
    return NetworkPath(PathKind.WEB, name, port, **more)
