"""The home: its folder, both databases and how durable they are, waiting migrations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from shoumi.base.clock import home
from shoumi.base.vault import secret_files
from shoumi.doors import homes
from shoumi.doors.health_checks.findings import Check, Finding, fail, ok, warn

ALIASES = ("default", "keyring")
# What the settings ask of every connection; the answer is the engine's own.
_SQLITE = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
_POSTGRESQL = ("fsync", "full_page_writes", "synchronous_commit", "data_checksums")


def folder() -> Iterator[Finding]:
    secret_files.check_home(homes.folder())
    what = ("{folder}，仅本人可进入", "{folder}, closed to others")
    yield ok("home", what, folder=homes.folder())


def kind() -> Iterator[Finding]:
    words = {
        home.Kind.REAL: ("正式环境，用真实时间", "a real home, on real time"),
        home.Kind.DEMO: ("演示环境，永不外发", "a demo home: nothing is ever sent"),
    }
    yield ok("kind", words[home.kind()])


def reachable() -> Iterator[Finding]:
    for alias in ALIASES:
        connection = connections[alias]
        connection.ensure_connection()
        name = connection.settings_dict["NAME"]
        yield ok(alias, ("{vendor} {name}", "{vendor} {name}"), vendor=connection.vendor, name=name)


def apart() -> Iterator[Finding]:
    places = {
        tuple(str(connections[alias].settings_dict[part]) for part in ("HOST", "PORT", "NAME"))
        for alias in ALIASES
    }
    if len(places) < len(ALIASES):
        yield fail(
            "apart",
            ("密钥库与数据在同一个数据库", "the keyring lies in the database of the data"),
            ("把 KEYRING_URL 指向另一个数据库", "point KEYRING_URL to another database"),
        )
    else:
        yield ok("apart", ("密钥库与数据分开", "the keyring stands apart from the data"))


def durable() -> Iterator[Finding]:
    """A commit that was told of survives a power cut, and what is deleted is overwritten."""
    for alias in ALIASES:
        connection = connections[alias]
        wrong = _sqlite(connection) if connection.vendor == "sqlite" else _postgresql(connection)
        if wrong:
            yield fail(
                f"{alias}.durable",
                ("{alias} 的设置不安全：{wrong}", "unsafe settings of {alias}: {wrong}"),
                (
                    "SQLite：查是谁改动了设置；PostgreSQL：打开这些设置（校验和需 initdb -k）",
                    "SQLite: find what changed them; PostgreSQL: switch them on (initdb -k)",
                ),
                alias=alias,
                wrong=[f"{name}={value}" for name, value in wrong.items()],
            )
        else:
            what = ("{alias} 断电不丢已提交的内容", "{alias} keeps what was committed")
            yield ok(f"{alias}.durable", what, alias=alias)


def _sqlite(connection: BaseDatabaseWrapper) -> Mapping[str, object]:
    found: dict[str, object] = {}
    with connection.cursor() as cursor:
        for name in _SQLITE:
            cursor.execute(f"PRAGMA {name}")
            found[name] = cursor.fetchone()[0]
    return {name: value for name, value in found.items() if value != _SQLITE[name]}


def _postgresql(connection: BaseDatabaseWrapper) -> Mapping[str, object]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(_POSTGRESQL)]
        )
        found = dict(cursor.fetchall())
    return {name: found.get(name) for name in _POSTGRESQL if found.get(name) in (None, "off")}


def migrations() -> Iterator[Finding]:
    waiting = homes.waiting()
    if waiting:
        yield fail(
            "migrations",
            ("数据库比程序旧：{count} 项待升级", "the databases are older: {count} steps wait"),
            ("先备份，再运行 shoumi home upgrade", "back up, then run shoumi home upgrade"),
            count=len(waiting),
        )
    else:
        yield ok("migrations", ("数据库与程序一致", "the databases are up to date"))


def missing() -> Iterator[Finding]:
    """Where nothing was created yet."""
    yield warn(
        "home",
        ("{folder} 里没有安装", "there is no installation in {folder}"),
        (
            "运行 shoumi home create，或先看演示：shoumi demo；别处的安装用 SHOUMI_HOME 指明",
            "run shoumi home create, or see shoumi demo; SHOUMI_HOME names another folder",
        ),
        folder=homes.folder(),
    )


CHECKS: tuple[tuple[str, Check], ...] = (
    ("home", folder),
    ("kind", kind),
    ("databases", reachable),
    ("apart", apart),
    ("durable", durable),
    ("migrations", migrations),
)
