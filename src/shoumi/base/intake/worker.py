"""The child that parses one file: limits first, then nothing but that format's parser.

Started by ``child`` as ``python -I worker.py``; the file is standard input, frames go to standard
output.  It imports no framework.  Before the first byte is read it

- caps mapped memory, private data, processor time, open files and written files (none);
- leaves the network, where the system lets it (Linux: a network of its own, without devices);
- asks to be killed if its parent dies, and never to be dumped or to gain rights;
- shuts itself in (``confinement``): another account, no file but the program, no call to begin or
  reach anything; where calls cannot be shut, no new process by a limit (which does not hold root).
"""

from __future__ import annotations

import ctypes
import importlib
import io
import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any, BinaryIO

CLONE_NEWNET = 0x40000000
CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38

PARSERS = {
    "csv": "delimited",
    "xlsx": "workbook",
    "xls": "workbook",
    "ods": "workbook",
    "form": "form",
    "parquet": "columnar",
    "jsonl": "jsonlines",
    "docx": "word",
    "pdf": "pages",
    "txt": "plain",
    "mail": "mail",
    "text": "judged",
    "pdf frames": "page_frames",
    "picture": "picture_frames",
}


def confine(*, memory: int, mapped: int, cpu: int, files: int) -> dict[str, str]:
    """Take the limits on, and tell what the system shut: for each part a word.

    The folder of the program is on the path already.
    """
    from shoumi.base.intake import confinement

    root = str(Path(__file__).resolve().parents[3])
    is_cut = _leave_network()
    is_other = confinement.own_user(root)
    _ask_system()
    are_calls_shut = confinement.shut_calls()
    if not are_calls_shut:  # it stops threads too, of all but root
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, files),
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_AS, mapped),
    ):
        resource.setrlimit(what, (most, most))
    # One second between the signal we answer and the kill we cannot.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    return {
        "network": "cut" if is_cut else "open",
        "user": "nobody" if is_other else "same",
        "files": "shut" if confinement.shut_files(root) else "open",
        "calls": "shut" if are_calls_shut else "open",
    }


def _leave_network() -> bool:
    libc = ctypes.CDLL(None, use_errno=True)
    try:
        return any(
            libc.unshare(flags) == 0 for flags in (CLONE_NEWNET, CLONE_NEWNET | CLONE_NEWUSER)
        )
    except AttributeError:  # not Linux
        return False


def _ask_system() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "prctl"):
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
        libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def work(order: dict[str, object], file: BinaryIO, out: BinaryIO) -> None:
    """Parse ``file`` as ordered and tell what was found, or why not."""
    from shoumi.base.intake import errors, wire_format
    from shoumi.base.intake.parsers.report import Report

    report = Report(out, str(order["name"]))
    try:
        parser = importlib.import_module(
            f"shoumi.base.intake.parsers.{PARSERS[str(order['kind'])]}"
        )
        if "pages" in order:
            parser.parse(file, report, pages=order["pages"])
        else:
            parser.parse(file, report, encoding=order.get("encoding"))
        wire_format.write(out, "end")
    except errors.FileRefused as error:
        wire_format.write(out, "error", code=error.code, facts=error.facts)
    except MemoryError:
        wire_format.write(out, "error", code="file.too_much_memory", facts={"place": report.name})
    out.flush()


def ordered() -> dict[str, Any]:
    """What the parent wants, from the file whose number is the one argument."""
    with open(int(sys.argv[1]), "rb") as file:
        told: dict[str, Any] = json.loads(file.read())
    return told


def main() -> None:
    order = ordered()
    sys.path.insert(0, order["root"])
    shut = confine(**order["limits"])
    out = io.FileIO(1, "wb", closefd=False)
    if order["kind"] == "isolation":
        out.write(json.dumps(shut).encode())
        return
    with io.BufferedWriter(out, 1 << 16) as stream, io.FileIO(0, closefd=False) as file:
        work(order, io.BufferedReader(file), stream)
    os._exit(0)


if __name__ == "__main__":
    # As a script its own folder must not shadow what it imports.
    here = str(Path(__file__).resolve().parent)
    sys.path[:] = [entry for entry in sys.path if entry != here]
    main()
