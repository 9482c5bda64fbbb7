"""Ask the host: nftables as a program of its own, and the kernel's list of sockets.

Asked by a worker, or by root at a terminal; never while somebody waits for a page.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from shoumi.chapters.defence.rules import blocks, sockets
from shoumi.chapters.defence.rules.blocks import Change
from shoumi.chapters.defence.rules.firewall import TABLE, Protocol, Seen

# Administrators' programs are not on everybody's path.
_PATH = os.pathsep.join(["/usr/sbin", "/sbin", "/usr/local/sbin"])
_SECONDS = 20
_LIST = ("-j", "list", "table", "inet", TABLE)
_NO_TABLE = "No such file or directory"
_OWN = ("/proc/net/fib_trie", "/proc/net/if_inet6")
_SOCKETS = {
    Protocol.TCP: ("/proc/net/tcp", "/proc/net/tcp6"),
    Protocol.UDP: ("/proc/net/udp", "/proc/net/udp6"),
}


def program(name: str) -> str:
    """Where it is; empty where it is not."""
    return shutil.which(name) or shutil.which(name, path=_PATH) or ""


def run(words: list[str], given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - a list, and no word of it is a stranger's
        words,
        input=given,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
        env={"LC_ALL": "C", "PATH": os.pathsep.join([os.defpath, _PATH])},
    )


def listed() -> str | Seen:
    """What nft says of our table; ABSENT or UNREADABLE where it says nothing.

    A worker that is not root asks by sudo, where the operator lets it ask this one question.
    """
    nft, sudo = program("nft"), program("sudo")
    if not nft:
        return Seen.UNREADABLE
    ways = [[nft, *_LIST]]
    if os.geteuid() != 0 and sudo:
        ways.append([sudo, "-n", nft, *_LIST])
    for words in ways:
        try:
            done = run(words)
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return done.stdout
        if _NO_TABLE in done.stderr:
            return Seen.ABSENT
    return Seen.UNREADABLE


def change_blocks(changes: Sequence[Change]) -> bool:
    """Change what stands in our table's sets; whether the host did.

    A worker that is not root has a command do so as root that reads changes and nothing else
    (``firewall put-blocks``), where the operator lets it.
    """
    nft, sudo = program("nft"), program("sudo")
    lines = "".join(f"{one.line}\n" for one in changes)
    if nft and os.geteuid() == 0:
        words, given = [nft, "-f", "-"], blocks.text(changes)
    elif sudo:
        own = Path(sys.executable).with_name("shoumi")
        words, given = [sudo, "-n", str(own), "firewall", "put-blocks"], lines
    else:
        return False
    try:
        return run(words, given).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def check(text: str) -> str:
    """What nft finds wrong with a rule set, without applying it; empty where nothing.

    Raises:
        FileNotFoundError: there is no nft here.
    """
    nft = program("nft")
    if not nft:
        raise FileNotFoundError("nft")
    done = run([nft, "-c", "-f", "-"], text)
    return "" if done.returncode == 0 else done.stderr.strip() or "nft: no reason given"


def listening_ports() -> dict[Protocol, set[int]]:
    """What programs of this host listen on for others; read from the kernel, in no time."""
    found: dict[Protocol, set[int]] = {}
    for protocol, paths in _SOCKETS.items():
        there = [Path(path) for path in paths if Path(path).exists()]
        found[protocol] = sockets.ports(protocol, [one.read_text("ascii") for one in there])
    return found


def own_addresses() -> set[str]:
    """Those at which this host is reached; read from the kernel, in no time."""
    four, six = (Path(path).read_text("ascii") if Path(path).exists() else "" for path in _OWN)
    return sockets.own_addresses(four, six)
