"""The papers of this chapter: the same data make the same."""

from __future__ import annotations

import pytest

from shoumi.base.documents import pdf
from shoumi.base.documents.tests.paper_text import is_made_the_same_twice
from shoumi.chapters.compliance.chapter import card
from shoumi.chapters.compliance.tests.papers import SAMPLES


def test_there_is_a_sample_of_every_template():
    assert sorted(pdf.of_folder(card.papers)) == sorted(SAMPLES)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_paper_is_made_the_same_twice(name):
    is_made_the_same_twice(name, SAMPLES[name])
