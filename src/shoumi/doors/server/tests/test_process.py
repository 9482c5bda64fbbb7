"""Nobody of the same account reads the memory of a process of the house, and none leaves a core."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from shoumi.doors.server import process

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="prctl(2) is Linux's")
NOBODY = 65534
SECRET = b"a secret of the house: " + os.urandom(8).hex().encode()
_WAIT_SECONDS = 20


@pytest.fixture
def started():
    """``started(harden)`` -> the number of a child that keeps ``SECRET`` and waits.

    It is of an account without rights of its own, if the tests run as root.
    """
    children, pipes = [], []

    def start(harden):
        readable, writable = os.pipe()
        child = os.fork()
        if not child:
            _keep_and_wait(harden, writable)
        os.close(writable)
        children.append(child)
        pipes.append(readable)
        assert os.read(readable, 1) == b"."
        return child

    yield start
    for child, pipe in zip(children, pipes, strict=True):
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(pipe)


def _keep_and_wait(harden, writable):
    try:
        _become_nobody()
        harden()
        os.write(writable, b".")
        ctypes.CDLL(None).sleep(_WAIT_SECONDS)
    finally:
        os._exit(1)


def _become_nobody():
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        # Changing the account has made the process one that is not dumped (credentials(7)).
        ctypes.CDLL(None).prctl(process.PR_SET_DUMPABLE, 1, 0, 0, 0)


def _reads_memory_of(child):
    """Whether another process of that account finds the secret there."""
    readable, writable = os.pipe()
    reader = os.fork()
    if not reader:
        found = False
        try:
            _become_nobody()
            address = id(SECRET) + bytes.__basicsize__ - 1
            with Path(f"/proc/{child}/mem").open("rb", buffering=0) as memory:
                memory.seek(address)
                found = memory.read(len(SECRET)) == SECRET
        except OSError:
            found = False
        finally:
            os.write(writable, b"1" if found else b"0")
            os._exit(0)
    os.close(writable)
    os.waitpid(reader, 0)
    told = os.read(readable, 1)
    os.close(readable)
    return told == b"1"


def _may_look_into_relatives():
    """Yama (kernel.yama.ptrace_scope) may forbid it to all, and then nothing is shown here."""
    try:
        return Path("/proc/sys/kernel/yama/ptrace_scope").read_text().strip() == "0"
    except FileNotFoundError:
        return True


def test_a_process_that_asked_is_not_read_by_another_of_its_account(started):
    if not _may_look_into_relatives():
        pytest.skip("this kernel lets nobody look into another process")
    assert _reads_memory_of(started(lambda: None)), "the look itself fails"
    assert not _reads_memory_of(started(process.no_dumps))


def test_it_leaves_no_core():
    child = os.fork()
    if not child:
        process.no_dumps()
        os._exit(0 if resource.getrlimit(resource.RLIMIT_CORE) == (0, 0) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


_POOLS = """
import ctypes, sys, threading
from shoumi.doors.server import process

libc = ctypes.CDLL(None)
if not hasattr(libc, "malloc_info"):
    sys.exit(77)
if sys.argv[1] == "few":
    process.few_arenas()
all_there = threading.Barrier(12)


def take():
    libc.malloc(100)
    all_there.wait(10)


threads = [threading.Thread(target=take) for _ in range(12)]
[one.start() for one in threads]
[one.join() for one in threads]
libc.fdopen.restype, libc.malloc_info.argtypes = ctypes.c_void_p, (ctypes.c_int, ctypes.c_void_p)
libc.fflush.argtypes = (ctypes.c_void_p,)
out = libc.fdopen(1, b"w")
libc.malloc_info(0, out)
libc.fflush(out)
"""


@pytest.mark.parametrize(("how", "most"), [("few", 2), ("as it is", 99)])
def test_threads_of_the_server_share_two_pools_of_memory(how, most):
    told = subprocess.run([sys.executable, "-c", _POOLS, how], capture_output=True, check=False)
    if told.returncode == 77:
        pytest.skip("only glibc tells of its pools")
    count = told.stdout.count(b"<heap nr=")
    assert (2 if how == "few" else 3) <= count <= most, told.stderr


_FREED = """
import ctypes, os, sys
from shoumi.doors.server import process

libc = ctypes.CDLL(None)
if not hasattr(libc, "mallopt"):
    sys.exit(77)
if sys.argv[1] == "apart":
    process.large_blocks_apart()
libc.malloc.restype, libc.free.argtypes = ctypes.c_void_p, (ctypes.c_void_p,)


def pages():
    return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20


def taken():
    block = libc.malloc(29 << 20)
    ctypes.memset(block, 1, 29 << 20)
    return block


libc.free(taken())  # from now on glibc takes such blocks for usual ones
before = pages()
blocks, kept = [], []
for _ in range(8):
    blocks.append(taken())
    kept.append(libc.malloc(100_000))  # lies behind it
for block in blocks:
    libc.free(block)
print(pages() - before)
"""


@pytest.mark.parametrize(("how", "held"), [("apart", range(10)), ("as it is", range(200, 300))])
def test_what_an_upload_took_is_given_back_when_it_is_let_go_of(how, held):
    done = subprocess.run([sys.executable, "-c", _FREED, how], capture_output=True, check=False)
    if done.returncode == 77:
        pytest.skip("this C library has no such pools")
    assert int(done.stdout) in held, done.stderr.decode()
