"""Read where things are from the environment.  Paths and addresses only, never secrets.

``SHOUMI_HOME``   the data folder, default ``./var``
``DATABASE_URL``  data with the ledger, default SQLite in the data folder
``KEYRING_URL``   the keyring, default a second SQLite file beside it

A PostgreSQL address carries no password: libpq finds it in a passfile.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from shoumi.core.egress import addresses

# WAL with FULL: an acknowledged ledger row survives a power cut.  IMMEDIATE: writers queue instead
# of failing half-way.  secure_delete: freed pages are overwritten, or a destroyed key would stay.
# mmap_size: 16 MiB of each file.  More of a file in memory made bulk reads half a microsecond a row
# faster and the process as large as the data.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
    "PRAGMA secure_delete=ON;PRAGMA trusted_schema=OFF;PRAGMA cell_size_check=ON;"
    "PRAGMA temp_store=MEMORY;PRAGMA mmap_size=16777216;PRAGMA journal_size_limit=27103364;"
)


# A server that takes a connection and says nothing holds a request for so long; without, psycopg
# waits 130 seconds.
CONNECT_SECONDS = 10


# Of Debian, of Red Hat, of others.
_AUTHORITIES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/cert.pem",
)


def home() -> Path:
    return Path(os.environ.get("SHOUMI_HOME") or "var").absolute()


def database(variable: str, file_name: str) -> dict[str, Any]:
    """Django's settings for the database that ``variable`` names.

    Raises:
        SystemExit: the address has a password in it, or an engine that is not supported.
    """
    url = os.environ.get(variable)
    if not url:
        return sqlite(home() / file_name)
    parts = urlsplit(url)
    if parts.password:
        raise SystemExit(f"{variable} carries a password; put it in a passfile (mode 0600) instead")
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme in ("postgres", "postgresql"):
        return postgresql(parts.path, parts.hostname, parts.port, parts.username, parts.query)
    raise SystemExit(f"{variable}: {parts.scheme!r} is not supported; use sqlite or postgresql")


def sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_PRAGMAS,
            # One act puts some 200 different statements; of the default 128 each would be parsed
            # anew the next time.
            "cached_statements": 512,
        },
        "CONN_MAX_AGE": None,
    }


def authorities() -> str:
    """The file of authorities that this machine trusts.  libpq's own word ``system`` is unknown to
    programs before PostgreSQL 16, and one that brings its OpenSSL along looks elsewhere."""
    return next((one for one in _AUTHORITIES if Path(one).is_file()), "system")


def postgresql(
    path: str, host: str | None, port: int | None, user: str | None, query: str
) -> dict[str, Any]:
    """``?host=/folder`` names a socket folder, as libpq's own addresses do; what else stands there
    is handed on to it.  A server elsewhere has to show a certificate of its name, of an authority
    that this machine trusts (``?sslrootcert=``), unless its address says otherwise."""
    options: dict[str, Any] = {"connect_timeout": CONNECT_SECONDS} | dict(parse_qsl(query))
    socket = options.pop("host", None)
    where = socket or host or ""
    is_near = not where or where.startswith("/") or addresses.is_this_machine(where)
    if not is_near and "sslmode" not in options:
        options["sslmode"] = "verify-full"
        if "PGSSLROOTCERT" not in os.environ:
            options.setdefault("sslrootcert", authorities())
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": path.lstrip("/") or "shoumi",
        "HOST": socket or host or "",
        "PORT": port or "",
        "USER": user or "",
        "OPTIONS": options,
        "CONN_MAX_AGE": None,
    }
