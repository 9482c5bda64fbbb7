"""The contracts that are read from the code alone, each as a document of plain words."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.contracts import product

ACCESS = product.ROOT / "tests" / "access.toml"
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def commands() -> dict[str, Any]:
    """Every command with its help and its parameters."""
    import sys

    import click

    main = product.command()
    # Without a home a command is given only to who asks for help.
    before, sys.argv = sys.argv, [product.PROGRAM, "--help"]
    try:
        return dict(_commands(main, click.Context(main, info_name=product.PROGRAM)))
    finally:
        sys.argv = before


def _commands(command: Any, context: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    import click

    own = [each for each in command.get_params(context) if each.opts != ["--help"]]
    arguments = [each for each in own if isinstance(each, click.Argument)]
    yield (
        context.command_path,
        {
            "help": (command.help or "").strip(),
            "arguments": [each.human_readable_name for each in arguments],
            "parameters": {_named(each): _parameter(each) for each in own},
            "hidden": command.hidden,
        },
    )
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _commands(below, click.Context(below, info_name=name, parent=context))


def _named(parameter: Any) -> str:
    """The long option, or the argument as the usage line has it."""
    options = [each for each in parameter.opts if each.startswith("--")]
    return str(options[0] if options else parameter.human_readable_name)


def _parameter(parameter: Any) -> dict[str, Any]:
    """All that click knows of it but the name of the class that reads it."""
    known = parameter.to_info_dict()
    known.pop("name")  # of the function's argument
    known["type"].pop("param_type")
    known["metavar"] = parameter.metavar
    known["type"] = _said(known["type"])
    return _said(known)


def _said(known: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is not so, and what every parameter is: one word long."""
    found = {name: value for name, value in _plain(known).items() if value not in (None, "", [])}
    usual = {"nargs": 1, **{name: False for name, value in found.items() if value is False}}
    return {name: value for name, value in found.items() if usual.get(name) != value}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)


def openapi() -> Any:
    return json.loads(product.openapi())


def events() -> dict[str, Any]:
    """Every tag of the ledger, from the cards, with its sentence and its area: a webhook is asked
    for by area, and its row keeps that word."""
    sentences, refused, tables = (
        product.sentences(),
        product.told_as_refusals(),
        product.tables(),
    )
    areas = {str(tag): card.slug for card in product.cards() for tag in card.events or ()}
    return {
        tag: {"area": areas.get(tag), **_event(tag, sentences, tables, tag in refused)}
        for tag in areas.keys() | sentences.keys()
    }


def _event(tag: str, sentences: Any, tables: Any, is_refusal: bool) -> dict[str, Any]:
    if tag not in sentences:
        return {"is_refusal": is_refusal}
    said = sentences[tag]
    words = {
        fact: _plain(dict(tables[given]) if isinstance(given, str) else given)
        for fact, given in said.words.items()
    }
    return {
        "zh, en": list(said.text),
        "words": words,
        "asks": said.asks,
        "zh, en where not": list(said.otherwise),
        "is_refusal": is_refusal,
    }


def refusals() -> dict[str, Any]:
    """Every code with its kind (which an answer's status follows), its words and its mend."""
    root = product.root_of_refusals()
    kinds: dict[str, str] = {}
    for error in product.refusals():
        kind = next(each.__name__ for each in error.__mro__ if each.__module__ == root.__module__)
        kinds[error.code] = kind
    words = product.words_of_refusals()
    return {code: _refusal(code, kinds, words) for code in words.keys() | kinds.keys()}


def _refusal(code: str, kinds: Mapping[str, str], words: Mapping[str, Any]) -> dict[str, str]:
    said = words.get(code)
    found = {"kind": kinds.get(code, "reason")}
    if said is not None:
        found |= {"zh": said.zh, "en": said.en}
        found |= {"mend_zh": said.remedy_zh, "mend_en": said.remedy_en}
    return found


