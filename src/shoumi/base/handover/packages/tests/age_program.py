"""The ``age`` program at a terminal of its own, as it reads passphrases from nothing else."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import subprocess
import termios
from pathlib import Path

_PROMPT = re.compile(rb"passphrase[^:]*: ", re.IGNORECASE)


def age(*words: str, passphrase: str = "") -> None:
    """Run it; each time it asks for a passphrase it is typed.

    Raises:
        CalledProcessError: it said no.
    """
    main, own = pty.openpty()

    def takes_terminal() -> None:
        os.setsid()
        fcntl.ioctl(own, termios.TIOCSCTTY, 0)

    with subprocess.Popen(
        ["age", *words], stdin=own, stdout=own, stderr=own, preexec_fn=takes_terminal
    ) as running:
        os.close(own)
        said = _answer(main, passphrase)
    os.close(main)
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, "age", said)


def _answer(main: int, passphrase: str) -> bytes:
    said, answered = b"", 0
    while True:
        try:
            piece = os.read(main, 1024)
        except OSError:  # the other end is closed
            return said
        if not piece:
            return said
        said += piece
        if len(_PROMPT.findall(said)) > answered:
            answered += 1
            os.write(main, passphrase.encode() + b"\n")


def keygen(path: Path) -> str:
    """A new key in the clear; its public half."""
    order = ["age-keygen", "-o", str(path)]
    said = subprocess.run(order, check=True, text=True, capture_output=True).stderr
    return said.rpartition(" ")[2].strip()


def public_of(path: Path) -> str:
    """The public half of a key file in the clear."""
    order = ["age-keygen", "-y", str(path)]
    return subprocess.run(order, check=True, text=True, capture_output=True).stdout.strip()
