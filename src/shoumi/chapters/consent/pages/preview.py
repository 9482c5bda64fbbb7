"""A text as customers see it, in either language."""

from __future__ import annotations

import copy
from types import MethodType

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from shoumi.base.pages.request import PageRequest
from shoumi.chapters.consent import queries
from shoumi.chapters.consent.models import Notice, NoticeDraft
from shoumi.chapters.consent.pages import customer_view
from shoumi.core.messages import Both, Lang


def both(request: PageRequest, one: Notice | NoticeDraft) -> SafeString:
    """The text on the customer's page, in either language."""
    found = queries.as_if(one, request.at)
    parts = []
    languages: tuple[tuple[Lang, Both], ...] = (
        ("zh", ("中文页", "The Chinese page")),
        ("en", ("英文页", "The English page")),
    )
    for lang, label in languages:
        reading = copy.copy(request)
        reading.lang = lang
        reading.say = MethodType(PageRequest.say, reading)  # type: ignore[method-assign]
        context = {**customer_view.notice(reading, found), "request": reading}
        context["label"] = request.say(label)
        parts.append(render_to_string("consent/console/notice_seen.html", context))
    return mark_safe("".join(parts))  # noqa: S308 - templates escaped every part
