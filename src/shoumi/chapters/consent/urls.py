"""The addresses of chapter 6, for the portal."""

from __future__ import annotations

from django.urls import path

from shoumi.chapters.consent.views import portal as pages

portal = [
    path("notice", pages.notice, name="notice"),
    path("notice/answer", pages.answer, name="notice-answer"),
    path("notice/withdraw", pages.withdraw, name="notice-withdraw"),
    path("notice/object", pages.object_to, name="notice-object"),
    path("notice/receipt", pages.receipt, name="notice-receipt"),
]
