"""What lies along days: ribbons, bars, spans and clocks."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.base.messages.text import reading_at
from shoumi.base.pages import figures as f
from shoumi.base.pages.figures import clocks
from shoumi.base.pages.figures.tests import samples as s


@pytest.fixture(autouse=True)
def read_in_that_year():
    reading_at(datetime(2026, 10, 20, tzinfo=UTC))
    yield
    reading_at(None)


def test_a_ribbon_leaves_out_what_lies_outside_its_days():
    late = f.Mark(date(2027, 5, 1), ("以后", "Later"))
    assert f.ribbon(s.DAYS, [late], [], "zh") == f.ribbon(s.DAYS, [], [], "zh")
    assert f.ribbon_table(s.DAYS, [late], [late], "zh").rows == ()


marks = st.lists(
    st.builds(f.Mark, st.sampled_from([d.day for d in s.DAYS]), st.just(("事项一二三", "Matter"))),
    max_size=12,
)


@given(marks, marks)
def test_a_ribbon_its_rows_and_its_table_hold_the_same(above, below):
    ribbon = f.ribbon(s.DAYS, above, below, "en")
    rows = f.ribbon_rows(s.DAYS, above, below, "en")
    table = f.ribbon_table(s.DAYS, above, below, "en").rows
    assert ribbon.count("ribbon-words") == rows.count("<li") == len(table) == len(above + below)
    assert [row[1] for row in table].count("demand") == len(above)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), max_size=40))
def test_bars_stay_inside_and_count_as_their_table(pairs):
    given = [f.DayCount(s.TODAY, done, refused) for done, refused in pairs]
    rows = f.bars_table(given, s.MATTER, "en").rows
    assert [(int(row[1]), int(row[2])) for row in rows] == pairs
    tree = ElementTree.fromstring(f.bars(given, s.MATTER, "en"))
    assert f"{sum(p[0] for p in pairs)} done" in tree[0].text
    for bar in tree.iter("rect"):
        assert float(bar.get("height")) >= 0
        assert 0 <= float(bar.get("y")) <= 128


@pytest.mark.parametrize(
    ("index", "zh", "en", "tone"),
    [
        (0, "剩 30 小时 50 分 · 10-21 周三 16:20", "30 h 50 min left · Wed 21 Oct 16:20", "late"),
        (1, "剩 2 个工作日 · 10-22 周四 24:00", "2 working days left · Thu 22 Oct 24:00", "late"),
        (2, "剩 5 个工作日 · 10-27 周二", "5 working days left · Tue 27 Oct", "plain"),
        (3, "剩 22 天 · 11-11 周三", "22 days left · Wed 11 Nov", "soon"),
        (4, "剩 3 个工作日 · 2027-10-23 周六，暂定", "3 working days left · Sat 23 Oct 2027, provisional", "plain"),  # noqa: E501
        (5, "过期 2 天", "2 days over", "soon"),
        (6, "领照后 5 个工作日 · 约 10-30 周五", "5 working days after the licence · about Fri 30 Oct", "plain"),  # noqa: E501
    ],
)  # fmt: skip
def test_a_clock_says_the_kind_of_day_and_the_weekday(index, zh, en, tone):
    given = s.CLOCKS[index]
    assert (f.clock_words(given, "zh"), f.clock_words(given, "en")) == (zh, en)
    assert clocks.tone(given) == tone
    assert f"clock-{tone}" in f.clock(given, "zh")


@given(st.floats(-1, 2))
def test_a_clock_face_takes_any_share(share):
    ElementTree.fromstring(f.clock_face(f.Clock(s.RUNNING, f.Unit.DAYS, 9, share), "zh"))


def test_a_bar_is_as_long_as_what_it_stands_for():
    tree = ElementTree.fromstring(f.spans(s.SPANS, "zh"))
    wide = [float(bar.get("width")) for bar in tree.iter("rect")]
    assert wide[0] / wide[2] == pytest.approx(3, rel=0.01)
    told = [text.text for text in tree.iter("text") if text.get("class") == "span-days"]
    assert told == ["3 年", "30 天", "1 年"]


def test_a_way_is_as_thick_as_what_goes_along_it_and_each_place_is_named_once():
    tree = ElementTree.fromstring(f.flows(s.FLOWS, "en"))
    thick = [float(way.get("stroke-width")) for way in tree.iter("path")]
    assert thick[0] > thick[2] > thick[1]
    told = [text.text for text in tree.iter("text")]
    assert told == ["service", "handover", "the house", "vendors", "the transferee"]
    assert [row[2] for row in f.flows_table(s.FLOWS, "zh").rows] == ["12", "3", "6"]
