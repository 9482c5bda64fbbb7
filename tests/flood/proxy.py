"""Caddy in front of the server, by the file in ``deploy`` but without a certificate."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.free_port import free_port
from tests.web.browser import _wait

_FILE = Path(__file__).parents[2] / "deploy" / "Caddyfile"
_LAST_WORDS = 2000  # characters


def program() -> str | None:
    return shutil.which("caddy")


@contextmanager
def before(port: int, *, is_second: bool = False) -> Iterator[int]:
    """Where Caddy listens for the server at ``port``.

    ``is_second``  another of ours stands before this one, and is believed
    """
    caddy = program()
    assert caddy, "apt-get install caddy"
    with tempfile.TemporaryDirectory(prefix="caddy-") as place:
        folder = Path(place)
        own, running = _started(caddy, port, folder, is_second=is_second)
        try:
            yield own
        finally:
            running.terminate()
            running.wait()


def _started(
    caddy: str, port: int, folder: Path, *, is_second: bool
) -> tuple[int, subprocess.Popen[bytes]]:
    """It, and where it listens.

    Raises:
        RuntimeError: it did not start; with its last words.
    """
    own, file, said = free_port(), folder / "Caddyfile", folder / "said"
    file.write_text(_text(own, port, is_second=is_second), "utf-8")
    order = [caddy, "run", "--adapter", "caddyfile", "--config", str(file)]
    with said.open("wb") as words:
        running = subprocess.Popen(order, env={**os.environ, "HOME": str(folder)}, stderr=words)
    try:
        _wait(f"http://localhost:{own}/sign-in", running)
    except RuntimeError:
        running.kill()
        running.wait()
        last = said.read_text("utf-8", "replace")[-_LAST_WORDS:]
        raise RuntimeError(last) from None
    return own, running


def _text(own: int, port: int, *, is_second: bool) -> str:
    # Without a certificate nobody comes by another port to be led to this one.
    text = _FILE.read_text("utf-8").partition("\nhttp://")[0]
    text = text.replace("shoumi.example {", f"http://:{own} {{")
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{port}").replace("{\n", "{\n\tadmin off\n", 1)
    if is_second:
        believed = "\t\ttrusted_proxies 127.0.0.1/32\n\t\tflush_interval"
        text = text.replace("\t\tflush_interval", believed, 1)
    return text
