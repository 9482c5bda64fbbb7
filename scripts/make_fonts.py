"""Copy the slices of the web fonts into the pages kit and write ``fonts.css`` for them.

    make_fonts.py NODE_MODULES

``NODE_MODULES`` holds the packages below, installed with npm.  Slices that carry neither Chinese
nor Latin letters nor their punctuation (Cyrillic, Vietnamese, emoji, private use) stay out.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

PAGES = Path(__file__).resolve().parents[1] / "src/shoumi/base/pages/static/pages"
# (package, style sheet, family in our sheets, folder)
FACES = (
    ("@fontsource/noto-serif-sc", "700.css", "Shoumi Serif", "serif"),
    ("@fontsource-variable/noto-sans-sc", "wght.css", "Shoumi Sans", "sans"),
    ("@fontsource/noto-sans-mono", "400.css", "Shoumi Mono", "mono"),
)
UNWANTED = ("cyrillic", "vietnamese", "greek")
WANTED = ((0x20, 0x7E), (0x2000, 0x2BFF), (0x3000, 0x30FF), (0x3400, 0x9FFF), (0xFF00, 0xFFEF))
RULE = re.compile(r"@font-face \{(.*?)\}", re.DOTALL)
SOURCE = re.compile(r"url\(\./files/([\w.-]+\.woff2)\)")
RANGE = re.compile(r"unicode-range:\s*([^;]+);")
WEIGHT = re.compile(r"font-weight:\s*([\d ]+);")
HEAD = """\
/* Fonts: Noto Serif SC 700, Noto Sans SC 100-900 and Noto Sans Mono, in slices a browser asks for
   by the characters of a page.  Written by scripts/make_fonts.py.  Licence: ../fonts/OFL-*.txt. */
"""


def spans(ranges: str) -> list[tuple[int, int]]:
    """``U+4e00,U+2000-206F`` as pairs of first and last code point."""
    pairs = [part.strip().removeprefix("U+").split("-") for part in ranges.split(",")]
    return [(int(pair[0], 16), int(pair[-1], 16)) for pair in pairs]


def wanted(name: str, ranges: str) -> bool:
    """Whether the slice has anything our pages set in type."""
    if any(script in name for script in UNWANTED):
        return False
    return any(
        first <= high and low <= last for first, last in spans(ranges) for low, high in WANTED
    )


def faces(package: Path, sheet: str, family: str, folder: str) -> list[str]:
    """Copy the wanted slices of one face; returns their rules."""
    rules = []
    target = PAGES / "fonts" / folder
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for rule in RULE.findall((package / sheet).read_text(encoding="utf-8")):
        source, ranges, weight = SOURCE.search(rule), RANGE.search(rule), WEIGHT.search(rule)
        if source is None or ranges is None or weight is None:
            raise SystemExit(f"{package / sheet}: a rule of another form")
        name = source[1]
        if not wanted(name, ranges[1]):
            continue
        short = re.sub(r"^noto-(serif|sans)(-sc|-mono)-|-(700|400|wght)-normal", "", name)
        shutil.copyfile(package / "files" / name, target / short)
        rules.append(
            f'@font-face{{font-family:"{family}";font-style:normal;font-weight:{weight[1].strip()};'
            f'font-display:swap;src:url("../fonts/{folder}/{short}") format("woff2");'
            f"unicode-range:{ranges[1]}}}"
        )
    return rules


def main(modules: Path) -> None:
    """Write the fonts, their licences and the style sheet."""
    lines = []
    for package, sheet, family, folder in FACES:
        lines += faces(modules / package, sheet, family, folder)
        shutil.copyfile(modules / package / "LICENSE", PAGES / "fonts" / f"OFL-{folder}.txt")
    (PAGES / "css" / "fonts.css").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
