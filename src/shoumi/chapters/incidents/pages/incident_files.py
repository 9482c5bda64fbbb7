"""What can be taken away of an incident or a drill: its report, STIX, a drill as data."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest
from shoumi.chapters.incidents.documents import drill_export, incident_report, stix_bundle
from shoumi.chapters.incidents.models import Breach
from shoumi.chapters.incidents.queries import NoSuchIncident
from shoumi.chapters.incidents.verbs.place import READERS, breach_of


def listed(request: PageRequest, one: Breach) -> list[tuple[str, str]]:
    """What can be taken away of one, for its page."""
    of_drill = [
        (
            request.say(("演练数据（JSON）", "The drill as data")),
            reverse("drill-data", args=[one.ref]),
        ),
        (request.say(("监测文件", "Sensor file")), reverse("drill-sensor", args=[one.ref])),
    ]
    return [
        *(of_drill if one.is_drill else ()),
        (request.say(("事件报告", "Report")), reverse("incident-report", args=[one.ref])),
        (request.say(("STIX 2.1 文件", "As STIX 2.1")), reverse("incident-stix", args=[one.ref])),
    ]


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def report(request: PageRequest, breach: str) -> HttpResponse:
    """As a paper, from what is known now."""
    one = breach_of(request, breach)
    content = incident_report.of(one, request.at)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="incident-{one.number:03d}.pdf"'
    return answer


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def drill(request: PageRequest, breach: str) -> HttpResponse:
    """A drill as data, from which anybody counts its score again."""
    one = breach_of(request, breach)
    return _attached(one, drill_export.of(one), "application/json", "drill.json")


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def sensor(request: PageRequest, breach: str) -> HttpResponse:
    """What a sensor has seen in a drill so far."""
    one = breach_of(request, breach)
    lines = drill_export.sensor_lines(one, request.at)
    return _attached(one, lines, "application/x-ndjson", "eve.json")


def _attached(one: Breach, content: bytes, kind: str, name: str) -> HttpResponse:
    if not one.is_drill:
        raise NoSuchIncident(incident=one.ref)
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="drill-{one.number:03d}.{name}"'
    return answer


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def stix(request: PageRequest, breach: str) -> HttpResponse:
    """For those who exchange incidents in that form; without the texts."""
    one = breach_of(request, breach)
    answer = HttpResponse(stix_bundle.of(one), content_type="application/stix+json;version=2.1")
    answer["Content-Disposition"] = f'attachment; filename="incident-{one.number:03d}.stix.json"'
    return answer
