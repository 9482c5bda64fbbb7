"""The last step: the home is made, and what it told is shown once."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from shoumi.base.messages import names, refusals
from shoumi.base.pages.request import PageRequest, RefusalWords, page
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.core.terms import Role
from shoumi.core.vault import suites
from shoumi.doors.set_up import draft, place, steps, text_messages
from shoumi.doors.set_up.draft import Step
from shoumi.doors.set_up.errors import StepsLeft
from shoumi.doors.set_up.middleware import opening
from shoumi.doors.set_up.visits import visitors_only


@visitors_only
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: PageRequest) -> HttpResponse:
    """All at once; the links of the people are on the answer and nowhere else."""
    title: Both = ("建立", "Make the home")
    told: dict[str, Any] = {**steps.told(request), "refused": None}
    if request.method != "POST":
        return page(request, "set_up/make.html", title, told)
    with draft.making:
        if draft.draft.is_made:  # whoever pressed twice
            return opening(request)
        try:
            if draft.draft.lacks():
                raise StepsLeft
            made = place.make(steps.folder(), _order(request), _typed())
        except place.Told as error:
            found = refusals.tell_kept(error.facts["kept"], request.lang)  # type: ignore[arg-type]
            told["refused"] = RefusalWords(found.what, found.own_mend, found.lapses)
        except DomainError as error:
            told["refused"] = request.tell(error)
        else:
            draft.draft.is_made = True
            return page(request, "set_up/made.html", ("建好了", "It is made"), _made(request, made))
    return page(request, "set_up/make.html", title, told, status=422)


def _typed() -> str:
    return str(draft.draft.given[Step.PASSPHRASE].get("passphrase", ""))


def _order(request: PageRequest) -> dict[str, Any]:
    """What the maker is told; over a pipe, and written nowhere."""
    now = draft.draft
    given = now.given
    company, founders = given[Step.COMPANY], given[Step.PEOPLE]
    site, stamps, logo = (given.get(one) for one in (Step.SITE, Step.STAMPS, Step.LOGO))
    here = f"{request.scheme}://{request.get_host()}"
    return {
        "suite": suites.INTL.name,
        "company": company,
        "head": {"name": founders["head"], "mail": founders["head_mail"]},
        "officer": {"name": company["officer"], "mail": founders["officer_mail"]},
        "visitor": founders["visitor"],
        "people": now.people,
        "relay": asdict(now.relay) if now.relay else None,
        "sms": text_messages.order(),
        "stamps": stamps["url"] if stamps else "",
        "site": site,
        "logo": base64.b64encode(logo["png"]).decode() if logo else "",
        "address": f"https://{site['name']}" if site else here,
    }


def _made(request: PageRequest, made: Mapping[str, Any]) -> dict[str, Any]:
    here = f"{request.scheme}://{request.get_host()}"
    links = made["links"]
    return {
        "own": f"{here}/enter/{made['own']}",
        "shown": [{**one, "link": f"{here}/enter/{one['link']}"} for one in links if one["link"]],
        "mailed": [one for one in links if not one["link"]],
        "refused_roles": [
            (
                one["name"],
                names.of(Role(one["role"]), request.lang),
                refusals.tell_kept(one, request.lang).what,
            )
            for one in made["refused"]
        ],
    }
