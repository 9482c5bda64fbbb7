"""Which connections leave this machine, or reach it from another: each is to be encrypted."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from django.db import connections

from shoumi.base import clock, registry
from shoumi.base.registry import NetworkPath, PathKind
from shoumi.base.transport import server_address
from shoumi.core.egress.addresses import is_this_machine

HTTPS = 443


def all_of() -> list[NetworkPath]:
    """Of the web doors, the databases and every card; without what stays on this machine.

    Raises:
        ValueError: it cannot be told how this home is served.
    """
    found = [*_web(), *_databases()]
    is_demo = clock.is_demo()  # which sends nothing and calls nobody
    for card in registry.cards():
        if card.paths is not None and not is_demo:
            found += card.paths()
    return [one for one in dict.fromkeys(found) if not is_local(one)]


def is_local(one: NetworkPath) -> bool:
    """A socket of the file system, or an address of this machine itself."""
    return not one.host or one.host.startswith("/") or is_this_machine(one.host)


def digest(one: NetworkPath) -> str:
    """Its name in the ledger."""
    return sha256(f"{one.kind} {one.host} {one.port}".encode()).hexdigest()


def _web() -> Iterator[NetworkPath]:
    served = server_address.read()
    if served is None or served.is_local:
        return
    if not is_this_machine(served.host):
        # Other machines reach the server itself, which speaks no TLS; so does a proxy on one.
        yield NetworkPath(PathKind.WEB, served.host, served.port, is_plain=True)
    for name in served.hosts:
        yield NetworkPath(PathKind.WEB, name, HTTPS)


def _databases() -> Iterator[NetworkPath]:
    for alias in ("default", "keyring"):
        connection = connections[alias]
        if connection.vendor == "postgresql":
            said = connection.settings_dict
            kind = PathKind.DATA if alias == "default" else PathKind.KEYRING
            yield NetworkPath(kind, said["HOST"], int(said["PORT"] or 5432))
