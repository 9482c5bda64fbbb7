"""How the web doors of this home are served, as ``serve`` wrote it down when it last started.

``serving.json`` in the data folder: ``{"host": "127.0.0.1", "hosts": ["rules.example"]}``; ``host``
and ``port`` are what it listens on, ``hosts`` the public names before it, ``proxies`` whose word
counts.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from shoumi.base.ledger import atomic_files
from shoumi.core.egress.addresses import is_this_machine

_NAME = "serving.json"


@dataclass(frozen=True, slots=True)
class ServerAddress:
    host: str
    hosts: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    port: int = 0  # 0 where an older version wrote the file

    @property
    def is_local(self) -> bool:
        """Whether nobody at another machine gets here."""
        return not self.hosts and is_this_machine(self.host)


def write_down(
    host: str, hosts: Sequence[str], proxies: Sequence[str] = (), *, port: int = 0
) -> None:
    said = json.dumps(asdict(ServerAddress(host, tuple(hosts), tuple(proxies), port)))
    atomic_files.replace(_path(), said.encode())


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
        host, hosts = str(said["host"]), tuple(map(str, said["hosts"]))
        proxies = tuple(map(str, said.get("proxies", ())))
        return ServerAddress(host, hosts, proxies, int(said.get("port", 0)))
    except (KeyError, TypeError) as error:
        raise ValueError("serving.json says nothing") from error


def public_site() -> str:
    """``https://`` and the first public name of these doors; empty where they have none."""
    try:
        served = read()
    except ValueError:
        return ""
    names = [name for name in served.hosts if name[0] not in ".*"] if served else []
    return f"https://{names[0]}" if names else ""


def _path() -> Path:
    return Path(settings.SHOUMI_HOME) / _NAME
