"""Change a setting: its value is sealed in the keyring, then the ledger names it."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.home_settings import logos, queries, rules
from shoumi.base.home_settings.events import Tag
from shoumi.base.home_settings.rules import Company, Setting
from shoumi.base.ledger import writer
from shoumi.base.vault import secrets
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import SYSTEM, Ref


def change(*, setting: Setting, value: Mapping[str, Any], actor: Ref, at: datetime) -> Ref:
    """Put ``value`` in force in place of what was; the app it is for has judged it.

    Raises:
        NotPermitted, and the refusals of ``keyring.unlock``
    """
    accounts.require(actor, at, *rules.CHANGERS[setting])
    before, ref = queries.in_force(setting), Ref.new("setting")
    # In the keyring first: what the ledger names is there.
    secrets.keep(ref, json.dumps(dict(value), ensure_ascii=False).encode(), at=at)
    with transaction.atomic():
        writer.record(Event(Tag.CHANGED, actor, ref, at, {"setting": setting}, ("3.2",)))
        _forget(before)
    return ref


def remove(*, setting: Setting, actor: Ref, at: datetime) -> None:
    """Have none in force any more.

    Raises:
        NotPermitted
    """
    accounts.require(actor, at, *rules.CHANGERS[setting])
    before = queries.in_force(setting)
    if before is None:
        return
    with transaction.atomic():
        writer.record(Event(Tag.REMOVED, actor, SYSTEM, at, {"setting": setting}, ("3.2",)))
        _forget(before)


def _forget(ref: Ref | None) -> None:
    if ref is not None:
        transaction.on_commit(lambda: secrets.forget(ref))


def tell_company(*, given: Mapping[str, str], actor: Ref, at: datetime) -> Company:
    """Say who the handler is.

    Raises:
        NotPermitted, SettingUnfit, CreditCodeUnfit
    """
    made = rules.company(given)
    change(setting=Setting.COMPANY, value=made.stored(), actor=actor, at=at)
    return made


def show_logo(*, picture: bytes, actor: Ref, at: datetime) -> bytes:
    """Keep a picture as the company's own, drawn anew as PNG.

    Raises:
        NotPermitted, LogoUnfit
    """
    made = logos.redrawn(picture)
    value = {"png": base64.b64encode(made).decode()}
    change(setting=Setting.LOGO, value=value, actor=actor, at=at)
    return made
