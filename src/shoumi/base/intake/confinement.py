"""What a child that reads a stranger's file may still ask of the system, once it is shut in.

- ``own_user``: where we are root, nobody's account, if that can read our program;
- ``shut_files`` (Landlock): of all files it can read the interpreter, its packages, system
  libraries and what the libraries ask of the machine, and write none;
- ``shut_calls`` (seccomp): no new program or process, no socket, no look into others, no change of
  rights, owners or mounts.

Each says whether the system let it; a system without it (older than Linux 5.13, another system)
leaves the others.  By ``ctypes``: no library in between that could be missing.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

_NOBODY = 65534
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, _FILTER = 38, 22, 2

# Landlock: numbers are the same on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_PATH_BENEATH, _ASK_VERSION = 1, 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
# Rights over files that a version of Landlock knows of: all of them are taken, two given back.
_KNOWN_RIGHTS: Mapping[int, int] = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_READABLE = (
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/lib",
    "/lib64",
    "/usr/share/zoneinfo",
    "/etc/ld.so.cache",
    "/dev/null",
    "/dev/urandom",
    "/proc/self",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/sys/devices/system/cpu",
)


def own_user(root: str) -> bool:
    """Become nobody, where we are root and nobody can read the program in ``root``.

    Before ``prctl`` asks to end with the parent: the kernel forgets that with the account.
    """
    if os.geteuid() != 0 or not hasattr(os, "setresuid"):
        return False
    groups = os.getgroups()
    try:
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, 0)
        os.setresuid(_NOBODY, _NOBODY, 0)
    except OSError:  # root of a namespace that has no other account
        return False
    needed = (os.__file__, str(Path(root) / "shoumi" / "__init__.py"), _packages())
    # By the effective account, which is nobody's now; the saved one leads back.
    is_read = all(os.access(one, os.R_OK, effective_ids=True) for one in needed)
    os.setresuid(0, 0, 0)
    if is_read:
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    else:
        os.setresgid(0, 0, 0)
        os.setgroups(groups)
    return is_read


def _packages() -> str:
    return next((path for path in sys.path if path.endswith("site-packages")), os.__file__)


def shut_files(root: str) -> bool:
    """From now on only what the program needs can be opened, and only to read."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION)
    if version < 1:
        return False
    rights = (1 << _KNOWN_RIGHTS.get(version, max(_KNOWN_RIGHTS.values()))) - 1
    asked = ctypes.create_string_buffer(struct.pack("=Q", rights), 8)
    ruleset = libc.syscall(_CREATE_RULESET, asked, ctypes.c_size_t(8), 0)
    if ruleset < 0:
        return False
    try:
        for path in {*_READABLE, *_program(root)}:
            _allow(libc, ruleset, path)
        libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        return bool(libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _program(root: str) -> Iterable[str]:
    """Where the program lies: never the whole folder that a home might lie in too."""
    yield str(Path(root) / "shoumi")
    for prefix in {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}:
        if prefix not in ("/", "/usr"):
            yield str(Path(prefix) / "lib")
            yield str(Path(prefix) / "pyvenv.cfg")


def _allow(libc: ctypes.CDLL, ruleset: int, path: str) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rights = _READ_FILE | (_READ_DIR if os.path.isdir(path) else 0)
        # __u64 and __s32, packed.
        told = ctypes.create_string_buffer(struct.pack("=Qi", rights, place), 12)
        libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, told, 0)
    finally:
        os.close(place)


# Calls by name -> numbers on x86_64 and on aarch64; None: there is none there.
_REFUSED: Mapping[str, tuple[int | None, int | None]] = {
    "execve": (59, 221),
    "execveat": (322, 281),
    "fork": (57, None),
    "vfork": (58, None),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "kill": (62, 129),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "open_by_handle_at": (304, 265),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "kexec_load": (246, 104),
    "reboot": (169, 142),
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "setxattr": (188, 5),
    "socketpair": (53, 199),
    "connect": (42, 203),
    "bind": (49, 200),
    "sendto": (44, 206),
    "sendmsg": (46, 211),
}
_SOCKET, _CLONE, _CLONE3 = (41, 198), (56, 220), (435, 435)
_CLONE_THREAD = 0x00010000
# As the kernel names architectures, and above which the numbers of another one begin.
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_X32 = 0x40000000

_LOAD, _EQUAL, _AT_LEAST, _ANY_OF, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_KILL, _ERROR, _PASS = 0x80000000, 0x00050000, 0x7FFF0000
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16


def shut_calls() -> bool:
    """From now on the calls above fail; threads can still be begun."""
    known = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    program = _program_of(*known)
    code = ctypes.create_string_buffer(program, len(program))
    fprog = ctypes.create_string_buffer(
        struct.pack("@HP", len(program) // 8, ctypes.addressof(code))
    )
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return bool(libc.prctl(PR_SET_SECCOMP, _FILTER, fprog, 0, 0) == 0)


def _program_of(column: int, architecture: int) -> bytes:
    """The filter: each step is (code, where true, where false, value)."""
    refused = [one for numbers in _REFUSED.values() if (one := numbers[column]) is not None]
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _X32),
        (_RETURN, 0, 0, _KILL),
        # A thread has its flags in the first argument; of ``clone3`` they cannot be seen, and who
        # hears that there is none uses ``clone``.
        (_EQUAL, 0, 1, _CLONE3[column]),
        (_RETURN, 0, 0, _ERROR | errno.ENOSYS),
        (_EQUAL, 0, 4, _CLONE[column]),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_ANY_OF, 0, 1, _CLONE_THREAD),
        (_RETURN, 0, 0, _PASS),
        (_RETURN, 0, 0, _ERROR | errno.EPERM),
        (_EQUAL, 0, 1, _SOCKET[column]),
        (_RETURN, 0, 0, _ERROR | errno.ENETUNREACH),
    ]
    for number in refused:
        steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERROR | errno.EPERM)]
    steps.append((_RETURN, 0, 0, _PASS))
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
