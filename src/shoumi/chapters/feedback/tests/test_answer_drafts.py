"""Answers begin with words of the house and with nothing of anybody."""

from __future__ import annotations

import re

import pytest

from shoumi.base.outbox.rules import without_identifiers
from shoumi.chapters.feedback.rules import Kind
from shoumi.chapters.feedback.rules.answer_drafts import answer, appeal

CHANNELS = ["0990-5550100", "privacy@rules.example"]
GIVEN = {"number": 7, "received": "9 月 24 日", "channels": CHANNELS}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_draft_in_both_languages_that_is_filled_to_the_end(kind, lang):
    said = answer(kind, lang, **GIVEN)
    assert "DSR-0007" in said
    assert all(channel in said for channel in CHANNELS)
    assert not re.search(r"[{}]", said)
    assert bool(re.search("[\u4e00-\u9fff]", said.replace("9 月 24 日", ""))) == (lang == "zh")
    without_identifiers(said, CHANNELS)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_where_nothing_is_listed_the_appeal_goes_to_the_company(lang):
    assert {"zh": "本公司", "en": "the company"}[lang] in appeal(lang, [])
    assert CHANNELS[0] in appeal(lang, CHANNELS)
