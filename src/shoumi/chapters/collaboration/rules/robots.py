"""Robots of three vendors that post into a group: how each is asked, signed to and answers.

DingTalk  key = secret, over "ms\\nsecret", in the address; 20 a minute, else ten minutes of silence
          https://open.dingtalk.com/document/robots/custom-robot-access
Feishu    key = "s\\nsecret", over nothing, in the body; 100 a minute, 5 a second
          https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
WeCom     the key in the address is all there is; 20 a minute, a text of 2,048 bytes
          https://developer.work.weixin.qq.com/document/path/91770

Each may answer 200 and mean no.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

T = TypeVar("T")
WINDOW = timedelta(minutes=1)
MOST_BYTES = 2_048
MOST_TRIES = 10
_CUT = "…"


class Vendor(StrEnum):
    DINGTALK = "DINGTALK"
    FEISHU = "FEISHU"
    WECOM = "WECOM"


class What(StrEnum):
    """What a notice tells; closed words and a number, never anybody's name."""

    TASK = "TASK"  # a shared task began
    MESSAGE = "MESSAGE"  # somebody of the department is meant to read a message
    DIGEST = "DIGEST"  # so many more


class NoticeState(StrEnum):
    """Of a notice."""

    WAITING = "WAITING"
    SENT = "SENT"  # by itself
    DIGESTED = "DIGESTED"  # among others
    FAILED = "FAILED"  # given up after many tries


HOSTS: Mapping[Vendor, str] = {
    Vendor.DINGTALK: "oapi.dingtalk.com",
    Vendor.FEISHU: "open.feishu.cn",
    Vendor.WECOM: "qyapi.weixin.qq.com",
}
# Within ``WINDOW``; of Feishu a second's worth, as a run sends as fast as it can.
MOST: Mapping[Vendor, int] = {Vendor.DINGTALK: 20, Vendor.FEISHU: 5, Vendor.WECOM: 20}
# Who signs has to have a secret.
SIGNING = frozenset({Vendor.DINGTALK, Vendor.FEISHU})


@dataclass(frozen=True, slots=True)
class Asked:
    """One call."""

    url: str = field(repr=False)
    body: bytes = field(repr=False)


def asked(vendor: Vendor, url: str, secret: str, text: str, at: datetime) -> Asked:
    told = cut(text)
    match vendor:
        case Vendor.DINGTALK:
            stamp = str(int(at.timestamp() * 1000))
            signed = _signed(secret, f"{stamp}\n{secret}")
            query = urlencode({"timestamp": stamp, "sign": signed})
            return Asked(f"{url}&{query}", _body({"msgtype": "text", "text": {"content": told}}))
        case Vendor.FEISHU:
            stamp = str(int(at.timestamp()))
            signed = _signed(f"{stamp}\n{secret}", "")
            said = {"timestamp": stamp, "sign": signed}
            return Asked(url, _body({**said, "msg_type": "text", "content": {"text": told}}))
    return Asked(url, _body({"msgtype": "text", "text": {"content": told}}))


def is_taken(status: int, body: bytes) -> bool:
    """Whether the vendor says that it has it."""
    try:
        said = json.loads(body)
    except ValueError:
        return False
    if status != 200 or not isinstance(said, dict):
        return False
    return said.get("errcode", said.get("code", said.get("StatusCode"))) == 0


def cut(text: str) -> str:
    """As much of it as every vendor takes, in whole characters."""
    told = text.encode()
    if len(told) <= MOST_BYTES:
        return text
    return told[: MOST_BYTES - len(_CUT.encode())].decode(errors="ignore") + _CUT


def shared_out(waiting: Sequence[T], room: int) -> tuple[Sequence[T], Sequence[T]]:
    """Which go by themselves and which together as one, where ``room`` may still go."""
    if room <= 0:
        return (), ()
    if len(waiting) <= room:
        return waiting, ()
    return waiting[: room - 1], waiting[room - 1 :]


def _signed(key: str, message: str) -> str:
    return base64.b64encode(hmac.digest(key.encode(), message.encode(), hashlib.sha256)).decode()


def _body(said: Mapping[str, object]) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode()
