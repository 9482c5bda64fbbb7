"""``{% load pages %}``: words in both languages, and the small parts every page shows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.contrib.staticfiles import finders
from django.template.base import FilterExpression, Parser, TextNode, Token, token_kwargs
from django.template.defaultfilters import linebreaksbr
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from shoumi.base.messages import names
from shoumi.base.messages.text import full_day, joined, say, shown, tongue
from shoumi.base.pages import acts, chips, tables
from shoumi.base.pages.request import RefusalWords
from shoumi.base.pages.tables import Filter
from shoumi.core import handbook
from shoumi.core.calendar import CHINA, day_in_china
from shoumi.core.messages import Both, Lang
from shoumi.core.terms import DisclosureLevel

register = template.Library()
# Of messages alone: somebody's own words may have a backtick.
_COMMAND = re.compile(r"`(shoumi [^`\n]+|SHOUMI_[^`\n]+)`")
Context = template.Context


def _lang(context: Context) -> Lang:
    return "en" if context["request"].lang == "en" else "zh"


@register.simple_tag(takes_context=True, name="say")
def say_tag(context: Context, zh: str, en: str, /, **facts: Any) -> SafeString:
    """The pair in the reader's language; facts are escaped, the pair itself is ours."""
    return _said(context, (zh, en), facts)


def _said(context: Context, pair: Both, facts: Mapping[str, Any]) -> SafeString:
    lang = _lang(context)
    text = pair[0] if lang == "zh" else pair[1]
    told = {
        name: value if hasattr(value, "__html__") else shown(value, lang)
        for name, value in facts.items()
    }
    return format_html(text, **told) if facts else mark_safe(text)  # noqa: S308 - our own text


@register.tag
def words(parser: Parser, token: Token) -> WordsNode:
    """``say`` for a pair that is too long for one line: ``{% words n=count %}``, the Chinese,
    ``{% en %}``, the English, ``{% endwords %}``.  With ``as name`` a variable holds the words,
    for an attribute.
    """
    bits = token.split_contents()[1:]
    name = bits.pop() if bits[-2:-1] == ["as"] else ""
    bits = bits[:-1] if name else bits
    facts = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"words: {bits[0]!r} is no fact")
    zh = _lines(parser, "en")
    return WordsNode((zh, _lines(parser, "endwords")), facts, name)


def _lines(parser: Parser, until: str) -> str:
    nodes = list(parser.parse((until,)))
    parser.delete_first_token()
    lines = [node.s for node in nodes if isinstance(node, TextNode)]
    if len(lines) < len(nodes):
        raise template.TemplateSyntaxError("words: nothing but words and {facts} stand in it")
    return joined("".join(lines))


class WordsNode(template.Node):
    def __init__(self, pair: Both, facts: Mapping[str, FilterExpression], name: str) -> None:
        self.pair, self.facts, self.name = pair, facts, name

    def render(self, context: Context) -> SafeString:
        facts = {name: one.resolve(context) for name, one in self.facts.items()}
        said = _said(context, self.pair, facts)
        if not self.name:
            return said
        context[self.name] = said
        return mark_safe("")


@register.simple_tag(takes_context=True)
def both(context: Context, pair: Both) -> str:
    """A pair that a view handed over."""
    return say(pair, _lang(context))


@register.simple_tag(takes_context=True)
def value(context: Context, one: Any) -> Any:
    """A value as people read it; Chinese in it is marked for who reads another language."""
    if hasattr(one, "__html__"):
        return one
    lang = _lang(context)
    return mark_safe(tongue(shown(one, lang), lang))  # noqa: S308 - escaped there


@register.filter
def commands(text: str) -> SafeString:
    """Words of a refusal: line by line, and what stands between backticks there as a command."""
    parts = _COMMAND.split(str(text))
    # Each second part is what the pattern took.
    written = (
        format_html("<code>{}</code>", part) if number % 2 else linebreaksbr(part)
        for number, part in enumerate(parts)
    )
    return format_html_join("", "{}", ((one,) for one in written))


