"""Every page in Chromium: two languages, two widths, light and dark.

``python -m tests.web.pages [--home FOLDER] [--only ROUTE,ROUTE] [--part]`` prints what is wrong and
``pages=N axe=0 csp=0 external=0 untranslated=0 overflow=0 broken=0``.  A picture of each look
lies in the folder that ``SHOTS`` names, if it names one.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, product
from pathlib import Path
from typing import Any

from playwright.sync_api import Error
from tests.web import browser, home

from shoumi.core.tests import portion

LOOK = (Path(__file__).parent / "look.js").read_text("utf-8")
KINDS = ("axe", "csp", "external", "untranslated", "overflow", "broken")
LANGS, THEMES = ("zh", "en"), ("light", "dark")
# What axe only recommends is no fault; everything else of its WCAG rules and best practices is.
_AXE = {"resultTypes": ["violations"]}


class Looking:
    """One walk over all pages, counting faults by kind."""

    def __init__(
        self, served: browser.Served, visits: list[Any], names: list[str], shots: Path | None
    ) -> None:
        from axe_playwright_python.sync_playwright import Axe

        self.served, self.visits, self.names, self.shots = served, visits, names, shots
        self.axe = Axe()
        self.looks = list(product(LANGS, THEMES))
        self.pages = 0
        self.faults: list[tuple[str, str]] = []

    def walk(self, chromium: Any) -> None:
        for lang, theme in self.looks:
            for person, visits in groupby(self.visits, lambda visit: visit.person):
                with browser.window(chromium, self.served.site, lang=lang, theme=theme) as window:
                    if person:
                        browser.play(window, self.served.link, person)
                    for visit in visits:
                        self.look(window, visit, lang, theme)

    def look(self, window: browser.Window, visit: Any, lang: str, theme: str) -> None:
        page, where = window.page, f"{visit.name} {lang} {theme}"
        browser.resize(page, browser.WIDTHS[0])
        try:
            answer = self._open(window, visit)
        except Error as error:
            if "Download is starting" not in error.message:  # a file is no page
                self._note("broken", where, [error.message.splitlines()[0]])
            return
        if answer.status != visit.status:
            self._note("broken", where, [f"answered {answer.status}, not {visit.status}"])
        if answer.headers.get("content-type") == "application/json":
            return  # what a script asks for is no page
        for width in browser.WIDTHS:
            browser.resize(page, width)
            self.pages += 1
            self._note("axe", f"{where} {width}", self._violations(page))
            if self.shots:
                name = f"{where} {width}".replace("/", "_").replace(" ", "-")
                browser.picture(page, self.shots / f"{name}.png")
        for width in (*browser.WIDTHS, browser.NARROWEST):
            browser.resize(page, width)
            if browser.overflows(page):
                self._note("overflow", f"{where} {width}", ["wider than the window"])
        told = page.evaluate(LOOK, {"names": self.names, "lang": lang})
        self._note("untranslated", where, told)
        self._note("csp", where, window.policy())
        self._note("broken", where, window.errors())
        self._note("external", where, window.external)
        window.external.clear()

    def _open(self, window: browser.Window, visit: Any) -> Any:
        """Go there; a page that asks for a proof gets it, as a demo gives it."""
        answer = window.page.goto(window.site + visit.path)
        if "/step-up" in window.page.url and not visit.path.startswith("/step-up"):
            with window.page.expect_navigation() as led:
                window.page.click("form[action$='play-prove'] button")
            answer = led.value
        # A page that listens for progress never has an idle network; letters and pictures are in.
        window.page.evaluate("document.fonts.ready.then(() => true)")
        return answer

    def _violations(self, page: Any) -> list[str]:
        found = self.axe.run(page, options=_AXE).response["violations"]
        return [f"{one['id']}: {one['nodes'][0]['target']}" for one in found]

    def _note(self, kind: str, where: str, told: list[str]) -> None:
        self.faults += [(kind, f"{kind}: {where}: {one}") for one in told]

    def lines(self) -> Iterator[str]:
        yield from (told for _, told in self.faults)
        count = Counter(kind for kind, _ in self.faults)
        yield f"pages={self.pages} " + " ".join(f"{kind}={count[kind]}" for kind in KINDS)


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, help="a demo home to copy instead of telling one")
    parser.add_argument("--only", default="", help="names of routes, with commas between")
    parser.add_argument(
        "--part", action="store_true", help="half of the looks, drawn by the commit"
    )
    return parser.parse_args()


def main() -> int:
    given = _given()
    shots = Path(os.environ["SHOTS"]) if os.environ.get("SHOTS") else None
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="shoumi-pages-") as folder:
        place = Path(folder) / "home"
        home.start(home.copy(given.home, place) if given.home else home.tell(place))
        from django.db import connections
        from tests.web import visits

        wanted = frozenset(filter(None, given.only.split(",")))
        found, names = visits.every(wanted), visits.names()
        connections.close_all()
        with browser.served(place) as served, browser.chromium() as chromium:
            looking = Looking(served, found, names, shots)
            if given.part:
                looking.looks = portion.drawn(looking.looks, what="looks", one_in=2)
            looking.walk(chromium)
    sys.stdout.write("".join(f"{line}\n" for line in looking.lines()))
    return 1 if looking.faults else 0


if __name__ == "__main__":
    sys.exit(main())
