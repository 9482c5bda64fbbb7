"""Two versions side by side, passage by passage."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods

from shoumi.base.messages import names
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest, page
from shoumi.chapters.policies import queries, texts
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.texts import TOLD, Passage, PolicyText, comparison
from shoumi.chapters.policies.texts.comparison import Piece
from shoumi.chapters.policies.verbs.place import version_of
from shoumi.core.messages import Both

_TITLE: Both = ("两版正文对照", "Two texts side by side")
_HANDLER: Both = ("处理者", "The handler")
# No code of a passage has a hyphen.
_FACTS = "handler-facts"
_MOST = 50  # versions to choose from, the newest


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def compare(request: PageRequest, version: str) -> HttpResponse:
    """A version beside the one the address names, else the one before, else the newest other."""
    one = version_of(version)
    wanted = request.GET.get("against", "")
    others = PolicyVersion.objects.exclude(pk=one.pk).order_by("-number")
    if wanted:
        against = others.filter(ref=wanted).first()
    else:
        earlier = queries.earlier(one)
        against = others.first() if earlier is None or earlier.pk == one.pk else earlier
    if against is None:
        raise Http404
    place = 1 if request.lang == "en" else 0
    before, after = sorted((one, against), key=lambda each: each.number)
    parts = [*comparison.compared(_told(request, before), _told(request, after), place)]
    told = {
        "one": one,
        "against": against,
        "before": before,
        "after": after,
        "others": others.values_list("ref", "number")[:_MOST],
        "parts": [
            {
                "code": part.code,
                "title": part.title,
                "is_other": part.is_other,
                "before": _html(part.before, "del"),
                "after": _html(part.after, "ins"),
            }
            for part in parts
        ],
        "count": sum(part.is_other for part in parts),
        "back": reverse("policy", kwargs={"version": one.ref}),
    }
    return page(request, "policies/comparison.html", _TITLE, told)


def _html(pieces: Sequence[Piece], mark: str) -> SafeString:
    """Sentences that the other side lacks are marked; lines stay lines."""
    return format_html_join("", "{}{}{}", (_piece(one, mark) for one in pieces))


def _piece(one: Piece, mark: str) -> tuple[SafeString, str | SafeString, SafeString]:
    around = (f"<{mark}>", f"</{mark}>") if one.is_other else ("", "")
    told = mark_safe("<br>") if one.text == "\n" else one.text
    # The marks are two words of this module.
    return mark_safe(around[0]), told, mark_safe(around[1])  # noqa: S308


def _told(request: PageRequest, version: PolicyVersion) -> PolicyText:
    """The text with the handler's facts as its first passage."""
    text = texts.of(version)
    lines = [
        f"{names.of(fact, request.lang)}: {text.fact(fact, request.lang)}"
        for fact in TOLD
        if text.handler.get(fact)
    ]
    if not lines:
        return text
    facts = "\n".join(lines)
    return PolicyText(text.handler, (Passage(_FACTS, _HANDLER, (facts, facts)), *text.passages))
