"""The public name that people set on a page, and whose word counts for who comes by it.

``serve`` reads it when it starts; SHOUMI_HOSTS and SHOUMI_PROXIES of the environment come first.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import MutableMapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime

from shoumi.base.home_settings import queries, services
from shoumi.base.home_settings.rules import Setting
from shoumi.base.transport import server_address
from shoumi.base.transport.errors import ProxiesUnfit, SiteUnfit
from shoumi.base.vault import passphrase_entry
from shoumi.core.errors import DomainError
from shoumi.core.refs import Ref

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")


@dataclass(frozen=True, slots=True)
class Site:
    """``proxies``  addresses or networks, parted by spaces"""

    name: str
    proxies: str = ""


def judged(*, name: str, proxies: str = "") -> Site:
    """
    Raises:
        SiteUnfit, ProxiesUnfit
    """
    told = name.strip().lower().removeprefix("https://").rstrip("/")
    if not _NAME.fullmatch(told):
        raise SiteUnfit
    try:
        for one in proxies.split():
            ipaddress.ip_network(one)
    except ValueError:
        raise ProxiesUnfit from None
    return Site(told, " ".join(proxies.split()))


def site() -> Site | None:
    """
    Raises:
        SettingLost, and the refusals of ``keyring.unlock``
    """
    told = queries.read(Setting.SITE)
    return Site(**told) if told else None


def site_if_open() -> Site | None:
    """The same; None too while the house waits for its passphrase."""
    with suppress(DomainError):
        return site()
    return None


def put_into(environment: MutableMapping[str, str]) -> None:
    """For a server that starts: where ``environment`` names no public name, that of the settings;
    while the house waits for its passphrase nobody can read those, and that of the last time does.
    """
    if environment.get("SHOUMI_HOSTS"):
        return
    chosen, before = site_if_open(), None
    with suppress(ValueError):
        before = server_address.read()
    if chosen is not None:
        names, proxies = chosen.name, chosen.proxies
    elif before is not None and passphrase_entry.is_locked():
        names, proxies = " ".join(before.hosts), " ".join(before.proxies)
    else:
        return
    environment["SHOUMI_HOSTS"] = names
    environment.setdefault("SHOUMI_PROXIES", proxies)


def keep(site: Site, *, actor: Ref, at: datetime) -> None:
    """
    Raises:
        NotPermitted
    """
    services.change(setting=Setting.SITE, value=asdict(site), actor=actor, at=at)


def remove(*, actor: Ref, at: datetime) -> None:
    """
    Raises:
        NotPermitted
    """
    services.remove(setting=Setting.SITE, actor=actor, at=at)
