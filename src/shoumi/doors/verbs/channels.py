"""The ways letters leave by: the account at a vendor of text messages, and a test message."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from shoumi.base.correspondence import accounts
from shoumi.base.correspondence.account_rules import New
from shoumi.base.correspondence.channels.vendors import HOSTS, Vendor
from shoumi.base.correspondence.models import SmsAccount, Trial
from shoumi.base.correspondence.rules import Way
from shoumi.base.pages.forms import Field, Kind, words_of
from shoumi.base.verbs import Call, OnPage, OnTerminal, Place, Verb
from shoumi.doors.verbs.setting_fields import NO_ECHO, SMS_ACCOUNT, SMS_KEYS

CHANNELS = Place("", "channels")
_TRIED = (Way.SMS, Way.MAIL)


def _set(call: Call) -> SmsAccount:
    return accounts.keep(account=New(**call.given), actor=call.actor, at=call.at)


def _set_by_file(call: Call) -> SmsAccount:
    """The keys come from a file, as what stands on a command line is seen by others."""
    given = dict(call.given)
    name, _, secret = given.pop("keys").read().strip().partition("\n")
    return accounts.keep(
        account=New(**given, key_name=name.strip(), key_secret=secret.strip()),
        actor=call.actor,
        at=call.at,
    )


def _told(made: SmsAccount) -> dict[str, Any]:
    return {"vendor": made.vendor, "host": HOSTS[Vendor(made.vendor)], "position": made.position}


def _try(call: Call) -> Trial:
    return accounts.attempt(actor=call.actor, at=call.at, **call.given)


def _tried(made: Trial) -> dict[str, Any]:
    return {"way": made.way, "position": made.position}


def lines() -> Iterator[dict[str, Any]]:
    """Each way, whether it is set up, and when a test message last left by it."""
    for way in _TRIED:
        is_set = bool(accounts.set_up(way))
        tried = accounts.trial(way) if is_set else None
        yield {
            "way": way.value,
            "is_set_up": is_set,
            "tried_at": tried.at if tried else None,
            "failure": tried.failure if tried else "",
        }


SMS = Verb(
    noun="channel",
    name="sms",
    on=CHANNELS,
    do=_set,
    tells=_told,
    title=("设置短信账号", "Set up text messages"),
    done=("短信账号已保存，试发一条再用", "The account is kept; send a test message next"),
    roles=accounts.KEEPERS,
    fields=SMS_ACCOUNT,
    help=(
        "先由两个人把服务商的主机列入出站白名单。签名和模板须在服务商那里审核通过。",
        (
            "Two people let the vendor's host on the list of calls out first; sign and templates "
            "are approved by the vendor."
        ),
    ),
    is_fresh=True,
    page=OnPage(back="channels", after=SMS_KEYS),
    command=OnTerminal(
        help=("设置短信账号", "Set up the account at a vendor of text messages."),
        said=("已保存：{vendor}，账本 {position}", "kept: {vendor}, entry {position}"),
        more=(
            click.option(
                "--keys",
                type=click.File("r"),
                required=True,
                help="两行的文件：编号、密钥 / File of two lines: the id, the secret.",
            ),
        ),
        do=_set_by_file,
    ),
)
TRY = Verb(
    noun="channel",
    name="try",
    on=CHANNELS,
    do=_try,
    tells=_tried,
    title=("试发一条", "Send a test message"),
    done=("发出去了，看看收到没有", "It left; see whether it arrived"),
    roles=accounts.KEEPERS,
    fields=(
        Field(
            "way",
            ("方式", "Way"),
            Kind.ONE,
            options=words_of(_TRIED),
            of=Way,
        ),
        Field(
            "to",
            ("发给（您自己的手机或邮箱）", "To (your own number or address)"),
            help=("用完即弃，不保存。", "Kept nowhere."),
            most=254,
            hints=NO_ECHO,
            is_once=True,
        ),
    ),
    help=(
        "接通后试发成功一次，“发出告知”才会用它；换了设置要再试。",
        "Letters leave by a way only after a test message did; a new set-up is tried anew.",
    ),
    page=OnPage(back="channels"),
    command=OnTerminal(
        help=("试发一条", "Send a test message."),
        said=("{way} 发出了，账本 {position}", "it left by {way}, entry {position}"),
    ),
)
VERBS = (SMS, TRY)
