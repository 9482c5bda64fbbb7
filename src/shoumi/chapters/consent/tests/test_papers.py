"""The papers of this chapter: each says what its facts ask for."""

import pytest

from shoumi.base.documents import pdf
from shoumi.base.documents.tests.paper_text import is_made_the_same_twice, text_of
from shoumi.chapters.consent.chapter import card
from shoumi.chapters.consent.tests.papers import SAMPLES


def test_there_is_a_sample_of_every_template():
    assert sorted(pdf.of_folder(card.papers)) == sorted(SAMPLES)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_paper_is_made_the_same_twice(name):
    is_made_the_same_twice(name, SAMPLES[name])


@pytest.mark.parametrize(
    ("name", "changes", "said", "not_said"),
    [
        ("notice", {"kind": "change", "minors": False}, "股权变更后", "接收方继续履行义务"),
        ("notice", {"purpose_changed": False}, "处理目的和处理方式不变", "上门家教"),
        (
            "separate_consent",
            {"guardian": None, "sensitive": None},
            "单独同意书",
            "与信息主体的关系",
        ),
    ],
)
def test_a_paper_says_what_its_facts_ask_for(name, changes, said, not_said):
    made = pdf.make_pdf(name, {**SAMPLES[name], "demo": False, **changes})
    text = text_of(made).replace("\r\n", "")
    assert said in text
    assert not_said not in text