@register.simple_tag(takes_context=True)
def named(context: Context, word: Any) -> str:
    """The name of a closed word, such as a role."""
    return names.of(word, _lang(context))


@register.simple_tag(takes_context=True)
def level(context: Context, code: str) -> str:
    """The name of a room's level; its code alone would be taken for a grade of data."""
    return names.of(DisclosureLevel(code), _lang(context))


@register.simple_tag(takes_context=True)
def whole_day(context: Context, moment: Any) -> str:
    return full_day(day_in_china(moment), _lang(context))


@register.simple_tag(takes_context=True)
def entry(
    context: Context, position: Any, is_refused: bool = False, is_theirs: bool = True
) -> SafeString:
    """The chip of a ledger position; it opens the entry with its proof for who may see that."""
    if position is None or position == "":
        return mark_safe("")
    return chips.chip(context["request"], int(position), is_refused=is_refused, is_theirs=is_theirs)


@register.inclusion_tag("pages/refusal.html", takes_context=True)
def refusal(context: Context, refused: RefusalWords) -> dict[str, Any]:
    """The panel of a refusal."""
    return {"request": context["request"], **RefusalWords(*refused)._asdict()}


@register.simple_tag(takes_context=True)
def duty_page(context: Context, demand: str) -> str:
    """The page of a demand for who may open it; else empty."""
    return chips.duty_page(context["request"], demand)


@register.simple_tag(takes_context=True)
def articles(context: Context, demand: str) -> str:
    """The articles of law that a demand rests on; empty where none says it."""
    lang = context["request"].lang
    return say(("；", "; "), lang).join(say(one, lang) for one in handbook.articles(demand))


@register.simple_tag
@cache
def asset(path: str) -> str:
    """The address of one of our own files; it changes when the file does."""
    return f"{static(path)}?v={_digest(path)}"


@cache
def _digest(path: str) -> str:
    found = finders.find(path)
    if not isinstance(found, str):
        raise FileNotFoundError(path)
    with open(found, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:12]


@register.inclusion_tag("pages/table.html", takes_context=True)
def table(context: Context, one: Any) -> dict[str, Any]:
    request = context["request"]
    kept = {
        key: value
        for key, value in request.GET.items()
        if key not in ("after", "done", "entry", "format")
    }
    return {
        "request": request,
        "table": one,
        "name": say(one.name, request.lang),
        "heads": [(say(column.head, request.lang), column.kind) for column in one.columns],
        "filters": [
            (one_filter, _choices(one_filter, kept, request.lang)) for one_filter in one.filters
        ],
        "body": tables.body(one, request.lang),
        "kept": "".join(f"{key}={quote(value)}&" for key, value in kept.items()),
        "at": f"after={quote(after)}&" if (after := request.GET.get("after")) else "",
    }


def _choices(of: Filter, kept: Mapping[str, str], lang: Lang) -> list[tuple[str, str, str]]:
    """Of each choice its key, its words and its address; what else was chosen stays chosen."""
    others = {key: value for key, value in kept.items() if key != of.name}
    return [
        (key, say(words, lang), f"?{urlencode({**others, of.name: key})}")
        for key, words in of.options
    ]


@register.inclusion_tag("pages/done.html", takes_context=True)
def done(context: Context) -> dict[str, Any]:
    """What was just done, said once at the top of the page it led to."""
    request = context["request"]
    words = acts.said(request.GET.get("done", ""))
    return {
        "request": request,
        "said": say(words, request.lang) if words else "",
        "position": tables.number(request.GET.get("entry", "")) if words else None,
    }


@register.simple_tag(takes_context=True)
def moment_short(context: Context, one: Any) -> str:
    """A day of this year by its date, anything else the same with its year."""
    local = one.astimezone(CHINA)
    same_year = local.year == context["request"].at.astimezone(CHINA).year
    return f"{local:%m-%d %H:%M}" if same_year else f"{local:%Y-%m-%d}"
