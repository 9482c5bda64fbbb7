"""The ways by which letters leave: a step is done once a test message left by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shoumi.base.clock import home
from shoumi.base.correspondence import accounts
from shoumi.base.correspondence.channels.vendors import HOSTS, Vendor
from shoumi.base.correspondence.rules import Way
from shoumi.base.egress import queries as egress
from shoumi.base.messages.refusals import tell_code
from shoumi.base.outbox import smtp
from shoumi.base.registry import SetupStage, SetupStep
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.core.terms import Role

_SETTINGS, _CHANNELS, _EGRESS = "settings", "channels", "egress"
_KEEPERS = (Role.OPS, Role.SEC)
_NO_RELAY: Both = (
    "在“设置”里填写发件服务器，当场试发一封；没有它，信留在发件箱",
    "Name it under Settings and try it with a mail at once; without it letters stay in the outbox",
)
_HOST: Both = (
    "{host} 还不在出站白名单里：安全负责人申请，另一人批准",
    "{host} is not on the list of calls out: security asks for it, another person approves",
)
_UNTRIED: Both = (
    "已接通，还没有试发：在“寄送渠道”试发一条，试成了告知信才能经它寄出",
    "Set up and not tried: send a test message under Ways of sending; letters wait for that",
)
_FAILED: Both = ("上次试发没有成：{why}", "the last test failed: {why}")
_NO_ACCOUNT: Both = (
    "在“寄送渠道”接通短信账号并试发一条；先由两人把服务商的主机加入出站白名单。不用短信的可以不接",
    (
        "Set an account up under Ways of sending and try it; two people first let the vendor's "
        "host on the list of calls out. A house that sends none may leave it"
    ),
)


def steps(at: datetime) -> Iterator[SetupStep]:
    if home.kind() is not home.Kind.REAL:
        return  # nothing leaves a demo home, whatever is configured
    yield _step(("接上发件服务器，试发一封", "Connect a mail relay and try it"), *_mail())
    yield _step(("接通短信，试发一条", "Set text messages up and try them"), *_sms())


def _step(what: Both, lacks: Both, page: str) -> SetupStep:
    roles = (Role.OPS, Role.HEAD) if page == _SETTINGS else _KEEPERS
    return SetupStep(SetupStage.SERVICES, what, lacks, roles, page, is_done=not page)


def _mail() -> tuple[Both, str]:
    """What lacks, and where that is mended; no page where nothing lacks."""
    try:
        relay = smtp.configured()
        if relay is None:
            return _NO_RELAY, _SETTINGS
        if not accounts.is_agreed(relay):
            return _told(_HOST, host=relay.host), _EGRESS
        return _trial(Way.MAIL)
    except DomainError as error:
        return (tell_code(error.code, "zh").what, tell_code(error.code, "en").what), _SETTINGS


def _sms() -> tuple[Both, str]:
    row = accounts.current()
    if row is None:
        return _NO_ACCOUNT, _CHANNELS
    host = HOSTS[Vendor(row.vendor)]
    if not egress.is_allowed(host):
        return _told(_HOST, host=host), _EGRESS
    return _trial(Way.SMS)


def _trial(way: Way) -> tuple[Both, str]:
    tried = accounts.trial(way)
    if tried is None:
        return _UNTRIED, _CHANNELS
    if tried.failure:
        zh, en = (tell_code(tried.failure, lang).what for lang in ("zh", "en"))
        return (_FAILED[0].format(why=zh), _FAILED[1].format(why=en)), _CHANNELS
    return ("", ""), ""


def _told(words: Both, **facts: str) -> Both:
    return words[0].format(**facts), words[1].format(**facts)
