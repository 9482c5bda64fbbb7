"""The time-stamp authority that people set on a page: judged, tried by one real request, kept.

The same serves a place where there is no home yet, so ``judged`` and ``attempt`` ask no database.
"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from shoumi.base.documents.errors import StampsUnfit
from shoumi.base.home_settings import queries, services
from shoumi.base.home_settings.rules import Setting
from shoumi.core.refs import Ref

_SAMPLE = b"Shoumi: a trial of the time-stamp authority"


def judged(url: str) -> str:
    """
    Raises:
        StampsUnfit
    """
    try:
        parts = urlsplit(url)
        is_fit = parts.port != 0
    except ValueError:
        raise StampsUnfit from None
    is_fit &= parts.scheme in ("http", "https") and bool(parts.hostname)
    if not is_fit or parts.username is not None or parts.password is not None:
        raise StampsUnfit
    return url


def attempt(url: str) -> None:
    """Ask for one time-stamp over words of no meaning.

    Raises:
        TimestampFailed
    """
    from shoumi.base.documents import timestamps  # what it stands on takes long to load

    timestamps.stamp(_SAMPLE, url)


def url() -> str | None:
    """
    Raises:
        SettingLost, and the refusals of ``keyring.unlock``
    """
    told = queries.read(Setting.STAMPS)
    return str(told["url"]) if told else None


def keep(url: str, *, actor: Ref, at: datetime) -> None:
    """
    Raises:
        NotPermitted
    """
    services.change(setting=Setting.STAMPS, value={"url": url}, actor=actor, at=at)


def remove(*, actor: Ref, at: datetime) -> None:
    """
    Raises:
        NotPermitted
    """
    services.remove(setting=Setting.STAMPS, actor=actor, at=at)
