"""What has no page yet and is done by the command line, as its reader would, with the reason."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.web import home
from tests.web.story.cast import BUYER_NAME, DPO, MARKETING, SERVICE, TARGET
from tests.web.story.tale import Tale

# Step -> why.  Each line goes when its page is there.
BY_COMMAND: Mapping[str, str] = {
    "teaser": "the public summary is scanned by the command only",
    "notice": "the text of a notice is approved by the command only",
    "campaign": "letters that came back and the one reminder have no page",
    "answers": "the 900 whom nobody plays: simulated answers, taken in as one file",
    "attempt": "no page offers to enter a shut room or to export; who tries does so elsewhere",
    "verify": "the verifier is a stranger's program; nothing of the house is asked",
}


def run(tale: Tale, step: str, *order: str, refused: str = "") -> Any:
    """What ``shoumi ORDER`` answers; where it is to be refused, the words must say so."""
    assert step in BY_COMMAND, step
    tale.commanded.add(step)
    done = subprocess.run(
        [sys.executable, "-m", "shoumi.doors.cli", *order],
        env={**home.environment(tale.folder), "SHOUMI_LANG": "zh"},
        text=True,
        capture_output=True,
    )
    if refused:
        assert done.returncode == 1, f"{order} went: {done.stdout}"
        told = done.stdout + done.stderr
        assert refused in told, f"{order}: {told}"
        return None
    assert done.returncode == 0, f"{order}: {done.stderr}"
    return json.loads(done.stdout) if "--json" in order else done.stdout


def number(tale: Tale) -> str:
    """The deal as a command names it: by reference."""
    return tale.deal.rpartition("/")[2]


def teaser(tale: Tale) -> None:
    told = ("--headline", "家政服务公司转让", "--region", "东部某市")
    run(tale, "teaser", "room", "teaser", number(tale), *told, "--as", MARKETING)


def attempt(tale: Tale, verb: str, level: str, who: str, refused: str) -> None:
    """Somebody tries what must not go; the refusal stands in the ledger."""
    room = tale.found[level].rpartition("/")[2]
    run(tale, "attempt", "room", verb, room, "--as", who, refused=refused)


_NOTICE = {
    "recipient_name": BUYER_NAME,
    "recipient_contact": "154 0000 0103",
    "purpose": "延续家政服务并联系客户安排服务",
    "method": "加密交付，存入接收方客户系统",
    "categories": "姓名、电话、地址、服务记录",
    "refusal": "拒绝或撤回不影响现有服务",
    "rights": "查阅、更正、删除、撤回、限制处理",
    "controller": TARGET,
    "controller_contact": "154 0000 0002",
    "retention": "服务关系结束后 3 年",
}


def notice(tale: Tale) -> None:
    """The text for separate consent, approved by the protection officer."""
    outline = run(tale, "notice", "campaign", "notice", "outline", "ART23_SEPARATE_CONSENT")
    wanted = {line.partition(" =")[0] for line in outline.splitlines()}
    assert wanted <= _NOTICE.keys(), sorted(wanted - _NOTICE.keys())
    path = tale.downloads / "notice.toml"
    path.write_text("".join(f'{name} = "{text}"\n' for name, text in _NOTICE.items()), "utf-8")
    order = ("notice", "approve", number(tale), "--instrument", "ART23_SEPARATE_CONSENT")
    run(tale, "notice", "campaign", *order, "--contents", str(path), "--as", DPO)


def campaign(tale: Tale) -> str:
    if "campaign" not in tale.found:
        told = run(tale, "campaign", "campaign", "status", number(tale), "--json")
        tale.found["campaign"] = told["campaigns"][0]["ref"]
    return tale.found["campaign"]


def bounced(tale: Tale, codes: list[str]) -> None:
    """Whoever delivers says whose letters came back, by the code in each."""
    path = tale.downloads / "bounced.txt"
    path.write_text("".join(f"{one}\n" for one in codes), "utf-8")
    order = ("campaign", "bounced", campaign(tale), str(path), "--task", tale.found["task"])
    run(tale, "campaign", *order, "--as", SERVICE)


def record(tale: Tale, told: list[tuple[str, str, str]]) -> None:
    """Simulated answers, one file: answer, guardian, code."""
    path = tale.downloads / "answers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("answer", "guardian", "code"), *told])
    order = ("campaign", "record", campaign(tale), str(path), "--channel", "SIMULATED")
    run(tale, "answers", *order, "--as", SERVICE)


def remind(tale: Tale, silent: int, refused: str = "") -> None:
    out = tale.downloads / ("again.csv" if refused else "reminders.csv")
    order = ("campaign", "remind", campaign(tale), "--task", tale.found["task"], "--out", str(out))
    told = run(tale, "campaign", *order, "--as", SERVICE, "--json", refused=refused)
    assert refused or told["count"] == silent, f"{told} are reminded, not {silent}"


def trust(tale: Tale) -> Path:
    """What a stranger got before and by another way: keys, and how far the ledger had come."""
    path = tale.downloads / "trust.txt"
    run(tale, "verify", "ledger", "trust", "-o", str(path))
    return path


def verify(tale: Tale, packed: Path, trust: Path) -> None:
    """A stranger's verifier judges the dossier, and one that a byte was changed in."""
    run(tale, "verify", "verify", str(packed), "--trust", str(trust))
    spoilt = tale.downloads / "spoilt.zip"
    content = bytearray(packed.read_bytes())
    content[len(content) // 2] ^= 1
    spoilt.write_bytes(content)
    run(tale, "verify", "verify", str(spoilt), "--trust", str(trust), refused="NOT verified")
