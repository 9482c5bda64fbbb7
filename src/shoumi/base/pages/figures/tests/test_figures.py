"""Every figure: well-formed, titled, without style, its classes in a sheet, true to its data."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from shoumi.base.pages import figures as f
from shoumi.base.pages.figures.tests import samples as s
from shoumi.core.terms import ControlState
from shoumi.core.tests.cases import each

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
        "flows": f.flows(s.FLOWS, lang),
        "shares": f.shares(s.SHARES, lang),
        "matrix": f.matrix(s.RISKS, lang),
    }


FIGURES = [(lang, name, figure) for lang in LANGS for name, figure in drawn(lang).items()]
figures = each(("lang", "name", "figure"), FIGURES)


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
    free = {
        "door-open",
        "door-partly",
        "door-unguarded",
        "door-closed",
        "door-item-open",
        "stage",
        "cell-mark",
    }
    free |= {"stage-done", "stage-row-done", "stage-row-ahead", "clock-plain", "chip-refused"}
    assert free & classes == set()
    assert used - classes - free == set()


@each(("name", "figure"), drawn("en").items())
def test_an_english_figure_speaks_english(name, figure):
    said = re.sub(r'<g [^>]*lang="zh".*?</g>', "", figure, flags=re.DOTALL)
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
