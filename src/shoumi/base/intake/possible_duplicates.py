"""People who may be one and are not merged; the rules are in ``people``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shoumi.base.intake import duplicates
from shoumi.base.intake.lazy_people import People, own_mobile
from shoumi.base.intake.normalisation import name_key
from shoumi.base.intake.rows import Doubt, Doubtful
from shoumi.base.intake.subject_flags import CHILD


def same_mobile(people: People) -> Iterator[Doubtful]:
    likely = _likely(people, "number")
    numbers, names = duplicates.coded(
        zip(likely, people.values_of(likely), strict=True),
        lambda own: own_mobile(own[1], is_child=bool(people.marks[own[0]] & CHILD)),
        lambda own: name_key(own[1].get("name", "")),
    )
    named = dict(zip(likely, names, strict=True))
    for group in duplicates.groups(likely, numbers):
        members = set(group)
        known = [
            at
            for at in group
            if not (people.marks[at] & CHILD and people.guardians.get(at) in members)
        ]
        if len({named[at] for at in known}) > 1:
            yield doubtful(Doubt.SAME_MOBILE, known, people)


def same_name(people: People) -> Iterator[Doubtful]:
    """One name in different files, and no two identity numbers or birthdays to tell them apart."""
    likely = _likely(people, "name")
    names, *apart = duplicates.coded(
        people.values_of(likely),
        lambda own: name_key(own.get("name", "")),
        lambda own: own.get("id_number"),
        lambda own: own.get("birth_on"),
    )
    told = dict(zip(likely, zip(*apart, strict=True), strict=True))
    for group in duplicates.groups(likely, names):
        files = {source.file for at in group for source in people.sources(at)}
        if len(files) > 1 and not _all_apart([told[at] for at in group]):
            yield doubtful(Doubt.SAME_NAME, group, people)


def _likely(people: People, key: str) -> Sequence[int]:
    return duplicates.likely(duplicates.arrow(people.hashes(key)))


def _all_apart(told: Sequence[tuple[int, ...]]) -> bool:
    """Whether one of the numbers is there for each and another one for each."""
    return any(len(set(own) - {0}) == len(told) for own in zip(*told, strict=True))


def doubtful(why: Doubt, group: Sequence[int], people: People) -> Doubtful:
    places = (people.sources(at) for at in group)
    return Doubtful(why, tuple(group), tuple(own[0].place for own in places if own))
