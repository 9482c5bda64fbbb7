"""Markdown that people of the house write, as HTML: a short list of what it may hold, all else as
plain text.

HTML that somebody types is text, links go to web, mail and telephone alone, and there are no
pictures, so nothing is run or fetched by who reads it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

_RULES = ("heading", "list", "emphasis", "link", "newline", "escape", "entity", "table")
_GOES_TO = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
# Below the heading that the page gives it, whatever the author began with.
_HEADING = "h4"


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's own name
        return bool(_GOES_TO.match(url)) and super().validateLink(url)


# A line ends where its author ended it, as people expect who never heard of Markdown.
_parser = _Parser("zero", {"html": False, "linkify": False, "breaks": True}).enable(_RULES)


def html(text: str, heading: str = _HEADING) -> SafeString:
    """``text`` as its readers see it, every heading of one level."""
    tokens = _parser.parse(text)
    for one in _every(tokens):
        if one.type in ("heading_open", "heading_close"):
            one.tag = heading
        elif one.type == "link_open":
            one.attrs["rel"] = "nofollow noreferrer"
            one.attrs.pop("title", None)
        # How columns are aligned comes as a style, which our pages allow nowhere.
        one.attrs.pop("style", None)
    shown: str = _parser.renderer.render(tokens, _parser.options, {})
    return mark_safe(shown)  # noqa: S308 - the parser escapes all but the marks of its rules


def _every(tokens: Sequence[Token]) -> list[Token]:
    return [each for one in tokens for each in (one, *(one.children or ()))]
