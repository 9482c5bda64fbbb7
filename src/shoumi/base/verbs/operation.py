"""The write operation of a verb, from its declaration: ``POST`` under the address of its place."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable
from enum import StrEnum
from typing import Annotated, Any

from ninja import File, Form, Router
from ninja.files import UploadedFile
from ninja.responses import Status
from pydantic import AfterValidator, WithJsonSchema, create_model
from pydantic import Field as Limits

from shoumi.base.api.approvals import asking
from shoumi.base.api.errors import EmptyFile
from shoumi.base.api.fields import Day, Moment, Name, Note, RefText, Strict
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import acts
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs.declaration import Brought, Call, InApi, Verb
from shoumi.core.refs import Ref

_EMPTY = inspect.Parameter.empty
_NAMED = inspect.Parameter.KEYWORD_ONLY
# Before the name of a file: ninja makes fields of a model of them, which has names of its own.
_FILE = "file_"


def add(router: Router, verbs: Iterable[Verb]) -> Router:
    """``router`` with the operations of those verbs that have one."""
    for one in verbs:
        if one.operation is not None:
            _add(router, one, one.operation)
    return router


def _add(router: Router, verb: Verb, own: InApi) -> None:
    route = router.post(
        f"{verb.on.in_api}/{_path(verb, own)}".rstrip("/"),
        operation_id=own.name or f"{verb.noun}s_{verb.name}".replace("-", "_"),
        summary=own.summary.rstrip("."),
        description=own.summary,
        **acts(own.answer(), own.status, takes_two=verb.takes_two),
    )
    route(needs(own.scope, *verb.roles, is_kept=own.is_kept)(_function(verb, own)))


def _path(verb: Verb, own: InApi) -> str:
    return verb.name if own.path is None else own.path


def _function(verb: Verb, own: InApi) -> Callable[..., Status[Any]]:
    """What ninja reads: a function whose parameters are the place and the fields."""
    files = [field for field in verb.fields if field.kind is Kind.FILE]
    typed = {field.name: field for field in verb.fields if field.kind is not Kind.FILE}
    placed = [name for name in typed if f"{{{name}}}" in _path(verb, own)]
    fields = [field for name, field in typed.items() if name not in placed]
    model: Any = own.given() if own.given else _body(verb, own, fields) if fields else None

    def operation(request: PageRequest, **given: Any) -> Status[Any]:
        on = verb.on.at(request, given)
        body = {**{name: given[name] for name in placed}, **dict(given.get("given", ()))}
        read = {name: _value(typed.get(name), value) for name, value in body.items()}
        read |= {field.name: _content(field, given.get(_FILE + field.name)) for field in files}
        call = Call.of(request, on, read)

        def act() -> Status[Any]:
            return Status(own.status, own.tells(verb.do(call)))

        return asking(request, act) if verb.takes_two else act()

    parameters = [_parameter("request", PageRequest, place=True)]
    if verb.on.name:
        parameters.append(_parameter(verb.on.name, str))
    parameters += [_parameter(name, _type(typed[name])) for name in placed]
    if model:
        form: Any = Form
        parameters.append(_parameter("given", form[model] if files else model))
    file: Any = File
    for field in files:
        kind = UploadedFile if field.is_needed else UploadedFile | None
        default = file(... if field.is_needed else None, alias=field.name, title=field.name.title())
        parameters.append(_parameter(_FILE + field.name, kind, default))
    operation.__name__ = verb.name.replace("-", "_")
    operation.__doc__ = own.summary
    operation.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return operation


def _parameter(
    name: str, kind: Any, default: Any = _EMPTY, *, place: bool = False
) -> inspect.Parameter:
    how = inspect.Parameter.POSITIONAL_OR_KEYWORD if place else _NAMED
    return inspect.Parameter(name, how, annotation=kind, default=default)


def _body(verb: Verb, own: InApi, fields: Iterable[Field]) -> type[Strict]:
    parts = (verb.noun, *verb.name.split("-"), "given")
    name = own.body or "".join(part.capitalize() for part in parts)
    made: dict[str, Any] = {field.name: (_type(field), _default(field)) for field in fields}
    return create_model(name, __base__=Strict, **made)


def _default(field: Field) -> Any:
    if field.kind is Kind.TICK:
        return False
    if field.kind is Kind.MANY and not field.is_needed:
        return []
    if field.default is not None:
        return _worded(field)
    return ... if field.is_needed else None


def _worded(field: Field) -> Any:
    """A field's default, its words as what a chosen word becomes."""
    if field.kind is Kind.MANY and isinstance(field.default, list):
        return [field.of(one) for one in field.default]
    return field.of(str(field.default)) if field.kind is Kind.ONE else field.default


def _type(field: Field) -> Any:
    match field.kind:
        case Kind.ONE:
            kind = _word(field)
        case Kind.MANY:
            kind = Annotated[list[_word(field)], Limits(max_length=field.most)]  # type: ignore[misc]
        case Kind.WHOLE | Kind.MONEY:
            kind = Annotated[int, Limits(ge=field.least, le=field.most)]
        case Kind.DAY:
            kind = Day
        case Kind.MOMENT:
            kind = Moment
        case Kind.TICK:
            kind = bool
        case Kind.LONG:
            kind = Note
        case _:
            kind = RefText if field.of is Ref else Name
    has_value = field.kind in (Kind.TICK, Kind.MANY) or field.default is not None
    is_whole = field.is_needed or has_value
    return kind if is_whole else kind | None


def _word(field: Field) -> Any:
    """A word of a closed list, told in place: several lists of the house have one name.  What a
    list holds that is found for each page is read by the service."""
    if not field.words:
        return RefText if field.of is Ref else Name
    if not isinstance(field.of, type) or not issubclass(field.of, StrEnum):
        return Annotated[str, AfterValidator(_among(field.words))]
    told = {"type": "string", "enum": list(field.words)}
    return Annotated[field.of, AfterValidator(_among(field.words)), WithJsonSchema(told)]


def _among(words: Collection[str]) -> Callable[[str], str]:
    """A list may hold a part of an enum's words."""

    def check(word: str) -> str:
        if word not in words:
            raise ValueError
        return word

    return check


def _value(field: Field | None, given: Any) -> Any:
    if field is not None and field.of is Ref:
        if field.kind is Kind.MANY:
            return [Ref(one) for one in given]
        return Ref(given) if given else given
    return given


def _content(field: Field, file: UploadedFile | None) -> Brought | None:
    """
    Raises:
        EmptyFile
    """
    if file is None:
        return None
    content = file.read()
    if field.is_needed and not content:
        raise EmptyFile
    return Brought(content, file.name or "")
