"""Bodies and answers of the API about texts and campaigns; loaded when the API opens."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from shoumi.base.api.fields import RefText, Strict, words_of
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.rules import CampaignState, DraftState, Purpose
from shoumi.core.terms import Instrument

_MOST_CONTENTS = 40
Asking = Annotated[Purpose, WithJsonSchema(words_of(Purpose))]
Part = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{1,39}$")]
Text = Annotated[str, StringConstraints(max_length=1000, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$")]


def _has_text(instrument: Instrument) -> Instrument:
    """Some instruments of the law are nothing that people are sent."""
    if instrument not in rules.CONTENTS:
        raise ValueError
    return instrument


Told = Annotated[
    Instrument,
    AfterValidator(_has_text),
    WithJsonSchema({"type": "string", "enum": [one.value for one in rules.CONTENTS]}),
]


class CategoryGiven(Strict):
    """``fields``  codes of the field register, registered for the handover; what leaves of a person
    is what the categories of the notice cover.  Their names are printed beside the words."""

    words: str = Field(min_length=1, max_length=100)
    words_en: str = Field(default="", max_length=100)
    fields: list[Part] = Field(min_length=1, max_length=100)


class CategoryLine(Schema):
    words: str
    words_en: str
    fields: list[str]


class NoticeLine(Schema):
    """``sha256`` is that of contents and categories, and stands with every answer to them."""

    ref: str
    deal: str
    instrument: Instrument
    categories: list[CategoryLine]
    sha256: str
    document: str
    approved_at: datetime
    position: int


class NoticeDraftLine(Schema):
    """A text that one person wrote and another approves; approved, it is the notice of that ref.

    ``document``     the PDF that was brought with it; empty where one is made at the approval
    ``answered_at``  when it was approved or returned
    """

    ref: str
    deal: str
    instrument: Instrument
    contents: dict[str, str]
    categories: list[CategoryLine]
    sha256: str
    document: str
    state: Annotated[DraftState, WithJsonSchema(words_of(DraftState))]
    written_by: str
    written_at: datetime
    answered_at: datetime | None
    position: int


class NoticeGiven(Strict):
    """``contents``  what the text says, by name; refused, the names that are missing are told

    ``categories``  of personal data; without them each word of ``contents.categories``, set apart
                    by 、, has to be the registered title of a field
    """

    instrument: Told
    contents: dict[Part, Text] = Field(min_length=1, max_length=_MOST_CONTENTS)
    categories: list[CategoryGiven] = Field(default=[], max_length=_MOST_CONTENTS)


class CampaignLine(Schema):
    """One purpose put to all the people of a deal."""

    ref: str
    deal: str
    purpose: Asking
    instrument: Instrument
    recipient: str
    state: CampaignState
    prepared_at: datetime
    opened_at: datetime | None
    window_ends_at: datetime | None
    closed_at: datetime | None
    superseded_at: datetime | None
    position: int


class Counts(Schema):
    """Of those invited: ``unreached`` were not; who is ``silent`` has said no at the end.

    ``superseded``  agreed to terms that changed since
    """

    invited: int
    unreached: int
    given: int
    refused: int
    withdrawn: int
    superseded: int
    silent: int


class CampaignWhole(CampaignLine):
    counts: Counts


class CampaignGiven(Strict):
    """``recipient``  a party of the deal"""

    notice: RefText
    purpose: Asking
    recipient: RefText
