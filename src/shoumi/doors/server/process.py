"""What a process of the house asks of the system: to end with its parent, never to be dumped."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys

PR_SET_PDEATHSIG, PR_SET_DUMPABLE = 1, 4  # prctl(2)
_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8  # mallopt(3)
_ARENAS = 2
_LARGE = 2**20


def end_with_parent(parent: int) -> None:
    """The kernel ends us when ``parent`` is gone, even if it was killed.

    Whoever was orphaned before asking is not told any more, so it ends here.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def no_dumps() -> None:
    """Keys and opened values lie in memory: no core file, no reading by others of the account."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def few_arenas() -> None:
    """Of the allocator's pools, of which each thread would have its own: what an upload or a
    password took in one of them is not given back while another needs the same anew.

    To be called before there are threads.  Another C library than glibc has no such pools.
    """
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        libc.mallopt(_M_ARENA_MAX, _ARENAS)


def large_blocks_apart() -> None:
    """What an upload took goes back to the system as soon as it is let go of.

    Left to itself glibc keeps blocks of up to 32 MB in its pools once one of that size was freed.
    """
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        libc.mallopt(_M_MMAP_THRESHOLD, _LARGE)
