"""The disc: a cell for every demand, its states, its slots and hairlines."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.base.pages import figures as f
from shoumi.base.pages.figures import discs
from shoumi.base.pages.figures.tests import samples as s
from shoumi.core.terms import ControlState


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
    assert "3 attested" in told


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
