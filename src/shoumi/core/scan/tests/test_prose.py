"""Names and addresses in prose, with a tagger that says what the test tells it to."""

from __future__ import annotations

import re

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.core.scan import Label, Span, SpanGrade, profile, scan_table
from shoumi.core.scan.columns import RESULT
from shoumi.core.scan.free_text import heard
from shoumi.core.scan.prose import ProseReader, WouldTakeHours, with_prose
from shoumi.core.scan.sentences import LONGEST, Width, passes, split
from shoumi.core.scan.tagger_output import Token, people, places
from shoumi.core.scan.tests.spans import TODAY

KEY = b"k" * 16


def tagged(written):
    """(sentence, tokens) of ``客户/n 李明/PER``; ``_`` writes a blank."""
    sentence, tokens = "", []
    for part in written.split(" "):
        word, _, tag = part.rpartition("/")
        word = word.replace("_", " ")
        tokens.append(Token(len(sentence), len(sentence) + len(word), tag))
        sentence += word
    return sentence, tokens


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("客户/n 李明/PER 先生/n", ["李明"]),
        ("李先生/PER 来/v", ["李先生"]),
        ("王/nr 小明/nr", ["王小明"]),
        ("123/PER 来/v", []),
        # a middle dot
        ("阿布都/PER ·/w 买买/v 提明/v 于/p 昨天/TIME", ["阿布都·买买提明"]),
        ("尼格买提/n ·/w 热合曼/PER 在/p", ["尼格买提·热合曼"]),
        ("古丽·阿不都/PER 拉/v 共同/ad", ["古丽·阿不都拉"]),
        ("图书/n ·/w 音像/n", []),
        ("听买/v 买提·艾山/PER 说/v", ["买买提·艾山"]),
        ("约翰/PER ·/w 弗·/x 史密斯/PER 来/v", ["约翰·弗·史密斯"]),
        ("扎西/PER ·/w 多吉/PER 和/c 古丽/PER ·/w 尼格尔/PER", ["扎西·多吉", "古丽·尼格尔"]),
        ("ISBN/PER 号/n", []),
        ("客户/n 令狐雪/n 来电/v", ["令狐雪"]),
        ("张伟/PER ·/w 3/m", ["张伟"]),
        # Latin words in a row
        ("John/PER _/w Smith/PER 和/c 张伟/PER", ["John Smith", "张伟"]),
        ("张伟/PER _/w 李明/PER", ["张伟", "李明"]),
        # what was cut off
        ("吴/PER 演示/v 的/u 孩子/n", ["吴演示"]),
        ("陈示/PER 例/n ，/w", ["陈示例"]),
        ("张伟/PER 哥/n ，/w", ["张伟"]),
        ("李测/PER 试/v ，/w", ["李测"]),
        ("李/PER 说/v 过/u", ["李"]),
        ("吴/PER", ["吴"]),
        ("天真/PER 例/n", ["天真"]),
        ("联系人/n :/w 司马/PER 相如/v", ["司马相如"]),
        ("经办人/n 王/n 样本/n 已/d 核对/v", ["王样本"]),
        ("乙方/n ：/w 钱虚乙/ORG", ["钱虚乙"]),
        ("姓名/n ：/w 欧阳雪/PER _/w 女/n", ["欧阳雪"]),
        ("监护人/n 褚雨/PER 犇/v 已/d 同意/v", ["褚雨犇"]),
        ("客户/n 张伟/PER 哥/n 同意/v", ["张伟"]),
        # companies
        ("李宁/PER 品牌/n 发布/v", []),
        ("安踏/ORG 和/c 李宁/PER 都/d", []),
        ("李明/PER 和/c 李宁/PER 都/d", ["李明", "李宁"]),
        ("王老吉凉茶/PER 好喝/a", []),
    ],
)
def test_people_of_tagged_sentences(written, expected):
    sentence, tokens = tagged(written)
    assert [sentence[start:end] for start, end in people(sentence, tokens)] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("在/p 示例省/LOC 虚构市/LOC 样本路/LOC 1号/m 工作/n", ["示例省虚构市样本路1号"]),
        ("朝阳区/LOC 样本路/LOC 3号楼/m 2/m 单元/n 501/m 的/u", ["朝阳区样本路3号楼2单元501"]),
        ("虚构市/LOC 样本/n 小区/n 很/d", ["虚构市样本小区"]),
        ("海淀/LOC 的/u 小区/n", []),
        ("北京/LOC", []),
        ("他/r 住在/v 虚构市/n 样本路/n 12号/m", ["虚构市样本路12号"]),
        ("地址/n ：/w 东区/n 样本路/LOC 1号/m", ["东区样本路1号"]),
        ("样本路1号院3号楼/LOC 1号/LOC", ["样本路1号院3号楼1号"]),
    ],
)
def test_places_grow_into_addresses(written, expected):
    sentence, tokens = tagged(written)
    assert [sentence[start:end] for start, end in places(sentence, tokens)] == expected


class Tagger:
    """Every Han run of two characters and more that begins with 李 is a person."""

    def __init__(self):
        self.seen = []

    def __call__(self, sentences):
        self.seen += sentences
        return [
            [Token(*m.span(), "PER") for m in re.finditer("李[\u4e00-\u9fff]", sentence)]
            for sentence in sentences
        ]


def test_a_sentence_is_shown_once_and_offsets_are_those_of_the_text():
    tagger = Tagger()
    reader = ProseReader(tagger, key=KEY)
    texts = ["你好。李明来过。", "李明来过。再见李虚。", "李明来过。", ""]
    told = reader.read(texts)
    assert [
        [text[s.start : s.end] for s in spans] for text, spans in zip(texts, told, strict=True)
    ] == [
        ["李明"],
        ["李明", "李虚"],
        ["李明"],
        [],
    ]
    assert sorted(tagger.seen) == ["你好。", "再见李虚。", "李明来过。"]
    assert {(s.label, s.grade) for spans in told for s in spans} == {
        (Label.PERSON, SpanGrade.SHAPE)
    }
    assert reader.read(texts[:1]) == told[:1]
    assert len(tagger.seen) == 3


