"""The whole equity story, from the target's files to the dossier."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import pyrage
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench.measurement import RUN, Row, seconds
from bench.rows import people

# Trial runs and slow machines: fewer.  The rows say how many it was.
CUSTOMERS = int(os.environ.get("SHOUMI_BENCH_CUSTOMERS", "1000000"))
_FETCH = 2_000
# Who is read how often: everybody for levels L1, L2 and for the messages; who agreed at the end.
_OPENS = 3
_ANSWERED, _AGREED, _EXPIRED = 0.543, 0.409, 0.012


def story_1m() -> Row:
    count = CUSTOMERS
    told = tell(count)
    floors = floor_steps(count)
    whole = sum(floors.values())
    steps = sorted(told.steps.items(), key=lambda step: -step[1])[:6]
    return Row(
        key="story_1m",
        name=f"the equity story of {count:,} customers",
        ours=told.seconds,
        unit="s",
        peer="sum of its steps' floors",
        theirs=whole,
        target=0.5,
        note=(
            f"ours: shoumi demo with {count:,} customers, files made and every check included; "
            f"most in {_listed(dict(steps))}; floors, each alone in the same run: "
            f"{_listed(floors)}"
        ),
    )


def story_memory() -> Row:
    large, small = tell(CUSTOMERS), tell(CUSTOMERS // 10)
    return Row(
        key="story_memory",
        name=f"peak memory of the story of {CUSTOMERS:,} customers against a tenth of them",
        ours=large.peak_mb,
        unit="MB",
        peer=f"the story of {CUSTOMERS // 10:,}",
        theirs=small.peak_mb,
        target=1.3,
        is_growth=True,
        note="largest resident memory of the process that tells the story or of a child of it",
    )


def _listed(seconds_of: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.1f} s" for name, value in seconds_of.items())


@dataclass(frozen=True, slots=True)
class Told:
    """One telling: how long it took, the seconds of its steps and its largest resident memory."""

    seconds: float
    peak_mb: float
    steps: dict[str, float]


def tell(count: int) -> Told:
    """The story told in a process of its own; two rows of one run look at the same telling."""
    kept = Path(os.environ[RUN]) / f"told-{count}.json" if RUN in os.environ else None
    if kept is not None and kept.exists():
        return Told(**json.loads(kept.read_text()))
    told = _tell(count)
    if kept is not None:
        kept.write_text(json.dumps(asdict(told)))
    return told


def _tell(count: int) -> Told:
    folder = Path(tempfile.mkdtemp(prefix="shoumi-bench-"))
    order = ["demo", "--customers", str(count), "--json", "--no-open-deal"]
    env = {**os.environ, "SHOUMI_HOME": str(folder / "home")}
    try:
        with (folder / "told.json").open("wb") as out:
            begun = time.perf_counter()
            child = subprocess.Popen(
                [sys.executable, "-m", "shoumi.doors.cli", *order], stdout=out, env=env
            )
            _, status, used = os.wait4(child.pid, 0)
            taken = time.perf_counter() - begun
            child.returncode = os.waitstatus_to_exitcode(status)
        assert child.returncode == 0, "the story did not come out as it must"
        said = json.loads((folder / "told.json").read_bytes())
        steps = {step["name"]: step["seconds"] for step in said["steps"]}
        return Told(taken, used.ru_maxrss / 1024, steps)
    finally:
        shutil.rmtree(folder)


def floor_steps(count: int) -> dict[str, float]:
    """Seconds of each step done barely, on the tables of the product."""
    folder = Path(tempfile.mkdtemp(prefix="shoumi-bench-"))
    os.environ["SHOUMI_HOME"] = str(folder / "home")
    path = folder / "customers.csv"
    people.write_customers(path, count)
    people.whole_import(path)  # makes the house whose tables the floor copies
    floor = people.Floor(folder / "floor", path)
    try:
        return {name: seconds(act) for name, act in _acts(floor, folder, count).items()}
    finally:
        floor.close()
        shutil.rmtree(folder)


def _acts(floor: people.Floor, folder: Path, count: int) -> dict[str, Callable[[], object]]:
    data, keyring = floor.data, floor.keyring
    people.copy_tables(data, "default", ("consent_invitation", "consent_consent"))
    opened: list[bytes] = []

    def open_everybody() -> None:
        for _ in range(_OPENS):
            _open(floor, count)

    def open_agreed() -> None:
        opened.extend(_open(floor, int(count * _AGREED)))

    return {
        "CSV, keys, seals, rows": floor.take_in,
        "invitations": lambda: _invite(data),
        "answers": lambda: _answer(data, int(count * _ANSWERED)),
        "opens": open_everybody,
        "opens for the handover": open_agreed,
        "age": lambda: _age(b"\n".join(opened), folder / "package.age"),
        "key deletions": lambda: _delete(keyring, int(count * _EXPIRED)),
    }


def _invite(data: sqlite3.Connection) -> None:
    with data:
        data.execute("BEGIN IMMEDIATE")
        refs = data.execute("SELECT ref FROM subjects_subject ORDER BY id").fetchall()
        data.executemany(
            "INSERT INTO consent_invitation (campaign_id, subject, lane, delivery, code_sha256)"
            " VALUES (1, ?, 'SELF', 'QUEUED', ?)",
            ((ref, os.urandom(32).hex()) for (ref,) in refs),
        )
    with data:
        data.execute("UPDATE consent_invitation SET delivery = 'REACHED' WHERE campaign_id = 1")


def _answer(data: sqlite3.Connection, count: int) -> None:
    with data:
        data.execute("BEGIN IMMEDIATE")
        refs = data.execute("SELECT ref FROM subjects_subject ORDER BY id LIMIT ?", (count,))
        data.executemany(
            "INSERT INTO consent_consent (ref, deal, campaign_id, subject, state, lane, channel,"
            " notice_sha256, answered_at, position, row) VALUES (?, 'deal-0123456789abcdef', 1, ?,"
            " 'GIVEN', 'SELF', 'SIMULATED', ?, '2026-09-22 01:00:00', 1, ?)",
            (
                ("cons-" + os.urandom(8).hex(), ref, "0" * 64, n)
                for n, (ref,) in enumerate(refs.fetchall())
            ),
        )


def _open(floor: people.Floor, count: int) -> list[bytes]:
    """Fetch the wrapped keys and the envelopes of so many people and decrypt both."""
    plain: list[bytes] = []
    unwrap = floor.wrapper.decrypt
    wanted = floor.data.execute(
        "SELECT ref FROM subjects_subject ORDER BY id LIMIT ?", (count,)
    ).fetchall()
    for start in range(0, len(wanted), _FETCH):
        part = [ref for (ref,) in wanted[start : start + _FETCH]]
        marks = ",".join("?" * len(part))
        rows = floor.keyring.execute(
            f"SELECT subject, wrapped FROM vault_subjectkey WHERE subject IN ({marks})",  # noqa: S608
            part,
        )
        keys = {ref: AESGCM(unwrap(own[:12], own[12:], ref.encode())) for ref, own in rows}
        rows = floor.data.execute(
            f"SELECT subject, blob FROM subjects_record WHERE subject IN ({marks})",  # noqa: S608
            part,
        )
        plain += [keys[ref].decrypt(own[:12], own[12:], ref.encode()) for ref, own in rows]
    return plain


def _age(plain: bytes, path: Path) -> None:
    path.write_bytes(pyrage.encrypt(plain, [pyrage.x25519.Identity.generate().to_public()]))


def _delete(keyring: sqlite3.Connection, count: int) -> None:
    with keyring:
        keyring.execute(
            "DELETE FROM vault_subjectkey WHERE subject IN"
            " (SELECT subject FROM vault_subjectkey LIMIT ?)",
            (count,),
        )
    keyring.execute("VACUUM")
    keyring.execute("PRAGMA wal_checkpoint(TRUNCATE)")


ROWS = {"story_1m": story_1m, "story_memory": story_memory}
