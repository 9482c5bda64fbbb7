"""Replies by text message, as the relay hands them over: from which number, and what they ask for.

A word that ends messages (STOP, 退订 …) is an objection, whatever was sent before; anything else is
a question until somebody says otherwise.  Nothing is answered by itself, so no number learns
whether anything is known of it.
"""

from __future__ import annotations

import re
import unicodedata

from shoumi.chapters.feedback.rules import Kind

MOST_TEXT = 2_000
MOST_ID = 100
_CHINA = re.compile(r"(?:\+|00)?86(?=1[0-9]{10}$)")
_NUMBER = re.compile(r"\+?[0-9]{5,20}")
_BETWEEN = re.compile(r"[\s\-()./]")
_SIGNS = re.compile(r"[\W_]+")
# What carriers and senders in China and elsewhere tell people to reply; each is the whole text.
_WHOLE = frozenset(
    (
        *("stop", "stopall", "unsubscribe", "cancel", "end", "quit", "optout", "t", "td", "r", "n"),
        *("退", "退订", "退定", "退订td", "回t", "取消", "取消订阅", "拒收", "拒绝接收", "停止"),
        *("停止发送", "不要再发", "别再发了", "不要发了", "不再接收"),
    )
)
# Said among other words.
_WITHIN = (
    "退订",
    "拒收",
    "取消订阅",
    "不要再发",
    "别再发",
    "不要给我发",
    "unsubscribe",
    "stop texting",
)
_ASKS = re.compile(r"[?？]|怎么|如何|吗|how\b|为什么|what\b")
_HAN = re.compile("[\u3400-\u9fff]")


def number(told: str) -> str | None:
    """As it is compared and kept, without the code of China; None where it is no number."""
    bare = _BETWEEN.sub("", unicodedata.normalize("NFKC", told))
    own = _CHINA.sub("", bare)
    return own if _NUMBER.fullmatch(own) else None


def kind(text: str) -> Kind:
    said = unicodedata.normalize("NFKC", text).casefold()
    if _SIGNS.sub("", said) in _WHOLE:
        return Kind.OBJECT
    is_told = any(word in said for word in _WITHIN) and not _ASKS.search(said)
    return Kind.OBJECT if is_told else Kind.QUESTION


def is_chinese(text: str) -> bool:
    """Whether the answer is in Chinese: a word such as STOP is of no language."""
    return bool(_HAN.search(text)) or kind(text) is Kind.OBJECT
