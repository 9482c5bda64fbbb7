"""The addresses of chapter 5, for the portal and the console."""

from __future__ import annotations

from django.urls import path

from shoumi.base.verbs import page
from shoumi.chapters.vendors.pages import (
    agreement,
    answered,
    answers,
    details,
    own_forms,
    report,
    workbook,
)
from shoumi.chapters.vendors.verbs import VERBS

portal = [
    path("vendor", answers.entrance, name="vendor-answers"),
    path("vendor/answers", answers.answers, name="vendor-answers-form"),
    path("vendor/incident", report.entrance, name="vendor-report"),
    path("vendor/incident/report", report.hand_in, name="vendor-report-form"),
    path("vendor/workbook", workbook.download, name="vendor-workbook"),
    path("vendor/workbook/answers", workbook.upload, name="vendor-workbook-answers"),
]
console = [
    path("vendors", details.vendors, name="vendors"),
    path("vendors/<str:vendor>", details.vendor, name="vendor"),
    path(
        "vendors/<str:vendor>/questionnaires/<str:questionnaire>",
        answered.review,
        name="vendor-review",
    ),
    path("vendors/<str:vendor>/papers/<str:evidence>", answered.paper, name="vendor-paper"),
    path("vendor-forms", own_forms.forms, name="vendor-forms"),
    path("vendor-forms/<str:ownform>", own_forms.form, name="vendor-form"),
    path("processing/<str:processing>", agreement.processing, name="processing"),
    path("processing/<str:processing>/paper", agreement.paper, name="processing-paper"),
    *page.addresses(VERBS),
]
