"""Where a text is written part by part, seen as customers see it, laid before another person."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.deals import queries as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.messages import names
from shoumi.base.pages import (
    choices,
    forms,
    pending_papers,
    scoping,
)
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.acts import OF_DEAL, Act, Done
from shoumi.base.pages.form_submission import submit
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.pending_papers import OwnPaper
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.verbs import Call, Group
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Notice, NoticeDraft
from shoumi.chapters.consent.pages import category_fields, preview
from shoumi.chapters.consent.queries import covered_fields
from shoumi.chapters.consent.rules import DraftState
from shoumi.chapters.consent.services import notices as services
from shoumi.chapters.consent.verbs.notices import INSTRUMENT, TEXTS, WRITE
from shoumi.chapters.consent.verbs.notices import write as lay
from shoumi.core.messages import Both
from shoumi.core.notice_categories import Category
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument

Written = tuple[dict[str, str], tuple[Category, ...], OwnPaper | None]
_MOST = 1_000
# What customers read is written in Chinese, in whichever language the page is.
_CHINESE = {"lang": "zh"}
_HELP: Mapping[str, Both] = {
    "retention": ("不写就按最短必要时间。", "Without it, the shortest time needed."),
}


@open_to(Who.STAFF, *rules.WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PageRequest, deal: str, instrument: str) -> HttpResponse:
    """The text part by part; it is laid before another person only as it was last seen."""
    ref = scoping.seen(request, deal)
    if instrument not in TEXTS:
        raise Http404
    asked = Instrument(instrument)
    fields = (*_fields(asked, _earlier(request, ref, asked)), pending_papers.FIELD)
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
        if request.POST.get("do") == "write" and is_seen:
            return _lay(request, ref, asked, filled.result)
        stored = [category.stored() for category in categories]
        one = Notice(
            deal=ref, instrument=asked, contents=contents, categories=stored, sha256=digest
        )
        told |= {"seen": preview.both(request, one), "digest": digest, "own": own}
        told["is_changed"] = request.POST.get("do") == "write"
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


def _lay(request: PageRequest, deal: Ref, instrument: Instrument, written: Written) -> HttpResponse:
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
    made = lay(Call(request.who(), request.actor_name, request.at, deal, given))
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


def _earlier(
    request: PageRequest, deal: Ref, instrument: Instrument
) -> NoticeDraft | Notice | None:
    """The text of this deal that the address says to begin with."""
    wanted = request.GET.get("from", "")
    for kind in (NoticeDraft, Notice):
        found = kind.objects.filter(ref=wanted, deal=deal, instrument=instrument).first()
        if found is not None:
            return found
    return None


def _fields(instrument: Instrument, earlier: NoticeDraft | Notice | None) -> Iterator[Field]:
    for name, is_wanted in rules.outline(instrument).items():
        if name == "categories":
            of_data = covered_fields.categories(earlier) if earlier else ()
            yield from category_fields.fields(of_data)
            continue
        yield Field(
            name,
            _words(name),
            Kind.LONG,
            _HELP.get(name, forms.NO_HELP),
            is_needed=is_wanted,
            most=_MOST,
            hints=_CHINESE,
            initial=earlier.contents.get(name, "") if earlier else _known(name),
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
    """Offered while the deal has no text yet; then its approval or its campaign is missing."""
    deal = place.get("deal", "")
    waiting = NoticeDraft.objects.filter(deal=deal, state=DraftState.WAITING)
    return None if waiting.exists() or Notice.objects.filter(deal=deal).exists() else {}


ACTS = (
    Act(
        slug="notice-begin",
        place=OF_DEAL,
        title=WRITE.title,
        done=WRITE.done,
        do=_begin,
        roles=WRITE.roles,
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
            "选一种，逐项写，看客户会看到的，再交另一人批准。",
            "Choose one, write it part by part, see it as customers will; another approves.",
        ),
        button=("下一步", "Next"),
        satisfies=frozenset({"campaign.prepared"}),
        prefill=_where_none,
        back="deal",
        facts=_about,
        group=Group.NOTICES,
    ),
)
