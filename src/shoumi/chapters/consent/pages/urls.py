"""The addresses of chapter 6, for the portal."""

from __future__ import annotations

from django.urls import path

from shoumi.chapters.consent.pages import portal as public

portal = [
    path("notice", public.notice, name="notice"),
    path("notice/answer", public.answer, name="notice-answer"),
    path("notice/withdraw", public.withdraw, name="notice-withdraw"),
    path("notice/object", public.object_to, name="notice-object"),
    path("notice/receipt", public.receipt, name="notice-receipt"),
]
