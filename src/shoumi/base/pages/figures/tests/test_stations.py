"""The line of stages, wide and on a phone, and what a station lacks."""

import itertools
import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from shoumi.base.pages import figures as f
from shoumi.base.pages.figures import svg
from shoumi.base.pages.figures.tests import samples as s


@given(st.lists(st.sampled_from(f.StationState), max_size=20))
def test_a_stage_line_and_its_table_tell_the_same(states):
    stations = [f.Station(("站", "Stop"), ("01-01", "1 Jan"), state) for state in states]
    told = [row[1] for row in f.stages_table(stations, "en").rows]
    line = f.stages(stations, "en")
    for state, word in zip(f.StationState, ("done", "now", "ahead", "closed"), strict=True):
        assert line.count(f'"stage stage-{state}"') == told.count(word) == states.count(state)
    ElementTree.fromstring(f.stages_small(stations, "en"))


def test_on_a_phone_the_last_the_current_and_the_coming_are_rows():
    rows = ElementTree.fromstring(f.stages_small(s.stations(), "zh")).findall("./ol/li")
    names = [row.find("span").text for row in rows]
    assert names == ["告知同意", "变更登记", "后续变更", "数据交接", "结算", "归档销毁"]


def test_a_station_that_waits_says_what_it_lacks_and_who_brings_it():
    line = f.stages(s.stations(), "zh")
    assert "变更登记还缺 1 项" in line
    assert "数据交接还缺 5 项" in line
    told = ["".join(one.itertext()) for one in ElementTree.fromstring(line).findall(".//*")]
    assert "监督机构已签字" in told
    assert "外部监督员" in told
    # A drawing holds four; the table holds all.
    assert "密钥已换" not in told
    assert "另有 1 项，见下" in told
    assert f.stages_table(s.stations(), "zh").rows[15][-1].endswith("；密钥已换")
    assert "密钥已换" in f.stages_small(s.stations(), "zh")


@given(st.lists(st.integers(0, 6), min_size=1, max_size=20), st.sampled_from(["zh", "en"]))
def test_what_stations_lack_stays_inside_the_drawing_and_no_line_crosses_words(counts, lang):
    state = f.StationState.NOW
    none = ("", "")
    given_ = [f.Station(("站", "Stop"), none, state, lacks=s.LACKS[:n]) for n in counts]
    tree = ElementTree.fromstring(f.stages(given_, lang))
    wide, high = map(float, tree.get("viewBox").split()[2:])
    boxes, lines = _blocks(tree)
    assert len(boxes) == sum(n > 0 for n in counts)
    assert len(lines) in (0, len(boxes))  # without lines where neither side has room
    assert all(left >= 0 and right <= wide and foot <= high for left, right, _, foot in boxes)
    for x, end in lines:
        assert not any(left < x < right and foot < end for left, right, _, foot in boxes)


def _blocks(tree):
    """Boxes of words as (left, right, top, foot), and lines down as (x, where it ends)."""
    boxes = []
    for words in (one for one in tree.iter("text") if one.get("class") == "block"):
        rows, x, place = {}, float(words[0].get("x")), ""
        for span in words:
            place = span.get("y") or place
            rows[place] = rows.get(place, "") + "  " + span.text
        wide = max(svg.width_of(row.strip(), 12.5) for row in rows.values())
        left = x if words.get("text-anchor") == "start" else x - wide
        boxes.append((left, left + wide, min(map(float, rows)), float(place)))
    paths = [one.get("d") for one in tree.iter("path") if one.get("class") == "s-cinfill"]
    drawn = [re.match(r"M([\d.]+) [\d.]+V([\d.]+)h", path) for path in paths]
    return boxes, [(float(one[1]), float(one[2])) for one in drawn if one]


def test_neighbours_on_a_line_of_twenty_keep_their_distance():
    """At 20 stations a name of five characters is wider than its place."""
    names = ["受让方核验", "意向登记", "受让方核验", "受让方核验"] * 5
    line = [f.Station((name, name), ("", ""), f.StationState.AHEAD) for name in names]
    tree = ElementTree.fromstring(f.stages(line, "zh"))
    at = sorted(
        (float(span.get("x")), svg.width_of(span.text, 12.5))
        for span in tree.iter("tspan")
        if span.get("class") == "stage-name"
    )
    gaps = [
        right - left - (one + two) / 2
        for (left, one), (right, two) in itertools.pairwise(at)
        if right > left
    ]
    assert len(gaps) == 19
    assert min(gaps) > 4


LONG = ("税务、银行、社保变更", "Changes after registration")


def _lines_of(drawn):
    """Names of stations as drawn: middle, baseline, words."""
    for one in ElementTree.fromstring(drawn).iter():
        if "stage-name" in one.get("class", ""):
            yield float(one.get("x")), float(one.get("y")), one.text


@given(st.integers(1, 20), st.sampled_from(["zh", "en"]))
def test_long_names_of_neighbours_do_not_touch(count, lang):
    stations = [f.Station(LONG, ("", ""), f.StationState.AHEAD)] * count
    rows = {}
    for x, y, words in _lines_of(f.stages(stations, lang)):
        half = svg.width_of(words, 12.5) / 2
        rows.setdefault(y, []).append((x - half, x + half))
    for row in rows.values():
        assert all(right < left for (_, right), (left, _) in itertools.pairwise(sorted(row)))


def test_no_line_of_a_chinese_name_begins_with_a_comma():
    stations = [f.Station(LONG, ("", ""), f.StationState.AHEAD)] * 20
    drawn = {words for _, _, words in _lines_of(f.stages(stations, "zh"))}
    assert drawn == {"税务、银行、", "社保变更"}
