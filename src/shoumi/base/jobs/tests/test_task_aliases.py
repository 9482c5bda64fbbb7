from __future__ import annotations

import pkgutil
from importlib import import_module

import pytest
from django_tasks.base import Task

import shoumi
from shoumi.base.jobs import task_aliases
from shoumi.base.jobs.models import Job, State
from shoumi.base.jobs.tests import tasks
from shoumi.base.jobs.worker import run_worker

# Every path under which some version of the product put a task in.  Lines are added, never taken.
QUEUED = (
    "shoumi.base.anchoring.jobs.agree_on_time",
    "shoumi.base.anchoring.jobs.examine",
    "shoumi.base.anchoring.jobs.submit",
    "shoumi.base.transport.jobs.attempt",
    "shoumi.base.attestations.jobs.tell_lapses",
    "shoumi.base.api_tokens.jobs.sweep",
    "shoumi.base.bearers.jobs.sweep",
    "shoumi.base.emergency.jobs.overdue",
    "shoumi.base.gate.jobs.mark_minors",
    "shoumi.base.inbox.jobs.at_once",
    "shoumi.base.inbox.jobs.digests",
    "shoumi.base.operations.runner.run",
    "shoumi.base.outbox.jobs.deliver",
    "shoumi.base.rotation.jobs.begin_aged",
    "shoumi.base.rotation.jobs.close_epoch",
    "shoumi.base.rotation.jobs.resume",
    "shoumi.base.subjects.jobs.examine",
    "shoumi.base.subjects.jobs.examine_all",
    "shoumi.base.subjects.jobs.sweep",
    "shoumi.base.webhooks.jobs.push",
    "shoumi.doors.carrying.errands.run",
)


@pytest.mark.parametrize("path", QUEUED)
def test_what_any_version_queued_is_found(path):
    assert isinstance(task_aliases.load(path), Task)


def test_every_task_of_the_product_is_on_the_list():
    found = set()
    for module in pkgutil.walk_packages(shoumi.__path__, "shoumi."):
        if ".tests" not in module.name and not module.name.endswith("__main__"):
            things = vars(import_module(module.name)).values()
            found |= {one.module_path for one in things if isinstance(one, Task)}
    # Those of chapters are among the contracts (``tests/contracts``, storage).
    assert {path for path in found if ".chapters." not in path} <= set(QUEUED)


def test_an_alias_leads_to_a_task_and_not_to_another_alias():
    assert not task_aliases.ALIASES.keys() & set(task_aliases.ALIASES.values())
    assert task_aliases.ALIASES.keys() <= set(QUEUED)


@pytest.mark.django_db(transaction=True)
def test_a_row_queued_before_its_task_moved_is_run(now, called, monkeypatch):
    old = "shoumi.somewhere.before.note"
    monkeypatch.setattr(task_aliases, "ALIASES", {old: tasks.note.module_path})
    put_in = tasks.note.enqueue(count=2)
    Job.objects.update(task=old)
    assert run_worker(now=now, once=True) == 1
    assert called == [((), {"count": 2})]
    assert Job.objects.get().state == State.DONE
    put_in.refresh()
    assert put_in.return_value == 7
