"""The mailbox that people write their requests to: judged, tried by a login, kept, asked for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.correspondence import mailbox_settings
from shoumi.base.correspondence.mailbox import Mailbox
from shoumi.base.egress import queries as egress
from shoumi.base.egress.errors import HostNotAllowed
from shoumi.base.home_settings import queries as home_settings
from shoumi.base.home_settings import rules as setting_rules
from shoumi.base.home_settings import services as settings
from shoumi.base.home_settings.rules import Setting
from shoumi.base.outbox import rules as outbox
from shoumi.chapters.feedback.models import MailMark
from shoumi.core.egress.addresses import is_this_machine
from shoumi.core.refs import Ref

KEEPERS = setting_rules.CHANGERS[Setting.REQUESTS]
_EVER = datetime(1970, 1, 1, tzinfo=UTC)
# When a mail came is told by the clock of its server.
_SKEW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Account:
    """``address``  to which people write; the house answers from the relay's and names this one

    ``server``      the name under which our own mail server writes what it finds of a sender
                    (RFC 8601); empty: no such finding is believed
    ``asks_dns``    whether the DNS is asked for the key of a domain that signed a mail; it learns
                    from which domains people write
    """

    box: Mailbox
    address: str
    server: str = ""
    asks_dns: bool = False


def judged(
    *,
    host: str,
    port: int,
    user: str,
    folder: str,
    password: str,
    address: str,
    server: str,
    asks_dns: bool = False,
) -> Account:
    """
    Raises:
        MailboxHostUnfit, AddressUnfit
        HostNotAllowed: two people let the host on the list of calls out first.
    """
    box = mailbox_settings.judged(host=host, port=port, user=user, folder=folder, password=password)
    require_agreed(box)
    return Account(box, outbox.address(address.strip()), server.strip().lower(), asks_dns)


def require_agreed(box: Mailbox) -> None:
    """One person alone may set a mailbox, and would have requests taken from wherever he likes.

    Raises:
        HostNotAllowed
    """
    if not is_this_machine(box.host) and not egress.is_allowed(box.host):
        raise HostNotAllowed(host=box.host)


def keep(account: Account, *, is_tried: bool, with_old: bool, actor: Ref, at: datetime) -> None:
    """Read that mailbox from now on: what comes from now on, or all that lies in it.

    Raises:
        NotPermitted
        MailboxFailed: nobody could log in; nothing is kept.
    """
    accounts.require(actor, at, *KEEPERS)
    if is_tried:
        mailbox_settings.attempt(account.box)
    told = {**asdict(account), "box": asdict(account.box)}
    with transaction.atomic():
        settings.change(setting=Setting.REQUESTS, value=told, actor=actor, at=at)
        since = _EVER if with_old else at - _SKEW
        MailMark.objects.get_or_create(of=account.box.digest, defaults={"since": since})


def remove(*, actor: Ref, at: datetime) -> None:
    """Raises NotPermitted."""
    settings.remove(setting=Setting.REQUESTS, actor=actor, at=at)


def configured() -> Account | None:
    """
    Raises:
        SettingLost, and the refusals of ``keyring.unlock``
    """
    told = home_settings.read(Setting.REQUESTS)
    if told is None:
        return None
    # An earlier version kept no word of the DNS.
    return Account(
        Mailbox(**told["box"]), told["address"], told["server"], told.get("asks_dns", False)
    )
