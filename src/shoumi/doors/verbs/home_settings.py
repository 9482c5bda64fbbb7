"""Settings of the home: the company, its logo, the mail relay, time-stamps, the public address.

The set-up page of a place without a home asks the same fields and makes the same trials.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from shoumi.base.correspondence import mailbox, mailbox_settings
from shoumi.base.correspondence.mailbox import Mailbox
from shoumi.base.documents import stamp_settings
from shoumi.base.home_settings import queries, rules, services
from shoumi.base.home_settings.rules import Setting
from shoumi.base.outbox import relay_settings, smtp
from shoumi.base.outbox.errors import TrialWanted
from shoumi.base.outbox.relay_settings import Encryption
from shoumi.base.outbox.smtp import Relay
from shoumi.base.pages.forms import Field
from shoumi.base.transport import site_settings
from shoumi.base.verbs import Call, OnPage, Place, Verb
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.doors.verbs.setting_fields import COMPANY, LOGO, MAILBOX, RELAY, SITE, STAMPS

SETTINGS = Place("", "settings")
_SAVE: Both = ("保存", "Save")


def tried_relay(given: Mapping[str, Any], before: Relay | None, at: datetime) -> tuple[Relay, str]:
    """The relay that was filled in, and what it answered to a trial; no words where that was left
    out.

    Raises:
        RelayHostUnfit, AddressUnfit, NoEncryption, RelayFailed, TrialWanted
    """
    told = {name: given[name] for name in ("host", "port", "encryption", "sender", "user")}
    kept = ""
    if before is not None and (before.host, before.user or "") == (told["host"], told["user"]):
        kept = before.password or ""
    made = relay_settings.judged(**told, password=given["password"] or kept)
    if given["is_untried"]:
        return made, ""
    if not given["to"]:
        raise TrialWanted
    return made, relay_settings.attempt(made, to=given["to"], at=at)


def tried_mailbox(given: Mapping[str, Any], before: Mailbox | None) -> Mailbox:
    """The mailbox that was filled in, once somebody could log in to it and look.

    A password that was kept goes to no other host and no other user.

    Raises:
        MailboxHostUnfit, MailboxFailed
    """
    told = {name: given[name] for name in ("host", "port", "user", "folder")}
    is_same = before is not None and (before.host, before.user) == (told["host"], told["user"])
    kept = before.password if before is not None and is_same else ""
    made = mailbox_settings.judged(**told, password=given["password"] or kept)
    if not given["is_untried"]:
        mailbox_settings.attempt(made)
    return made


def tried_stamps(given: Mapping[str, Any]) -> str:
    """
    Raises:
        StampsUnfit, TimestampFailed
    """
    url = stamp_settings.judged(given["url"])
    if not given["is_untried"]:
        stamp_settings.attempt(url)
    return url


def _stored_relay() -> Relay | None:
    with suppress(DomainError):
        return smtp.stored()
    return None


def _stored_mailbox() -> Mailbox | None:
    with suppress(DomainError):
        return mailbox.stored()
    return None


def _mailbox_values() -> dict[str, Any]:
    box = _stored_mailbox()
    names = ("host", "port", "user", "folder")
    return {name: getattr(box, name) for name in names} if box else {}


def relay_values(relay: Relay | None) -> dict[str, Any]:
    """As the form shows them again; the password is not among them."""
    if relay is None:
        return {}
    encryption = Encryption.AT_ONCE if relay.is_implicit_tls else Encryption.STARTTLS
    return {
        "host": relay.host,
        "port": relay.port,
        "encryption": encryption.value,
        "sender": relay.sender,
        "user": relay.user or "",
    }


def filled(fields: tuple[Field, ...], now: Callable[[], Mapping[str, Any]]) -> tuple[Field, ...]:
    """The same fields, which begin with what is set."""

    def first(one: Field) -> Callable[..., object]:
        return lambda request, place: now().get(one.name, one.initial)

    return tuple(replace(one, initial=first(one)) for one in fields)


def _now_of(setting: Setting) -> Callable[[], Mapping[str, Any]]:
    def now() -> Mapping[str, Any]:
        with suppress(DomainError):
            return queries.read(setting) or {}
        return {}

    return now


def _tell_company(call: Call) -> object:
    return services.tell_company(given=call.given, actor=call.actor, at=call.at)


def _show_logo(call: Call) -> object:
    return services.show_logo(picture=call.given["picture"], actor=call.actor, at=call.at)


def _set_relay(call: Call) -> None:
    relay, _ = tried_relay(call.given, _stored_relay(), call.at)
    relay_settings.keep(relay, actor=call.actor, at=call.at)


def _set_mailbox(call: Call) -> None:
    box = tried_mailbox(call.given, _stored_mailbox())
    mailbox_settings.keep(box, actor=call.actor, at=call.at)


def _set_stamps(call: Call) -> None:
    stamp_settings.keep(tried_stamps(call.given), actor=call.actor, at=call.at)


def _set_site(call: Call) -> None:
    site_settings.keep(site_settings.judged(**call.given), actor=call.actor, at=call.at)


def _removing(setting: Setting) -> Callable[[Call], None]:
    return lambda call: services.remove(setting=setting, actor=call.actor, at=call.at)


def _setting(
    name: str, setting: Setting, do: Callable[[Call], object], title: Both, **more: Any
) -> Verb:
    return Verb(
        noun="settings",
        name=name,
        on=SETTINGS,
        do=do,
        title=title,
        roles=rules.CHANGERS[setting],
        is_fresh=True,
        page=OnPage(back="settings"),
        **more,
    )


VERBS = (
    _setting(
        "company",
        Setting.COMPANY,
        _tell_company,
        ("公司资料", "The company"),
        done=("公司资料已保存", "Saved who the company is"),
        fields=filled(COMPANY, _now_of(Setting.COMPANY)),
        help=(
            "对客户说明处理者是谁时用这些；已发布的政策不会跟着改，改后请起草新版本。",
            (
                "It tells customers who handles their data. A policy that was published does not "
                "change with it: draft another version."
            ),
        ),
        button=_SAVE,
    ),
    _setting(
        "logo",
        Setting.LOGO,
        _show_logo,
        ("公司标志", "The logo"),
        done=("标志已保存", "The logo is saved"),
        fields=LOGO,
        button=_SAVE,
    ),
    _setting(
        "relay",
        Setting.RELAY,
        _set_relay,
        ("发件服务器", "The mail relay"),
        done=("发件服务器已保存", "The relay is saved"),
        fields=filled(RELAY, lambda: relay_values(_stored_relay())),
        help=(
            "保存之前先真的寄出一封；没有寄成就不保存，并写明服务器怎么答的。",
            "A real mail goes out first; where that fails nothing is saved and its answer is told.",
        ),
        button=_SAVE,
    ),
    _setting(
        "relay-remove",
        Setting.RELAY,
        _removing(Setting.RELAY),
        ("停用发件服务器", "Use no relay"),
        done=("不再使用发件服务器；信留在发件箱", "No relay any more; letters stay in the outbox"),
        is_final=True,
    ),
    _setting(
        "mailbox",
        Setting.MAILBOX,
        _set_mailbox,
        ("收退信的信箱", "The mailbox of reports"),
        done=("信箱已保存，退信每分钟去看一次", "Saved; reports are looked for every minute"),
        fields=filled(MAILBOX, _mailbox_values),
        help=(
            "退信回到发件地址的信箱（IMAP）。保存之前先登录看一眼；里面的信不动、不删、不标记。",
            (
                "Mails that come back arrive where letters were sent from (IMAP). Somebody logs in "
                "and looks before it is saved; nothing in it is marked, moved or deleted."
            ),
        ),
        button=_SAVE,
    ),
    _setting(
        "mailbox-remove",
        Setting.MAILBOX,
        _removing(Setting.MAILBOX),
        ("停用收退信的信箱", "Use no mailbox"),
        done=("不再去看退信；退信要人工登记", "Not looked at any more; record returns by hand"),
        is_final=True,
    ),
    _setting(
        "stamps",
        Setting.STAMPS,
        _set_stamps,
        ("时间戳服务", "The time-stamp authority"),
        done=("时间戳服务已保存", "The authority is saved"),
        fields=filled(STAMPS, _now_of(Setting.STAMPS)),
        button=_SAVE,
    ),
    _setting(
        "stamps-remove",
        Setting.STAMPS,
        _removing(Setting.STAMPS),
        ("停用时间戳服务", "Use no time-stamps"),
        done=("不再盖时间戳；签名上会写明", "No time-stamps any more; signatures say so"),
        is_final=True,
    ),
    _setting(
        "site",
        Setting.SITE,
        _set_site,
        ("对外网址", "The public address"),
        done=(
            "对外网址已保存；请运维在服务器上重启服务：systemctl restart shoumi，重启后生效",
            (
                "Saved; it counts once whoever runs the machine has restarted the service there: "
                "systemctl restart shoumi"
            ),
        ),
        fields=filled(SITE, _now_of(Setting.SITE)),
        button=_SAVE,
    ),
)
