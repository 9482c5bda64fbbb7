"""What people call a task.  It is declared beside the task, whose path says nothing to a reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from shoumi.base.jobs.backend import AnyTask
from shoumi.base.jobs.task_aliases import load
from shoumi.core.messages import Both

NamedTask = TypeVar("NamedTask", bound=AnyTask)
_names: dict[str, Both] = {}


def called(zh: str, en: str) -> Callable[[NamedTask], NamedTask]:
    """Put above ``@task()``: the name of the task on the pages of the house."""

    def keep(task: NamedTask) -> NamedTask:
        _names[task.module_path] = (zh, en)
        return task

    return keep


def of_path(path: str) -> Both:
    """The name of what a row of the queue names, under whichever path it was queued; the path where
    no such task is there any more, or nobody named it."""
    try:
        found = load(path)
    except ImportError:
        return path, path
    return _names.get(getattr(found, "module_path", path), (path, path))
