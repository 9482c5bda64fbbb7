"""Two servers that keep copies and only append, on a machine of their own: another network stack.

Needs root, ``ip`` and ``restic-rest-server``.
"""

from __future__ import annotations

import contextlib
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_SPACE, _NEAR, _FAR = "shoumi-copies", "shoumi-house", "shoumi-away"
_HOUSE, ADDRESS = "10.78.0.1", "10.78.0.2"
_PORTS = {"档案室的存储": 8443, "外地机房的服务器": 8444}
_PASSWORD = "RESTIC_PASSWORD=made up for a walk\n"  # noqa: S105 - nothing of anybody's is in it


@dataclass(frozen=True, slots=True)
class CopyServers:
    """``places``  the address of each by what it is called; ``issuer`` signed its certificate
    (PEM); ``credentials``  the file that an operator writes for restic.
    """

    places: dict[str, str]
    issuer: str
    credentials: Path


@contextlib.contextmanager
def standing(folder: Path) -> Iterator[CopyServers]:
    """Until the block ends; everything lies in ``folder``."""
    # Not above: it imports models, which ``outside_services`` makes ready.
    from shoumi.base.egress.tests import https_server

    folder.mkdir(parents=True, exist_ok=True)
    issuer, key, certificate = (folder / f"{name}.pem" for name in ("issuer", "key", "server"))
    issuer.write_text(https_server.authority()[0], "ascii")
    own, made = https_server.certificate(ADDRESS)
    key.write_bytes(own)
    certificate.write_bytes(made)
    credentials = folder / "restic.env"
    credentials.touch(0o600)
    credentials.write_text(f"{_PASSWORD}RESTIC_CACERT={issuer}\n", "ascii")
    with contextlib.ExitStack() as closing:
        closing.enter_context(_machine())
        for name, port in _PORTS.items():
            order = ["ip", "netns", "exec", _SPACE, "restic-rest-server", "--no-auth"]
            order += ["--append-only", "--tls", "--tls-cert", str(certificate)]
            order += ["--tls-key", str(key), "--listen", f"{ADDRESS}:{port}"]
            order += ["--path", str(folder / name)]
            running = subprocess.Popen(
                order, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
            )
            closing.callback(running.wait)
            closing.callback(running.kill)
            _wait(port)
        places = {name: f"rest:https://{ADDRESS}:{port}/" for name, port in _PORTS.items()}
        yield CopyServers(places, issuer.read_text("ascii"), credentials)


@contextlib.contextmanager
def _machine() -> Iterator[None]:
    """Reached by a cable from here, and with nothing of this machine's network in it."""
    _ip("netns", "add", _SPACE)
    try:
        _ip("link", "add", _NEAR, "type", "veth", "peer", "name", _FAR, "netns", _SPACE)
        _ip("addr", "add", f"{_HOUSE}/30", "dev", _NEAR)
        _ip("link", "set", _NEAR, "up")
        _ip("-n", _SPACE, "addr", "add", f"{ADDRESS}/30", "dev", _FAR)
        _ip("-n", _SPACE, "link", "set", _FAR, "up")
        yield
    finally:
        _ip("netns", "delete", _SPACE)


def _ip(*words: str) -> None:
    done = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"as root: ip {' '.join(words)}: {done.stderr}"


def _wait(port: int) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection((ADDRESS, port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"nothing listens at {ADDRESS}:{port}")
