"""A flaw in a parser finds nothing: no key, no file of the home, no other process, no way out."""

from __future__ import annotations

import ctypes
import errno
import os
import sys

import pytest

from shoumi.base.intake import child, confinement
from shoumi.base.intake.tests.test_child import run_inside

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")


# PTRACE_ATTACH to who started the tests.
PTRACE = (
    "import ctypes; libc = ctypes.CDLL(None, use_errno=True)\n"
    f"if libc.ptrace(16, {os.getppid()}, 0, 0): raise OSError(ctypes.get_errno())"
)


@pytest.fixture(scope="module")
def shut():
    return child.isolation()


def can_be_shut(part: str) -> bool:
    """What the kernel says of itself, without the house's own code.

    ``files``  Landlock's version, by landlock_create_ruleset(2) asked for nothing else
    ``calls``  whether seccomp(2) filters are there: one at no address is a bad address, EFAULT
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if part == "files":
        return libc.syscall(444, None, ctypes.c_size_t(0), 1) >= 1
    libc.prctl(22, 2, None, 0, 0)
    return ctypes.get_errno() == errno.EFAULT


def needs(shut, part: str) -> None:
    if shut[part] == "open":
        assert not can_be_shut(part), f"the kernel can shut {part}, and the child left it open"
        pytest.skip(f"this system cannot shut {part}")


@pytest.mark.parametrize("part", ["files", "calls"])
def test_what_the_kernel_can_shut_is_shut(shut, part):
    if can_be_shut(part):
        assert shut[part] == "shut"


def test_the_program_can_be_read_and_nothing_else(shut, tmp_path):
    needs(shut, "files")
    key = tmp_path / "root.key"
    key.write_text("x")
    key.chmod(0o644)
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.getuid() and folder.is_relative_to(tmp_path.parent):
            folder.chmod(0o755)
    for path in (key, "/etc/passwd", f"/proc/{os.getpid()}/environ", "/etc/shadow"):
        done = run_inside(f"open({str(path)!r})")
        assert done.returncode == 1
        assert "Permission denied" in done.stderr, path
    assert run_inside(f"open({os.__file__!r}); import json.tool").returncode == 0


def test_nothing_can_be_written(shut, tmp_path):
    needs(shut, "files")
    for path in (tmp_path / "a", "/dev/shm/a", "/tmp/a"):
        assert "PermissionError" in run_inside(f"open({str(path)!r}, 'w')").stderr


WAYS = {
    "fork": "import os; os.fork()",
    "execv": "import os; os.execv('/bin/true', ['true'])",
    "run": "import subprocess; subprocess.run(['/bin/true'])",
    "kill": f"import os; os.kill({os.getpid()}, 0)",
    "chmod": "import os; os.chmod('/dev/null', 0o600)",
    "socket": "import socket; socket.socket()",
    "socketpair": "import socket; socket.socketpair()",
    "ptrace": PTRACE,
}


@pytest.mark.parametrize("way", WAYS)
def test_nothing_can_be_begun_or_reached(shut, way):
    needs(shut, "calls")
    done = run_inside(WAYS[way])
    assert done.returncode == 1, done
    assert "Error" in done.stderr


def test_a_thread_can_be_begun(shut):
    needs(shut, "calls")
    assert run_inside("import threading; threading.Thread(target=print).start()").returncode == 0


@pytest.mark.parametrize("machine", sorted(confinement._MACHINES))
def test_the_filter_is_whole_for_each_machine(machine):
    column, architecture = confinement._MACHINES[machine]
    program = confinement._program_of(column, architecture)
    known = [one for one in confinement._REFUSED.values() if one[column] is not None]
    assert len(program) // 8 == 15 + 2 * len(known) + 1
    assert len({one[column] for one in known}) == len(known)
