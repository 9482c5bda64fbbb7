"""``{% load figures %}``: pictures that the server draws, in the reader's language."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from shoumi.base.pages import figures
from shoumi.base.pages.figures import Icon
from shoumi.core.terms import ControlState

register = template.Library()


@register.simple_tag(takes_context=True)
def logo(context: template.Context) -> SafeString:
    return figures.logo(context["request"].lang)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Beside words, so without a name of its own."""
    return figures.icon(Icon[name])


@register.simple_tag(takes_context=True)
def state(context: template.Context, of: ControlState) -> SafeString:
    """Glyph, word and colour of a demand's state."""
    return figures.tag(of, context["request"].lang)


@register.simple_tag(takes_context=True)
def clock(context: template.Context, of: figures.Clock) -> SafeString:
    return figures.clock(of, context["request"].lang)


@register.inclusion_tag("pages/figure.html", takes_context=True)
def figure(context: template.Context, picture: Any, as_table: Any) -> dict[str, Any]:
    """A picture, and the same as a table for who would rather read."""
    return {"request": context["request"], "picture": picture, "as_table": as_table}


@register.simple_tag
def shut_door() -> SafeString:
    """Beside the words of a refusal."""
    return figures.door(figures.DoorState.CLOSED, ("", ""), "zh", titled=False)


@register.simple_tag(takes_context=True)
def mask_bar(context: template.Context) -> SafeString:
    """A value that stays masked; its length tells nothing."""
    return figures.masked(context["request"].lang)
