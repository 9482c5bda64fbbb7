"""What the console of a vendor of text messages shows of an account, and whether it can be one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from shoumi.base.correspondence.channels.vendors import Vendor
from shoumi.base.correspondence.errors import AccountUnfit

_WORD = re.compile(r"[\x21-\x7e]{1,80}")
_SIGN = re.compile(r"[\w（）()·&\-]{2,20}")
_TEMPLATES = {Vendor.ALIYUN: re.compile(r"SMS_\d{4,20}"), Vendor.TENCENT: re.compile(r"\d{4,20}")}
_APP = re.compile(r"\d{6,20}")


@dataclass(frozen=True, slots=True)
class New:
    """An account as its console shows it."""

    vendor: Vendor
    sign_name: str
    notice_template: str
    reminder_template: str
    key_name: str
    key_secret: str = field(repr=False)
    app: str = ""
    incident_template: str = ""


def require_fit(account: New) -> None:
    """
    Raises:
        AccountUnfit
    """
    template = _TEMPLATES[account.vendor]
    fits = {
        "sign_name": _SIGN.fullmatch(account.sign_name),
        "notice_template": template.fullmatch(account.notice_template),
        "reminder_template": template.fullmatch(account.reminder_template),
        "incident_template": not account.incident_template
        or template.fullmatch(account.incident_template),
        "key_name": _WORD.fullmatch(account.key_name),
        "key_secret": _WORD.fullmatch(account.key_secret),
        "app": account.vendor is Vendor.ALIYUN or _APP.fullmatch(account.app),
    }
    for part, is_fit in fits.items():
        if not is_fit:
            raise AccountUnfit(part=part)
