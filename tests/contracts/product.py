"""Every import of the product's inside that the contracts need.

A module that moves is mended here, in one line, and nowhere else in this package.  What can be had
without knowing a module comes from click's tree, Django's resolver and apps, and from processes.
"""

from __future__ import annotations

import os
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROGRAM, _ENTRY = next(iter(_PROJECT["project"]["scripts"].items()))
# A home opened by hand; the settings of tests would open databases of their own.
SETTINGS_OF_A_HOME = "shoumi.doors.settings.web"
VERSION: str = _PROJECT["project"]["version"]


def ready() -> None:
    """Set Django up as the tests have it."""
    import django

    os.environ.setdefault(
        "DJANGO_SETTINGS_MODULE",
        _PROJECT["tool"]["pytest"]["ini_options"]["DJANGO_SETTINGS_MODULE"],
    )
    django.setup()


def command() -> Any:
    """The click group behind the launcher."""
    module, _, name = _ENTRY.partition(":")
    return getattr(import_module(module), name)


def openapi() -> str:
    from shoumi.doors.reference import openapi as described

    return described()


def cards() -> list[Any]:
    from shoumi.base import registry

    return list(registry.cards())


def sentences() -> dict[str, Any]:
    from shoumi.base.messages.catalogue import texts

    return dict(texts().sentences)


def told_as_refusals() -> frozenset[str]:
    from shoumi.base.messages.sentences import REFUSALS

    return REFUSALS


def tables() -> dict[str, Any]:
    """Names of closed words by table."""
    from shoumi.base import registry
    from shoumi.base.messages.names import tables as all_tables

    long = {kind: one.name for kind, one in registry.operations().items()}
    return {**all_tables(), "jobs.Kind": long}


def stations() -> dict[str, list[str]]:
    from shoumi.base.messages.names import station
    from shoumi.core.terms import DealStage

    return {stage.value: [station(stage, "zh"), station(stage, "en")] for stage in DealStage}


def conditions() -> dict[str, Any]:
    """Whatever a milestone or a deadline waits for, in words."""
    from shoumi.base.messages.conditions import condition
    from shoumi.core.milestones import deadlines, milestones

    codes = {need.condition for each in milestones() for need in each.opens + each.finishes}
    codes |= {rule.meets for rule in deadlines()}
    codes |= {name for card in cards() for name in card.conditions}
    return {code: condition(code) for code in codes}


def words_of_refusals() -> dict[str, Any]:
    from shoumi.base.messages.refusals import all_words

    return dict(all_words())


def refusals() -> list[Any]:
    """Classes of all refusals; every module of the product is imported for it."""
    from shoumi.doors.reference.codes import every_error

    return every_error()


def root_of_refusals() -> Any:
    from shoumi.core.errors import DomainError

    return DomainError


def access_of(view: Any) -> Any:
    from shoumi.base.pages.access import access_of as said

    return said(view)


def plans() -> dict[str, Any]:
    from shoumi.base.jobs import cron

    return dict(cron._plans)


def loaded() -> dict[str, Any]:
    """Every module of the product that is loaded, tests left out."""
    name = _ENTRY.partition(".")[0]
    return {
        each: module
        for each, module in sys.modules.items()
        if each.partition(".")[0] == name and ".tests" not in each
    }


def task(path: str) -> Any:
    """What a row of the queue that names ``path`` leads to.

    Raises:
        ImportError: nothing.
    """
    from shoumi.base.jobs.task_aliases import load

    return load(path)


def leave_work_waiting() -> list[str]:
    """Queue, in the home of this process, what a worker will find: a long act that needs nothing
    said with it, one with a sealed slip, and every plan that recurs.  The dotted names queued."""
    from datetime import timedelta

    from shoumi.base.accounts.models import Person
    from shoumi.base.deals.models import Deal
    from shoumi.base.dossier.operations import Long as Export
    from shoumi.base.jobs import cron, server_time
    from shoumi.base.jobs.models import Job, Plan
    from shoumi.base.operations import requests
    from shoumi.base.rooms.operations import Long as Prepare
    from shoumi.core.refs import Ref
    from shoumi.core.terms import DisclosureLevel

    deal = Ref(Deal.objects.get().ref)
    people = {one.name: Ref(one.ref) for one in Person.objects.all()}
    actor, reader = people["林示范"], people["孙虚丙"]
    requests.ask(kind=Export.EXPORT, about=deal, deal=deal, given={}, actor=actor)
    given = {"level": DisclosureLevel.L1.value, "persons": [reader]}
    requests.ask(kind=Prepare.PREPARE, about=deal, deal=deal, given=given, actor=actor)
    cron.tick()
    Plan.objects.update(due_at=server_time.now() - timedelta(seconds=1))
    cron.tick()
    return sorted(set(Job.objects.values_list("task", flat=True)))
