"""Taking people in."""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
import struct
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from bench.measurement import Row, paired

COUNT = 100_000
ROUNDS = 2
TODAY = date(2026, 8, 25)
HEADINGS = {
    "customer_no": "客户编号",
    "name": "姓名",
    "mobile": "手机号",
    "address": "地址",
    "birth_on": "出生日期",
    "id_number": "身份证号",
    "bank_account": "银行账号",
    "service_type": "服务类型",
    "yearly_amount": "年消费额",
    "opened_on": "开户日期",
}
_INDEXED = ("id_number", "mobile")
_BATCH = 20_000


def import_floor() -> Row:
    folder = Path(tempfile.mkdtemp(prefix="shoumi-bench-"))
    os.environ["SHOUMI_HOME"] = str(folder / "home")
    try:
        return _import_floor(folder)
    finally:
        shutil.rmtree(folder)


def _import_floor(folder: Path) -> Row:
    path = folder / "customers.csv"
    write_customers(path, COUNT)
    ours = whole_import(path)
    floor = Floor(folder / "floor", path)
    try:
        mine, other = paired(ours, floor.take_in, rounds=ROUNDS)
        told = floor.counts()
        assert told == counts(), "the floor writes other rows than the import"
    finally:
        floor.close()
    return Row(
        key="import_floor",
        name=f"a company's CSV of {COUNT:,} people taken in, all of them or none",
        ours=mine / COUNT * 1e6,
        unit="us",
        peer="floor: same keys, rows and indexes",
        theirs=other / COUNT * 1e6,
        target=0.6,
        note=(
            "ours: whole import of 10 columns, plan and take_in: parse in a limited child, map, "
            "read and check every cell, link people, keys, envelopes, tokens, ledger rows; floor: "
            "csv.reader, a key a person wrapped with its commitment, AES-256-GCM of each "
            "compartment, HMAC tokens, executemany into the same tables with the same indexes "
            f"and pragmas; a person: {_per_person(told)}"
        ),
    )


def _per_person(told: dict[str, int]) -> str:
    people = told["subjects_subject"]
    return ", ".join(f"{name.split('_')[1]} {count / people:.2f}" for name, count in told.items())


def write_customers(path: Path, count: int) -> None:
    """Made-up customers, one row each."""
    from shoumi.doors.demo.sample_customers import customers

    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(HEADINGS.values())
        for own in customers(count):
            mobile = own.mobile or own.guardian_mobile
            sheet.writerow(
                [
                    f"YL{own.number:07d}", own.name, mobile, own.address, own.birth_on or "",
                    own.id_number, own.bank_account, own.service_type, own.yearly_amount,
                    own.opened_on,
                ]
            )  # fmt: skip


def house() -> Any:
    """A house with its cast and an open deal, in the home that the environment names."""
    from shoumi.doors import homes

    homes.load()
    from shoumi.doors.demo import runner, show

    request = runner.Request(homes.folder(), "equity", 1000, until="mandate")
    return runner.tell(request, show.Silent()).story


def whole_import(path: Path) -> Callable[[], None]:
    """A house with an open deal; each call takes the file in for a data set of its own."""
    story = house()
    from shoumi.base import registry
    from shoumi.base.collection_notices.tests.handed_in import told_at_collection
    from shoumi.base.deals import services as deals
    from shoumi.base.deals.rules import PartyRole
    from shoumi.base.intake import import_run
    from shoumi.base.intake.plan import plan
    from shoumi.core.instruments import Recipient
    from shoumi.core.refs import Ref
    from shoumi.doors.demo import cast as people

    dpo, done = story.cast[people.DPO], []

    def act() -> None:
        done.append(1)
        dataset = deals.add_dataset(
            deal=story.deal,
            dataset=deals.NewSet(
                code=f"set-{len(done)}",
                name="客户",
                handler=story.refs[PartyRole.TARGET],
                recipient=story.refs[PartyRole.TE],
                recipient_kind=Recipient.OTHER,
                has_children=False,
            ),
            actor=dpo,
            at=story.go_on(),
        )
        told_at_collection(dataset, actor=dpo, at=story.go_on())
        made = plan([path], registry.field_register(), TODAY, allow_synthetic=True)
        import_run.take_in(
            deal=story.deal,
            dataset=Ref(dataset.ref),
            plan=made,
            files=[path],
            bases={},
            actor=dpo,
            at=story.go_on(),
        )

    return act


TABLES = ("subjects_subject", "subjects_record", "subjects_token", "vault_subjectkey")


def counts() -> dict[str, int]:
    from django.db import connections

    told = {}
    for table in TABLES:
        with connections["keyring" if table.startswith("vault") else "default"].cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - a name above
            told[table] = cursor.fetchone()[0]
    return told


