"""Markdown that people of the house write, as HTML: a short list of what it may hold, all else as
plain text.

HTML that somebody types is text, links go to web, mail and telephone alone, and pictures are those
alone that the page knows by name, so nothing is run, or fetched from elsewhere, by who reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

_RULES = ("heading", "list", "emphasis", "link", "newline", "escape", "entity", "table")
# What the page calls a picture of its own; a colon, a dot or a slash would lead elsewhere.
_NAMED = re.compile(r"[a-z0-9-]+")
_GOES_TO = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
# Below the heading that the page gives it, whatever the author began with.
_HEADING = "h4"


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's own name
        return bool(_GOES_TO.match(url)) and super().validateLink(url)


class _PictureParser(MarkdownIt):
    """A name of the page's own is no link, and no address is a picture."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's own name
        is_address = bool(_GOES_TO.match(url)) and super().validateLink(url)
        return is_address or bool(_NAMED.fullmatch(url))


# A line ends where its author ended it, as people expect who never heard of Markdown.
_OPTIONS = {"html": False, "linkify": False, "breaks": True}
_parser = _Parser("zero", _OPTIONS).enable(_RULES)
_with_pictures = _PictureParser("zero", _OPTIONS).enable((*_RULES, "image"))


def html(
    text: str, heading: str = _HEADING, picture: Callable[[str], str] | None = None
) -> SafeString:
    """``text`` as its readers see it, every heading of one level.

    ``picture``  the address of a picture by its name, empty where there is none: then its words
                 stand there; without it no picture is looked for
    """
    parser = _with_pictures if picture else _parser
    tokens = parser.parse(text)
    for one in _every(tokens):
        if picture and one.type == "image":
            _place(one, picture)
        elif picture and one.type == "link_open" and not _GOES_TO.match(str(one.attrs["href"])):
            one.attrs.pop("href")
        if one.type in ("heading_open", "heading_close"):
            one.tag = heading
        elif one.type == "link_open":
            one.attrs["rel"] = "nofollow noreferrer"
            one.attrs.pop("title", None)
        # How columns are aligned comes as a style, which our pages allow nowhere.
        one.attrs.pop("style", None)
    shown: str = parser.renderer.render(tokens, parser.options, {})
    return mark_safe(shown)  # noqa: S308 - the parser escapes all but the marks of its rules


def pictures(text: str) -> list[tuple[str, str]]:
    """The pictures that ``text`` shows: name, and the words for whoever cannot see it."""
    return [
        (str(one.attrs["src"]), one.content)
        for one in _every(_with_pictures.parse(text))
        if one.type == "image"
    ]


def _place(one: Token, picture: Callable[[str], str]) -> None:
    name = str(one.attrs["src"])
    address = picture(name) if _NAMED.fullmatch(name) else ""
    if address:
        one.attrs = {"src": address, "alt": "", "loading": "lazy"}
        return
    one.type, one.tag, one.nesting, one.attrs, one.children = "text", "", 0, {}, None


def _every(tokens: Sequence[Token]) -> list[Token]:
    return [each for one in tokens for each in (one, *(one.children or ()))]
