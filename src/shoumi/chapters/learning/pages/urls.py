"""The addresses of learning in the console."""

from __future__ import annotations

from django.urls import path

from shoumi.base.verbs import page
from shoumi.chapters.learning.pages import (
    bank,
    campaigns,
    certificates,
    classes,
    effects,
    exam,
    learner,
    lesson_pictures,
    office,
    packages,
    staff_lists,
)
from shoumi.chapters.learning.verbs import VERBS

console = [
    path("my-courses", learner.mine, name="my-courses"),
    path("courses", office.courses, name="courses"),
    path("courses/people", office.due, name="courses-people"),
    path("courses/staff-lists", staff_lists.lists, name="staff-lists"),
    path("courses/staff-lists/<str:staff_list>", staff_lists.left, name="staff-list-left"),
    path("courses/<str:course>", learner.course, name="course"),
    path("courses/<str:course>/package/<str:place>", packages.play, name="lesson-part"),
    path("lesson-files/<str:token>/<path:name>", packages.file, name="lesson-file"),
    path("certificates/<str:certificate>/paper", certificates.paper, name="certificate-paper"),
    path("exams/<str:exam>", exam.sit, name="exam"),
    path("classes/<str:session>", classes.session, name="class"),
    path("classes/<str:session>/sheets/<str:sheet>", classes.sheet, name="class-sheet"),
    path("lesson-pictures/<str:picture>", lesson_pictures.picture, name="lesson-picture"),
    path("classes/<str:session>/code", classes.wall, name="class-code"),
    path("questions", bank.questions, name="questions"),
    path("questions/gift", bank.as_gift, name="questions-gift"),
    path("questions/moodle", bank.as_moodle, name="questions-moodle"),
    path("questions/<str:question>", bank.question, name="question"),
    path("awareness", campaigns.items, name="awareness"),
    path("awareness/effect", effects.by_department, name="learning-effect"),
    path("awareness/<str:item>", campaigns.item, name="awareness-item"),
    path("cases/<str:case>", campaigns.case, name="case"),
    *page.addresses(VERBS),
]
