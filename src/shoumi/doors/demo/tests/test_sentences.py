"""What the ledger of a whole deal says can be read, in both languages."""

import json

import pytest

from shoumi.base.messages import sentences
from shoumi.core.ledger import leaf
from shoumi.doors.demo.tests import runs


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_entry_of_the_story_reads_as_a_sentence_with_all_its_facts(watched, lang):
    canonical = {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")}
    bodies = [json.dumps(body, **canonical).encode() for body in runs.entries(watched.dossier)]
    read = [(line.tag, sentences.of_line(line, lang)) for line in map(leaf.read, bodies)]
    assert len({tag for tag, _ in read}) > 40
    assert [(tag, text) for tag, text in read if "—" in text or text == tag] == []
