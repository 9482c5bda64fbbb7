"""A vendor, and what was written, asked, agreed and recorded of it, by reference."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.registry.search import SearchHit
from shoumi.chapters.vendors.form_models import OwnForm
from shoumi.chapters.vendors.models import (
    Impact,
    Incident,
    ProcessingAgreement,
    ReportLink,
    Review,
    Vendor,
)
from shoumi.core.messages import Both

_VENDOR: Both = ("供应商", "Vendor")
_AGREEMENT: Both = ("委托处理协议", "Processing agreement")
_REVIEW: Both = ("供应商问卷", "Questionnaire of a vendor")
_FORM: Both = ("自己的供应商问卷", "Questionnaire of our own")
_OF_VENDOR: tuple[tuple[type[Impact | Incident | ReportLink], Both], ...] = (
    (Impact, ("委托处理的影响评估", "Assessment of an entrustment")),
    (Incident, ("供应商事件", "Incident of a vendor")),
    (ReportLink, ("报告事件的链接", "Link to report incidents by")),
)


def hits(wanted: str) -> Iterator[SearchHit]:
    for found in Vendor.objects.filter(ref=wanted):
        yield SearchHit(_VENDOR, found.name, "vendor", {"vendor": found.ref})
    for paper in ProcessingAgreement.objects.filter(ref=wanted):
        yield SearchHit(_AGREEMENT, paper.ref, "processing", {"processing": paper.ref})
    for one in Review.objects.filter(ref=wanted):
        place = {"vendor": one.vendor, "questionnaire": one.ref}
        yield SearchHit(_REVIEW, one.ref, "vendor-review", place)
    for form in OwnForm.objects.filter(ref=wanted):
        yield SearchHit(_FORM, form.name, "vendor-form", {"ownform": form.ref})
    for kind, told in _OF_VENDOR:
        for row in kind._default_manager.filter(ref=wanted):
            yield SearchHit(told, row.ref, "vendor", {"vendor": row.vendor})
