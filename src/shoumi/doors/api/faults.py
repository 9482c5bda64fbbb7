"""What is wrong with a field, in words: for the few ways in which one can be wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shoumi.base.api.schemas import Fault
from shoumi.base.messages.text import say
from shoumi.core.messages import Both, Lang

_WORDS: Mapping[str, Both] = {
    "missing": ("必填", "is needed"),
    "extra_forbidden": ("没有这个字段", "there is no such field"),
    "enum": ("只能是：{expected}", "must be one of: {expected}"),
    "literal_error": ("只能是：{expected}", "must be one of: {expected}"),
    "string_too_short": ("至少 {min_length} 个字符", "needs at least {min_length} characters"),
    "string_too_long": ("最多 {max_length} 个字符", "has at most {max_length} characters"),
    "string_pattern_mismatch": ("写法不对", "is not written in its form"),
    "too_short": ("至少 {min_length} 项", "needs at least {min_length} items"),
    "too_long": ("最多 {max_length} 项", "has at most {max_length} items"),
    "greater_than_equal": ("不小于 {ge}", "must be at least {ge}"),
    "less_than_equal": ("不大于 {le}", "must be at most {le}"),
}
_OTHER: Both = ("类型不对", "is not of its type")
_KINDS: tuple[tuple[str, Both], ...] = (
    ("int", ("要整数", "must be a whole number")),
    ("bool", ("要 true 或 false", "must be true or false")),
    ("date", ("要 RFC 3339 的日期或时间", "must be a date or time as in RFC 3339")),
    ("timezone", ("要带时区", "needs a time zone")),
    ("string", ("要文字", "must be text")),
    ("list", ("要列表", "must be a list")),
    ("json", ("要 JSON", "must be JSON")),
    ("model", ("要对象", "must be an object")),
)
_MOST = 200


def told(errors: list[dict[str, Any]], lang: Lang) -> list[Fault]:
    """Each field once, with what is wrong and so how to mend it; never what was sent."""
    found: dict[str, Fault] = {}
    for one in errors:
        # The body is one object; what an operation calls it is nobody's business.
        field = ".".join(str(part) for part in one["loc"] if part != "given")[:_MOST]
        words = _words(str(one["type"]))
        context = {name: _plain(value) for name, value in one.get("ctx", {}).items()}
        found.setdefault(field, Fault(field=field, title=say(words, lang, **context)))
    return list(found.values())


def _words(kind: str) -> Both:
    if kind in _WORDS:
        return _WORDS[kind]
    return next((words for start, words in _KINDS if kind.startswith(start)), _OTHER)


def _plain(value: object) -> str:
    return str(value).replace("'", "")
