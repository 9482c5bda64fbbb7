"""The name under which people reach the house."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shoumi.base.clock import home
from shoumi.base.registry import SetupStage, SetupStep
from shoumi.base.transport import server_address
from shoumi.core.messages import Both
from shoumi.core.terms import Role

_LACKS: Both = (
    (
        "在“设置”里填写对外网址，前面放一台带证书的代理，再由运维在服务器上重启服务"
        "（systemctl restart shoumi）；没有网址，客户的信里没有链接，员工只能在这台机器上登录"
    ),
    (
        "Name it under Settings, put a proxy with a certificate before the house, then whoever "
        "runs the machine restarts the service (systemctl restart shoumi); without a name letters "
        "carry no link, and people sign in on this machine only"
    ),
)


def steps(at: datetime) -> Iterator[SetupStep]:
    if home.kind() is not home.Kind.REAL:
        return  # a demo home is looked at where it stands
    yield SetupStep(
        SetupStage.SERVICES,
        ("写上网址", "Name the site"),
        _LACKS,
        (Role.OPS, Role.HEAD),
        "settings",
        is_done=bool(server_address.public_site()),
    )
