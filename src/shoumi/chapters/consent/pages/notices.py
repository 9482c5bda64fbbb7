"""The texts people get: written part by part, seen as customers see them, approved for good."""

from __future__ import annotations

import copy
import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MethodType
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods

from shoumi.base.deals import queries as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.ledger import reader
from shoumi.base.messages import names
from shoumi.base.pages import audit_rows, choices, forms, pending_papers, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.acts import OF_DEAL, Act, Done
from shoumi.base.pages.content_page import ContentPage, button, show
from shoumi.base.pages.form_submission import submit
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.pending_papers import OwnPaper
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.verbs import Call, Group
from shoumi.chapters.consent import queries, rules
from shoumi.chapters.consent.models import Notice
from shoumi.chapters.consent.pages import category_fields, customer_view
from shoumi.chapters.consent.services import notices as services
from shoumi.chapters.consent.verbs.notices import APPROVE, INSTRUMENT, TEXTS, approve
from shoumi.core.messages import Both, Lang
from shoumi.core.notice_categories import Category
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument, Role

Written = tuple[dict[str, str], tuple[Category, ...], OwnPaper | None]
_TITLE: Both = ("告知文本", "Notices")
_LEAD: Both = (
    "每一版批准一次，凭散列认得，之后不改。告知用哪一版，准备时选。",
    "Each version is approved once, known by its hash, and never changes.",
)
_MOST = 1_000
_INSTRUMENT = INSTRUMENT.label
_COLUMNS = (
    Column(_INSTRUMENT),
    Column(("批准于", "Approved")),
    Column(("谁批准", "By whom")),
    Column(("散列", "SHA-256"), "ref"),
    Column(("账本", "Entry"), "number"),
)
_HELP: Mapping[str, Both] = {
    "retention": ("不写就按最短必要时间。", "Without it, the shortest time needed."),
}


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def notices(request: PageRequest) -> HttpResponse:
    """The versions of a deal, the newest first, each with who approved it and when."""
    deal = scoping.chosen(request)
    if deal is None:
        raise Http404
    part, after = tables.part(request, Notice.objects.filter(deal=deal.ref))
    told = audit_rows.told(request, reader.some([one.position for one in part]))
    by = {line.position: line.who for line in told}
    table = Table(
        _COLUMNS,
        [_row(request, one, by.get(one.position, "")) for one in part],
        _TITLE,
        ("还没有文本。“写告知文本”从大纲开始。", "None yet. Write one from its outline."),
        after=after,
        hidden={"deal": deal.ref},
    )
    listing = ContentPage(
        _TITLE,
        [table],
        request.say(_LEAD),
        crumbs=[(deal.number, reverse("deal", kwargs={"deal": deal.ref}))],
        links=button(request, "notice-begin", deal=deal.ref),
    )
    return show(request, listing)


def _row(request: PageRequest, one: Notice, who: str) -> tuple[Any, ...]:
    return (
        Cell(
            names.of(Instrument(one.instrument), request.lang),
            reverse("notice-text", kwargs={"notice": one.ref}),
        ),
        one.approved_at,
        who,
        one.sha256[:16],
        tables.entry(request, one.position),
    )


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def notice(request: PageRequest, notice: str) -> HttpResponse:
    """One version, as customers see it."""
    one = scoping.own(request, Notice, notice)
    told = audit_rows.told(request, reader.some([one.position]))
    pairs: list[tuple[Both, object]] = [
        (_INSTRUMENT, names.of(Instrument(one.instrument), request.lang)),
        *category_fields.covered(request, one),
        (("批准于", "Approved"), one.approved_at),
        (("谁批准", "By whom"), told[0].who if told else None),
        (("散列", "SHA-256"), one.sha256),
        (("账本", "Entry"), tables.entry(request, one.position)),
    ]
    more = {
        "deal": deals.deal(Ref(one.deal)),
        "pairs": [(request.say(label), value) for label, value in pairs],
        "seen": _seen(request, one),
    }
    title = names.pair(Instrument(one.instrument))
    return page(request, "consent/console/notice_text.html", title, more)


