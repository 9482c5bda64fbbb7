"""The addresses of this chapter."""

from __future__ import annotations

from django.urls import path

from shoumi.base.verbs import page
from shoumi.chapters.collaboration.pages import (
    board,
    connectors,
    deputies,
    duties,
    shared_tasks,
    threads,
)
from shoumi.chapters.collaboration.verbs import VERBS

console = [
    path("shared-tasks", shared_tasks.overview, name="shared-tasks"),
    path("shared-tasks/board", board.board, name="shared-tasks-board"),
    path("shared-tasks/<str:sharedtask>", shared_tasks.one, name="shared-task"),
    path("responsibilities", duties.overview, name="responsibilities"),
    path("responsibilities/<str:chapterduty>", duties.one, name="chapter-duty"),
    path("connectors", connectors.overview, name="connectors"),
    path("threads", threads.overview, name="threads"),
    path("threads/<str:thread>", threads.one, name="thread"),
    path("messages-of-threads/<str:threadmessage>/<int:place>", threads.file, name="thread-file"),
    path("messages-of-threads/<str:threadmessage>", threads.message, name="thread-message"),
    path("absences/<str:absence>", deputies.absence, name="absence"),
    path("interests/<str:interest>", deputies.interest, name="interest"),
    path("connectors/<str:connector>", connectors.one, name="connector"),
    *page.addresses(VERBS),
]
