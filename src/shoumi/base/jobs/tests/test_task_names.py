"""Every task has a name people read, in both languages, under each path it was queued by."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

from django_tasks.base import Task

import shoumi
from shoumi.base.jobs import task_names
from shoumi.base.jobs.task_aliases import ALIASES

_HAN = re.compile(r"[\u3400-\u9fff]")


def every_task():
    """The dotted path of each task of the product."""
    for module in pkgutil.walk_packages(shoumi.__path__, "shoumi."):
        if module.name.rpartition(".")[2] in ("jobs", "runner") and ".tests" not in module.name:
            for one in vars(import_module(module.name)).values():
                if isinstance(one, Task) and one.module_path.startswith(module.name):
                    yield one.module_path


def test_each_task_is_named_in_both_languages_and_no_two_alike():
    found = {path: task_names.of_path(path) for path in every_task()}
    assert len(found) > 20
    for zh, en in found.values():
        assert _HAN.search(zh)
        assert en.isascii()
        assert "." not in en
    for lang in (0, 1):
        assert len({pair[lang] for pair in found.values()}) == len(found)


def test_a_row_of_an_earlier_path_has_the_name_of_today():
    for old, new in ALIASES.items():
        assert task_names.of_path(old) == task_names.of_path(new) != (new, new)


def test_a_task_that_is_no_more_is_called_by_its_path():
    assert task_names.of_path("shoumi.nowhere.jobs.gone") == ("shoumi.nowhere.jobs.gone",) * 2
