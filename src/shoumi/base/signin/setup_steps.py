"""That both who began the house can sign in: what takes two persons takes both of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shoumi.base.accounts import queries as accounts
from shoumi.base.clock import home
from shoumi.base.registry import SetupStage, SetupStep
from shoumi.base.signin import queries
from shoumi.base.signin.rules import Access
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

_LACKS: dict[Access, Both] = {
    Access.INVITED: ("已邀请，等其登录：{names}", "Invited, not signed in yet: {names}"),
    Access.LAPSED: (
        "邀请过期了，请再发一次：{names}",
        "The invitation is over, send it again: {names}",
    ),
    Access.NONE: ("还没有邀请：{names}", "Not invited yet: {names}"),
    Access.LOST: ("没有登录方式了：{names}", "No way to sign in left: {names}"),
}
_SENT = (Access.INVITED, Access.LAPSED)


def steps(at: datetime) -> Iterator[SetupStep]:
    if home.kind() is not home.Kind.REAL:
        return  # in a demo home one link signs anybody in
    founders = sorted({*accounts.who(Role.HEAD, at), *accounts.who(Role.DPO, at)})
    # Of a real house both clocks are one.
    found = queries.access(founders, real_at=at)
    out = [ref for ref in founders if found[ref] is not Access.CAN]
    is_sent = bool(out) and all(found[ref] in _SENT for ref in out)
    told = [_named(words, _having(found, kind)) for kind, words in _LACKS.items()]
    yield SetupStep(
        SetupStage.SIGN_IN,
        ("两个人都设好登录", "Have two people able to sign in"),
        ("；".join(zh for zh, _ in told if zh), "; ".join(en for _, en in told if en)),
        (Role.HEAD, Role.DPO),
        "act-invite" if is_sent else "people",
        is_done=not out and len(founders) > 1,
        is_waiting=bool(out) and all(found[ref] is Access.INVITED for ref in out),
        button=("再发一次", "Send again") if is_sent else ("去邀请", "Invite"),
        of={"person": out[0]} if is_sent else {},
    )


def _having(found: dict[Ref, Access], kind: Access) -> list[str]:
    return list(accounts.names([str(ref) for ref, own in found.items() if own is kind]).values())


def _named(words: Both, people: list[str]) -> Both:
    if not people:
        return "", ""
    zh, en = words
    return zh.format(names="、".join(people)), en.format(names=", ".join(people))
