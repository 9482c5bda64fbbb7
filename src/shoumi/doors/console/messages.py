"""Texts of the console: refusals."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "signin.answer_malformed": Message(
        zh="浏览器发来的内容不是通行密钥的回答。",
        en="What the browser sent is no answer of a passkey.",
        remedy_zh="重新加载页面后再试。",
        remedy_en="Load the page again and try once more.",
    ),
}
