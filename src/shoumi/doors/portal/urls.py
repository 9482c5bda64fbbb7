"""The addresses of the public doors, and those that cards bring."""

from __future__ import annotations

from django.urls import path

from shoumi.base import registry
from shoumi.doors.portal import document_check, logo, unlock

urlpatterns = [
    path("check", document_check.check, name="check"),
    path("check/verify.py", document_check.verifier, name="verifier"),
    path("logo.png", logo.logo, name="logo"),
    path("unlock", unlock.unlock, name="unlock"),
    *(address for card in registry.cards() if card.public_pages for address in card.public_pages()),
]
