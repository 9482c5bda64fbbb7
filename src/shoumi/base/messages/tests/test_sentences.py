"""Every tag of the ledger has a sentence, and every place of it is a fact of that tag."""

import inspect
import re
import sys
from datetime import UTC, date, datetime

import pytest

from shoumi.base import registry
from shoumi.base.messages import catalogue, names, sentences
from shoumi.core.ledger.leaf import Digest, Line, Rows
from shoumi.core.refs import Ref
from shoumi.core.tests.cases import each

HAN = re.compile(r"[\u3400-\u9fff]")
AT = datetime(2026, 10, 20, 8, 0, tzinfo=UTC)
TAGS = sorted(str(tag) for card in registry.cards() for tag in card.events or ())


def documented():
    """Tag to what its ``events.py`` says of it, beside it or in the docstring."""
    found = {}
    for card in registry.cards():
        if card.events is not None:
            source = inspect.getsource(sys.modules[card.events.__module__])
            beside = r'= \(?\s*"([a-z_.]+)"(?:  # (.+))?'
            above = r"^([a-z_]+\.[a-z_]+) +(.+(?:\n {4,}.+)*)"
            own = inspect.getsource(card.events)  # other words of the module are no tags
            found |= dict(re.findall(beside, own)) | dict(re.findall(above, source, re.M))
    return found


SAID = documented()
SENTENCES = catalogue.texts().sentences


def places(text):
    return {name for name, *_ in sentences._PLACE.findall(text)}


def texts(tag):
    told = SENTENCES[tag]
    return [text for text in (*told.text, *told.otherwise) if text]


def test_every_tag_of_every_card_has_a_sentence_and_no_other():
    assert set(TAGS) == SENTENCES.keys()
    assert len(TAGS) > 90


@each("tag", TAGS)
def test_a_sentence_is_chinese_and_english_about_the_same_facts(tag):
    told = SENTENCES[tag]
    for chinese, english in [told.text] + ([told.otherwise] if told.asks else []):
        assert HAN.search(chinese)
        assert english[0].islower()
        assert not HAN.search(english)
        assert places(chinese) == places(english)
        assert not re.search(r"[。.]$", chinese + english)


@each("tag", TAGS)
def test_every_place_is_a_fact_of_the_tag(tag):
    told = SENTENCES[tag]
    used = set().union(*map(places, texts(tag))) | set(told.words) | ({told.asks} - {""})
    known = set(re.findall(r"\w+", SAID[tag]))
    if "bulk" in known:
        known.add(sentences.ROWS)
    assert used - known == set()


@each("tag", TAGS)
def test_the_words_of_a_fact_are_in_a_table(tag):
    tables = [words for words in SENTENCES[tag].words.values() if isinstance(words, str)]
    assert [name for name in tables if name not in (*names.tables(), names.OPERATIONS)] == []


@each("lang", ["zh", "en"])
@each("tag", TAGS)
def test_an_entry_without_its_facts_is_shown_all_the_same(tag, lang):
    text = sentences.sentence(tag, {}, lang)
    assert text
    assert not re.search(r"[{}\[\]|]", text)


def test_a_word_that_has_left_its_table_stays_as_it_is():
    told = sentences.sentence("deal.suspended", {"reason": "flood"}, "en")
    assert told == "suspended the deal: flood"


def test_what_the_gate_said_makes_two_sentences():
    facts = {"act": "reveal", "purpose": "inventory", "why": "gate.no_role"}
    assert sentences.sentence("gate.decided", {**facts, "allowed": True}, "en") == (
        "was allowed to see values: inventory"
    )
    assert sentences.sentence("gate.decided", {**facts, "allowed": False}, "zh") == (
        "想查看明文，用于信息盘点，闸门没有放行：没有任何岗位"
    )
    assert sentences.is_refusal("gate.decided", {**facts, "allowed": False})
    assert not sentences.is_refusal("gate.decided", {**facts, "allowed": True})


def test_yes_and_no_are_said_in_words():
    key = {"key": "campaign_end"}
    assert sentences.sentence("deadline.met", {**key, "late": True}, "zh").endswith(
        "告知期届满，晚了"
    )
    assert sentences.sentence("deadline.met", {**key, "late": False}, "en").endswith("on time")


def test_the_refusals_are_those_that_say_so():
    assert set(TAGS) >= sentences.REFUSALS
    spoken = {tag for tag in TAGS if tag.endswith("refused")}
    assert spoken <= sentences.REFUSALS
    assert sentences.is_refusal("room.refused", {"why": "room.not_named"})
    assert not sentences.is_refusal("room.opened", {})


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2026-10-20T08:00:00.000000Z", "2026-10-20 16:00"),
        (AT, "2026-10-20 16:00"),
        (date(2026, 10, 20), "2026-10-20"),
        ("2026-10-20", "2026-10-20"),
        (21407, "21\u202f407"),
        (True, "yes"),
        ("ab" * 32, "abababab…"),
        ("per-0123456789abcdef", "per-01234567"),
        ("林岚", "林岚"),
        (None, "—"),
    ],
)
def test_a_fact_is_written_for_a_reader(value, written):
    assert sentences.sentence("clock.advanced", {"to": value}, "en").endswith(f"to {written}")


def test_a_line_brings_the_number_of_its_rows():
    line = Line(
        "subject.state_changed",
        Ref("per-0123456789abcdef"),
        Ref("deal-0123456789abcdef"),
        AT,
        {"state": "FROZEN"},
        ("6.2",),
        None,
        Rows(1, Digest.of(b"")),
    )
    assert sentences.of_line(line, "en") == "changed the state of 1 person: frozen"
    assert sentences.of_line(line, "zh") == "把 1 人的资料改为冻结"


def test_a_tag_of_an_app_that_is_gone_stays_as_it_is():
    assert sentences.sentence("garden.watered", {"count": 3}, "zh") == "garden.watered"


def test_what_a_fact_says_is_never_read_as_a_form():
    assert sentences.sentence("clock.advanced", {"to": "{to}[x]"}, "zh") == "把演示时间拨到 {to}[x]"
