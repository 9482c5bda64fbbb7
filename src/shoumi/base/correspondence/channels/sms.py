"""Text messages over the account at a vendor: an approved sign, an approved template, the code.

What a vendor approves is a template with one place in it, ``code``, behind the ``#`` of the link.
Each message carries the letter's number, so the vendor can be asked about it afterwards.
"""

from __future__ import annotations

import json
import secrets as random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from shoumi.base.correspondence.channels.outcome import Broken, Doubtful, Outcome, Parcel
from shoumi.base.correspondence.channels.vendors import HOSTS, Vendor
from shoumi.base.correspondence.errors import RelayStopped, VendorRefused
from shoumi.base.correspondence.rules import Occasion, State
from shoumi.base.egress import http_client
from shoumi.base.egress.errors import CallFailed, HostNotAllowed
from shoumi.base.egress.http_client import Answer, Request
from shoumi.core.calendar import CHINA
from shoumi.core.letters.request_signatures import Keys, Signed, aliyun, tencent
from shoumi.core.refs import Ref

Call = Callable[[Request], Answer]

_CODE_SIZE, _UNAVAILABLE = 60, 503
# A number that nobody can have, or whose owner wants no such messages.
_NOBODY = frozenset(
    {
        "isv.MOBILE_NUMBER_ILLEGAL",
        "isv.BLACK_KEY_CONTROL_LIMIT",
        "InvalidParameterValue.IncorrectPhoneNumber",
        "FailedOperation.PhoneNumberInBlacklist",
        "UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber",
    }
)
# Too many at once, or the vendor's own trouble.
_LATER = (
    "isv.BUSINESS_LIMIT_CONTROL",
    "isp.",
    "Throttling",
    "ServiceUnavailable",
    "InternalError",
    "LimitExceeded",
    "RequestLimitExceeded",
)


class NotTaken(RelayStopped):
    """The vendor says that it handles nothing now (RFC 9110, 15.6.4)."""

    sent = False


@dataclass(frozen=True, slots=True)
class Account:
    """The account as it is used: nothing of it is stored so."""

    vendor: Vendor
    sign_name: str
    app: str
    notice_template: str
    reminder_template: str
    keys: Keys
    incident_template: str = ""

    def template(self, occasion: Occasion) -> str:
        """
        Raises:
            VendorRefused: it approved no text for that.
        """
        found = {
            Occasion.NOTICE: self.notice_template,
            Occasion.REMINDER: self.reminder_template,
            Occasion.INCIDENT: self.incident_template,
        }[occasion]
        if not found:
            raise VendorRefused(answer="template")
        return found


class _Words(Protocol):
    """How one vendor wants to be asked, and what its answers mean."""

    def send(self, account: Account, parcel: Parcel, at: datetime) -> Signed: ...

    def sent(self, told: Mapping[str, Any]) -> tuple[str, str]:
        """Its code, empty where it took the message, and what it calls the message."""

    def ask(self, account: Account, wish: Wish, at: datetime) -> Signed: ...

    def fate(self, told: Mapping[str, Any], wish: Wish) -> Fared: ...


class Fared(StrEnum):
    """What a vendor knows of one message."""

    DELIVERED = "delivered"
    BOUNCED = "bounced"
    TAKEN = "taken"  # it has it, and knows no more
    UNKNOWN = "unknown"  # it never had it
    SILENT = "silent"  # it does not say


@dataclass(frozen=True, slots=True)
class Wish:
    """To know how one text message fared."""

    letter: Ref
    mobile: str
    receipt: str
    sent_at: datetime


class _Aliyun:
    def _signed(
        self, account: Account, action: str, parameters: Mapping[str, str], at: datetime
    ) -> Signed:
        return aliyun(
            account.keys,
            host=HOSTS[Vendor.ALIYUN],
            action=action,
            version="2017-05-25",
            parameters=parameters,
            at=at,
            nonce=random.token_hex(16),
        )

    def send(self, account: Account, parcel: Parcel, at: datetime) -> Signed:
        parameters = {
            "PhoneNumbers": parcel.place.to,
            "SignName": account.sign_name,
            "TemplateCode": account.template(parcel.occasion),
            "TemplateParam": json.dumps({"code": parcel.own.short}),
            "OutId": parcel.letter,
        }
        return self._signed(account, "SendSms", parameters, at)

    def sent(self, told: Mapping[str, Any]) -> tuple[str, str]:
        code = str(told.get("Code", ""))
        return ("" if code == "OK" else code or "?"), str(told.get("BizId", ""))

    def ask(self, account: Account, wish: Wish, at: datetime) -> Signed:
        parameters = {
            "PhoneNumber": wish.mobile,
            "SendDate": f"{wish.sent_at.astimezone(CHINA):%Y%m%d}",
            "PageSize": "50",
            "CurrentPage": "1",
        } | ({"BizId": wish.receipt} if wish.receipt else {})
        return self._signed(account, "QuerySendDetails", parameters, at)

    def fate(self, told: Mapping[str, Any], wish: Wish) -> Fared:
        if told.get("Code") != "OK":
            return Fared.SILENT
        rows = told.get("SmsSendDetailDTOs", {}).get("SmsSendDetailDTO", [])
        own = [one for one in rows if one.get("OutId") == wish.letter]
        states = {3: Fared.DELIVERED, 2: Fared.BOUNCED}
        return states.get(own[0].get("SendStatus"), Fared.TAKEN) if own else Fared.UNKNOWN


