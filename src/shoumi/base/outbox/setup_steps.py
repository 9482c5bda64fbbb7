"""The relay through which mail leaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shoumi.base.clock import home
from shoumi.base.messages.refusals import tell_code
from shoumi.base.outbox import smtp
from shoumi.base.outbox.errors import PasswordInAddress, RelayUnfit, SecretExposed
from shoumi.base.registry import SetupStage, SetupStep
from shoumi.core.messages import Both
from shoumi.core.terms import Role

_LACKS: Both = (
    "在服务的环境文件里写 SHOUMI_SMTP_URL，重启后在“传输加密”页试一次；没有它，信留在发件箱",
    (
        "Put SHOUMI_SMTP_URL into the service's environment file, restart, and try it on the page "
        "of encrypted transport; without it letters stay in the outbox"
    ),
)


def steps(at: datetime) -> Iterator[SetupStep]:
    if home.kind() is not home.Kind.REAL:
        return  # nothing leaves a demo home, whatever is configured
    is_done, lacks = False, _LACKS
    try:
        is_done = smtp.configured() is not None
    except (RelayUnfit, PasswordInAddress, SecretExposed) as error:
        lacks = (tell_code(error.code, "zh").what, tell_code(error.code, "en").what)
    yield SetupStep(
        SetupStage.SERVICES,
        ("接上发件服务器", "Connect a mail relay"),
        lacks,
        (Role.OPS,),
        "transport",
        is_done=is_done,
    )
