"""Markdown of a passage as HTML: a short list of what it may hold, everything else as plain text.

HTML that somebody types is text, links go to web, mail and telephone alone, and there are no
pictures, so nothing is run or fetched by who reads a policy.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from shoumi.chapters.policies import texts
from shoumi.chapters.policies.texts import PolicyText
from shoumi.core.messages import Lang

_RULES = ("heading", "list", "emphasis", "link", "newline", "escape", "entity", "table")
_GOES_TO = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
# What Markdown would read as its own in a fact of the handler.
_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&])")
# Below the heading of the passage, whatever the author began with.
_HEADING = "h4"


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's own name
        return bool(_GOES_TO.match(url)) and super().validateLink(url)


# A line ends where its author ended it, as people expect who never heard of Markdown.
_parser = _Parser("zero", {"html": False, "linkify": False, "breaks": True}).enable(_RULES)


def html(part: str, text: PolicyText, lang: Lang) -> SafeString:
    """A passage's body as its readers see it, with the handler's facts in place."""
    tokens = _parser.parse(texts.filled(part, text, lang, _plain))
    for one in _every(tokens):
        if one.type in ("heading_open", "heading_close"):
            one.tag = _HEADING
        elif one.type == "link_open":
            one.attrs["rel"] = "nofollow noreferrer"
            one.attrs.pop("title", None)
        # How columns are aligned comes as a style, which our pages allow nowhere.
        one.attrs.pop("style", None)
    shown: str = _parser.renderer.render(tokens, _parser.options, {})
    return mark_safe(shown)  # noqa: S308 - the parser escapes all but the marks of its rules


def _every(tokens: Sequence[Token]) -> list[Token]:
    return [each for one in tokens for each in (one, *(one.children or ()))]


def _plain(value: str) -> str:
    return _SIGNS.sub(r"\\\1", value)
