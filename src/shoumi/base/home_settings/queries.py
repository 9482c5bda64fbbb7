"""What is set, by the ledger's newest word."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings

from shoumi.base.home_settings.errors import SettingLost
from shoumi.base.home_settings.events import Tag
from shoumi.base.home_settings.rules import Company, Setting
from shoumi.base.ledger import home_seal, latest_entries, reader
from shoumi.base.registry.shared_reads import shared
from shoumi.base.vault import secrets
from shoumi.base.vault.errors import NoKey
from shoumi.core.refs import Ref
from shoumi.core.vault.errors import WillNotOpen

_TAGS = (Tag.CHANGED, Tag.REMOVED)
_A_FEW = 8


@shared
def in_force(setting: Setting) -> Ref | None:
    """The kept secret that holds its value; None where it was never set, or cleared."""
    last = latest_entries.last(_TAGS)
    home = str(settings.SHOUMI_HOME)
    return None if last is None else dict(_as_of(home, last)).get(setting)


@lru_cache(maxsize=_A_FEW)
def _as_of(_home: str, last: int) -> tuple[tuple[str, Ref], ...]:
    """All that were set once the ledger had that entry."""
    found: dict[str, Ref] = {}
    for entry in reader.some([at for at in latest_entries.all_of(_TAGS) if at <= last]):
        line = entry.line()
        setting = str(line.facts["setting"])
        found.pop(setting, None)
        if line.tag == Tag.CHANGED:
            found[setting] = line.about
    return tuple(found.items())


def read(setting: Setting) -> dict[str, Any] | None:
    """Its value; None where it was never set, or in a home that was put back and waits sealed.

    Raises:
        SettingLost
        the refusals of ``keyring.unlock``: the house waits for its passphrase.
    """
    ref = in_force(setting)
    if ref is None or home_seal.is_sealed():
        return None
    try:
        return dict(_value(ref))
    except (NoKey, WillNotOpen) as error:
        raise SettingLost(setting=setting) from error


@lru_cache(maxsize=_A_FEW)
def _value(ref: Ref) -> Mapping[str, Any]:
    """What is kept under ``ref``, which never changes: whether the relay is reached by TLS is asked
    with every read of a record."""
    told: dict[str, Any] = json.loads(secrets.read(ref).reveal())
    return told


def company() -> Company | None:
    """
    Raises:
        SettingLost, and the refusals of ``keyring.unlock``
    """
    told = read(Setting.COMPANY)
    return Company(**told) if told else None


def forget() -> None:
    """What this process remembers of the home."""
    _as_of.cache_clear()
    _value.cache_clear()
