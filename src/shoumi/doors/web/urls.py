"""Every address of the web doors."""

from __future__ import annotations

from django.urls import include, path

from shoumi.doors.api import ROOT
from shoumi.doors.web import preferences

urlpatterns = [
    path("", include("shoumi.doors.portal.urls")),
    path("", include("shoumi.doors.console.urls")),
    path(f"{ROOT}/", include("shoumi.doors.api.urls")),
    path("choose/language/<str:lang>", preferences.language, name="choose-language"),
    path("choose/theme/<str:theme>", preferences.theme, name="choose-theme"),
]

handler400 = "shoumi.doors.web.error_pages.unreadable"
handler404 = "shoumi.doors.web.error_pages.nothing_here"
handler500 = "shoumi.doors.web.error_pages.bug"
