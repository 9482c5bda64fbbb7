"""What the verbs are done to: a deal, or a campaign that a page chooses in its deal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from shoumi.base.messages import names
from shoumi.base.messages.text import full_day
from shoumi.base.pages import forms, scoping
from shoumi.base.pages.forms import Field, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import DEAL, OnPage, Place
from shoumi.chapters.consent.models import Campaign, NoticeDraft
from shoumi.chapters.consent.rules import CampaignState, Purpose
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref

CAMPAIGN = Place(
    "campaign",
    "campaigns/<str:campaign>",
    lambda request, ref: Ref(scoping.own(request, Campaign, ref).ref),
)


def own_draft(request: PageRequest, ref: str) -> NoticeDraft:
    """A text that was written, for who takes part in its deal."""
    return scoping.own(request, NoticeDraft, ref)


NOTICE = Place(
    "notice", "notices/<str:notice>", lambda request, ref: Ref(own_draft(request, ref).ref)
)


def _of_state(state: CampaignState) -> Callable[..., Iterator[Option]]:
    def campaigns(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
        deal = scoping.seen(request, place["deal"])
        for one in Campaign.objects.filter(deal=deal, state=state):
            yield one.ref, names.pair(Purpose(one.purpose))

    return campaigns


def chosen(*more: Field, state: CampaignState = CampaignState.OPEN, **own: Any) -> OnPage:
    """Under the deal, for a campaign of that state, chosen in the form."""
    options = _of_state(state)
    campaign = Field("campaign", ("告知", "Campaign"), forms.Kind.ONE, options=options, of=Ref)
    told: dict[str, Any] = {
        "facts": scoping.about,
        "deal": lambda call: Ref(Campaign.objects.get(ref=call.on).deal),
        **own,
    }
    return OnPage(back="deal", under=DEAL, more=(campaign, *more), **told)


def schemas() -> Any:
    """Bodies and answers of the API, loaded when it opens."""
    from shoumi.chapters.consent.verbs import answer

    return answer


def last_day(request: PageRequest, ends: datetime | None) -> str:
    """The last day of a window; it counts whole."""
    if ends is None:
        return ""
    return f"{full_day(day_in_china(ends - timedelta(seconds=1)), request.lang)} 24:00"
