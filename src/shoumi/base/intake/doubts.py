"""People who may be one and are not merged; the rules are in ``people``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shoumi.base.intake import twins
from shoumi.base.intake.rows import Doubt, Doubtful, Person
from shoumi.base.intake.spelling import name_key


def same_mobile(people: Sequence[Person]) -> Iterator[Doubtful]:
    def mobile(at: int) -> str | None:
        own = people[at]
        told = own.values.get("mobile")
        # A child is reached over the parent's number: that is no doubt about who they are.
        return None if own.is_child and told == own.values.get("guardian_mobile") else told

    for group in twins.groups(len(people), mobile):
        known = [at for at in group if not _is_ward(people, at, group)]
        if (
            len(known) > 1
            and len({name_key(people[at].values.get("name", "")) for at in known}) > 1
        ):
            yield doubtful(Doubt.SAME_MOBILE, known, people)


def _is_ward(people: Sequence[Person], at: int, group: Sequence[int]) -> bool:
    return people[at].is_child and people[at].guardian in group


def same_name(people: Sequence[Person]) -> Iterator[Doubtful]:
    """One name in different files, and no two identity numbers or birthdays to tell them apart."""

    def name(at: int) -> str:
        return name_key(people[at].values.get("name", ""))

    for group in twins.groups(len(people), name):
        files = {source.file for at in group for source in people[at].sources}
        if len(files) > 1 and not _all_apart(group, people):
            yield doubtful(Doubt.SAME_NAME, group, people)


def _all_apart(group: Sequence[int], people: Sequence[Person]) -> bool:
    return any(
        len({people[at].values.get(code) for at in group} - {None}) == len(group)
        for code in ("id_number", "birth_on")
    )


def doubtful(why: Doubt, group: Sequence[int], people: Sequence[Person]) -> Doubtful:
    places = (people[at].sources for at in group)
    return Doubtful(why, tuple(group), tuple(own[0].place for own in places if own))
