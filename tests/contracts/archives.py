"""A home and a dossier made by an earlier version, packed: made, and taken out again.

The people are made up, and the home is a demo's: its root key is no secret but part of the fixture.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.contracts import demos, program
from tests.contracts.files import KEPT
from tests.contracts.product import VERSION

HOMES = sorted(KEPT.glob("home-*.tar.xz"))
DOSSIERS = sorted(KEPT.glob("dossier-*.tar.xz"))
# What the home's people look at: a deal, a task that is open in it, one customer with two values.
_READER, _OFFICER, _PURPOSE, _FIELDS = "王样本", "林示范", "service", "name,mobile"
# What a home of then was read with, though nobody stated it.
_UNSTATED = {"褚样本": ("4.2", "19.1", "19.2"), "郑样板": ("11.1",)}
_UNTIL = "2026-11-20"
# What every version must answer about an old home as the version did that made it.
_READS = (
    "agreement list {deal}",
    f"approval list --as {_OFFICER}",
    "assessment list {deal}",
    "attest list",
    "campaign notice list {deal}",
    "campaign status {deal}",
    "clock show",
    "deal list",
    "deal show {deal}",
    "destroy list {deal}",
    "duties",
    f"emergency list --as {_OFFICER}",
    "handover status {deal}",
    "keys list",
    "ledger head",
    "ledger verify",
    "person grant list",
    "person list",
    "policy list",
    "policy show",
    "room list {deal}",
    "subject list {deal} --limit 3",
    "subject show {subject}",
    "task list {deal} --all",
    f"token list --as {_READER}",
    "webhook list",
    "worker status",
)
# SQLite makes these anew, and a lock is nothing to keep.
_LEFT_OUT = (".sqlite3-shm", ".sqlite3-wal")


def pack() -> None:
    """The open deal's home, with work waiting, and the told story's dossier with its trust.

    Raises:
        FileExistsError: a home of this version is kept already, and none is ever replaced.
    """
    if (KEPT / f"home-{VERSION}.tar.xz").exists():
        raise FileExistsError(f"home-{VERSION}.tar.xz")
    with program.folder() as place:
        told = place / demos.VARIANTS[0]
        demos.tell(place, demos.VARIANTS[0])
        home = told / "open"
        known = _look(home)
        order = [sys.executable, "-m", "tests.contracts.archives"]
        # With a witness named, what shows it the ledger recurs as well; nothing calls it here.
        env = program.environment(home, SHOUMI_WITNESS_URL="https://witness.example")
        done = subprocess.run(order, env=env, check=True, text=True, stdout=subprocess.PIPE)
        known["waiting"] = json.loads(done.stdout)
        known["reads"] = dict(zip(_READS, program.session(home, *reads(known)), strict=True))
        text = json.dumps(known, ensure_ascii=False, indent=1)
        (KEPT / f"home-{VERSION}.json").write_text(f"{text}\n", "utf-8")
        _pack(KEPT / f"home-{VERSION}.tar.xz", {"home": home})
        inside = {name: told / name for name in ("dossier", "trust.txt")}
        _pack(KEPT / f"dossier-{VERSION}.tar.xz", inside)


def _look(home: Path) -> dict[str, Any]:
    """Open a task and one customer with it, so that a later version can be asked for the same."""
    deal = program.told(home, "deal", "list")["deals"][0]["number"]
    subject = program.told(home, "subject", "list", deal, "--limit", "1")["subjects"][0]["ref"]
    order = ("task", "open", deal, _PURPOSE, "--person", _READER, "--fields", _FIELDS)
    task = program.told(home, *order, "--until", _UNTIL, "--as", _OFFICER)["ref"]
    order = ("subject", "reveal", subject, "--task", task, "--fields", _FIELDS)
    values = program.told(home, *order, "--as", _READER)["values"]
    # Two officers are told of it: their mails wait for the worker.
    order = (
        "emergency",
        "open",
        subject,
        "--fields",
        "mobile",
        "--reason",
        "客户在门外等候服务人员联系",
    )
    program.told(home, *order, "--as", _READER)
    return {
        "deal": deal,
        "subject": subject,
        "task": task,
        "reader": _READER,
        "fields": _FIELDS,
        "values": values,
    }


def reads(known: dict[str, Any]) -> list[str]:
    """The commands to read a home by, with what there is in it."""
    named = {name: known[name] for name in ("deal", "subject")}
    return [command.format_map(named) for command in known.get("reads", _READS)]


def _pack(archive: Path, inside: dict[str, Path]) -> None:
    with tarfile.open(archive, "w:xz", preset=9) as packed:
        for name, path in inside.items():
            packed.add(path, name, filter=_nobodys)


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Without the names of who packed it, and without what SQLite keeps while it is open."""
    if member.name.endswith(_LEFT_OUT):
        return None
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def unpack(archive: Path, place: Path) -> Path:
    """All of an archive in ``place``, as if it had been written just now: a sealed slip that lay
    for hours is removed."""
    with tarfile.open(archive) as packed:
        packed.extractall(place, filter="tar")
    for path in _below(place):
        os.utime(path)
    return place


def _below(place: Path) -> Iterator[Path]:
    yield from (path for path in place.rglob("*") if path.is_file())


def known(archive: Path) -> dict[str, Any]:
    """What stands beside a home: what there is to look at in it."""
    found: dict[str, Any] = json.loads(
        (archive.parent / f"{named(archive)}.json").read_text("utf-8")
    )
    return found


def named(archive: Path) -> str:
    """The contract that a home's answers are: ``home-0.1.0``."""
    return archive.name.removesuffix(".tar.xz")


def answers(home: Path, kept: dict[str, Any], *before: str) -> tuple[list[Any], dict[str, Any]]:
    """What commands answer that are called ``before``, and then what reading answers by command.

    Homes of before there was a demand for it have no notice at collection, and nobody stated in
    them what could stand unstated then: nobody is read in them until their people hand it in, say
    what it covers and state the rest, as is done here.
    """
    mended = [*_notice(home, kept), *_statements(home)]
    told = program.session(home, *before, *mended, *reads(kept))
    begin = len(before) + len(mended)
    return told[: len(before)], dict(zip(kept["reads"], told[begin:], strict=True))


def _notice(home: Path, kept: dict[str, Any]) -> list[str]:
    notice = home.with_name("notice.txt")
    notice.write_text("收集姓名、手机号、地址和服务记录，用于预约、上门和结算。", "utf-8")
    dataset = f"{kept['deal']}/customers"
    since, extents = "--used-from 2021-11-01 --shown form", "--purposes whole --categories whole"
    missing = "--handing-on not --missing 没有写公司会转让"
    return [
        f"dataset notice {dataset} {notice} {since} --as {_OFFICER}",
        f"dataset judge {dataset} {extents} {missing} --as {_OFFICER}",
    ]


def _statements(home: Path) -> list[str]:
    paper = home.with_name("statement.txt")
    paper.write_text("已经查看，做到了。", "utf-8")
    return [
        f"attest add {duty} --evidence {paper} --as {who}"
        for who, duties in _UNSTATED.items()
        for duty in duties
    ]


def _leave_work() -> None:
    """In the home that the environment names: the work that waits there."""
    from tests.contracts import product

    os.environ["DJANGO_SETTINGS_MODULE"] = product.SETTINGS_OF_A_HOME
    product.ready()
    sys.stdout.write(json.dumps(product.leave_work_waiting()))


if __name__ == "__main__":
    _leave_work()
