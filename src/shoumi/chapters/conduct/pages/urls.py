"""The addresses of this chapter."""

from __future__ import annotations

from django.urls import path

from shoumi.base.verbs import page
from shoumi.chapters.conduct.pages import books, cases, checks, leavers, people, signals
from shoumi.chapters.conduct.verbs import VERBS

console = [
    path("rule-books", books.rule_books, name="rule-books"),
    path("rule-books/<str:rulebook>", books.rule_book, name="rule-book"),
    path("staff-checks", checks.staff_checks, name="staff-checks"),
    path("staff-signals", signals.staff_signals, name="staff-signals"),
    path("staff-checks/<str:staffcheck>", checks.staff_check, name="staff-check"),
    path("staff-checks/<str:staffcheck>/draw.json", checks.export, name="staff-check-draw"),
    path("samples/<str:sample>", checks.sample, name="sample"),
    path("staff-cases", cases.staff_cases, name="staff-cases"),
    path("staff-cases/<str:staffcase>", cases.staff_case, name="staff-case"),
    path("rewards", people.rewards, name="rewards"),
    path("rewards/<str:reward>", people.reward, name="reward"),
    path("leavers", leavers.leavers, name="leavers"),
    path("leavers/<str:leavingnotice>", leavers.leaver, name="leaver"),
    path("suspensions", people.suspensions, name="suspensions"),
    path("suspensions/<str:suspension>", people.suspension, name="suspension"),
    *page.addresses(VERBS),
]
