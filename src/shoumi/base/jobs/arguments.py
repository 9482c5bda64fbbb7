"""What a job may be given: names of things, never the things.

Rows of jobs are kept, listed and backed up; a person's value in one would escape destruction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shoumi.base.jobs.errors import UnfitArgument
from shoumi.core.refs import MalformedRef, Ref

Plain = str | int | bool | None | list["Plain"]

# A mobile number, an account number and an identity number all lie above.
_MAX_INT = 2**31 - 1


def plain(value: object, place: str) -> Plain:
    """``value`` as it is stored.

    Raises:
        UnfitArgument: it is no reference, whole number under 2**31, truth value, None, or list of
            these.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) <= _MAX_INT:
        return int(value)
    if isinstance(value, str):
        return _reference(value, place)
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [plain(each, place) for each in value]
    raise UnfitArgument(place=place)


def _reference(text: str, place: str) -> str:
    try:
        return str(Ref(text))
    except MalformedRef:
        raise UnfitArgument(place=place) from None


def all_plain(
    args: Sequence[object], kwargs: Mapping[str, object]
) -> tuple[list[Plain], dict[str, Plain]]:
    """
    Raises:
        UnfitArgument
    """
    return (
        [plain(value, str(place)) for place, value in enumerate(args)],
        {name: plain(value, name) for name, value in kwargs.items()},
    )