class _Tencent:
    def _signed(
        self, account: Account, action: str, parameters: Mapping[str, object], at: datetime
    ) -> Signed:
        return tencent(
            account.keys,
            host=HOSTS[Vendor.TENCENT],
            action=action,
            version="2021-01-11",
            region="ap-guangzhou",
            parameters={"SmsSdkAppId": account.app, **parameters},
            at=at,
        )

    def send(self, account: Account, parcel: Parcel, at: datetime) -> Signed:
        parameters = {
            "PhoneNumberSet": [f"+86{parcel.place.to}"],
            "SignName": account.sign_name,
            "TemplateId": account.template(parcel.occasion),
            "TemplateParamSet": [parcel.own.short],
            "SessionContext": parcel.letter,
        }
        return self._signed(account, "SendSms", parameters, at)

    def sent(self, told: Mapping[str, Any]) -> tuple[str, str]:
        answer = told.get("Response", {})
        if "Error" in answer:
            return str(answer["Error"].get("Code", "?")), ""
        [one] = answer["SendStatusSet"]
        code = str(one.get("Code", ""))
        return ("" if code == "Ok" else code or "?"), str(one.get("SerialNo", ""))

    def ask(self, account: Account, wish: Wish, at: datetime) -> Signed:
        since = wish.sent_at - timedelta(minutes=5)
        parameters = {
            "BeginTime": int(since.timestamp()),
            "EndTime": int(at.timestamp()),
            "Offset": 0,
            "Limit": 100,
            "PhoneNumber": f"+86{wish.mobile}",
        }
        return self._signed(account, "PullSmsSendStatusByPhoneNumber", parameters, at)

    def fate(self, told: Mapping[str, Any], wish: Wish) -> Fared:
        answer = told.get("Response", {})
        if "Error" in answer:
            return Fared.SILENT
        states = {"SUCCESS": Fared.DELIVERED, "FAIL": Fared.BOUNCED}
        for one in answer.get("PullSmsSendStatusSet", []):
            is_own = wish.receipt and one.get("SerialNo") == wish.receipt
            if is_own or one.get("SessionContext") == wish.letter:
                return states.get(one.get("ReportStatus"), Fared.TAKEN)
        return Fared.SILENT  # it tells only of those whose operator has reported


_VENDORS: Mapping[Vendor, _Words] = {Vendor.ALIYUN: _Aliyun(), Vendor.TENCENT: _Tencent()}


class SmsLine:
    def __init__(self, account: Account, call: Call = http_client.call) -> None:
        self.account, self.call, self.words = account, call, _VENDORS[account.vendor]

    def send(self, parcel: Parcel) -> Outcome:
        signed = self.words.send(self.account, parcel, parcel.at)
        parcel.claim()
        try:
            code, receipt = self.words.sent(self._asked(signed))
        except HostNotAllowed as error:
            raise VendorRefused(answer=error.code) from error
        except (CallFailed, NotTaken) as error:
            raise (Doubtful if error.sent else Broken)(failure=error.code) from error
        except (ValueError, LookupError, TypeError) as error:
            raise Doubtful(failure=type(error).__name__) from error
        return _outcome(code, receipt)

    def fate(self, wish: Wish, at: datetime) -> Fared:
        """
        Raises:
            Broken: the vendor cannot be reached, or cannot be understood.
        """
        try:
            return self.words.fate(self._asked(self.words.ask(self.account, wish, at)), wish)
        except (CallFailed, HostNotAllowed, NotTaken) as error:
            raise Broken(failure=error.code) from error
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise Broken(failure=type(error).__name__) from error

    def _asked(self, signed: Signed) -> Mapping[str, Any]:
        answer = self.call(Request(signed.url, "POST", signed.body, signed.headers))
        if answer.status == _UNAVAILABLE:
            raise NotTaken
        told = json.loads(answer.body)
        if not isinstance(told, dict):
            raise ValueError("no object")
        return told

    def close(self) -> None:
        """Nothing is open."""


def _outcome(code: str, receipt: str) -> Outcome:
    """
    Raises:
        VendorRefused
    """
    shown = code[:_CODE_SIZE]
    if not code:
        return Outcome(State.SENT, receipt=receipt[:80])
    if code in _NOBODY:
        return Outcome(State.BOUNCED, shown)
    if code.startswith(_LATER):
        return Outcome(State.QUEUED, shown)
    raise VendorRefused(answer=shown)
