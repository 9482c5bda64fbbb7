"""The style sheets: contrast as stated, one palette, fonts that are there under any name."""

import re
import shutil
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

STATIC = Path(__file__).resolve().parents[1] / "static"
CSS = STATIC / "pages" / "css"
SHEETS = ("fonts", "tokens", "base", "parts", "figures", "print")
DECLARED = re.compile(r"--([\w-]+):\s*(#[0-9A-F]{6})")
MOST_BYTES = 12 * 1024 * 1024


def sheet(name):
    return (CSS / f"{name}.css").read_text(encoding="utf-8")


def bare(name):
    """A sheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", sheet(name), flags=re.DOTALL)


def palette(selector):
    block = sheet("tokens").split(f"{selector} {{", 1)[1].split("}", 1)[0]
    return dict(DECLARED.findall(block))


LIGHT = palette(':root, [data-theme="light"]')
DARK = palette('[data-theme="dark"]')


def luminance(colour):
    def linear(part):
        value = int(part, 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(colour[at : at + 2]) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, two):
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


# Token, then the ratios on a card in light and dark, as the visual direction prints them.
STATED = {
    "line": (1.3, 1.3),
    "line2": (4.0, 4.0),
    "ink": (16.8, 14.9),
    "ink2": (9.1, 9.5),
    "ink3": (5.9, 6.3),
    "jade": (7.2, 9.3),
    "jade-fill": (5.1, 6.5),
    "och": (6.8, 9.7),
    "och-fill": (4.3, 6.7),
    "cin": (6.9, 8.2),
    "cin-fill": (5.2, 5.3),
    "ind": (9.1, 9.5),
    "na": (5.6, 6.6),
}


@pytest.mark.parametrize("token", STATED)
def test_a_token_has_the_contrast_stated_for_it(token):
    for colours, stated in zip((LIGHT, DARK), STATED[token], strict=True):
        assert contrast(colours[token], colours["surface"]) == pytest.approx(stated, abs=0.06)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("token", ["ink", "ink2", "ink3", "jade", "och", "cin", "ind", "na"])
def test_text_can_be_read_on_every_ground(colours, token):
    for ground in ("surface", "paper", "sunk"):
        assert contrast(colours[token], colours[ground]) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("token", ["line2", "jade-fill", "och-fill", "cin-fill"])
def test_a_mark_stands_out_from_card_and_page(colours, token):
    assert contrast(colours[token], colours["surface"]) >= 3
    assert contrast(colours[token], colours["paper"]) >= 3


@pytest.mark.parametrize(("colours", "least"), [(LIGHT, 4.7), (DARK, 5.7)], ids=["light", "dark"])
def test_a_state_can_be_read_on_its_own_wash(colours, least):
    for token in ("jade", "och", "cin", "ind", "na"):
        assert contrast(colours[token], colours[f"{token}-wash"]) >= least - 0.05, token


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_words_on_bands_can_be_read(colours):
    for ground, ink in (
        ("band", "band-ink"),
        ("band", "band-ink2"),
        ("grade4", "grade4-ink"),
        ("grade3", "grade3-ink"),
        ("ink", "surface"),
        ("ink2", "surface"),
    ):
        assert contrast(colours[ground], colours[ink]) >= 4.5, ground


def test_the_dark_theme_is_the_same_by_choice_and_by_system():
    assert palette(":root:not([data-theme])") == DARK
    assert set(LIGHT) == set(DARK)


def test_only_the_tokens_and_print_name_a_colour():
    for name in ("base", "parts", "figures"):
        found = set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", bare(name)))
        # A redaction is black on any theme, and a code must be read by a camera.
        assert found <= {"#000", "#FFF"}, name


def test_every_token_used_is_declared():
    declared = set(re.findall(r"(--[\w-]+):", "".join(map(bare, SHEETS))))
    for name in SHEETS:
        assert set(re.findall(r"var\((--[\w-]+)", bare(name))) <= declared, name


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_closes_what_it_opens_and_asks_nobody_outside(name):
    text = bare(name)
    assert text.count("{") == text.count("}")
    assert "http" not in text.replace('a[href^="http"]', "")
    assert "@import" not in text


def test_nothing_moves_when_motion_is_not_wanted():
    assert "prefers-reduced-motion: reduce" in sheet("base")
    assert "prefers-reduced-motion: reduce" in sheet("tokens")


def test_no_words_are_smaller_than_twelve_but_the_two_named():
    for name in ("base", "parts", "figures"):
        small = re.findall(
            r"([^{}]+)\{[^{}]*?font(?:-size)?:[^;{}]*?(?<![\d.])(?:[0-9]|1[01])(?:\.\d+)?px",
            bare(name),
        )
        assert {rule.strip() for rule in small} <= {".fig .disc-number", ".search kbd"}, name


# Fonts


def test_every_font_of_the_sheet_is_there_and_no_other():
    named = {(CSS / source).resolve() for source in re.findall(r'url\("([^"]+)"\)', sheet("fonts"))}
    assert named == set((STATIC / "pages" / "fonts").resolve().rglob("*.woff2"))


def test_fonts_carry_their_licence_and_keep_their_weight():
    fonts = STATIC / "pages" / "fonts"
    for folder in ("serif", "sans", "mono"):
        assert "SIL Open Font License, Version 1.1" in (fonts / f"OFL-{folder}.txt").read_text()
    assert sum(path.stat().st_size for path in fonts.rglob("*.woff2")) < MOST_BYTES


def covered(family):
    """Pairs of first and last code point of a family."""
    for rule in re.findall(rf'@font-face{{font-family:"{family}".*?}}', sheet("fonts")):
        assert "font-display:swap" in rule
        for part in re.search(r"unicode-range:([^}]+)", rule)[1].split(","):
            first, _, last = part.strip().removeprefix("U+").partition("-")
            yield int(first, 16), int(last or first, 16)


@pytest.mark.parametrize("family", ["Shoumi Serif", "Shoumi Sans"])
def test_the_words_of_the_handbook_are_in_the_fonts(family):
    from shoumi.core.handbook import chapters, demands

    words = {letter for each in (*chapters(), *demands()) for letter in each.zh + each.en}
    spans = list(covered(family))
    missing = {w for w in words if not any(first <= ord(w) <= last for first, last in spans)}
    assert missing == set()


def test_file_names_survive_being_named_by_their_content(tmp_path):
    shutil.copytree(STATIC, tmp_path / "static")
    storage = ManifestStaticFilesStorage(location=tmp_path / "static", base_url="/static/")
    paths = {
        path.relative_to(tmp_path / "static").as_posix(): (
            storage,
            path.relative_to(tmp_path / "static").as_posix(),
        )
        for path in (tmp_path / "static").rglob("*")
        if path.is_file()
    }
    for name, hashed, done in storage.post_process(paths):
        assert not isinstance(done, Exception), name
        assert hashed != name
    written = (tmp_path / "static" / storage.stored_name("pages/css/fonts.css")).read_text()
    named = re.findall(r'url\("\.\./(fonts/[^"]+)"\)', written)
    assert len(named) == sheet("fonts").count("@font-face")
    assert all((tmp_path / "static/pages" / name).exists() for name in named)