def test_what_is_kept_of_a_sentence_holds_no_text():
    reader = ProseReader(Tagger(), key=KEY)
    reader.read(["李明来过。"])
    assert "李" not in repr(reader._known)
    other = ProseReader(Tagger(), key=b"x" * 16)
    other.read(["李明来过。"])
    assert reader._known.keys().isdisjoint(other._known)


def test_the_oldest_sentences_are_forgotten(monkeypatch):
    monkeypatch.setattr("shoumi.core.scan.prose._KEPT", 2)
    tagger = Tagger()
    reader = ProseReader(tagger, key=KEY)
    for text in ("李甲来了", "李乙来了", "李丙来了", "李甲来了"):
        assert len(reader.read([text])[0]) == 1
    assert tagger.seen.count("李甲来了") == 2


def test_a_run_that_would_take_hours_stops_with_the_figure():
    tagger = Tagger()
    reader = ProseReader(tagger, key=KEY, width=Width.MAY, most_minutes=1 / 30_000)
    with pytest.raises(WouldTakeHours) as stop:
        reader.read(["没有名字在这里出现。" * 10 + "完了" * 40])
    assert stop.value.facts["characters"] == 90
    assert tagger.seen == []


def test_much_text_is_read_where_a_name_may_be():
    tagger = Tagger()
    reader = ProseReader(tagger, key=KEY, most_minutes=1 / 30_000)
    many = "".join(f"今天第{n}次说了很多没有名字的话。" for n in range(20))
    (told,) = reader.read([f"{many}联系人李明来过。"])
    assert len(told) == 1
    assert tagger.seen == ["联系人李明来过。"]
    assert reader.told.narrowed
    assert 0 < reader.told.share < 0.1
    with pytest.raises(WouldTakeHours):
        reader.read(["".join(f"联系人李明{n}来过。" for n in range(20))])


def test_rare_characters_are_shown_as_everyday_ones():
    tagger = Tagger()
    (spans,) = ProseReader(tagger, key=KEY).read(["李𬱖来过。"])
    assert tagger.seen == ["李伟来过。"]
    assert [(s.start, s.end) for s in spans] == [(0, 2)]


def test_no_text_has_no_share():
    assert ProseReader(Tagger(), key=KEY).told.share == 0


def test_a_name_inside_an_address_is_the_name_of_a_road():
    reader = ProseReader(Tagger(), key=KEY)
    (spans,) = reader.read(["地址：示例省虚构市李明路1号"])
    assert [span.label for span in spans] == [Label.ADDRESS]


@pytest.mark.parametrize(
    ("sentence", "may", "likely"),
    [
        ("今天天气很好", True, False),
        ("abc 123", False, False),
        ("A B", False, False),
        ("好 Zhang", True, False),
        ("好", False, False),
        ("李　明", True, False),
        ("联系人是李明", True, True),
        ("李明先生来电", True, True),
        ("欧阳女士来电", True, True),
        ("阿布都·虚构来电", True, True),
        ("他住在样本路", True, True),
        ("虚构市样本路口", True, True),
    ],
)
def test_the_gate_has_two_widths(sentence, may, likely):
    assert (passes(sentence, Width.MAY), passes(sentence, Width.LIKELY)) == (may, likely)


@given(st.text(st.sampled_from("李明来了，。！ \n“”"), max_size=700))
def test_sentences_are_the_text_in_pieces_of_bounded_length(text):
    pieces = list(split(text))
    assert "".join(text[start:end] for start, end in pieces) == text
    assert all(0 < end - start <= LONGEST for start, end in pieces)


def test_a_long_sentence_is_cut_at_a_pause():
    text = "李" * 250 + "，" + "李" * 200
    assert list(split(text)) == [(0, 251), (251, 451)]
    assert list(split("李" * 301)) == [(0, 300), (300, 301)]


def span(start, end, label):
    return Span(start, end, label, SpanGrade.SHAPE)


def test_identifiers_stand_and_names_are_as_the_reader_has_them():
    mobile, by_rule = span(5, 16, Label.MOBILE), span(0, 2, Label.PERSON)
    read = [span(0, 3, Label.PERSON), span(14, 18, Label.PERSON), span(20, 24, Label.ADDRESS)]
    assert with_prose([by_rule, mobile], read) == [read[0], mobile, read[2]]


def test_columns_of_prose_are_counted_as_the_reader_hears_them():
    table = pa.table(
        {
            "客户姓名": ["李明", "李虚"],
            "备注": ["联系人赵虚甲，请转告李明以及李虚", "请打13123456789转告李明谢谢"],
            "编号": ["一", "二"],
            "说明": ["李明", "有的时候也会写很长的说明但是没有名字在里面的"],
        }
    )
    result = heard(
        table,
        scan_table(table, today=TODAY),
        profile(table),
        ProseReader(Tagger(), key=KEY),
        today=TODAY,
    )
    assert result.schema == RESULT
    told = {
        (row["column"], row["label"]): (row["rows"], row["cells"], row["whole"], row["shape"])
        for row in result.to_pylist()
        if row["label"]
    }
    assert told == {
        ("客户姓名", "PERSON"): (2, 2, 2, 2),
        ("备注", "MOBILE"): (2, 1, 0, 0),
        ("备注", "PERSON"): (2, 2, 0, 3),
        ("说明", "PERSON"): (2, 1, 1, 1),
    }
