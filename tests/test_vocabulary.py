"""Words that people of business stumble over stay out of pages, refusals and the help of commands.

They were heard when a protection officer used the house for the first time; beside each stands what
is said in its place.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "shoumi"
WORDS = {
    "外呼名单": "出站白名单",
    "(?<![计重核])算了": "取消",
    "揭示": "查看明文",
    "先问闸门": "检查权限",
    "走到": "当前阶段",
    "过了几站": "进度",
    "时钟": "期限；服务器的是时间",
    "二十章": "合规要求",
    "它的证明文件": "核验文件",
    "k 与 l": "去标识检验通过",
    "出过什么事": "操作记录",
    "当事方（": "哪一方，写它的名称",
}
_SHOWN = (".html", ".typ", ".toml", ".txt", ".js")


def shown() -> dict[str, list[str]]:
    """What may come before a reader, file by file: texts of templates, strings of modules."""
    found = {}
    for path in SOURCE.rglob("*"):
        if "tests" in path.parts or "vendor" in path.parts or not path.is_file():
            continue
        name = path.relative_to(ROOT).as_posix()
        if path.suffix in _SHOWN:
            found[name] = [path.read_text("utf-8")]
        elif path.suffix == ".py":
            found[name] = list(strings(path.read_text("utf-8")))
    return found


def strings(module: str):
    """The text that a module holds, of places to fill in the fixed parts."""
    for node in ast.walk(ast.parse(module)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def unwanted(texts: dict[str, list[str]]) -> list[str]:
    return [
        f"{name}: {word} -> {better}"
        for name, some in texts.items()
        for word, better in WORDS.items()
        if any(re.search(word, text) for text in some)
    ]


def test_no_page_and_no_refusal_has_a_word_that_readers_stumbled_over():
    texts = shown()
    assert sum(any("一" <= c <= "鿿" for c in "".join(some)) for some in texts.values()) > 300
    assert unwanted(texts) == []


@pytest.mark.parametrize("word", WORDS)
def test_each_of_the_words_would_be_seen(word):
    plain = re.sub(r"\(\?<![^)]*\)", "", word)
    assert unwanted({"page": [f"请{plain}一"]}) == [f"page: {word} -> {WORDS[word]}"]
    assert unwanted({"module": list(strings(f"SAID = '请{plain}'"))})
    assert not unwanted({"page": ["重算了三项期限"]})