def names() -> dict[str, Any]:
    """What people read instead of closed words, milestones and conditions."""
    return {
        "words": _plain({name: dict(words) for name, words in product.tables().items()}),
        "areas": {card.slug: [card.zh, card.en] for card in product.cards()},
        "stations": product.stations(),
        "conditions": {
            code: {"name": list(wanted.name), "todo": list(wanted.todo)}
            for code, wanted in product.conditions().items()
        },
    }


def addresses() -> dict[str, Any]:
    """Every route: where it is, by which methods, who may.  Methods stand in the reviewed file,
    which the sweep of all pages holds; those of programs in the OpenAPI document."""
    from tests.web import routes

    reviewed = access()
    return {route.name: _address(route, reviewed.get(route.name, {})) for route in routes.every()}


def _address(route: Any, reviewed: Mapping[str, Any]) -> dict[str, Any]:
    said = product.access_of(route.view)
    return {
        "path": f"/{route.address}",
        "methods": [method for method in _METHODS if method in reviewed],
        "who": str(said.who) if said else None,
        "roles": sorted(map(str, said.roles)) if said else [],
        "fresh proof": bool(said and said.is_fresh),
    }


def access() -> dict[str, Any]:
    return tomllib.loads(ACCESS.read_text("utf-8"))


def storage() -> dict[str, Any]:
    """What rows of an old home hold fast: tables and columns, migrations that were applied, and
    the dotted names of tasks that may wait in the queue."""
    product.refusals()  # all modules are loaded by it, those with tasks as well
    return {
        "tables": dict(_tables()),
        "migrations": dict.fromkeys(_migrations(), "there"),
        "tasks": dict.fromkeys(_tasks(), "there"),
        "plans": {
            name: {"every": str(plan.every), "at": str(plan.offset)}
            for name, plan in product.plans().items()
        },
    }


def _ours() -> Iterator[Any]:
    from django.apps import apps

    yield from (each for each in apps.get_app_configs() if each.name.startswith(product.PROGRAM))


def _tables() -> Iterator[tuple[str, Any]]:
    from django.db import router

    for app in _ours():
        for model in app.get_models(include_auto_created=True):
            columns = {field.column: _column(field) for field in model._meta.local_fields}
            constraints = [each.name for each in model._meta.constraints]
            yield (
                model._meta.db_table,
                {
                    "database": router.db_for_write(model),
                    "columns": columns,
                    "constraints": sorted(constraints),
                },
            )


def _column(field: Any) -> str:
    length = f"({field.max_length})" if field.max_length else ""
    marks = [("null", field.null), ("unique", field.unique), ("primary", field.primary_key)]
    said = [f"{field.get_internal_type()}{length}", *(mark for mark, is_so in marks if is_so)]
    return " ".join(said)


def _migrations() -> Iterator[str]:
    """Those there are and those that others replace: a home may have either."""
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None, ignore_no_migrations=True)
    labels = {app.label for app in _ours()}
    for key, migration in loader.disk_migrations.items():
        for app, name in (key, *migration.replaces):
            if app in labels:
                yield f"{app}.{name}"


def _tasks() -> set[str]:
    """Dotted names that lead to a task: where tasks are now, and where they were when kept."""
    from django_tasks.base import Task

    found = {
        value.module_path
        for module in product.loaded().values()
        for value in list(vars(module).values())
        if isinstance(value, Task)
    }
    for name in kept_tasks():
        try:
            if isinstance(product.task(name), Task):
                found.add(name)
        except ImportError:
            continue
    return found


def kept_tasks() -> list[str]:
    from tests.contracts import files

    return list(files.read("storage")["tasks"]) if files.path("storage").exists() else []


CONTRACTS: Mapping[str, Callable[[], Any]] = {
    "commands": commands,
    "openapi": openapi,
    "events": events,
    "refusals": refusals,
    "names": names,
    "addresses": addresses,
    "access": access,
    "storage": storage,
}
