"""Where the text of a draft is written: handler, items, passages one below another, and a preview.

Nothing but saving stores anything; a preview is of what was typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.forms import BoundField, Form
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.messages import names
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.form_submission import Submission, submit
from shoumi.base.pages.forms import Field, Kind, Option
from shoumi.base.pages.request import PageRequest, page
from shoumi.chapters.policies import services, texts
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.pages import portal
from shoumi.chapters.policies.pages import text as shown
from shoumi.chapters.policies.rules import Item, State
from shoumi.chapters.policies.texts import HandlerFact, Passage, PolicyText, starters
from shoumi.chapters.policies.verbs import WRITERS, still_missing
from shoumi.chapters.policies.verbs.place import version_of
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TITLE: Both = ("第 {n} 版政策的正文", "The text of policy version {n}")
_NEW = "new"
_NEW_WORDS: Both = ("新的一段", "the new passage")
_NUMBERED: Both = ("第 {n} 段 {title}", "{n} {title}")
_TONGUES = ("zh-Hans", "en")


@open_to(Who.STAFF, *WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PageRequest, draft: str) -> HttpResponse:
    """The text as it is kept, or as it was typed."""
    one = version_of(draft)
    if one.state != State.DRAFT:
        raise services.NotADraft(version=Ref(one.ref))
    text, what = texts.of(one), request.POST.get("do", "")
    filled = submit(
        list(_fields(text, one)), request, lambda given: _done(request, one, text, given, what)
    )
    if filled.result is not None and what != "look":
        href = reverse("policy-text", kwargs={"draft": one.ref})
        return HttpResponseRedirect(f"{href}?{urlencode({'saved': 1})}", status=303)
    return _page(request, one, text, filled)


def _page(
    request: PageRequest, one: PolicyVersion, text: PolicyText, filled: Submission[PolicyText]
) -> HttpResponse:
    told = {
        "version": one,
        "refused": filled.refused,
        "seen": request.POST.get("seen", one.text_sha256),
        "is_saved": "saved" in request.GET,
        "missing": still_missing(one, request.lang),
        "handler": _bound(filled.form, HandlerFact, "handler"),
        "items": _bound(filled.form, _wanted(one, text), "item"),
        "parts": _parts(filled.form, text),
        "preview": shown.shown(request, filled.result) if filled.result else None,
        "register": portal.field_purposes(request, one),
    }
    title = (_TITLE[0].format(n=one.number), _TITLE[1].format(n=one.number))
    return page(request, "policies/editor.html", title, told, status=filled.status)


def _done(
    request: PageRequest, one: PolicyVersion, text: PolicyText, given: dict[str, Any], what: str
) -> PolicyText:
    """What was typed; kept, unless only a look at it was asked for."""
    typed = _typed(given, text, _wanted(one, text))
    if what == "look":
        return typed
    if what == "complete":
        tier = texts.tier_of(one)
        typed = starters.completed(typed, texts.wanted(one.items, tier), tier)
    services.save(
        version=Ref(one.ref),
        text=typed,
        seen=request.POST.get("seen", ""),
        actor=request.who(),
        at=request.at,
    )
    return typed


def _wanted(one: PolicyVersion, text: PolicyText) -> list[Item]:
    """The items of this version, and whatever else a passage says."""
    wanted = texts.wanted(one.items, texts.tier_of(one))
    return [item for item in Item if item in wanted or text.saying(item)]


def _fields(text: PolicyText, one: PolicyVersion) -> Iterator[Field]:
    for fact in HandlerFact:
        yield Field(
            f"handler-{fact.value}",
            names.pair(fact),
            is_needed=False,
            most=texts.MOST_IN_LINE,
            initial=text.handler.get(fact, ""),
        )
    choices = [*_choices(text)]
    for item in _wanted(one, text):
        passage = text.saying(item)
        yield Field(
            f"item-{item.value}",
            names.pair(item),
            Kind.ONE,
            is_needed=False,
            options=choices,
            initial=passage.code if passage else "",
        )
    for n, passage in enumerate(text.passages, 1):
        yield from _of_passage(passage.code, passage, n)
    yield from _of_passage(_NEW, Passage(_NEW, ("", ""), ("", "")), len(text.passages) + 1)


def _choices(text: PolicyText) -> Iterator[Option]:
    for n, one in enumerate(text.passages, 1):
        zh, en = one.title
        yield one.code, (_NUMBERED[0].format(n=n, title=zh), _NUMBERED[1].format(n=n, title=en))
    yield _NEW, _NEW_WORDS


def _of_passage(code: str, one: Passage, place_now: int) -> Iterator[Field]:
    """``new`` is no code of a stored passage."""
    for place, part, label in ((0, "title_zh", _label("标题", "Title", 0)),
                               (1, "title_en", _label("标题", "Title", 1))):  # fmt: skip
        yield Field(
            f"{code}-{part}", label, is_needed=False, most=texts.MOST_IN_LINE,
            initial=one.title[place],
        )  # fmt: skip
    for place, part, label in ((0, "zh", _label("正文", "Text", 0)),
                               (1, "en", _label("正文", "Text", 1))):  # fmt: skip
        yield Field(
            f"{code}-{part}", label, Kind.LONG, is_needed=False, most=texts.MOST_CHARACTERS,
            initial=one.body[place], hints={"rows": "8", "lang": _TONGUES[place]},
        )  # fmt: skip
    yield Field(
        f"{code}-place",
        ("排在第几段", "Stands in place"),
        Kind.WHOLE,
        is_needed=False,
        initial=place_now,
    )
    if code != _NEW:
        yield Field(f"{code}-gone", ("去掉这一段", "Take it out"), Kind.TICK, is_needed=False)


def _label(zh: str, en: str, place: int) -> Both:
    tongue = (("（中文）", " (Chinese)"), ("（英文）", " (English)"))[place]
    return f"{zh}{tongue[0]}", f"{en}{tongue[1]}"


def _typed(given: Mapping[str, Any], text: PolicyText, items: list[Item]) -> PolicyText:
    """
    Raises:
        TextUnreadable
    """
    handler = {fact.value: given[f"handler-{fact.value}"] for fact in HandlerFact}
    tied = {item: given[f"item-{item.value}"] for item in items}
    kept = [one for one in text.passages if not given[f"{one.code}-gone"]]
    passages = [_passage(given, one.code, one.code, tied) for one in kept]
    new = _passage(given, _NEW, texts.free("passage", {one.code for one in text.passages}), tied)
    if any((*new.title, *new.body)) or new.items:
        passages.append(new)
    order = [one.code for one in text.passages]
    return texts.made(handler, _placed(passages, order, given))


def _placed(
    passages: list[Passage], order: Sequence[str], given: Mapping[str, Any]
) -> list[Passage]:
    """In the order that was asked for: who was given another place stands there, the others
    close up in the order they had; a new one without a place comes last."""
    before = {code: n for n, code in enumerate(order, 1)}
    wanted = {
        one.code: given[f"{one.code if one.code in before else _NEW}-place"] for one in passages
    }
    stay: list[Passage] = []
    moved: list[Passage] = []
    for one in passages:
        now = before.get(one.code, len(order) + 1)
        (stay if wanted[one.code] in (None, now) else moved).append(one)
    for one in sorted(moved, key=lambda each: wanted[each.code]):
        stay.insert(max(wanted[one.code] - 1, 0), one)
    return stay


def _passage(
    given: Mapping[str, Any], place: str, code: str, tied: Mapping[Item, str | None]
) -> Passage:
    return Passage(
        code,
        (given[f"{place}-title_zh"].strip(), given[f"{place}-title_en"].strip()),
        (texts.written(given[f"{place}-zh"]), texts.written(given[f"{place}-en"])),
        tuple(item for item, told in tied.items() if told == place),
    )


def _bound(form: Form, words: Any, kind: str) -> list[BoundField]:
    return [form[f"{kind}-{word.value}"] for word in words]


def _parts(form: Form, text: PolicyText) -> list[dict[str, Any]]:
    """One for each passage: its fields in Chinese and English, and what is left to fill in."""
    found = []
    for code, gaps in [*((one.code, texts.gaps(one)) for one in text.passages), (_NEW, [])]:
        own = {"code": code, "gaps": gaps, "is_new": code == _NEW}
        own["sides"] = [
            [form[f"{code}-title_{lang}"], form[f"{code}-{lang}"]] for lang in ("zh", "en")
        ]
        own["place"] = form[f"{code}-place"]
        own["gone"] = None if code == _NEW else form[f"{code}-gone"]
        found.append(own)
    return found
