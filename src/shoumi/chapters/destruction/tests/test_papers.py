"""The papers of this chapter: the same data make the same."""

from __future__ import annotations

import pytest

from shoumi.base.documents import pdf
from shoumi.base.documents.tests.paper_text import is_made_the_same_twice, text_of
from shoumi.chapters.destruction.chapter import card
from shoumi.chapters.destruction.tests.papers import SAMPLES


def test_there_is_a_sample_of_every_template():
    assert sorted(pdf.of_folder(card.papers)) == sorted(SAMPLES)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_paper_is_made_the_same_twice(name):
    is_made_the_same_twice(name, SAMPLES[name])


def test_the_second_certificate_speaks_of_backups_too():
    data = {**SAMPLES["destruction_certificate"], "demo": False, "stage": 2}
    text = text_of(pdf.make_pdf("destruction_certificate", data)).replace("\r\n", "")
    assert "含密钥库备份" in text
    assert "在用副本" not in text
