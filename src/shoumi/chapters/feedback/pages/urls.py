"""The addresses of chapter 10, for the console and for the portal."""

from __future__ import annotations

from django.urls import path

from shoumi.base.verbs import page
from shoumi.chapters.feedback.pages import details, lists, mails, numbers
from shoumi.chapters.feedback.pages import portal as public
from shoumi.chapters.feedback.verbs import VERBS

console = [
    path("requests", lists.requests, name="requests"),
    path("requests/numbers", numbers.response_times, name="response-times"),
    path("requests/<str:asked>", details.asked, name="request"),
    path("requests/<str:asked>/files/<str:file>", mails.file, name="request-file"),
    path("mails", mails.mails, name="mails"),
    path("mails/<str:mail>", mails.mail, name="mail"),
    path("contacts", lists.contacts, name="contacts"),
    path("contacts/<str:contact>", lists.contact, name="contact"),
    *page.addresses(VERBS),
]
portal = [
    path("ask", public.ask, name="ask"),
    path("ask/receipt", public.receipt, name="request-receipt"),
    path("ask/copy", public.copy, name="request-copy"),
]
