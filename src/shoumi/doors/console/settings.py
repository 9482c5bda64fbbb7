"""What this home is, and what the doctor finds in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import connections
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.anchoring import witness
from shoumi.base.clock import home
from shoumi.base.correspondence import mailbox
from shoumi.base.documents import signatures
from shoumi.base.home_settings import queries as home_settings
from shoumi.base.messages import names
from shoumi.base.messages.reader import speaking
from shoumi.base.outbox import smtp
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage, button, show
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.transport import server_address
from shoumi.base.vault import keyring
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.doors import health_checks
from shoumi.doors.console.jobs import KEEPERS
from shoumi.doors.health_checks import check_names
from shoumi.doors.health_checks.findings import State

_TITLE: Both = ("设置", "Settings")
_SET: Both = ("已配置", "configured")
_NOT_SET: Both = ("未配置", "not configured")
_UNFIT: Both = ("已配置，但不能用", "configured, but unfit")
_WORDS: dict[State, Both] = {
    State.OK: ("正常", "well"),
    State.WARN: ("提示", "to know"),
    State.FAIL: ("有误", "wrong"),
}
_COLUMNS = (
    Column(("查什么", "Check")),
    Column(("结果", "State")),
    Column(("情况", "What was found")),
    Column(("怎么补", "The mend")),
)


@open_to(Who.STAFF, *KEEPERS)
@require_http_methods(["GET", "HEAD"])
def settings(request: PageRequest) -> HttpResponse:
    """No secret and no path of the machine's but those the doctor names."""
    suite = keyring.suite()
    pairs: list[tuple[Both, object]] = [
        (("这是", "This is"), names.of(home.kind(), request.lang)),
        (("时间", "Time"), request.at),
        (("密码套件", "Cipher suite"), f"{suite.name} ({suite.cipher})"),
        (("数据库", "Data"), connections["default"].vendor),
        (("密钥库", "Keyring"), connections["keyring"].vendor),
        (("见证人", "Witness"), _state(request, witness.url() is not None)),
        *_chosen(request),
    ]
    links = [
        (request.say(("寄送渠道", "Ways of sending")), reverse("channels")),
        (request.say(("存量核对", "Examination of what is stored")), reverse("examination")),
    ]
    links += button(request, "move-clock") if request.is_demo else []
    return show(
        request,
        ContentPage(
            _TITLE,
            [_findings(request)],
            pairs=pairs,
            links=links,
            acts=[link for slug in _OWN for link in button(request, slug)],
        ),
    )


_OWN = (
    "settings-company",
    "settings-logo",
    "settings-relay",
    "settings-mailbox",
    "settings-stamps",
    "settings-site",
    "settings-relay-remove",
    "settings-mailbox-remove",
    "settings-stamps-remove",
)


def _chosen(request: PageRequest) -> Iterator[tuple[Both, object]]:
    """What people have set on pages, or the environment before them."""
    yield ("公司", "Company"), _read(request, _company_name)
    yield ("对外网址", "Public address"), server_address.public_site() or request.say(_NOT_SET)
    yield ("邮件服务器", "Mail relay"), _read(request, _relay_host)
    yield ("收退信的信箱", "Mailbox of reports"), _read(request, _mailbox)
    yield ("时间戳服务", "Time-stamps"), _read(request, signatures.tsa_url)


def _company_name() -> str | None:
    company = home_settings.company()
    return company.name if company else None


def _relay_host() -> str | None:
    relay = smtp.configured()
    return f"{relay.host}:{relay.port}" if relay else None


def _mailbox() -> str | None:
    box = mailbox.configured()
    return f"{box.host} · {box.folder}" if box else None


def _read(request: PageRequest, of: Callable[[], str | None]) -> str:
    try:
        return of() or request.say(_NOT_SET)
    except DomainError as error:
        return f"{request.say(_UNFIT)}：{request.tell(error).what}"


def _state(request: PageRequest, is_set: bool) -> str:
    return request.say(_SET if is_set else _NOT_SET)


def _findings(request: PageRequest) -> Table:
    """What is wrong first."""
    with speaking(request.lang):
        found = health_checks.examine()
    order = [State.FAIL, State.WARN, State.OK]
    rows = [
        (
            request.say(check_names.of(one.check)),
            Cell(request.say(_WORDS[one.state])),
            one.what,
            one.mend,
        )
        for one in sorted(found, key=lambda one: order.index(one.state))
    ]
    return Table(_COLUMNS, rows, ("检查所得", "What the doctor found"), ("没有。", "Nothing."))
