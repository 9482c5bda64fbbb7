"""The addresses of the public doors, and those that chapters hand in for them."""

from __future__ import annotations

from django.urls import path

from shoumi.chapters.consent import urls as consent
from shoumi.chapters.policies import urls as policies
from shoumi.doors.portal import document_check

urlpatterns = [path("check", document_check.check, name="check")]
for chapter in (consent, policies):
    urlpatterns += chapter.portal
