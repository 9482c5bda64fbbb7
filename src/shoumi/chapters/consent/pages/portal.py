"""What the holder of a receipt code sees and says.

The code is the only authority here: no cookie counts, so a form from elsewhere can do nothing that
its sender could not do himself.  That is why these pages need no CSRF token, and with
``Referrer-Policy: no-referrer`` browsers would not send the origin that Django's check wants.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import wraps
from pathlib import PurePath
from typing import cast

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest, RefusalWords, page
from shoumi.chapters.consent import queries, receipts, rules
from shoumi.chapters.consent.pages import customer_view
from shoumi.chapters.consent.queries import Invited, term_changes
from shoumi.chapters.consent.services import answers
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both, Lang
from shoumi.core.refs import SYSTEM, Ref

_TITLE: Both = ("告知与答复", "Notice and answer")
_LANGS = ("zh", "en")
View = Callable[[PageRequest], HttpResponse]
Holding = Callable[[PageRequest, str, Invited], HttpResponse]


def _private(view: View) -> View:
    """Nothing of these pages goes to another: neither their address nor a report of an error."""

    @sensitive_post_parameters("code")
    @wraps(view)
    def answer(request: PageRequest) -> HttpResponse:
        chosen = request.POST.get("lang", "")
        if chosen in _LANGS:
            request.lang = cast(Lang, chosen)
        found = view(request)
        found.headers["Referrer-Policy"] = "no-referrer"
        return found

    return csrf_exempt(answer)


def _of_code(view: Holding) -> View:
    """Find whose code was sent; one that is nobody's gets the same page with one sentence."""

    @wraps(view)
    def answer(request: PageRequest) -> HttpResponse:
        code = "".join(request.POST.get("code", "").split())
        if not code:
            return _door(request)
        found = queries.by_code(code)
        if found is None:
            term_changes.look_for_nobody()
            return _door(request, is_unknown=True)
        return view(request, code, found)

    return answer


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@_private
@_of_code
def notice(request: PageRequest, code: str, found: Invited) -> HttpResponse:
    return _shown(request, code, found)


@open_to(Who.PUBLIC)
@require_POST
@_private
@_of_code
def answer(request: PageRequest, code: str, found: Invited) -> HttpResponse:
    """Take in one of two words; anything else shows the page again."""
    said = request.POST.get("answer", "")
    if said not in set(rules.Answer):
        return _shown(request, code, found)

    def do() -> None:
        answers.answer_of(
            invitation=found.invitation,
            said=rules.Answer(said),
            by_guardian=_is_guardian(request, found),
            channel=rules.Channel.PORTAL,
            at=request.at,
        )

    return _did(request, code, found, do)


@open_to(Who.PUBLIC)
@require_POST
@_private
@_of_code
def withdraw(request: PageRequest, code: str, found: Invited) -> HttpResponse:
    def do() -> None:
        answers.withdraw(
            campaign=Ref(found.campaign.ref),
            subject=Ref(found.invitation.subject),
            actor=SYSTEM,
            at=request.at,
        )

    return _did(request, code, found, do)


@open_to(Who.PUBLIC)
@require_POST
@_private
@_of_code
def object_to(request: PageRequest, code: str, found: Invited) -> HttpResponse:
    """An objection, where nothing was asked; a child's comes from the guardian."""
    if customer_view.asks(found) or not customer_view.may_speak(
        found, _is_guardian(request, found)
    ):
        return _shown(request, code, found, status=422)

    def do() -> None:
        answers.object_to(
            campaign=Ref(found.campaign.ref),
            subjects=[Ref(found.invitation.subject)],
            actor=SYSTEM,
            at=request.at,
        )

    return _did(request, code, found, do)


@open_to(Who.PUBLIC)
@require_POST
@_private
@_of_code
def receipt(request: PageRequest, code: str, found: Invited) -> HttpResponse:
    """The receipt with its proof, in one archive that ``/check`` and the verifier take."""
    if found.consent is None:
        return _shown(request, code, found)
    issued = receipts.issue_many(
        campaign=Ref(found.campaign.ref), consents=[found.consent], actor=SYSTEM, at=request.at
    )
    own = next(issued)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(own.name, own.content)
        archive.writestr(str(PurePath(own.name).with_suffix(".tlog-proof")), own.proof)
    name = PurePath(own.name).with_suffix(".zip")
    return HttpResponse(
        packed.getvalue(),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _is_guardian(request: PageRequest, found: Invited) -> bool:
    """The notice went to the guardian's own number, and whoever holds the code says it is him."""
    lane = rules.Lane(found.invitation.lane)
    return lane is rules.Lane.GUARDIAN and request.POST.get("guardian") == "yes"


def _did(request: PageRequest, code: str, found: Invited, do: Callable[[], None]) -> HttpResponse:
    """Do it and show where things stand after it, or why it was not done."""
    try:
        do()
    except DomainError as error:
        return _shown(request, code, found, refused=request.tell(error), status=422)
    return _shown(request, code, queries.after_act(found))


def _door(request: PageRequest, *, is_unknown: bool = False) -> HttpResponse:
    told = {"is_unknown": is_unknown, "other": _other(request)}
    return page(request, "consent/code.html", _TITLE, told, status=404 if is_unknown else 200)


def _shown(
    request: PageRequest,
    code: str,
    found: Invited,
    *,
    refused: RefusalWords | None = None,
    status: int = 200,
) -> HttpResponse:
    is_over = found.consent is not None or found.objection is not None
    template = "consent/receipt.html" if is_over else "consent/notice.html"
    told = {
        "code": code,
        "other": _other(request),
        "refused": refused,
        "is_guardian": found.invitation.lane == rules.Lane.GUARDIAN,
        **(
            customer_view.receipt(request, found)
            if is_over
            else customer_view.notice(request, found)
        ),
    }
    return page(request, template, _TITLE, told, status=status)


def _other(request: PageRequest) -> Lang:
    return "zh" if request.lang == "en" else "en"
