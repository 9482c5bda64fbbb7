"""Every address of the web doors."""

from __future__ import annotations

from django.urls import include, path

from shoumi.doors.api import ROOT
from shoumi.doors.web import choosing

urlpatterns = [
    path("", include("shoumi.doors.portal.urls")),
    path("", include("shoumi.doors.console.urls")),
    path(f"{ROOT}/", include("shoumi.doors.api.urls")),
    path("choose/language/<str:lang>", choosing.language, name="choose-language"),
    path("choose/theme/<str:theme>", choosing.theme, name="choose-theme"),
]

handler404 = "shoumi.doors.web.failing.nothing_here"
handler500 = "shoumi.doors.web.failing.bug"