class Floor:
    """The same keys, rows and indexes with nothing else done: no check, no link, no ledger."""

    def __init__(self, folder: Path, path: Path) -> None:
        from shoumi.base.registry import field_register

        folder.mkdir()
        self.path = path
        register = field_register()
        grades = sorted({register[code].grade for code in HEADINGS})
        self.grades = [
            (str(grade), [n for n, code in enumerate(HEADINGS) if register[code].grade == grade])
            for grade in grades
        ]
        assert {code for code in HEADINGS if register[code].is_indexed} == set(_INDEXED)
        self.data, self.keyring = _twin(folder, "default"), _twin(folder, "keyring")
        self.wrapper = AESGCM(os.urandom(32))
        self.macs = {code: HMAC(os.urandom(32), SHA256()) for code in _INDEXED}

    def close(self) -> None:
        self.data.close()
        self.keyring.close()

    def counts(self) -> dict[str, int]:
        told = {}
        for table in TABLES:
            base = self.keyring if table.startswith("vault") else self.data
            told[table] = base.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
        return told

    def take_in(self) -> None:
        with (
            self.path.open(encoding="utf-8", newline="") as file,
            self.data,
            self.keyring,
        ):
            reader = csv.reader(file)
            next(reader)
            self.data.execute("BEGIN IMMEDIATE")
            while rows := [row for _, row in zip(range(_BATCH), reader, strict=False)]:
                self._insert(rows)

    def _insert(self, rows: list[list[str]]) -> None:
        keys: list[tuple[Any, ...]] = []
        people: list[tuple[Any, ...]] = []
        records: list[tuple[Any, ...]] = []
        tokens: list[tuple[Any, ...]] = []
        indexed = [(code, list(HEADINGS).index(code)) for code in _INDEXED]
        for row in rows:
            ref = "sub-" + os.urandom(8).hex()
            key = os.urandom(32)
            nonce = os.urandom(12)
            mac = HMAC(key, SHA256())
            mac.update(b"commit")
            keys.append(
                (ref, nonce + self.wrapper.encrypt(nonce, key, ref.encode()), mac.finalize())
            )
            people.append((ref,))
            aead = AESGCM(key)
            for grade, places in self.grades:
                cells = [row[n] for n in places if row[n]]
                if cells:
                    nonce = os.urandom(12)
                    plain = "\x1f".join(cells).encode()
                    records.append((ref, grade, nonce + aead.encrypt(nonce, plain, ref.encode())))
            for code, n in indexed:
                if row[n]:
                    mac = self.macs[code].copy()
                    mac.update(row[n].encode())
                    tokens.append((ref, code, struct.unpack_from(">q", mac.finalize())[0]))
        self.keyring.executemany(
            "INSERT INTO vault_subjectkey (subject, compartment_id, suite, epoch, wrapped,"
            " \"commit\", created_at) VALUES (?, 1, 1, 1, ?, ?, '2026-08-25 01:00:00')",
            keys,
        )
        self.data.executemany(
            "INSERT INTO subjects_subject (ref, deal, dataset, kind, basis, state,"
            " has_bank_account, has_id_image, is_key_contract, is_marketing_off, in_service,"
            " is_minor, created_at) VALUES (?, 'deal-0123456789abcdef', 'set-0123456789abcdef',"
            " 'INDIVIDUAL', 'CONTRACT', 'ACTIVE', 0, 0, 0, 0, 1, 0, '2026-08-25 01:00:00')",
            people,
        )
        self.data.executemany(
            "INSERT INTO subjects_record (subject, compartment, epoch, blob) VALUES (?, ?, 1, ?)",
            records,
        )
        self.data.executemany(
            "INSERT INTO subjects_token (subject, field, token) VALUES (?, ?, ?)", tokens
        )


def _twin(folder: Path, alias: str) -> sqlite3.Connection:
    """A database of the same tables, indexes and pragmas as the house's, without its rows."""
    from shoumi.doors.settings import env

    twin = sqlite3.connect(folder / f"{alias}.sqlite3", isolation_level="IMMEDIATE")
    twin.executescript(env.SQLITE_PRAGMAS)
    twin.execute("PRAGMA foreign_keys=OFF")
    copy_tables(twin, alias, TABLES)
    return twin


def copy_tables(twin: sqlite3.Connection, alias: str, tables: Sequence[str]) -> None:
    """Make the house's tables, those of ``tables`` that are in this database, and their indexes."""
    from django.db import connections

    with closing(connections[alias].cursor()) as cursor:
        cursor.execute(
            "SELECT tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"
            " AND type IN ('table', 'index') ORDER BY type DESC"
        )
        for table, sql in cursor.fetchall():
            if table in tables:
                twin.execute(sql)
    twin.commit()


ROWS = {"import_floor": import_floor}
