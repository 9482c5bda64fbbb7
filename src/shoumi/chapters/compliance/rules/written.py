"""What people write in an assessment, in their own words: activities, passages, who assessed.

Kept as JSON beside the risks.  A passage that comes from a starter set is a draft until a person
edits or confirms it; a draft is nobody's analysis.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from shoumi.core.terms import Role

MOST_TEXT = 4_000


class Part(StrEnum):
    """Passages that stand once in an assessment.  Stored values."""

    SUBJECTS = "subjects"  # who the data subjects are
    RESIDUAL = "residual"  # what is left with the measures, and why that is acceptable
    OPINION = "opinion"  # of the protection officer
    LEGAL = "opinion_legal"
    SECURITY = "opinion_security"
    BUSINESS = "opinion_business"  # of those who do the business: the consultant, customer service
    HEARD = "heard"  # what data subjects said, as those heard it who speak with them
    CONCLUSION = "conclusion"


# Each opinion is its author's own: who may write which, by role.  Nobody else writes in it.
OPINION_WRITERS: Mapping[Part, tuple[Role, ...]] = {
    Part.OPINION: (Role.DPO,),
    Part.LEGAL: (Role.LEG,),
    Part.SECURITY: (Role.SEC,),
    Part.BUSINESS: (Role.CON, Role.CS),
    Part.HEARD: (Role.DPO, Role.CON, Role.CS),
}


def may_write(part: Part | None, roles: Collection[Role], *, is_assessor: bool) -> bool:
    """Whether somebody with these roles may write ``part``; None is anything but a passage.

    ``is_assessor``  who is named as one writes what is no opinion, as the protection officer does
    """
    if part is not None and (writers := OPINION_WRITERS.get(part)):
        return not {*writers}.isdisjoint(roles)
    return bool(roles) and (is_assessor or Role.DPO in roles)


@dataclass(frozen=True, slots=True)
class Passage:
    """``by``  who wrote, edited or confirmed it; empty while it is a draft

    ``at``  when, in ISO 8601; empty of one that was written before that was kept
    """

    text: str
    by: str = ""
    at: str = ""

    @property
    def is_draft(self) -> bool:
        return not self.by


@dataclass(frozen=True, slots=True)
class Activity:
    """One processing activity.  ``fields``  codes of the register that it reads"""

    name: str
    purpose: str = ""
    method: str = ""
    necessity: str = ""
    fields: tuple[str, ...] = ()
    by: str = ""

    @property
    def is_draft(self) -> bool:
        return not self.by


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A risk of a starter set.  It has no grade: how bad it is somebody has to assess."""

    hazard: str
    text: str
    source: str
    step: str


@dataclass(frozen=True, slots=True)
class Written:
    activities: tuple[Activity, ...] = ()
    passages: Mapping[str, Passage] | None = None
    assessors: tuple[str, ...] = ()
    suggested: tuple[Suggestion, ...] = ()

    def passage(self, part: Part) -> Passage | None:
        return (self.passages or {}).get(part.value)

    def of(self, part: Part) -> str:
        """What somebody wrote; empty where nobody did, also where a draft waits."""
        found = self.passage(part)
        return "" if found is None or found.is_draft else found.text

    @property
    def own(self) -> tuple[Activity, ...]:
        return tuple(one for one in self.activities if not one.is_draft)

    @property
    def authors(self) -> frozenset[str]:
        """Everybody whose words stand in it, and who is named as assessor."""
        told = [*(one.by for one in self.activities), *self.assessors]
        told += [one.by for one in (self.passages or {}).values()]
        return frozenset(told) - {""}

    @property
    def drafts(self) -> tuple[str, ...]:
        """What waits for a person: ``activity-1``, the name of a passage, ``suggested-1``."""
        return tuple(self._drafts())

    def _drafts(self) -> Iterator[str]:
        for number, each in enumerate(self.activities, start=1):
            if each.is_draft:
                yield f"activity-{number}"
        for part in Part:
            found = self.passage(part)
            if found is not None and found.is_draft:
                yield part.value
        for number, _ in enumerate(self.suggested, start=1):
            yield f"suggested-{number}"

    def saying(self, part: Part, text: str, by: str, at: str = "") -> Written:
        """With this passage, edited or confirmed; without one where the text is empty."""
        kept = {name: one for name, one in (self.passages or {}).items() if name != part}
        if text.strip():
            kept[part.value] = Passage(text.strip(), by, at)
        return replace(self, passages=kept)

    def doing(self, activity: Activity, number: int | None) -> Written:
        """With this activity in the place of ``number`` (from 1), or as a further one."""
        told = list(self.activities)
        if number is None:
            told.append(activity)
        else:
            told[number - 1] = activity
        return replace(self, activities=tuple(told))

    def without(self, names: Sequence[str]) -> Written:
        """Without the things of these names, as ``drafts`` calls them."""
        gone = frozenset(names)
        return replace(
            self,
            activities=_kept("activity", self.activities, gone),
            suggested=_kept("suggested", self.suggested, gone),
            passages={name: one for name, one in (self.passages or {}).items() if name not in gone},
        )

    def rewritten(self, before: Written) -> frozenset[Part]:
        """The passages that are not as they were."""
        return frozenset(part for part in Part if self.passage(part) != before.passage(part))

    def filled(self, starter: Written) -> Written:
        """With the drafts of a starter set where nothing stands yet."""
        return replace(
            self,
            activities=self.activities or starter.activities,
            passages={**(starter.passages or {}), **(self.passages or {})},
            suggested=self.suggested or starter.suggested,
        )


def _kept(kind: str, found: tuple[Any, ...], gone: frozenset[str]) -> tuple[Any, ...]:
    numbered = enumerate(found, start=1)
    return tuple(one for number, one in numbered if f"{kind}-{number}" not in gone)


NOTHING = Written()


def read(row: Mapping[str, Any] | None) -> Written:
    """As the table keeps it; None is an assessment of an earlier version."""
    if not row:
        return NOTHING
    return Written(
        activities=tuple(
            Activity(**{**one, "fields": tuple(one["fields"])}) for one in row["activities"]
        ),
        passages={name: Passage(**one) for name, one in row["passages"].items()},
        assessors=tuple(row["assessors"]),
        suggested=tuple(Suggestion(**one) for one in row["suggested"]),
    )


def row(told: Written) -> dict[str, Any]:
    """The same as JSON."""
    return {
        "activities": [{**asdict(one), "fields": list(one.fields)} for one in told.activities],
        "passages": {name: asdict(one) for name, one in sorted((told.passages or {}).items())},
        "assessors": list(told.assessors),
        "suggested": [asdict(one) for one in told.suggested],
    }


def digest(told: Mapping[str, Any] | None, risks: Sequence[Mapping[str, Any]]) -> bytes:
    """What stands written, with the risks, as the ledger keeps it (32 bytes)."""
    text = json.dumps([told, risks], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).digest()


def starter(told: Mapping[str, Any], lang: str) -> Written:
    """A starter set in one language, all of it drafts; ``told`` is one table of the data file."""
    return Written(
        activities=tuple(
            Activity(*(one[name][lang] for name in ("name", "purpose", "method", "necessity")))
            for one in told.get("activities", ())
        ),
        passages={Part.SUBJECTS.value: Passage(told["subjects"][lang])},
        suggested=tuple(
            Suggestion(one["hazard"], *(one[name][lang] for name in ("text", "source", "step")))
            for one in told.get("risks", ())
        ),
    )
