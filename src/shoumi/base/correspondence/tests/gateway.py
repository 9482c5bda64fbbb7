"""A gateway of text messages on this machine: it checks each signature by itself, from what arrived
and from what the vendors publish, keeps a record of every message, and reports on them.

Nothing of ``core.letters.request_signatures`` is used here.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from urllib.parse import parse_qsl, quote, urlsplit

from shoumi.base.correspondence import accounts
from shoumi.base.correspondence.account_rules import New
from shoumi.base.correspondence.channels.sms import SmsLine
from shoumi.base.correspondence.channels.vendors import HOSTS, Vendor
from shoumi.base.egress import http_client
from shoumi.base.egress.tests.https_server import allowed, authority, certified, receiving

NAME, SECRET = "made-up-name", "made-up-secret"
BAD = (403, b'{"Code":"SignatureDoesNotMatch"}', {"Content-Type": "application/json"})


@dataclass
class Message:
    number: str
    code: str
    letter: str
    sign: str
    template: str
    receipt: str
    fate: str = ""  # delivered, bounced; empty: the operator has not said


@dataclass
class Gateway:
    """``answers``  codes to answer the next messages with, before it takes any"""

    vendor: Vendor
    sent: list[Message] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    refused: int = 0
    is_down: bool = False
    hangs_up: int = 0  # so many messages are taken, and nothing is answered
    nonces: set[str] = field(default_factory=set)

    def __call__(self, got):
        if self.is_down:
            return 503, b"later", {}
        read = {Vendor.ALIYUN: self._aliyun, Vendor.TENCENT: self._tencent}[self.vendor]
        told = read(got)
        if told is None:
            self.refused += 1
            return BAD
        if self.hangs_up and told[1]:
            self.hangs_up -= 1
            return 200, b"<html>gateway</html>", {}
        return 200, json.dumps(told[0]).encode(), {"Content-Type": "application/json"}

    def _aliyun(self, got):
        query = urlsplit(got.path).query
        pairs = dict(parse_qsl(query, keep_blank_values=True))
        scheme, _, rest = got.headers["authorization"].partition(" ")
        told = dict(part.split("=", 1) for part in rest.split(","))
        names = told["SignedHeaders"].split(";")
        nonce = got.headers["x-acs-signature-nonce"]
        digest = hashlib.sha256(got.body).hexdigest()
        wanted = {"host", "x-acs-action", "x-acs-content-sha256", "x-acs-date"}
        canonical = "\n".join(
            [
                "POST",
                "/",
                "&".join(
                    f"{quote(k, safe='~')}={quote(v, safe='~')}" for k, v in sorted(pairs.items())
                ),
                *(f"{name}:{got.headers[name].strip()}" for name in names),
                "",
                ";".join(names),
                digest,
            ]
        )
        text = f"{scheme}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        mac = hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).hexdigest()
        is_right = (
            scheme == "ACS3-HMAC-SHA256"
            and wanted <= set(names)
            and got.headers["x-acs-content-sha256"] == digest
            and told["Credential"] == NAME
            and hmac.compare_digest(mac, told["Signature"])
            and nonce not in self.nonces
        )
        self.nonces.add(nonce)
        if not is_right:
            return None
        if got.headers["x-acs-action"] == "QuerySendDetails":
            return self._details(pairs), False
        if self.answers and (code := self.answers.pop(0)):
            return {"Code": code, "Message": "no"}, False
        made = self._take(
            pairs["PhoneNumbers"],
            json.loads(pairs["TemplateParam"])["code"],
            pairs["OutId"],
            pairs["SignName"],
            pairs["TemplateCode"],
        )
        return {"Code": "OK", "BizId": made.receipt, "Message": "OK"}, True

    def _details(self, pairs):
        states = {"": 1, "bounced": 2, "delivered": 3}
        rows = [
            {"OutId": one.letter, "SendStatus": states[one.fate], "PhoneNum": one.number}
            for one in self.sent
            if one.number == pairs["PhoneNumber"] and pairs.get("BizId", one.receipt) == one.receipt
        ]
        return {"Code": "OK", "SmsSendDetailDTOs": {"SmsSendDetailDTO": rows}}

    def _tencent(self, got):
        scheme, _, rest = got.headers["authorization"].partition(" ")
        told = dict(part.strip().split("=", 1) for part in rest.split(","))
        name, _, scope = told["Credential"].partition("/")
        seconds = int(got.headers["x-tc-timestamp"])
        day = datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d")
        names = told["SignedHeaders"].split(";")
        lines = "".join(f"{one}:{got.headers[one]}\n" for one in names)
        canonical = "\n".join(
            ["POST", "/", "", lines, ";".join(names), hashlib.sha256(got.body).hexdigest()]
        )
        text = "\n".join(
            [scheme, str(seconds), scope, hashlib.sha256(canonical.encode()).hexdigest()]
        )
        key = b"TC3" + SECRET.encode()
        for part in (day, "sms", "tc3_request"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        mac = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
        is_right = (
            scheme == "TC3-HMAC-SHA256"
            and {"content-type", "host"} <= set(names)
            and (name, scope) == (NAME, f"{day}/sms/tc3_request")
            and hmac.compare_digest(mac, told["Signature"])
        )
        if not is_right:
            return None
        given = json.loads(got.body)
        if got.headers["x-tc-action"] == "PullSmsSendStatusByPhoneNumber":
            return self._statuses(given), False
        if self.answers and (code := self.answers.pop(0)):
            return {"Response": {"SendStatusSet": [{"Code": code}]}}, False
        made = self._take(
            given["PhoneNumberSet"][0].removeprefix("+86"),
            given["TemplateParamSet"][0],
            given["SessionContext"],
            given["SignName"],
            given["TemplateId"],
        )
        one = {"Code": "Ok", "SerialNo": made.receipt, "SessionContext": made.letter}
        return {"Response": {"SendStatusSet": [one]}}, True

    def _statuses(self, given):
        words = {"bounced": "FAIL", "delivered": "SUCCESS"}
        number = given["PhoneNumber"].removeprefix("+86")
        rows = [
            {"SerialNo": one.receipt, "SessionContext": one.letter, "ReportStatus": words[one.fate]}
            for one in self.sent
            if one.number == number and one.fate
        ]
        return {"Response": {"PullSmsSendStatusSet": rows}}

    def _take(self, number, code, letter, sign, template):
        made = Message(number, code, letter, sign, template, f"biz{len(self.sent)}")
        self.sent.append(made)
        return made


@contextmanager
def serving(gateway):
    """Lines to the gateway, which stands where the vendor's host is said to be."""
    with receiving(gateway, context=certified(HOSTS[gateway.vendor])) as server:
        call = partial(http_client.call, ways=server.ways())
        yield lambda way: SmsLine(accounts._usable(), call)


def kept(vendor, *, keeper, approver, at, secret=SECRET):
    """The vendor's host is on the list of calls out, and the account is set up."""
    host = HOSTS[vendor]
    allowed(host, asker=keeper, approver=approver, at=at, authority=authority()[0])
    return accounts.keep(account=new(vendor, secret), actor=keeper, at=at)


def new(vendor, secret=SECRET):
    template = {Vendor.ALIYUN: "SMS_100000001", Vendor.TENCENT: "100001"}[vendor]
    other = {Vendor.ALIYUN: "SMS_100000002", Vendor.TENCENT: "100002"}[vendor]
    third = {Vendor.ALIYUN: "SMS_100000003", Vendor.TENCENT: "100003"}[vendor]
    app = "1400000000" if vendor is Vendor.TENCENT else ""
    return New(vendor, "云岚虚构", template, other, NAME, secret, app, third)
