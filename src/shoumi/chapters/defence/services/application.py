"""Apply a rule set on the host, and take it back unless somebody confirms it in time.

For root at a terminal of the host: nothing here opens the home.  What takes it back is a process of
its own that has nothing to do with the terminal, so it does so when the connection is gone, too.
"""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Callable
from dataclasses import dataclass

from shoumi.chapters.defence.rules import blocks, firewall
from shoumi.chapters.defence.rules.firewall import TABLE
from shoumi.chapters.defence.services import host_firewall
from shoumi.chapters.defence.services.errors import (
    BadBlockChange,
    NoNft,
    NotApplied,
    NotRoot,
    Unsafe,
)

WITHIN_SECONDS = 30
_NOTHING = f"table inet {TABLE}\ndelete table inet {TABLE}\n"
_KEEP = b"y"


@dataclass(frozen=True, slots=True)
class Applied:
    """``kept``  whether somebody confirmed it; otherwise the old rules are back"""

    kept: bool


def require(text: str) -> None:
    """Whether it may be applied here, without applying it.

    Raises:
        NotRoot, NoNft
        Unsafe: it is not word for word a file that this chapter writes.
        NotApplied: nft finds something wrong with it.
    """
    if os.geteuid() != 0:
        raise NotRoot
    if not firewall.is_ours(text):
        raise Unsafe
    try:
        if said := host_firewall.check(text):
            raise NotApplied(said=said)
    except FileNotFoundError:
        raise NoNft from None


def apply(text: str, *, confirmed: Callable[[], bool], within: int = WITHIN_SECONDS) -> Applied:
    """Replace our table by ``text``, and keep it where ``confirmed`` says so within so many
    seconds.

    ``confirmed``  waits for the person; what it does not answer in time is a no

    Raises:
        As ``require``.
    """
    require(text)
    nft = host_firewall.program("nft")
    before = _before(nft)
    guard, tell = _guarded(nft, before, within)
    done = host_firewall.run([nft, "-f", "-"], text)
    is_kept = False
    try:
        is_kept = done.returncode == 0 and confirmed()
        if is_kept:
            # The guard may have acted already: then nobody reads any more.
            is_kept = _told(tell)
    finally:
        os.close(tell)
        _, status = os.waitpid(guard, 0)
    if done.returncode != 0:
        raise NotApplied(said=done.stderr.strip())
    return Applied(is_kept and os.waitstatus_to_exitcode(status) == 0)


def put_blocks(lines: str) -> None:
    """Change what stands in the sets of our table, as the worker asks.

    Raises:
        NotRoot, NoNft
        BadBlockChange: a line is none that the worker writes; then none is done.
        NotApplied: nft refused it, such as where the table is not there.
    """
    if os.geteuid() != 0:
        raise NotRoot
    try:
        found = blocks.read(lines)
    except blocks.BadChange:
        raise BadBlockChange from None
    nft = host_firewall.program("nft")
    if not nft:
        raise NoNft
    done = host_firewall.run([nft, "-f", "-"], blocks.text(found))
    if done.returncode != 0:
        raise NotApplied(said=done.stderr.strip())


def _told(tell: int) -> bool:
    try:
        os.write(tell, _KEEP)
    except BrokenPipeError:
        return False
    return True


def _before(nft: str) -> str:
    """What puts the table back as it is now."""
    listed = host_firewall.run([nft, "-s", "list", "table", "inet", TABLE])
    return _NOTHING + (listed.stdout if listed.returncode == 0 else "")


def _guarded(nft: str, before: str, within: int) -> tuple[int, int]:
    """A process that puts ``before`` back unless it is told to keep; and where to tell it."""
    hears, tell = os.pipe()
    guard = os.fork()
    if guard:
        os.close(hears)
        return guard, tell
    try:
        os.close(tell)
        os.setsid()
        for one in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
            signal.signal(one, signal.SIG_IGN)
        ready, _, _ = select.select([hears], [], [], within)
        if ready and os.read(hears, 1) == _KEEP:
            os._exit(0)
        host_firewall.run([nft, "-f", "-"], before)
    finally:
        os._exit(1)
