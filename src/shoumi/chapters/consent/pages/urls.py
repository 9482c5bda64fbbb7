"""The addresses of chapter 6, for the console and for the portal."""

from __future__ import annotations

from django.urls import path

from shoumi.base.pages import acts
from shoumi.base.verbs import page
from shoumi.chapters.consent.pages import campaigns, letters, notice_form, notices, withdrawals
from shoumi.chapters.consent.pages import portal as public
from shoumi.chapters.consent.verbs import CAMPAIGN_VERBS, NOTICE_VERBS

console = [
    path("notices", notices.notices, name="notices"),
    path("notices/drafts", notices.drafts, name="notice-drafts"),
    path("notices/<str:notice>", notices.notice, name="notice-text"),
    path("notices/<str:notice>/paper", notices.paper, name="notice-paper"),
    path("deals/<str:deal>/notices/<str:instrument>", notice_form.write, name="notice-write"),
    path("campaigns", campaigns.campaigns, name="campaigns"),
    path("campaigns/<str:campaign>/letters", letters.campaign_letters, name="campaign-letters"),
    path(
        "deals/<str:deal>/withdrawals/<int:entry>/proof",
        withdrawals.proof,
        name="withdrawal-proof",
    ),
    *acts.urls(notice_form.ACTS),
    *page.addresses((*NOTICE_VERBS, *CAMPAIGN_VERBS)),
]
portal = [
    path("notice", public.notice, name="notice"),
    path("n", public.notice, name="notice-short"),
    path("notice/answer", public.answer, name="notice-answer"),
    path("notice/withdraw", public.withdraw, name="notice-withdraw"),
    path("notice/object", public.object_to, name="notice-object"),
    path("notice/receipt", public.receipt, name="notice-receipt"),
]
