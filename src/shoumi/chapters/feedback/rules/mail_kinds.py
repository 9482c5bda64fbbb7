"""What somebody who writes freely seems to ask for, so that the clock and the proof are those of
it from the first day.  People who handle it say what it really is."""

from __future__ import annotations

import re

from shoumi.chapters.feedback.rules import Kind

# Looked for in this order: who wants to be deleted often asks what is held as well.
_WORDS: tuple[tuple[Kind, str], ...] = (
    (Kind.COMPLAINT, r"投诉|举报|complain"),
    (Kind.RELATIVES, r"已故|去世|逝世|遗产|deceased"),
    (Kind.CLOSE_ACCOUNT, r"注销|销户|close my account"),
    (Kind.WITHDRAW, r"撤回|撤销同意|withdraw"),
    (Kind.DELETE, r"删除|删掉|清除|delete|erase"),
    (Kind.CORRECT, r"更正|改正|修改|有误|写错|correct|rectif"),
    (Kind.PORTABILITY, r"转移|携带|portab"),
    (Kind.COPY, r"复制|副本|拷贝|copy of"),
    (Kind.RESTRICT, r"限制处理|暂停处理|restrict"),
    (Kind.OBJECT, r"拒绝|不要再|别再|反对|object to|stop us"),
    (Kind.EXPLAIN, r"自动化决策|算法|automated decision"),
    (Kind.ACCESS, r"查询|查阅|查一下|哪些信息|什么信息|access|which data|what data"),
)
_PATTERNS = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _WORDS)
# What was written before is quoted below; only so much of the beginning is looked at.
_MOST = 2_000


def seems(subject: str, text: str) -> Kind:
    told = f"{subject}\n{text[:_MOST]}"
    return next((kind for kind, words in _PATTERNS if words.search(told)), Kind.QUESTION)
