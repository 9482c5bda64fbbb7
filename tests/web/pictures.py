"""The pictures of the README: ``python -m tests.web.pictures [HOME]``, HOME a demo's open deal."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.web import browser, home

FOLDER = home.ROOT / "docs" / "pictures"
# The deal waits at the registrar; what is lacking, by when and who can mend it is all there.
UNTIL, CUSTOMERS = "samr_application", 1000
HEIGHT = 1120
PAGES = {"today": "/", "deal": "/deals/{deal}"}


def take(place: Path) -> None:
    home.start(place)
    from django.db import connections
    from tests.web import samples, visitors

    from shoumi.core.terms import Role

    deal, officer = samples.first_deal().ref, visitors.founder(Role.DPO)
    connections.close_all()
    with (
        browser.served(place) as served,
        browser.chromium() as chromium,
        browser.window(chromium, served.site) as window,
    ):
        browser.play(window, served.link, officer)
        window.page.set_viewport_size({"width": browser.WIDTHS[0], "height": HEIGHT})
        for name, path in PAGES.items():
            window.page.goto(served.site + path.format(deal=deal))
            window.page.wait_for_load_state("networkidle")
            window.page.screenshot(path=FOLDER / f"{name}.png")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="shoumi-pictures-") as folder:
        place = Path(folder) / "home"
        given = Path(sys.argv[1]) if sys.argv[1:] else None
        take(home.copy(given, place) if given else home.tell(place, UNTIL, CUSTOMERS))


if __name__ == "__main__":
    main()
