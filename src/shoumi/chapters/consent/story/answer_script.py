"""Who says what in the story, fixed by a seed.  Nobody is asked and nothing is sent.

A demo home has no way out: the sender here takes the addresses the gate let through, looks at none
of them, and says who would have been reached.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from shoumi.base.registry.story import Answers
from shoumi.base.subjects.models import Kind
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.services.answers import Said
from shoumi.chapters.consent.services.dispatch import Address
from shoumi.core.refs import Ref
from shoumi.core.terms import LegalBasis

SEED = 20260921

Person = tuple[Ref, str, str]  # subject, kind, basis


@dataclass(slots=True)
class Script:
    """What each person will do."""

    consent: list[Ref] = field(default_factory=list)
    refuse: list[Ref] = field(default_factory=list)
    silent: list[Ref] = field(default_factory=list)
    unreached: list[Ref] = field(default_factory=list)
    children: frozenset[Ref] = frozenset()

    def said(self) -> list[Said]:
        """The answers, mixed as they would come in."""
        told = [self._one(ref, rules.Answer.GIVEN) for ref in self.consent]
        told += [self._one(ref, rules.Answer.REFUSED) for ref in self.refuse]
        random.Random(SEED).shuffle(told)  # noqa: S311 - a story, not a secret
        return told

    def said_on(self, day: int, days: int) -> list[Said]:
        """The part of the answers that comes in on one of so many days."""
        return self.said()[day::days]

    def _one(self, ref: Ref, answer: rules.Answer) -> Said:
        return Said(ref, answer, by_guardian=ref in self.children)


def script(people: Sequence[Person], wanted: Answers) -> Script:
    """Deal out the answers: children first, the rest by the seed."""
    children = [ref for ref, kind, _ in people if kind == Kind.CHILD]
    adults = [ref for ref, kind, _ in people if kind != Kind.CHILD]
    random.Random(SEED).shuffle(adults)  # noqa: S311
    given = children[: wanted.children_consent]
    quiet = children[wanted.children_consent :]
    rest = iter(adults)

    def take(count: int) -> list[Ref]:
        return [ref for ref, _ in zip(rest, range(count), strict=False)]

    unreached = take(wanted.unreached)
    consent = given + take(wanted.consent - len(given))
    refuse = take(wanted.refuse)
    return Script(consent, refuse, [*quiet, *rest], unreached, frozenset(children))


def objectors(people: Sequence[Person], of: Script, wanted: Answers) -> list[Ref]:
    """Who objects to a transfer by law: so many of each basis, those who said nothing first.

    In a small story a basis may be held by people who said yes alone; then they object.
    """
    basis = {ref: own for ref, _, own in people}
    order = [ref for ref in [*of.silent, *of.refuse, *of.consent] if ref not in of.children]
    chosen: list[Ref] = []
    for held, count in (
        (LegalBasis.CONSENT, wanted.excluded),
        (LegalBasis.CONTRACT, wanted.marketing_off),
        (LegalBasis.LEGAL_DUTY, wanted.sealed),
    ):
        chosen += [ref for ref in order if basis[ref] == held][:count]
    return chosen


def refuser(
    people: Sequence[Person], of: Script, objecting: Sequence[Ref], days: int
) -> Ref | None:
    """The first in so many days who refuses and whose data nothing keeps, neither a law nor an
    objection that is dealt with; of too few people anybody who says nothing."""
    kept = {ref for ref, _, basis in people if basis == LegalBasis.LEGAL_DUTY}
    kept |= {*objecting, *of.children}
    in_order = sorted(enumerate(of.said()), key=lambda one: one[0] % days)
    refused = (said.subject for _, said in in_order if said.answer is rules.Answer.REFUSED)
    return next((ref for ref in [*refused, *of.silent] if ref not in kept), None)


@dataclass(frozen=True, slots=True)
class PretendVendor:
    """The text-message vendor of the story: reaches all but a few, and keeps nothing."""

    unreached: frozenset[Ref]

    def deliver(self, batch: Iterable[Address]) -> Mapping[Ref, bool]:
        return {ref: ref not in self.unreached for ref, _, _, _ in batch}
