"""The record of processing activities of a version, as JSON-LD for programs."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest
from shoumi.chapters.policies.verbs.place import version_of
from shoumi.chapters.policies.verbs.processing_record import of


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def processing_record(request: PageRequest, version: str) -> HttpResponse:
    one = version_of(version)
    told: Any = of(one)
    text = json.dumps(told, ensure_ascii=False, indent=1)
    answer = HttpResponse(text, content_type="application/ld+json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="processing-record-{one.number}.jsonld"'
    return answer
