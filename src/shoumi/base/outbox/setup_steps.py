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
    "在“设置”里填写发件服务器，当场试发一封；没有它，信留在发件箱",
    "Name it under Settings and try it with a mail at once; without it letters stay in the outbox",
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
        (Role.OPS, Role.HEAD),
        "settings",
        is_done=is_done,
    )
