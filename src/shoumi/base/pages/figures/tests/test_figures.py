"""Every figure: well-formed, titled, without style, its classes in a sheet, true to its data."""

import itertools
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.base.pages import figures as f
from shoumi.base.pages.figures import clocks, crowds, discs, svg
from shoumi.base.pages.figures.tests import samples as s
from shoumi.core.terms import ControlState

CSS = Path(__file__).resolve().parents[2] / "static/pages/css"
LANGS = ("zh", "en")


def drawn(lang):
    """Every figure of the kit by name."""
    cells, mixed, stations = s.cells(), s.cells(s.MIXED, href=""), s.stations()
    found = {f"disc {form}": f.disc(cells, lang, form) for form in f.Form}
    found |= {f"clock {index}": f.clock(each, lang) for index, each in enumerate(s.CLOCKS)}
    found |= {f"face {index}": f.clock_face(each, lang) for index, each in enumerate(s.CLOCKS)}
    found |= {f"door {state}": f.door(state, ("门", "Gate"), lang) for state in f.DoorState}
    found |= {f"tag {state}": f.tag(state, lang) for state in ControlState}
    found |= {f"glyph {state}": f.glyph(state, lang) for state in ControlState}
    found |= {f"cell {state}": f.cell_mark(state) for state in ControlState}
    found |= {f"answer {answer}": f.answer_mark(answer) for answer in f.Answer}
    found |= {f"icon {icon.name}": f.icon(icon, icon.name) for icon in f.Icon}
    found |= {f"legend {word}": mark for mark, word, _ in f.disc_legend(mixed, lang)}
    return found | {
        "disc without links": f.disc(mixed, lang),
        "doors": f.doors(s.DOORS, lang),
        "dots": f.dots(s.CROWD, lang),
        "dots on a phone": f.dots(s.CROWD, lang, 38),
        "stages": f.stages(stations, lang),
        "stages on a phone": f.stages_small(stations, lang),
        "ribbon": f.ribbon(s.DAYS, s.ABOVE, s.BELOW, lang),
        "ribbon as rows": f.ribbon_rows(s.DAYS, s.ABOVE, s.BELOW, lang),
        "masked": f.masked(lang, "郑", "0014"),
        "chip": f.chip(21407, lang),
        "chip of a refusal": f.chip(21403, lang, refused=True, href="/ledger/21403/"),
        "seal": f.seal("答复存证", lang),
        "logo": f.logo(lang),
        "progress": f.progress(0.4, "40 %"),
        "bars": f.bars(s.COUNTS, s.MATTER, lang),
        "spark": f.spark([1, 0, 4], "5"),
        "path": f.path_picture(("云岚", "Yunlan"), ("海棠", "Haitang"), lang),
        "waiting": f.waiting(lang),
        "spans": f.spans(s.SPANS, lang),
        "matrix": f.matrix(s.RISKS, lang),
    }


FIGURES = [(lang, name, figure) for lang in LANGS for name, figure in drawn(lang).items()]
IDS = [f"{lang} {name}" for lang, name, _ in FIGURES]
figures = pytest.mark.parametrize(("lang", "name", "figure"), FIGURES, ids=IDS)


def roots(figure):
    tree = ElementTree.fromstring(figure)
    return [tree] if tree.tag == "svg" else tree.findall(".//svg")


