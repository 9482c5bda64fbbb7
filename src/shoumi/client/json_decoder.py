"""From JSON to the values of ``response_types``; what is not of its kind is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from shoumi.client.refusals import BadAnswer

Shape = TypeVar("Shape")


def decoded(kind: type[Shape], given: Any) -> Shape:
    """``given`` as a ``kind``; fields that ``kind`` has not are passed over.

    Raises:
        BadAnswer: a field is missing or of another kind.
    """
    try:
        return cast(Shape, _value(kind, given))
    except (KeyError, TypeError, ValueError) as error:
        raise BadAnswer(kind.__name__) from error


def _value(kind: Any, given: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        inner = [one for one in get_args(kind) if one is not NoneType]
        return None if given is None else _one_of(inner, given)
    if origin is tuple:
        return tuple(_value(get_args(kind)[0], one) for one in _of(list, given))
    if origin is Mapping:
        return {str(name): _value(get_args(kind)[1], one) for name, one in given.items()}
    if kind is datetime:
        return datetime.fromisoformat(given)
    if kind is date:
        return date.fromisoformat(given)
    if is_dataclass(kind):
        of = _of(dict, given)
        return cast(Any, kind)(
            **{
                # A word of the language carries an underscore here, and none on the wire.
                name: _value(one, of[name.removesuffix("_")])
                for name, one in _hints(cast(Any, kind)).items()
            }
        )
    return _of(kind, given)


def _one_of(kinds: Sequence[Any], given: Any) -> Any:
    """As the first of ``kinds`` that fits."""
    for kind in kinds[:-1]:
        try:
            return _value(kind, given)
        except (KeyError, TypeError, ValueError):
            continue
    return _value(kinds[-1], given)


def _of(kind: Any, given: Any) -> Any:
    if type(given) is not kind:
        raise TypeError(kind)
    return given


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind)}
