"""The step of the account for text messages: tried by one to the visitor's own number."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from shoumi.base.correspondence import accounts
from shoumi.base.correspondence.account_rules import New, require_fit
from shoumi.base.messages import names
from shoumi.base.outbox.errors import TrialWanted
from shoumi.base.pages.form_submission import pointed
from shoumi.base.pages.forms import Field
from shoumi.base.pages.request import PageRequest
from shoumi.core.messages import Both
from shoumi.doors.set_up import draft
from shoumi.doors.verbs.setting_fields import SMS_ACCOUNT, SMS_KEYS, UNTRIED

WITHOUT: Both = (
    "不填：告知不能用短信寄，只能用邮件和书信；以后可以在“寄送渠道”接通。",
    ("Without one: notices go by mail and on paper; it can be set up later under Ways of sending."),
)
LEAD: Both = (
    "签名和模板须已在服务商那里审核通过。给客户的短信，要等两个人把服务商的主机列入出站白名单才会发出。",
    (
        "The vendor has approved sign and templates before. Customers get none until two people "
        "have let the vendor's host on the list of calls out."
    ),
)
_SECRETS = frozenset(one.name for one in SMS_KEYS)
_TO = Field(
    "to",
    ("试发一条到", "Send a trial to"),
    help=("您自己的手机号；保存之前真的发出一条", "Your own number; a real message goes out first"),
    is_needed=False,
    most=11,
    hints={"autocomplete": "off", "inputmode": "numeric", "spellcheck": "false"},
)
_KEPT: Both = ("不改就留空", "Leave it empty to keep it")


def fields() -> tuple[Field, ...]:
    """Once an account is filled in its keys may be left empty; they do not come back."""
    keys = SMS_KEYS
    if draft.draft.sms is not None:
        keys = tuple(replace(one, help=_KEPT, is_needed=False, default="") for one in SMS_KEYS)
    return (*SMS_ACCOUNT, *keys, _TO, UNTRIED)


def saved(request: PageRequest, given: dict[str, Any]) -> dict[str, Any]:
    """What the form shows again, once the account was tried or is taken untried.

    Raises:
        FieldErrors, AccountUnfit, TrialFailed
    """
    now = draft.draft
    account = _account(given, now.sms)
    if given["is_untried"]:
        require_fit(account)
    elif not given["to"]:
        raise pointed({"to": TrialWanted()})
    else:
        accounts.attempt_first(account=account, to=given["to"], at=request.at)
    now.sms, now.is_sms_tried = account, not given["is_untried"]
    return {name: value for name, value in given.items() if name not in _SECRETS}


def _account(given: dict[str, Any], before: New | None) -> New:
    """Keys that were typed before go to no other vendor."""
    told = {one.name: given[one.name] for one in (*SMS_ACCOUNT, *SMS_KEYS)}
    if before is not None and before.vendor == told["vendor"]:
        told |= {name: told[name] or getattr(before, name) for name in _SECRETS}
    return New(**told)


def said(request: PageRequest) -> str:
    account = draft.draft.sms
    if account is None:
        return ""
    tried: Both = ("试发成功", "tried") if draft.draft.is_sms_tried else ("没有试", "not tried")
    vendor = names.of(account.vendor, request.lang)
    return f"{vendor} · {account.sign_name} · {request.say(tried)}"


def order() -> dict[str, Any] | None:
    """What the maker is told."""
    now = draft.draft
    return {"account": asdict(now.sms), "is_tried": now.is_sms_tried} if now.sms else None