@pytest.fixture(scope="module")
def classes():
    """Every class a sheet names."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(CSS.glob("*.css")))
    return set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)))


@figures
def test_a_figure_is_well_formed_and_brings_no_style_script_or_id(lang, name, figure):
    for element in ElementTree.fromstring(figure).iter():
        assert element.tag not in {"style", "script", "foreignObject", "image", "use"}
        for attribute, value in element.attrib.items():
            assert attribute not in {"style", "id", "fill", "stroke", "color"}
            assert not attribute.startswith("on")
            assert "url(" not in value


@figures
def test_a_figure_has_a_title_or_is_decoration(lang, name, figure):
    for root in roots(figure):
        if root.get("aria-hidden") == "true":
            assert root.get("role") is None
            assert root.find("title") is None
        else:
            assert root[0].tag == "title"
            assert root[0].text.strip()
            linked = root.find(".//a") is not None
            assert root.get("role") == ("group" if linked else "img")


@figures
def test_every_class_of_a_figure_is_in_a_sheet(lang, name, figure, classes):
    used = {
        word
        for element in ElementTree.fromstring(figure).iter()
        for word in element.get("class", "").split()
    }
    # Names of kinds of figure, for scripts and tests: they need no paint of their own.
    free = {"door-open", "door-partly", "door-closed", "door-item-open", "stage", "cell-mark"}
    free |= {"stage-done", "stage-row-done", "stage-row-ahead", "clock-plain", "chip-refused"}
    assert free & classes == set()
    assert used - classes - free == set()


@pytest.mark.parametrize("name", list(drawn("en")))
def test_an_english_figure_speaks_english(name):
    said = re.sub(r'<g [^>]*lang="zh".*?</g>', "", drawn("en")[name], flags=re.DOTALL)
    for quoted in ("Seal: 答复存证", "郑"):
        said = said.replace(quoted, "")
    assert re.findall(r"[\u3400-\u9fff]+", said) == []


def test_the_sheet_of_classes_is_read_at_all(classes):
    assert {"disc-label", "f-jade", "tag-attested", "chip"} <= classes


def test_words_given_to_a_figure_cannot_become_markup():
    nasty = ('<script>"&', "<b onload='x'>")
    cell = f.DiscCell("1.1", 1, nasty, ControlState.PASS, reason=nasty, href='/"><script>')
    made = f.disc([cell], "zh") + f.disc([cell], "en")
    made += f.doors([f.Door(nasty, f.DoorState.OPEN, href='"><script>')], "zh")
    made += f.stages([f.Station(nasty, nasty, f.StationState.NOW, paused=nasty)], "en")
    made += f.masked("zh", nasty[0], nasty[1]) + f.progress(1, nasty[0])
    assert "<script" not in made
    assert "<b " not in made


# The disc


def test_a_disc_has_a_cell_for_every_demand_and_one_tab_stop():
    tree = ElementTree.fromstring(f.disc(s.cells(), "zh"))
    links = [a for a in tree.iter("a") if "disc-cell" in a.get("class")]
    assert len(links) == 63
    assert [a.get("tabindex") for a in links].count("0") == 1
    assert {a.find("title").text.split()[0] for a in links} == {cell.id for cell in s.cells()}


def test_the_states_look_different_without_colour():
    shapes = {re.sub(r' class="[^"]*"', "", f.cell_mark(state)) for state in ControlState}
    glyphs = {
        re.sub(r' class="[^"]*"', "", f.glyph(state, "zh", titled=False)) for state in ControlState
    }
    assert len(shapes) == len(glyphs) == len(ControlState)


def test_what_is_attested_is_not_counted_as_holding():
    figure = ElementTree.fromstring(f.disc(s.cells(s.MIXED), "en"))
    told = [text.text for text in figure.iter("text")]
    assert "53" in told
    assert "3 more attested" in told


def test_proof_that_has_almost_run_out_still_shows():
    def reach(left):
        cell = f.DiscCell("1.1", 1, ("一", "one"), ControlState.PASS, left)
        return f.disc([cell, *s.cells()[1:]], "zh")

    assert reach(0) == reach(0.16).replace("16 %", "0 %")
    assert reach(0.5) != reach(0.6)


def test_lapsed_demands_have_a_slot_each_and_none_when_they_do_not_fit():
    assert f.slots(s.cells(), "zh") == {"20.1": "l1", "19.3": "l2", "13.2": "l3", "5.3": "r1"}
    crowd = {f"{chapter}.1": ControlState.STALE for chapter in range(12, 16)}
    assert f.slots(s.cells(crowd), "zh") == {}
    assert f.slots(s.cells({}), "zh") == {}
    assert [cell.id for cell in f.lapsed(s.cells())] == ["5.3", "19.3", "13.2", "20.1"]


def strokes(figure):
    """Upright and level pieces of each hairline of a wide disc, corners left out."""
    for path in ElementTree.fromstring(figure).findall("path"):
        x = y = 0.0
        pieces = []
        for command, numbers in re.findall(r"([MHVqC])([^MHVqC]*)", path.get("d")):
            at = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
            if command == "H":
                pieces.append(((x, y), (at[0], y)))
                x = at[0]
            elif command == "V":
                pieces.append(((x, y), (x, at[0])))
                y = at[0]
            elif command == "q":
                x, y = x + at[2], y + at[3]
            else:
                x, y = at[-2], at[-1]
        yield pieces


def cross(one, two):
    """Whether a level and an upright piece cut each other inside."""
    for level, upright in ((one, two), (two, one)):
        (ax, ay), (bx, by) = level
        (cx, cy), (dx, dy) = upright
        if ay == by and cx == dx:
            within = min(ax, bx) < cx < max(ax, bx) and min(cy, dy) < ay < max(cy, dy)
            if within:
                return True
    return False


@given(
    st.dictionaries(
        st.sampled_from([c.id for c in s.cells()]), st.sampled_from(discs.LAPSED), max_size=6
    )
)
def test_hairlines_never_cross(states):
    cells = s.cells(states)
    lines = list(strokes(f.disc(cells, "zh")))
    assert len(lines) == len(f.slots(cells, "zh"))
    for index, one in enumerate(lines):
        for two in lines[index + 1 :]:
            assert not any(cross(a, b) for a in one for b in two)


@given(st.lists(st.sampled_from(ControlState), min_size=1, max_size=63))
def test_a_disc_and_its_table_count_the_same(states):
    cells = [
        f.DiscCell(f"{index}", index // 4 + 1, ("甲", "A"), state)
        for index, state in enumerate(states)
    ]
    words = [row[1] for row in f.disc_table(cells, "en").rows]
    title = ElementTree.fromstring(f.disc(cells, "en"))[0].text
    for state in ControlState:
        word = f.STATE_WORDS[state][1]
        assert words.count(word) == states.count(state)
        assert (f"{states.count(state)} {word}" in title) == (state in states)
    assert sum(int(n) for n in re.findall(r"\d+", title)) == 2 * len(states)


@given(st.integers(1, 63), st.integers(1, 20))
def test_cells_stand_clockwise_and_fill_the_circle(count, chapters):
    cells = [
        f.DiscCell(str(i), i * chapters // count + 1, ("甲", "A"), ControlState.PASS)
        for i in range(count)
    ]
    places, middles = discs.layout(cells)
    angles = [place.middle for place in places]
    assert angles == sorted(angles)
    assert angles[0] > 0
    assert angles[-1] < 360
    ends = places[-1].middle + places[-1].width / 2
    assert ends == pytest.approx(360 - 2.9 / 2)
    assert set(middles) == {cell.chapter for cell in cells}


# Dots

amounts = st.lists(st.integers(0, 400_000), min_size=4, max_size=4)


def crowd(counts):
    return [f.Crowd(answer, count) for answer, count in zip(f.Answer, counts, strict=True)]


@given(amounts)
def test_dots_and_their_table_count_the_same_and_nobody_is_rounded_away(counts):
    given = crowd(counts)
    each = crowds.people_in_a_dot(given)
    told = crowds.shares(given)
    assert [int(row[1]) for row in f.dots_table(given, "zh").rows] == counts
    for count, dots in zip(counts, told, strict=True):
        assert (dots == 0) == (count == 0)
        assert dots * each >= count > (dots - 1) * each or count == 0
    assert sum(told) <= crowds.MOST_DOTS + len(counts)


@given(st.lists(st.integers(0, 250), min_size=4, max_size=4), st.sampled_from([38, 76]))
def test_up_to_a_thousand_one_dot_is_one_person(counts, columns):
    figure = f.dots(crowd(counts), "zh", columns)
    assert figure.count("M") - figure.count("</title>") + 1 == sum(counts)
    assert f.dot_words(crowd(counts), "zh") == "一点一人"


def test_a_dot_that_stands_for_many_says_so():
    given = crowd([30_000, 2, 0, 0])
    assert crowds.people_in_a_dot(given) == 50
    assert "一点代表 50 人" in f.dots(given, "zh")
    assert "up to 50 people" in f.dots(given, "en")


def test_the_crowd_of_the_design_fills_its_grid():
    tree = ElementTree.fromstring(f.dots(s.CROWD, "zh"))
    assert (tree.get("viewBox"), len(tree.findall("path"))) == ("0 0 706.8 120.9", 4)


# Stages, ribbon, bars, doors


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


def test_a_table_of_doors_counts_those_that_are_shut():
    table = f.doors_table(s.DOORS, "zh")
    assert table.caption == "13 扇门，4 扇关着"
    assert table.rows[1] == ("个人信息角色", "1 人关", "19.3")


def test_every_table_is_as_wide_as_its_head():
    for table in (
        f.disc_table(s.cells(), "zh"),
        f.doors_table(s.DOORS, "zh"),
        f.dots_table(s.CROWD, "zh"),
        f.stages_table(s.stations(), "zh"),
        f.ribbon_table(s.DAYS, s.ABOVE, s.BELOW, "zh"),
        f.bars_table(s.COUNTS, s.MATTER, "zh"),
        f.clocks_table((("甲", s.CLOCKS[0]),), "zh"),
        f.path_table(("云岚", "Yunlan"), ("海棠", "Haitang"), "zh"),
    ):
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.columns)}


# Clocks


@pytest.mark.parametrize(
    ("index", "zh", "en", "tone"),
    [
        (0, "剩 30 小时 50 分 · 10-21 周三 16:20", "30 h 50 min left · Wed 21 Oct 16:20", "late"),
        (1, "剩 2 个工作日 · 10-22 周四 24:00", "2 working days left · Thu 22 Oct 24:00", "late"),
        (2, "剩 5 个工作日 · 10-27 周二", "5 working days left · Tue 27 Oct", "plain"),
        (3, "剩 22 天 · 11-11 周三", "22 days left · Wed 11 Nov", "soon"),
        (4, "剩 3 个工作日 · 10-23 周六，暂定", "3 working days left · Sat 23 Oct, provisional", "plain"),  # noqa: E501
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


# Small marks


def test_a_masked_value_tells_nothing_by_its_length():
    assert f.masked("zh") == f.masked("zh", "", "")
    widths = {
        re.search(r'viewBox="([^"]+)"', f.masked("zh", head))[1] for head in ("", "郑", "990000")
    }
    assert len(widths) == 1
    assert "已遮盖" in f.masked("zh")


def test_a_chip_is_read_as_a_position_of_the_ledger():
    assert "账本位置 21 407" in f.chip(21407, "zh")
    assert "ledger position 21 403, a refusal" in f.chip(21403, "en", refused=True)
    assert f.position_digits(1234567) == "1\u2009234\u2009567"


def test_a_seal_has_four_characters():
    with pytest.raises(ValueError, match="four"):
        f.seal("存证", "zh")


@given(st.floats(0.5, 40), st.floats(20, 200), st.floats(2, 12))
def test_a_hatch_stays_inside_its_shape(width, height, step):
    shape = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
    for numbers in re.findall(r"-?[\d.]+ -?[\d.]+", svg.hatch(shape, step)):
        x, y = map(float, numbers.split())
        assert -0.01 <= x <= width + 0.01
        assert -0.01 <= y <= height + 0.01


def test_a_hatch_has_a_stroke_for_every_step():
    box = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
    assert svg.hatch(box, 2.0).count("M") == 7
    assert svg.hatch(tuple(reversed(box)), 2.0) == ""


# The matrix, the spans and the line of a whole deal


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


def test_the_matrix_shows_each_risk_where_it_was_and_where_it_is_left():
    tree = ElementTree.fromstring(f.matrix(s.RISKS, "zh"))
    told = [text.text for text in tree.iter("text") if "matrix-number" in text.get("class")]
    assert sorted(told) == ["1", "1", "2", "2", "3"]  # what no measure moved stands once
    assert tree[0].text == "3 项风险，最高是“高”，采取措施后是“中”。"
    blocked = [path for path in tree.iter("path") if "s-cinfill" in path.get("class")]
    assert len(blocked) == 6


def test_more_risks_than_a_square_has_room_for_are_in_the_table():
    many = [s.RISKS[2]] * 11
    tree = ElementTree.fromstring(f.matrix(many, "en"))
    assert len(list(tree.iter("circle"))) == 8
    assert len(f.matrix_table(many, "en").rows) == 11


def test_a_bar_is_as_long_as_what_it_stands_for():
    tree = ElementTree.fromstring(f.spans(s.SPANS, "zh"))
    wide = [float(bar.get("width")) for bar in tree.iter("rect")]
    assert wide[0] / wide[2] == pytest.approx(3, rel=0.01)
    told = [text.text for text in tree.iter("text") if text.get("class") == "span-days"]
    assert told == ["3 年", "30 天", "1 年"]


def test_a_long_company_name_stays_inside_the_picture_on_a_phone():
    long = ("海棠虚构科技有限公司", "Haitang")
    tree = ElementTree.fromstring(f.path_picture(long, long, "zh"))
    width, height = map(float, tree.get("viewBox").split()[2:])
    phone = 19  # font size on a phone, in units of the picture
    for one in tree.iter("tspan"):
        half = len(one.text or "") * phone / 2
        assert half <= float(one.get("x")) <= width - half, one.text
        assert float(one.get("y")) < height
