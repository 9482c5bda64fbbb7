"""Texts that colleagues read: minutes, comments, answers.  Nobody's data stand in them."""

from __future__ import annotations

from datetime import datetime

from shoumi.chapters.policies.services.errors import PersonalDataInText, WordsMissing
from shoumi.core.calendar import day_in_china


def required(words: str, *, part: str, at: datetime) -> str:
    """``words`` without the space around them.

    Raises:
        WordsMissing: there are none.
        PersonalDataInText: a number in them is that of a person.
    """
    # Its recognisers and Arrow are loaded by who asks, not by every command.
    from shoumi.core.scan import SpanGrade, find_spans

    said = words.strip()
    if not said:
        raise WordsMissing(part=part)
    found = find_spans(said, today=day_in_china(at))
    count = sum(span.grade is SpanGrade.VALID for span in found)
    if count:
        raise PersonalDataInText(count=count)
    return said