@open_to(Who.STAFF, Role.DPO)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PageRequest, deal: str, instrument: str) -> HttpResponse:
    """The text part by part; it is approved only as it was last seen."""
    ref = scoping.seen(request, deal)
    if instrument not in TEXTS:
        raise Http404
    asked = Instrument(instrument)
    fields = (*_fields(asked), pending_papers.FIELD)
    filled = submit(
        fields, request, lambda given: _written(request, ref, asked, given), {"deal": deal}
    )
    told: dict[str, Any] = {"deal": deals.deal(ref), "form": filled.form, "refused": filled.refused}
    status = filled.status
    if filled.result is None:
        told["own"] = pending_papers.still_waiting(request, ref)
    else:
        contents, categories, own = filled.result
        digest = _digest(filled.result)
        is_seen = hmac.compare_digest(digest, request.POST.get("seen", ""))
        if request.POST.get("do") == "approve" and is_seen:
            return _approve(request, ref, asked, filled.result)
        stored = [category.stored() for category in categories]
        one = Notice(
            deal=ref, instrument=asked, contents=contents, categories=stored, sha256=digest
        )
        told |= {"seen": _seen(request, one), "digest": digest, "own": own}
        told["is_changed"] = request.POST.get("do") == "approve"
        status = 422 if told["is_changed"] else 200
    title = names.pair(asked)
    return page(request, "consent/console/notice_write.html", title, told, status=status)


def _written(
    request: PageRequest, deal: Ref, instrument: Instrument, given: dict[str, Any]
) -> Written:
    """What was written and chosen, and the paper that was brought with it or before."""
    own = pending_papers.brought(request, deal, given.pop(pending_papers.FIELD.name))
    chosen = category_fields.chosen(given)
    contents, categories = services.written(given, chosen)
    services.require_whole(instrument, contents)
    return contents, categories, own


def _approve(
    request: PageRequest, deal: Ref, instrument: Instrument, written: Written
) -> HttpResponse:
    contents, categories, own = written
    given = {
        "instrument": instrument,
        "contents": contents,
        "categories": [
            {"words": one.words[0], "words_en": one.words[1], "fields": list(one.fields)}
            for one in categories
        ],
        "paper": own.content if own else None,
    }
    made = approve(Call(request.who(), request.actor_name, request.at, deal, given))
    if own:
        pending_papers.drop(own)
    href = reverse("notice-text", kwargs={"notice": made.ref})
    told = urlencode({"done": "notice-begin", "entry": str(made.position)})
    return HttpResponseRedirect(f"{href}?{told}", status=303)


def _digest(written: Written) -> str:
    """Of what was seen, so that nothing else is approved."""
    contents, categories, own = written
    told = [contents, [one.stored() for one in categories], own.sha256 if own else ""]
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _seen(request: PageRequest, one: Notice) -> SafeString:
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


def _fields(instrument: Instrument) -> Iterator[Field]:
    for name, is_wanted in rules.outline(instrument).items():
        if name == "categories":
            yield from category_fields.fields()
            continue
        yield Field(
            name,
            _words(name),
            Kind.LONG,
            _HELP.get(name, forms.NO_HELP),
            is_needed=is_wanted,
            most=_MOST,
            initial=_known(name),
        )


def _words(name: str) -> Both:
    table = "consent.contents"
    return names.of_code(table, name, "zh"), names.of_code(table, name, "en")


def _known(name: str) -> Any:
    """What the deal knows already."""

    def initial(request: PageRequest, place: Mapping[str, Any]) -> str:
        role = {"recipient_name": PartyRole.TE, "controller": PartyRole.TARGET}.get(name)
        if role is None:
            return ""
        found = list(deals.parties(Ref(place["deal"]), role))
        return found[0].name if len(found) == 1 else ""

    return initial


def _begin(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
    """To the page where such a text is written; nothing is stored yet."""
    scoping.seen(request, deal)
    place = {"deal": deal, "instrument": given["instrument"].value}
    return Done(answer=HttpResponseRedirect(reverse("notice-write", kwargs=place), status=303))


def _about(request: PageRequest, deal: str) -> Iterator[tuple[Both, object]]:
    """What the law asks for in this deal, as decided for its data."""
    yield from scoping.about(request, deal)
    for one in deals.datasets(Ref(deal)):
        words = [Instrument(word) for word in one.instruments.split()]
        yield choices.plain(one.name), [names.of(word, request.lang) for word in words] or None


def _where_none(request: PageRequest, condition: str, **place: object) -> Mapping[str, str] | None:
    """Offered while the deal has no text yet; afterwards its campaign is what is missing."""
    return None if Notice.objects.filter(deal=place.get("deal", "")).exists() else {}


ACTS = (
    Act(
        slug="notice-begin",
        place=OF_DEAL,
        title=("写告知文本", "Write a notice"),
        done=APPROVE.done,
        do=_begin,
        roles=APPROVE.roles,
        fields=(
            replace(
                INSTRUMENT,
                help=(
                    "各写什么，法律有规定，下一页逐项列出。",
                    "What each must say is listed next.",
                ),
            ),
        ),
        help=(
            "选一种，逐项写，看客户会看到的，再批准。",
            "Choose one, write it part by part, see it as customers will, approve.",
        ),
        button=("下一步", "Next"),
        satisfies=frozenset({"campaign.prepared"}),
        prefill=_where_none,
        back="deal",
        facts=_about,
        group=Group.NOTICES,
    ),
)
