"""The vendor's own page to report an incident, by the token of its link, without an account.

As the questionnaire's (``answers``): the token is the only authority and comes in the body.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest, RefusalWords, page
from shoumi.chapters.vendors.models import Vendor
from shoumi.chapters.vendors.pages.answers import private, token_of
from shoumi.chapters.vendors.services import incident_reports
from shoumi.chapters.vendors.services.errors import (
    NotYetKnown,
    ReportLinkUnknown,
)
from shoumi.core.calendar import CHINA, read_moment
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both

_TITLE: Both = ("报告安全事件", "Report an incident")


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@private
def entrance(request: PageRequest) -> HttpResponse:
    """The link opens it: its token stands behind the ``#`` and is sent by the form."""
    token = token_of(request)
    if not token:
        return page(request, "vendors/report_entrance.html", _TITLE, {"refused": None})
    try:
        vendor = incident_reports.by_link(token)
    except ReportLinkUnknown as error:
        return _unknown(request, error)
    return _form(request, vendor, token)


@open_to(Who.PUBLIC)
@require_POST
@private
def hand_in(request: PageRequest) -> HttpResponse:
    """It is an incident from this moment on."""
    token = token_of(request)
    try:
        made, known = incident_reports.report(
            token=token,
            known_at=_moment(request),
            words=request.POST.get("words", ""),
            at=request.at,
        )
    except ReportLinkUnknown as error:
        return _unknown(request, error)
    except DomainError as error:
        try:
            vendor = incident_reports.by_link(token)
        except ReportLinkUnknown as unknown:
            return _unknown(request, unknown)
        return _form(request, vendor, token, request.tell(error), status=422)
    told = {"number": known.number, "at": made.told_at}
    return page(request, "vendors/reported.html", _TITLE, told)


def _unknown(request: PageRequest, error: DomainError) -> HttpResponse:
    told = {"refused": request.tell(error)}
    return page(request, "vendors/report_entrance.html", _TITLE, told, status=404)


def _moment(request: PageRequest) -> datetime:
    """
    Raises:
        NotYetKnown: it is no moment.
    """
    try:
        return read_moment(request.POST.get("known_at", ""))
    except ValueError as error:
        raise NotYetKnown from error


def _form(
    request: PageRequest,
    vendor: Vendor,
    token: str,
    refused: RefusalWords | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """What was typed stands there again."""
    now = f"{request.at.astimezone(CHINA):%Y-%m-%dT%H:%M}"
    told: dict[str, Any] = {
        "token": token,
        "vendor": vendor.name,
        "refused": refused,
        "known_at": request.POST.get("known_at", "") or now,
        "words": request.POST.get("words", ""),
        "most": incident_reports.MOST_WORDS,
    }
    return page(request, "vendors/report.html", _TITLE, told, status=status)
