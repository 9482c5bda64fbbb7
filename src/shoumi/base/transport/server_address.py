"""How the web doors of this home are served, as ``serve`` wrote it down when it last started.

``serving.json`` in the data folder: ``{"host": "127.0.0.1", "hosts": ["rules.example"]}``; ``host``
is what it listens on, ``hosts`` the public names before it.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

_NAME = "serving.json"


@dataclass(frozen=True, slots=True)
class ServerAddress:
    host: str
    hosts: tuple[str, ...] = ()

    @property
    def is_local(self) -> bool:
        """Whether nobody at another machine gets here."""
        return not self.hosts and is_loopback(self.host)


def write_down(host: str, hosts: Sequence[str]) -> None:
    path, said = _path(), ServerAddress(host, tuple(hosts))
    path.with_suffix(".new").write_text(json.dumps(asdict(said)), "utf-8")
    path.with_suffix(".new").replace(path)


def read() -> ServerAddress | None:
    """None where nobody served this home yet, or where the file cannot be told.

    Raises:
        ValueError: it is there and unreadable.
    """
    try:
        said = json.loads(_path().read_text("utf-8"))
    except FileNotFoundError:
        return None
    try:
        return ServerAddress(str(said["host"]), tuple(map(str, said["hosts"])))
    except (KeyError, TypeError) as error:
        raise ValueError("serving.json says nothing") from error


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _path() -> Path:
    return Path(settings.SHOUMI_HOME) / _NAME
