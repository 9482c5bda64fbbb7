"""Caddy in front of the server, by the file in ``deploy`` but without a certificate."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.web.browser import _free_port, _wait

_FILE = Path(__file__).parents[2] / "deploy" / "Caddyfile"


def program() -> str | None:
    return shutil.which("caddy")


@contextmanager
def before(port: int, *, is_second: bool = False) -> Iterator[int]:
    """Where Caddy listens for the server at ``port``.

    ``is_second``  another of ours stands before this one, and is believed
    """
    caddy = program()
    assert caddy, "apt-get install caddy"
    own = _free_port()
    text = _FILE.read_text("utf-8").replace("shoumi.example {", f"http://:{own} {{")
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{port}").replace("{\n", "{\n\tadmin off\n", 1)
    if is_second:
        believed = "\t\ttrusted_proxies 127.0.0.1/32\n\t\tflush_interval"
        text = text.replace("\t\tflush_interval", believed, 1)
    with tempfile.TemporaryDirectory(prefix="caddy-") as place:
        file = Path(place) / "Caddyfile"
        file.write_text(text, "utf-8")
        order = [caddy, "run", "--adapter", "caddyfile", "--config", str(file)]
        env = {**os.environ, "HOME": place}
        with subprocess.Popen(order, env=env, stderr=subprocess.DEVNULL) as running:
            try:
                _wait(f"http://localhost:{own}/sign-in")
                yield own
            finally:
                running.terminate()
