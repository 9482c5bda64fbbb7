"""Every address of a place without a home."""

from __future__ import annotations

from django.urls import path

from shoumi.doors.set_up import home_creation, people, steps, visits
from shoumi.doors.web import preferences

urlpatterns = [
    path("", visits.greet, name="today"),
    path("set-up/<str:token>", visits.enter, name="set-up-enter"),
    path("home", steps.overview, name="set-up"),
    path("home/people/add", steps.add_person, name="set-up-add"),
    path("home/people/remove", people.remove, name="set-up-remove"),
    path("home/sheet", steps.sheet, name="set-up-sheet"),
    path("home/make", home_creation.make, name="set-up-make"),
    path("home/<str:name>", steps.step, name="set-up-step"),
    path("home/<str:name>/leave-out", steps.leave_out, name="set-up-leave-out"),
    path("choose/language/<str:lang>", preferences.language, name="choose-language"),
    path("choose/theme/<str:theme>", preferences.theme, name="choose-theme"),
]

handler400 = "shoumi.doors.web.error_pages.unreadable"
handler404 = "shoumi.doors.web.error_pages.nothing_here"
handler500 = "shoumi.doors.web.error_pages.bug"
