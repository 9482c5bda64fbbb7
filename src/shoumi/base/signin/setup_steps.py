"""That both who began the house can sign in: what takes two persons takes both of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shoumi.base.accounts import queries as accounts
from shoumi.base.clock import home
from shoumi.base.registry import SetupStage, SetupStep
from shoumi.base.signin import queries
from shoumi.core.terms import Role


def steps(at: datetime) -> Iterator[SetupStep]:
    if home.kind() is not home.Kind.REAL:
        return  # in a demo home one link signs anybody in
    founders = sorted({*accounts.who(Role.HEAD, at), *accounts.who(Role.DPO, at)})
    out = [ref for ref in founders if not queries.can_sign_in(ref)]
    called = accounts.names(map(str, out))
    zh, en = "、".join(called.values()), ", ".join(called.values())
    yield SetupStep(
        SetupStage.SIGN_IN,
        ("两个人都设好登录", "Have two people able to sign in"),
        (
            f"还不能登录：{zh}。在人员页给他一个邀请链接",
            f"Cannot sign in yet: {en}. Make an invitation on the page of people",
        ),
        (Role.HEAD, Role.DPO),
        "people",
        is_done=not out and len(founders) > 1,
    )
