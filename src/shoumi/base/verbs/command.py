"""The command of a verb, from its declaration: ``shoumi NOUN VERB``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.commands import answers, dual_control, lookup, options, progress
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.verbs.declaration import Brought, Call, OnTerminal, Place, Verb
from shoumi.core.messages import Both
from shoumi.core.refs import SYSTEM, Ref

Function = Callable[..., Any]
# What a terminal takes where a page has a list to choose from.
_FOUND_BY: dict[str, Both] = {"party": ("角色、名称或编号", "role, name or reference")}


def group(noun: str, words: Both, verbs: Iterable[Verb]) -> click.Group:
    """The group of a noun with the commands of its verbs; reads are added to it by hand."""
    made = click.Group(noun, help=_both(words))
    for one in verbs:
        if one.command is not None:
            made.add_command(command(one))
    return made


def command(verb: Verb) -> click.Command:
    """
    Raises:
        TypeError: a bug, the verb has no command.
    """
    own = verb.command
    if own is None:
        raise TypeError(verb.slug)

    def run(*, actor: Ref, **given: Any) -> None:
        on = given.pop(verb.on.name, SYSTEM)
        at = clock.now()
        read = {field.name: _value(field, given[field.name], on) for field in verb.fields}
        call = Call(actor, accounts.person(actor).name, at, on, {**given, **read})
        with (
            dual_control.asking(actor) if verb.takes_two else nullcontext(),
            progress.running(verb.title) if verb.long is not None else nullcontext(),
        ):
            made = (own.do or verb.do)(call)
        _tell(verb, own, made)

    function = options.acting(run)
    if verb.is_final and own.asks_yes:
        function = options.final(function)
    for parameter in reversed(own.more):
        function = parameter(function)
    for field in reversed(verb.fields):
        if field.name not in own.values:
            function = field_option(field)(function)
    named = {field.name: field for field in verb.fields}
    for name in reversed(own.values):
        shown = named[name].option.upper() or None
        function = click.argument(name, type=_type(named[name]), metavar=shown)(function)
    if verb.on.name:
        function = argument(verb.on)(function)
    return click.command(own.name or verb.name, help=_both(own.help or verb.title))(function)


def argument(place: Place, *, is_needed: bool = True) -> Callable[[Function], Function]:
    """What a command is about: a deal by number or reference, else as the place is typed."""
    kind: click.ParamType[Any] = options.REF if place.typed is Ref else _Typed(place)
    if place.name == "deal":
        kind = options.DEAL
    return click.argument(place.name, type=kind, required=is_needed)


def _tell(verb: Verb, own: OnTerminal, made: Any) -> None:
    facts = dict(verb.tells(made))
    facts.setdefault("position", answers.head())
    is_no = own.is_no is not None and own.is_no(made)
    answers.done(own.said_no if is_no else own.said or verb.done, **facts)
    if is_no:
        click.get_current_context().exit(1)
    if own.warns and not answers.wants_json():
        for sentence in own.warns(made):
            click.secho(sentence, fg="yellow")


def field_option(field: Field) -> Callable[[Function], Function]:
    """The option of a field, which may be one that only the command takes (``more``)."""
    name = field.option or field.name.replace("_", "-")
    is_many = field.kind is Kind.MANY
    more: dict[str, Any] = {}
    if field.kind is Kind.TICK:
        more["is_flag"] = True
    elif field.default is not None:
        more |= {"default": field.default, "show_default": not is_many and field.default != ""}
    elif field.is_needed:
        more["required"] = True
    return click.option(
        f"--{name}",
        field.name,
        type=None if field.kind is Kind.TICK else _type(field),
        multiple=is_many,
        help=_told(field),
        **more,
    )


def _type(field: Field) -> click.ParamType[Any]:
    match field.kind:
        case Kind.ONE | Kind.MANY if field.words:
            return _Word(field)
        case Kind.ONE | Kind.MANY | Kind.TEXT if field.of is Ref:
            named = {"person": options.PERSON, "deal": options.DEAL, "party": click.STRING}
            return named.get(field.names, options.REF)
        case Kind.WHOLE:
            return click.IntRange(min=field.least, max=field.most)
        case Kind.MONEY:
            return options.YUAN
        case Kind.DAY:
            return options.DAY
        case Kind.MOMENT:
            return options.MOMENT
        case Kind.FILE:
            return _File()
    return click.STRING


class _Typed(click.ParamType[Any]):
    """A thing by what is typed of it; its place refuses what names none."""

    def __init__(self, place: Place) -> None:
        self.name, self.typed = place.name, place.typed

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return self.typed(value)


class _File(click.ParamType[Any]):
    """A file that is there: its bytes, with the name it comes with."""

    name = "file"
    _path = click.Path(exists=True, dir_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = Path(self._path.convert(value, param, ctx))
        return Brought(path.read_bytes(), path.name)


class _Word(click.Choice[str]):
    """A word of a field's closed list, upper or lower case."""

    def __init__(self, field: Field) -> None:
        self.of = field.of
        super().__init__(list(field.words), case_sensitive=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return self.of(super().convert(value, param, ctx))


def _value(field: Field, given: Any, on: Ref) -> Any:
    if field.names == "party" and given:
        return lookup.party(on, given)
    return list(given) if field.kind is Kind.MANY else given


def _told(field: Field) -> str:
    """Label and help in both languages, on one line."""
    found_by = _FOUND_BY.get(field.names, ("", ""))
    zh = "：".join(part for part in (field.label[0], found_by[0], field.help[0]) if part)
    en = ": ".join(part for part in (field.label[1], found_by[1], field.help[1]) if part)
    return _both((zh, en))


def _both(words: Both) -> str:
    return f"{words[0]} / {words[1]}"
