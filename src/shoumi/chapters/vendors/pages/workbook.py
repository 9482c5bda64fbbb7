"""The questionnaire as a workbook, on the vendor's own page: out, and back in; a form that the
house owns comes back by the same way.

As there, the token of the link is the only authority and comes in the body of each request.
"""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from shoumi.base.intake import errors, form_workbook
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.list_files import TYPES, XLSX
from shoumi.base.pages.request import PageRequest
from shoumi.chapters.vendors import queries
from shoumi.chapters.vendors.documents import questionnaire_workbook
from shoumi.chapters.vendors.pages import answers
from shoumi.chapters.vendors.services import own_form_answers, reviews
from shoumi.chapters.vendors.services.errors import LinkUnknown
from shoumi.core.errors import DomainError
from shoumi.core.refs import Ref

_NAME = "vendor-questionnaire.xlsx"


@open_to(Who.PUBLIC)
@require_POST
@answers.private
def download(request: PageRequest) -> HttpResponse:
    """With what is kept, and the last answers that were judged beside it."""
    try:
        review = reviews.by_link(answers.token_of(request), request.at)
    except LinkUnknown:
        return answers.unknown(request)
    last = queries.last_judged(Ref(review.vendor))
    found = HttpResponse(questionnaire_workbook.made(review, last), content_type=TYPES[XLSX])
    found["Content-Disposition"] = f'attachment; filename="{_NAME}"'
    return found


@open_to(Who.PUBLIC)
@require_POST
@answers.private
def upload(request: PageRequest) -> HttpResponse:
    """All of it is kept, or nothing; handed in it is on the page."""
    token = answers.token_of(request)
    brought = request.FILES.get("workbook")
    try:
        review = reviews.by_link(token, request.at)
        if brought is None or not brought.size:
            raise errors.Empty(place="xlsx")
        if brought.size > form_workbook.MOST_BYTES:
            raise errors.TooLarge(place="xlsx", most=form_workbook.MOST_BYTES // 2**20)
        said, own = own_form_answers.said(review, brought.read())
        review = reviews.answer(token=token, said=said, is_last=False, form=own, at=request.at)
    except LinkUnknown:
        return answers.unknown(request)
    except DomainError as error:
        review = reviews.by_link(token, request.at)
        return answers.form(request, review, token, request.tell(error), status=422)
    return answers.form(request, review, token, brought=len(said))
